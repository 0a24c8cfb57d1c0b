"""A mailbox that speaks just enough IMAP, in this process, on a port of its own."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

DATE = "12-Dec-2024 10:30:00 +0100"


@dataclass
class Box:
    """Messages, which of them were seen, and what it was asked."""

    messages: list[bytes]
    date: str = DATE
    size: int | None = None
    seen: set[int] = field(default_factory=set)
    url: str = ""


@contextmanager
def serving(*messages: bytes) -> Iterator[Box]:  # noqa: C901 - one small server
    box = Box(list(messages))

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("* OK bonjour")
            while line := self.rfile.readline().decode().strip():
                tag, _space, command = line.partition(" ")
                self.answer(command)
                self.say(f"{tag} {self.verdict(command)}")

        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def verdict(self, command: str) -> str:
            wrong = command.startswith("LOGIN") and "secret" not in command
            absent = command.startswith("SELECT") and "INBOX" not in command
            return "NO non" if wrong or absent else "OK fait"

        def answer(self, command: str) -> None:
            if command.startswith("CAPABILITY"):
                self.say("* CAPABILITY IMAP4rev1")
            elif command.startswith("SELECT"):
                self.say(f"* {len(box.messages)} EXISTS")
            elif command.startswith("UID SEARCH"):
                unseen = [n for n in range(1, len(box.messages) + 1) if n not in box.seen]
                self.say("* SEARCH " + " ".join(map(str, unseen)))
            elif found := re.match(r"UID FETCH (\d+) \((.*)\)", command):
                self.fetch(int(found[1]), found[2])
            elif found := re.match(r"UID STORE (\d+) \+FLAGS", command):
                box.seen.add(int(found[1]))
            elif command.startswith("LOGOUT"):
                self.say("* BYE")

        def fetch(self, number: int, what: str) -> None:
            raw = box.messages[number - 1]
            if "BODY" in what:
                self.wfile.write(
                    f"* {number} FETCH (UID {number} BODY[] {{{len(raw)}}}\r\n".encode()
                )
                self.wfile.write(raw + b")\r\n")
            else:
                size = box.size or len(raw)
                self.say(f'* {number} FETCH (UID {number} RFC822.SIZE {size} '
                         f'INTERNALDATE "{box.date}")')  # fmt: skip

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        box.url = f"imap://centre:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        yield box
        server.shutdown()
