"""What happens to letters and lists."""

from cordee.letters.events.letters import (
    IssueBegun,
    IssueSent,
    LetterKept,
    PassageEntrusted,
    PassageMoved,
    ReaderMoved,
)

__all__ = [
    "IssueBegun",
    "IssueSent",
    "LetterKept",
    "PassageEntrusted",
    "PassageMoved",
    "ReaderMoved",
]
