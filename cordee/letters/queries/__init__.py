"""Reading letters and lists."""

from cordee.letters.queries.letters import (
    coming,
    content,
    issues,
    letters,
    passages,
    put_off,
    readers,
    told,
    writers,
    written,
)

__all__ = [
    "coming",
    "content",
    "issues",
    "letters",
    "passages",
    "put_off",
    "readers",
    "told",
    "writers",
    "written",
]
