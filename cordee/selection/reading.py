"""A file as a jury may read it: without what the call keeps from it, nor names when blind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.applications.queries.references import letters_part
from cordee.applications.reading import NOT_FOR_JURY, NUMBER, read_content
from cordee.programme.schema.questions import Asked
from cordee.selection.rules.redaction import identifying, redacted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.applications.models import Deposit, Reference
    from cordee.applications.reading import Answered, Part
    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Criterion, Stage


def kept_back(deposit: Deposit, stage: Stage) -> set[str]:
    """The questions kept from a jury: by their audience, by a blind stage, or not opened yet."""
    definition = deposit.version.definition
    return sealed(definition, stage) | {
        one.key
        for one in definition.questions()
        if isinstance(one, Asked)
        and (one.audience in NOT_FOR_JURY or (stage.blind and one.identifying))
    }


def sealed(definition: Definition, stage: Stage) -> set[str]:
    """The questions of the pages that only a later stage opens: a price after the other marks."""
    order = [one.key for one in definition.stages]
    now = order.index(stage.key) if stage.key in order else len(order)
    return {
        question.key
        for section in definition.form.sections
        if section.opened_at in order and order.index(section.opened_at) > now
        for question in section.questions
    }


def read_file(deposit: Deposit, stage: Stage, letters: Sequence[Reference] = ()) -> list[Part]:
    """The frozen file in words, without what is not for the jury to read; the letters last."""
    hidden = kept_back(deposit, stage)
    names = identifying(deposit.content) if stage.blind else []
    parts = read_content(deposit.version.definition, deposit.content)
    parts += letters_part(
        [one for one in letters if one.question not in hidden], named=not stage.blind
    )
    shown = [
        replace(
            part,
            answers=tuple(
                _masked(one, names) if stage.blind else one
                for one in part.answers
                if one.key not in hidden and not (stage.blind and one.key.startswith(NUMBER))
            ),
        )
        for part in parts
    ]
    return [part for part in shown if part.answers]


@dataclass(frozen=True, slots=True)
class Source:
    """What a criterion is judged from: its words, where it stands on the page, whether it is blank.

    Without an anchor, it is somewhere else than on this page.
    """

    label: str
    anchor: str
    blank: bool = False


def sources(criterion: Criterion, reading: Sequence[Part], *, team: bool) -> list[Source]:
    """What a juror reads for a criterion (`fed_by`), among what she may read of the file."""
    asked = {one.key: one for part in reading for one in part.answers}
    sections = {part.key: part for part in reading}
    found = []
    for key in criterion.fed_by:
        if answer := asked.get(key):
            found.append(Source(answer.label, f"reponse-{key}", answer.blank))
        elif part := sections.get(key):
            found.append(Source(part.label, f"lire-{key}", all(one.blank for one in part.answers)))
        elif key == "team" and team:
            found.append(Source(_("L’équipe"), "equipe"))
        elif key == "register":
            found.append(Source(_("ce que les registres publics en savent"), ""))
    return found


def _masked(one: Answered, names: list[str]) -> Answered:
    return replace(
        one,
        text=redacted(one.text, names),
        lines=tuple(redacted(line, names) for line in one.lines),
        rows=tuple(tuple(redacted(cell, names) for cell in row) for row in one.rows),
    )


def unnamed(text: str, deposit: Deposit, stage: Stage) -> str:
    """What was said around a file, without the names of its team for a blind jury."""
    return redacted(text, identifying(deposit.content)) if stage.blind else text


def attached(deposit: Deposit, stage: Stage) -> list[dict[str, Any]]:
    """The pieces she may open; blind, they bear a number instead of their name."""
    found = deposit.content.get("attachments", {})
    hidden = kept_back(deposit, stage)
    pieces = [one for key in sorted(found) if key not in hidden for one in found[key]]
    if not stage.blind:
        return pieces
    return [{**one, "name": _piece(rank, one)} for rank, one in enumerate(pieces, 1)]


def _piece(rank: int, piece: dict[str, Any]) -> str:
    ending = str(piece.get("name", "")).rpartition(".")[2].lower()
    number = _("Pièce %(rank)d") % {"rank": rank}
    return f"{number}.{ending}" if ending.isalnum() and len(ending) < 6 else number  # noqa: PLR2004 - an extension
