"""Short answers as people write them on paper, and back to what a draft keeps."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cordee.kernel.french import MONTHS, unaccented
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Mapping

REF = re.compile(r"\[([a-z_]+:[A-Za-z0-9_-]+)\]\s*$")
_DAY = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")
_SAID_DAY = re.compile(r"(?:[a-z]+\s+)?(\d{1,2})(?:er)?\s+([a-z]+)\s+(\d{4})")
_HOUR = re.compile(r"(\d{1,2})\s*[:h]\s*(\d{2})?")


def outward(question: q.Asked, value: Any, places: Mapping[str, str]) -> str:
    """A value of one line (or one a place) as it is printed in its box."""
    if value is None:
        return ""
    if isinstance(question, q.Day):
        return day_out(str(value))
    if isinstance(question, q.Place):
        many = value if isinstance(value, list) else [value]
        return "\n".join(f"{places.get(ref, '')} [{ref}]".strip() for ref in map(str, many))
    return str(value)


def day_out(value: str) -> str:
    """« 2025-02-27 » as « 27/02/2025 », with its hour if any; anything else as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo or moment.second or moment.microsecond:
        return value
    if len(value) == len("2025-02-27"):
        return f"{moment:%d/%m/}{moment.year:04d}"
    same = value == f"{moment.year:04d}-{moment:%m-%dT%H:%M}"
    return f"{moment:%d/%m/}{moment.year:04d} {moment:%H:%M}" if same else value


def day_in(text: str) -> str:
    """A date as people write it, in ISO form; the text itself when it is no date."""
    plain = unaccented(text)
    found = _DAY.search(plain)
    numbers = [int(one) for one in found.groups()] if found else []
    if found is None and (found := _SAID_DAY.search(plain)):
        month = _month(found[2])
        numbers = [int(found[1]), month, int(found[3])] if month else []
    if not numbers or found is None:
        return text
    try:
        on = date(numbers[2], numbers[1], numbers[0]).isoformat()
    except ValueError:
        return text
    rest = plain[found.end() :].strip()
    if not rest:
        return on
    hour = _HOUR.search(rest)
    if hour is None or int(hour[1]) > 23 or int(hour[2] or 0) > 59:  # noqa: PLR2004 - a clock
        return text
    return f"{on}T{int(hour[1]):02d}:{int(hour[2] or 0):02d}"


def _month(word: str) -> int:
    names = [unaccented(name) for name in MONTHS]
    return next((rank for rank, name in enumerate(names, start=1) if name == word), 0)
