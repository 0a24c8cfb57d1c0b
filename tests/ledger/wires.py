"""Mail servers of the tests: one that dies after sending, one that refuses, one that waits."""

import os
import signal
from pathlib import Path
from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend

from cordee.ledger.delivery import Mailbox


class Wire(Mailbox):
    """Writes the mail, and a line of `wire.log` each time one leaves."""

    def send_messages(self, email_messages):
        sent = super().send_messages(email_messages)
        with (self.folder / "wire.log").open("a") as log:
            log.writelines(f"{mail.message()['Message-ID']}\n" for mail in email_messages)
        return sent


class Fatal(Wire):
    """Sends, then the whole worker dies before it can say so; only once."""

    def send_messages(self, email_messages):
        sent = super().send_messages(email_messages)
        killed = self.folder / "killed"
        if not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return sent


class Refusing(BaseEmailBackend):
    """Answers what the file `answer` beside says: a code, or nothing to fail otherwise."""

    def __init__(self, *, file_path, **kwargs):
        super().__init__(**kwargs)
        self.answer = Path(file_path) / "answer"

    def send_messages(self, _):
        if not self.answer.exists():
            raise ConnectionRefusedError("nobody there\0")
        raise SMTPRecipientsRefused({"x@example.org": (int(self.answer.read_text()), b"no")})


class Line(BaseEmailBackend):
    """Writes in `line.log` when it opens, closes, and what it carries; breaks where it is told."""

    def __init__(self, *, file_path, **kwargs):
        super().__init__(**kwargs)
        self.folder, self.opened = Path(file_path), False

    def say(self, word):
        with (self.folder / "line.log").open("a") as log:
            log.write(f"{word}\n")

    def open(self):
        if not self.opened:
            self.say("open")
        self.opened = True

    def close(self):
        self.say("close")
        self.opened = False

    def send_messages(self, email_messages):
        self.say(email_messages[0].key)
        breaks = self.folder / "breaks"
        if breaks.exists() and breaks.read_text() == email_messages[0].key:
            raise ConnectionResetError
        return len(email_messages)
