"""Told to stop: by a terminal or a supervisor, heard once, wherever the work is."""

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """Someone asked us to stop."""


def heed() -> None:
    """Raise `Stop` at the first signal; the next ones cut nothing in the middle."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stop
