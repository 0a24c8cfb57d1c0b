"""The files of a call as a table and as JSON, read as they go: a flat count of queries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.applications.queries import state_of
from cordee.applications.reading import OURS, read_answer
from cordee.kernel import french
from cordee.kernel.bodies import Kind
from cordee.programme.schema import questions as q
from cordee.territories.rules import department_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition

    type Cell = Callable[[Any], str]

CHUNK = 500
KINDS = {kind.value: kind.label for kind in Kind}


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
    zone = edition.definition.zone_of()
    kinds = KINDS | {one.key: said(one.label) for one in edition.definition.kinds}
    whole = files.defer(None).defer("current__findings").select_related("current", "territory")
    for row in whole.iterator(chunk_size=CHUNK):
        made, place = row.current, row.territory
        answers = made.content.get("answers", {}) if made else {}
        yield [
            str(row.public_id),
            row.body_name,
            kinds.get(row.kind, row.kind),
            (place.siren or place.insee) if place else "",
            row.department,
            department_name(row.department),
            place.population if place else None,
            tracks.get(row.track, row.track),
            row.get_origin_display(),
            state_of(row),
            _instant(row.started_at, zone),
            _instant(made.at, zone) if made else "",
            made.number if made else None,
            made.digest if made else "",
            len(made.team) if made else None,
            *(cell(answers.get(key)) for key, _label, cell in columns),
        ]


def documents(edition: Edition, files: QuerySet[Application]) -> Iterator[str]:
    """One JSON document: the call, then each file with its content as frozen (one query)."""
    call = {"key": edition.key, "title": edition.title, "public_id": str(edition.public_id)}
    yield f'{{"format": "cordee-files/1", "call": {json.dumps(call, ensure_ascii=False)}, '
    yield '"files": ['
    whole = files.defer(None).defer("current__findings").select_related("current")
    for number, row in enumerate(whole.iterator(chunk_size=CHUNK)):
        comma = ",\n" if number else "\n"
        yield comma + json.dumps(document(row), ensure_ascii=False)
    yield "\n]}\n"


def document(row: Application) -> dict[str, Any]:
    """A file as plain data; its answers only when they were handed in."""
    made = row.current
    return {
        "public_id": str(row.public_id),
        "body": row.body_name,
        "kind": row.kind,
        "department": row.department,
        "track": row.track,
        "origin": row.origin,
        "started_at": row.started_at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
        "deposit": made
        and {
            "number": made.number,
            "at": made.at.isoformat(),
            "digest": made.digest,
            "content": made.content,
        },
    }


def _instant(at: Any, zone: str) -> str:
    """« 2024-12-01 10:00 » on the clock of the call: sorts as text, reads in any language."""
    return timezone.localtime(at, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


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
        return "\n".join(filter(None, (found.text, *found.lines, *table))).replace(french.NBSP, " ")

    return told
