"""The files of a juror bound in one document, to be read on paper or in a train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordee.applications.forms import said
from cordee.applications.models import Attachment
from cordee.applications.queries.references import letters_by_file
from cordee.kernel import french
from cordee.selection import queries
from cordee.selection.models import Juror as Seat
from cordee.selection.packets.joined import COVER, Binder, Piece, insert
from cordee.selection.reading import attached, read_file, unnamed
from cordee.selection.rules.grids import asked_of
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cordee.applications.models import Deposit, Reference
    from cordee.applications.reading import Part
    from cordee.programme.schema.choosing import Stage
    from cordee.selection.models import Contact, Juror, Reading

TEMPLATE = Path(__file__).parents[1] / "documents" / "packet.typ"
BLIND = "la lecture est à l’aveugle : une pièce peut nommer l’équipe, elle n’est pas reliée"
LOT = 50
"""Files bound together: beyond, a second volume."""


def bound(juror: Juror, deposits: Sequence[Deposit], *, volume: int = 1) -> bytes:
    """The PDF of these files, in the order given; what the call hides stays hidden."""
    panel = juror.panel
    stage = queries.stage_of(panel)
    definition = panel.edition.definition
    talks, said_of = queries.heard(panel)
    written = letters_by_file(deposits, definition)
    binder = Binder(_attachments(deposits, stage))
    pieces = [list(_pieces(one, stage, binder)) for one in deposits]
    made = pdf(
        TEMPLATE,
        {
            "title": f"Dossiers à lire – {panel.label}",
            "call": str(definition.title),
            "reader": str(juror),
            "volume": volume,
            "criteria": [
                [said(one.label), french.listed([said(it) for it in one.looked_for])]
                for one in asked_of(definition, stage)
            ],
            "files": [
                _file(
                    one,
                    stage,
                    talks[one.application_id],
                    said_of[one.application_id],
                    written.get(one.application_id, ()),
                )
                | {"pieces": [each.told for each in joined]}
                for one, joined in zip(deposits, pieces, strict=True)
            ],
            "cover": COVER,
            "foot": french.typeset(f"Confidentiel – exemplaire de {juror}"),
        },
    )
    return insert(made, [each for joined in pieces for each in joined])


def _attachments(deposits: Sequence[Deposit], stage: Stage) -> dict[str, Attachment]:
    """The joined files of some deposits by their key; none is opened for a blind jury."""
    if stage.blind:
        return {}
    rows = Attachment.objects.filter(application__in=[one.application_id for one in deposits])
    return {str(one.public_id): one for one in rows.order_by("pk")}


def _pieces(deposit: Deposit, stage: Stage, binder: Binder) -> Iterable[Piece]:
    listed = attached(deposit, stage)
    if stage.blind:
        return [Piece(str(one["name"]), why=BLIND) for one in listed]
    return binder.pieces(listed)


def _file(
    deposit: Deposit,
    stage: Stage,
    talks: Sequence[Contact],
    readings: Sequence[Reading],
    letters: Sequence[Reference],
) -> dict[str, Any]:
    reports = [
        {"by": str(one.juror), "text": unnamed(one.report, deposit, stage)}
        for one in readings
        if one.report and one.juror.part == Seat.Part.REPORTER
    ]
    return {
        "name": queries.name_of(deposit, stage) or "Sans nom",
        "team": [] if stage.blind else [_mate(one) for one in deposit.team],
        "parts": [_part(one) for one in read_file(deposit, stage, letters)],
        "contacts": [
            {
                "question": unnamed(one.question, deposit, stage),
                "answer": unnamed(one.answer, deposit, stage),
            }
            for one in talks
        ],
        "reports": reports,
    }


def _mate(mate: dict[str, Any]) -> str:
    name = f"{mate.get('given_name', '')} {mate.get('family_name', '')}".strip()
    return ", ".join(filter(None, (name, mate.get("capacity"), mate.get("organisation"))))


def _part(part: Part) -> dict[str, Any]:
    answers = [
        {
            "label": one.label,
            "text": one.text,
            "lines": list(one.lines),
            "head": list(one.head),
            "rows": [list(row) for row in one.rows],
        }
        for one in part.answers
    ]
    return {"label": part.label, "answers": answers}
