"""Letters of referees: found by their link, told to the team, read by the jury."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.applications.models import Reference
from cordee.applications.reading import Answered, Part
from cordee.applications.rules.references import Referee, asks_letters, referees
from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.applications.models import Application, Deposit
    from cordee.programme.schema import Definition


def reference_of(token_digest: str) -> Reference | None:
    """The letter a link asks for, whatever became of it."""
    rows = Reference.objects.select_related(
        "application__edition__current", "application__current", "application__territory"
    )
    return rows.filter(token_digest=token_digest).first()


def named_in(application: Application) -> list[Referee]:
    """The people whom the file names as it stands, and whom the call asks for a letter."""
    definition = application.edition.definition
    if not asks_letters(definition):
        return []
    answers = {row.question: row.value for row in application.answers.order_by("pk")}
    made = application.current
    day = application.edition.today(made.at) if made else None
    return referees(definition, answers, application.step, application.track, day)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Someone named in the file, and the letter asked of her, if it was."""

    referee: Referee
    letter: Reference | None

    @property
    def readable(self) -> bool:
        """Whether its candidate may read what she wrote."""
        return bool(self.letter and self.letter.text and not self.letter.confidential)


def awaited(application: Application) -> list[Awaited]:
    """Each referee of the file with her last letter; no query where the call asks for none."""
    people = named_in(application)
    if not people:
        return []
    rows = application.references.filter(taken_back_at=None).order_by("asked_at", "pk")
    last = {(one.question, one.email): one for one in rows}
    return [Awaited(one, last.get((one.question, one.email))) for one in people]


def letters(deposit: Deposit) -> list[Reference]:
    """The letters received for a file handed in, for those who read it."""
    found = letters_by_file([deposit], deposit.version.definition)
    return found.get(deposit.application_id, [])


def letters_by_file(
    deposits: Sequence[Deposit], definition: Definition
) -> dict[int, list[Reference]]:
    """The letters received for several files, in one query; none where the call asks for none.

    Only those of people whom the file handed in still names.
    """
    found: dict[int, list[Reference]] = {}
    if not asks_letters(definition):
        return found
    named = {one.application_id: _named(one, definition) for one in deposits}
    rows = Reference.objects.filter(
        application__in=[one.application_id for one in deposits],
        answer=Reference.Answer.GIVEN,
        taken_back_at=None,
    )
    for one in rows.order_by("answered_at", "pk"):
        if (one.question, one.email) in named[one.application_id]:
            found.setdefault(one.application_id, []).append(one)
    return found


def _named(deposit: Deposit, definition: Definition) -> set[tuple[str, str]]:
    said = deposit.content
    people = referees(
        definition, said.get("answers", {}), said.get("step", ""), said.get("track", "")
    )
    return {(one.question, one.email) for one in people}


def strangers(application: Application) -> list[str]:
    """The people named in a file who said they do not know who writes it; for the team alone."""
    if not asks_letters(application.edition.definition):
        return []
    rows = application.references.filter(answer=Reference.Answer.UNKNOWN)
    return list(rows.order_by("answered_at", "pk").values_list("name", flat=True))


LETTERS = "lettres-recues"
"""The part of a file where the letters of its referees are read."""


def letters_part(found: Sequence[Reference], *, named: bool = True) -> list[Part]:
    """The letters as a part of the file; without the names of their authors for a blind jury."""
    if not found:
        return []
    answers = [
        Answered(f"{LETTERS}-{rank}", _title(one, rank, named=named), one.text)
        for rank, one in enumerate(found, 1)
    ]
    return [Part(LETTERS, french.say("Lettres reçues"), tuple(answers))]


def _title(one: Reference, rank: int, *, named: bool) -> str:
    if not named:
        return french.say("Lettre n° {rank}", rank=rank)
    return french.say("Lettre de {name}", name=one.signed or one.name)
