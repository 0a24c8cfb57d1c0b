"""The shapes that components receive: small frozen records, no HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import Promise

from cordee.kernel.moments import When

type Tone = Literal["good", "warn", "bad", "info", "neutral"]
type Text = str | Promise
type State = Literal["done", "current", "todo"]
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a task list: what to do, where, how far it is; without `url` it cannot start."""

    label: Text
    status: Text
    tone: Tone = "neutral"
    url: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a summary list, with the link that changes it when there is one."""

    label: Text
    value: Any
    url: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: done, current or still to come; `url` opens it when it may be opened."""

    label: Text
    state: State = "todo"
    url: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of a timeline: `when` is a date, a vague date, or words."""

    when: date | When | Text
    title: Text
    text: Text = ""
    state: State = "todo"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several pages seen as tabs; plain links."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart and the page that shows the rows behind it."""

    label: Text
    value: float
    said: Text = ""
    url: str = ""


def paginated(request: HttpRequest, rows: Any, *, per_page: int = PER_PAGE) -> Page[Any]:
    """The page of `rows` that `?page=` asks for; nonsense gives the first, beyond the last."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def told(
    request: HttpRequest, rows: Callable[[int, int], list[Any]], *, per_page: int = PER_PAGE
) -> Page[Any]:
    """The same of rows that are few in all: each says in `every` how many they are, in one query.

    `rows` gives those from a rank on, as many as asked. Not for the files of a whole call: every
    row would be gone through for the sake of 25.
    """
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < LONG_NUMBER else 1
    found = rows(per_page * (max(number, 1) - 1), per_page)
    if not found and number > 1:
        found = rows(0, 1)
        number = -(-found[0].every // per_page) if found else 1
        found = rows(per_page * (number - 1), per_page)
    every = found[0].every if found else 0
    return Page(found, max(number, 1), Paginator(range(every), per_page))


LONG_NUMBER = 8
"""Digits of a page number that no list has."""


def widths(bars: Sequence[Bar]) -> list[int]:
    """The length of each bar in hundredths of the longest; a negative value draws nothing."""
    top = max((bar.value for bar in bars), default=0)
    return [round(100 * max(bar.value, 0) / top) if top > 0 else 0 for bar in bars]
