"""Many teams that hand in at the same moment, each trying until it is told yes or no."""

import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

SURE = {302, 422}
"""Answers that settle the matter; anything else, or no answer, is tried again."""


@dataclass
class Rope:
    """The teams, what each was told, and how often nobody answered."""

    port: int
    teams: list[dict[str, str]]
    told: dict[str, tuple[int, str]] = field(default_factory=dict)
    unanswered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    threads: list[threading.Thread] = field(default_factory=list)

    def climb(self, *, after, patience=120.0) -> None:
        """Send every team off, each `after(number)` seconds; returns at once."""
        for number, team in enumerate(self.teams):
            words = (team, after(number), time.monotonic() + patience)
            self.threads.append(threading.Thread(target=self._insist, args=words, daemon=True))
        for thread in self.threads:
            thread.start()

    def wait(self) -> None:
        """Wait until every team was told, or gave up."""
        for thread in self.threads:
            thread.join()

    def told_yes(self) -> list[str]:
        """The files that were acknowledged: sent on to their receipt."""
        return sorted(file for file, (status, _) in self.told.items() if status != 422)

    def _insist(self, team, pause, end):
        time.sleep(pause)
        while time.monotonic() < end:
            answer = self._try(team)
            with self.lock:
                if answer and answer[0] in SURE:
                    self.told[team["file"]] = answer
                    return
                self.unanswered += 1
            time.sleep(0.1)

    def _try(self, team):
        link = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Cookie": f"sessionid={team['session']}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": "a" * 32,
        }
        try:
            link.request("POST", f"/candidatures/{team['file']}/deposer/", "", headers)
            response = link.getresponse()
            body = response.read().decode()
            return response.status, response.headers.get("Location", body)
        except (OSError, HTTPException):
            return None
        finally:
            link.close()
