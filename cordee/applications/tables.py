"""The files of a call as a table and as JSON, read as they go: a flat count of queries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.applications.forms.words import kinds_of
from cordee.applications.models import Application
from cordee.applications.queries.lists import state_said
from cordee.applications.reading import OURS, read_answer
from cordee.kernel.typography import NBSP
from cordee.programme.schema import questions as q
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition

    type Cell = Callable[[Any], str]

CHUNK = 500


def rows(edition: Edition, files: QuerySet[Application]) -> Iterator[list[Any]]:
    """The head, then one row a file; only what was handed in tells its answers (one query)."""
    columns = _columns(edition.definition)
    yield [
        _("référence"), _("structure"), _("nature"), _("SIREN ou code INSEE"),
        _("département"), _("nom du département"), _("population"), _("volet"), _("porte"),
        _("état"), _("commencée le"), _("déposée le"), _("numéro du dépôt"), _("empreinte"),
        _("personnes dans l’équipe"), *(label for _key, label, _cell in columns),
    ]  # fmt: skip
    tracks = {one.key: said(one.label) for one in edition.definition.tracks}
    zone = ZoneInfo(edition.definition.zone_of())
    kinds = kinds_of(edition.definition)
    origins = {value: str(label) for value, label in Application.Origin.choices}
    for row in _read(files, *TABLED):
        (public_id, body_name, kind, department, track, origin, started_at, withdrawn_at, current,
         siren, insee, population, at, number, digest, content) = row  # fmt: skip
        answers = content.get("answers", {}) if content else {}
        yield [
            str(public_id),
            body_name,
            kinds.get(kind, kind),
            siren or insee or "",
            department,
            department_name(department),
            population,
            tracks.get(track, track),
            origins.get(origin, origin),
            state_said(withdrawn_at, current),
            _instant(started_at, zone),
            _instant(at, zone) if at else "",
            number,
            digest or "",
            len(content.get("team", ())) if content else None,
            *(cell(answers.get(key)) for key, _label, cell in columns),
        ]


def documents(edition: Edition, files: QuerySet[Application]) -> Iterator[str]:
    """One JSON document: the call, then each file with its content as frozen (one query)."""
    call = {"key": edition.key, "title": edition.title, "public_id": str(edition.public_id)}
    yield f'{{"format": "cordee-files/1", "call": {json.dumps(call, ensure_ascii=False)}, '
    yield '"files": ['
    rows = _read(files.annotate(written=Cast("current__content", TextField())), *TOLD, "written")
    for number, (*columns, content) in enumerate(rows):
        comma = ",\n" if number else "\n"
        yield comma + _written(columns, content)
    yield "\n]}\n"


def document(row: Application) -> dict[str, Any]:
    """A file as plain data; its answers only when they were handed in."""
    made = row.current
    head = (row.public_id, row.started_at, row.withdrawn_at)
    act = (made.number, made.at, made.digest) if made else (None, None, None)
    told = _told(*head, *act, row.body_name, row.kind, row.department, row.track, row.origin)
    return told | {"deposit": told["deposit"] | {"content": made.content}} if made else told


def _told(*columns: Any) -> dict[str, Any]:
    """The columns of `TOLD` under the names other programs read, but the frozen content."""
    public_id, started_at, withdrawn_at, number, at, digest, *plain = columns
    body, kind, department, track, origin = plain
    return {
        "public_id": str(public_id),
        "body": body,
        "kind": kind,
        "department": department,
        "track": track,
        "origin": origin,
        "started_at": started_at.isoformat(),
        "withdrawn_at": withdrawn_at.isoformat() if withdrawn_at else None,
        "deposit": {"number": number, "at": at.isoformat(), "digest": digest} if at else None,
    }


def _written(columns: Sequence[Any], content: str | None) -> str:
    """The same as text, the frozen content as the database writes it: it is JSON already."""
    text = json.dumps(_told(*columns), ensure_ascii=False)
    return text if content is None else f'{text[:-2]}, "content": {content}}}}}'


TABLED = (
    "public_id", "body_name", "kind", "department", "track", "origin", "started_at",
    "withdrawn_at", "current_id", "territory__siren", "territory__insee", "territory__population",
    "current__at", "current__number", "current__digest", "current__content",
)  # fmt: skip
"""The columns a table is made of: whole rows would cost twice the time."""
TOLD = (
    "public_id", "started_at", "withdrawn_at", "current__number", "current__at",
    "current__digest", "body_name", "kind", "department", "track", "origin",
)  # fmt: skip


def _read(files: QuerySet[Application], *columns: str) -> Iterator[tuple[Any, ...]]:
    """These columns of the files, in their order, read as they go."""
    rows = files.defer(None).select_related(None).values_list(*columns)
    return rows.iterator(chunk_size=CHUNK)


def _instant(at: datetime, zone: ZoneInfo) -> str:
    """« 2024-12-01 10:00 » on the clock of the call: sorts as text, reads in any language."""
    return at.astimezone(zone).isoformat(" ", "minutes")[:16]


def _columns(definition: Definition) -> list[tuple[str, str, Cell]]:
    """Key, label and words of each question of the form, every step and track."""
    asked = {
        one.key: one
        for section in definition.form.sections
        for one in section.questions
        if isinstance(one, q.Asked) and not isinstance(one, q.File) and one.audience not in OURS
    }
    return [(key, said(one.label), _cell(one)) for key, one in asked.items()]


def _cell(question: q.Asked) -> Cell:
    """How the answers to a question are told in one cell; plain texts cost nothing."""
    if isinstance(question, q.Text | q.LongText) and not getattr(question, "languages", ()):
        return lambda value: "" if value is None else str(value)

    def told(value: Any) -> str:
        if value is None:
            return ""
        found = read_answer(question, value)
        table = (" | ".join(row) for row in found.rows)
        return "\n".join(filter(None, (found.text, *found.lines, *table))).replace(NBSP, " ")

    return told
