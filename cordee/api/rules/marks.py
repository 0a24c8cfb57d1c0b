"""Marks of versions (RFC 9110, § 8.8): what a program read, so that it replaces nothing unseen."""

import re
from typing import Any

from cordee.kernel.canonical import digest

_LISTED = re.compile(r'\s*(?:W/)?"([^"]*)"\s*(?:,|$)')


def mark(content: Any) -> str:
    """The mark of some plain data."""
    return digest(content)[:32]


def quoted(word: str) -> str:
    """A mark as a header carries it."""
    return f'"{word}"'


def listed(header: str) -> list[str]:
    """The marks a header lists, without quotes; `*` stands for any."""
    return ["*"] if header.strip() == "*" else _LISTED.findall(header)
