"""Processes we start and answer for: watched, restarted when they fall, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 10.0
"""Seconds a process is given to stop by itself."""
FALLS = 5
"""How many falls within `SPELL` seconds make us give up."""
SPELL = 60.0
DEATH_SIGNAL = 1
"""Linux's PR_SET_PDEATHSIG."""


@dataclass
class Child:
    """One process: its name for people, its words, its environment, where it writes."""

    name: str
    words: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    falls: deque[float] = field(default_factory=lambda: deque(maxlen=FALLS))

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches us, and we tell it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own words
                self.words,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, no lock taken
            )

    def fell(self) -> bool:
        """Tell whether it ended without being asked to."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> bool:
        """Start it again; False when it falls so often that it makes no sense."""
        now = time.monotonic()
        self.falls.append(now)
        if len(self.falls) == FALLS and now - self.falls[0] < SPELL:
            return False
        self._signal(signal.SIGKILL)  # the processes it had started itself
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end, then make it."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def last_words(self, lines: int = 12) -> str:
        """Give the end of what it wrote."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def _signal(self, number: int) -> None:
        """Reach the process and those it started."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def _die_with_parent() -> None:
    """Have the system end the child when we are killed without a chance to do it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGTERM)
