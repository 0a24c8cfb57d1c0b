"""Places of a definition as addresses: `form/sections/2` and back, and how each is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from cordee.calls.editor import chapters, pages
from cordee.calls.editor import fields as schema
from cordee.calls.editor.pages import raw
from cordee.kernel.french import capitalized
from cordee.programme.schema import Definition, labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.calls.editor.models import Draft
    from cordee.programme.remarks import Path

PART = re.compile(r"[A-Za-z0-9_-]{1,60}")
DEEP = 24


def read(text: str) -> Path | None:
    """The place an address names; `None` when it makes no sense."""
    parts = [part for part in text.split("/") if part]
    if not parts or len(parts) > DEEP or not all(PART.fullmatch(part) for part in parts):
        return None
    return tuple(int(part) if part.isdecimal() and len(part) < 6 else part for part in parts)  # noqa: PLR2004 - an index


def written(place: Path) -> str:
    """The address of a place."""
    return "/".join(map(str, place))


def url(draft: Draft, place: Path) -> str:
    """The page on which a place is written."""
    if not place:
        return reverse("editor:draft", args=[draft.public_id])
    chapter = chapters.holding(str(place[0]))
    if len(place) == 1 and chapter.place != place and not _opens(place):
        return reverse("editor:chapter", args=[draft.public_id, chapter.slug])
    return reverse("editor:record", args=[draft.public_id, written(place)])


def _opens(place: Path) -> bool:
    """Whether a field of the root has its own page."""
    field = schema.field(Definition, str(place[0]))
    return field is not None and field.kind is schema.Kind.RECORD and not field.small


def page_of(draft: Draft, data: Mapping[str, Any], path: Path) -> str:
    """Where a remark about `path` is mended: the page of the record, and its field."""
    place = path
    while place and (
        (isinstance(place[-1], str) and not _own_page(data, place))
        or pages.record(data, place) is None
    ):
        place = place[:-1]
    if not place and not path:
        return reverse("editor:text", args=[draft.public_id])
    if not place:
        chapter = chapters.holding(str(path[0]))
        base = reverse("editor:chapter", args=[draft.public_id, chapter.slug])
    else:
        base = reverse("editor:record", args=[draft.public_id, written(place)])
    rest = path[len(place) :]
    return f"{base}#c-{rest[0]}" if rest else base


def _own_page(data: Mapping[str, Any], place: Path) -> bool:
    """Whether the record at a place has a page of its own, rather than standing in another's."""
    model = pages.record(data, place[:-1]) if len(place) > 1 else Definition
    field = schema.field(model, str(place[-1])) if model else None
    return field is not None and field.kind is schema.Kind.RECORD and not field.small


class Crumb(NamedTuple):
    """A step towards a record."""

    label: str
    url: str


def crumbs(draft: Draft, data: Mapping[str, Any], place: Path) -> list[Crumb]:
    """From the part of the definition down to the record that holds this one."""
    first = chapters.holding(str(place[0]))
    found = []
    if place != first.place:
        where = (reverse("editor:record", args=[draft.public_id, written(first.place)])
                 if first.place else
                 reverse("editor:chapter", args=[draft.public_id, first.slug]))  # fmt: skip
        found.append(Crumb(str(first.title), where))
    for size in range(1, len(place)):
        here = place[:size]
        if (
            here != first.place
            and pages.record(data, here)
            and (isinstance(here[-1], int) or _own_page(data, here))
        ):
            found.append(Crumb(name(data, here), url(draft, here)))
    return found


def name(data: Mapping[str, Any], place: Path) -> str:
    """How a record is called: its label, else the name of its field."""
    model = pages.record(data, place)
    if place == (chapter := chapters.holding(str(place[0]))).place:
        return str(chapter.title)
    if isinstance(place[-1], int):
        return pages.summary(raw(data, place), model)
    bases = (base.__name__ for base in (pages.record(data, place[:-1]) or Definition).__mro__)
    called = labels.field(str(place[-1]), *bases)
    return capitalized(called)
