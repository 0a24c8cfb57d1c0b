"""The files of a juror bound in one document, to be read on paper or in a train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.applications.models import Attachment
from cordee.applications.queries.references import letters_by_file
from cordee.kernel import french
from cordee.kernel.speech import heard, reader
from cordee.selection import queries
from cordee.selection.models import Juror as Seat
from cordee.selection.packets.joined import Binder, Piece, cover, insert
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
            "title": _("Dossiers à lire – %(panel)s") % {"panel": panel.label},
            "lang": reader()[:2],
            "words": _words(juror, volume),
            "call": said(definition.title),
            "criteria": [
                [said(one.label), heard(french.listed([said(it) for it in one.looked_for]))]
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
                | {"pieces": _bound(one, stage, joined)}
                for one, joined in zip(deposits, pieces, strict=True)
            ],
            "cover": cover(),
            "foot": _("Confidentiel – exemplaire de %(juror)s") % {"juror": juror},
        },
    )
    return insert(made, [each for joined in pieces for each in joined])


def _words(juror: Juror, volume: int) -> dict[str, str]:
    """What the document says by itself, in the language of its reader."""
    return {
        "volume": _("volume %(rank)d") % {"rank": volume} if volume > 1 else "",
        "secret": _(
            "Exemplaire de %(juror)s. Ces dossiers sont confidentiels : ne les transmettez pas, "
            "détruisez-les après la décision."
        )
        % {"juror": juror},
        "files": _("Les dossiers"),
        "criteria": _("Les critères"),
        "team": _("L’équipe"),
        "blank": _("Sans réponse."),
        "report": _("Rapport d’instruction"),
        "talk": _("Échange avec l’équipe candidate"),
        "question": _("Question :"),
        "answer": _("Réponse :"),
        "unanswered": _("sans réponse encore"),
        "apart": _("Pièces qui ne sont pas reliées ici"),
    }


def _name(deposit: Deposit, stage: Stage) -> str:
    return queries.name_of(deposit, stage) or _("Sans nom")


def _bound(deposit: Deposit, stage: Stage, joined: Sequence[Piece]) -> list[dict[str, Any]]:
    """The pieces of a file as the document tells them."""
    name = _name(deposit, stage)
    told = [one.told for one in joined]
    sentence = _("Jointe par %(name)s, %(pages)s ; elle suit telle qu’elle a été déposée.")
    return [one | {"joined": sentence % {"name": name, "pages": one["pages"]}} for one in told]


def _attachments(deposits: Sequence[Deposit], stage: Stage) -> dict[str, Attachment]:
    """The joined files of some deposits by their key; none is opened for a blind jury."""
    if stage.blind:
        return {}
    rows = Attachment.objects.filter(application__in=[one.application_id for one in deposits])
    return {str(one.public_id): one for one in rows.order_by("pk")}


def _pieces(deposit: Deposit, stage: Stage, binder: Binder) -> Iterable[Piece]:
    listed = attached(deposit, stage)
    if stage.blind:
        why = _(
            "la lecture est à l’aveugle : une pièce peut nommer l’équipe, elle n’est pas reliée"
        )
        return [Piece(str(one["name"]), why=why) for one in listed]
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
        "name": _name(deposit, stage),
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
