"""The pieces of a file together: what may follow the deposit, and how heavy all of it may be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing
from cordee.programme.anchors import deadline
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Following:
    """A piece that may follow the deposit, and its last day when the calendar knows it."""

    question: q.File
    until: date | None
    said: str


def following(
    definition: Definition,
    asked: Iterable[q.Asked],
    files: Mapping[str, Sequence[Any]],
    at: date | None = None,
) -> list[Following]:
    """The required pieces not joined yet that may come after the deposit, until when."""
    return [
        _following(definition, one, at)
        for one in asked
        if isinstance(one, q.File) and one.due and one.required
        and len(files.get(one.key, ())) < max(one.min, 1)
    ]  # fmt: skip


def _following(definition: Definition, question: q.File, at: date | None) -> Following:
    held = {"deposit": at} if at else {}
    when = deadline(definition, question.due, held) if question.due else None
    until = when.last if when else None
    note = str(question.due.note or "") if question.due else ""
    said = note or french.say("plus tard")
    if until:
        said = french.say("au plus tard le {day}", day=french.day(until, weekday=False))
    return Following(question, until, said)


def following_findings(found: Iterable[Following]) -> list[Finding]:
    """What may still follow: told, never refused."""
    return [
        missing(
            "file.following",
            f"questions.{one.question.key}",
            french.say(
                "{label} : cette pièce peut suivre, {when}.",
                label=one.question.label,
                when=one.said,
            ),
            strength=Strength.ADVICE,
        )
        for one in found
    ]


def weight_findings(
    definition: Definition, files: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[Finding]:
    """All the pieces of the file against what the form takes in all, in megabytes."""
    most = definition.form.max_mb
    size = sum(one.get("size") or 0 for some in files.values() for one in some)
    if most is not None and size > most * MEGABYTE:
        heavy = french.number(Decimal(-(-size * 10 // MEGABYTE)) / 10)
        said = french.say(
            "Vos pièces pèsent {heavy} Mo ensemble ; {most} Mo au plus. Allégez-les.",
            heavy=heavy, most=most,
        )  # fmt: skip
        yield broken("form.weight", "form", said)


def age_findings(
    asked: Iterable[q.Asked], files: Mapping[str, Sequence[Mapping[str, Any]]], on: date
) -> Iterator[Finding]:
    """The documents too old on the day of the deposit, and those whose date nobody said."""
    for question in asked:
        if not isinstance(question, q.File) or question.not_older_than is None:
            continue
        where = f"questions.{question.key}"
        most = question.not_older_than.said()
        for one in files.get(question.key, ()):
            if not one.get("dated"):
                said = french.say(
                    "{label} : dites la date que porte {name}. L’appel demande moins de {most}.",
                    label=question.label, name=one["name"], most=most,
                )  # fmt: skip
                yield missing("file.undated", where, said, strength=question.strength)
            elif question.not_older_than.after(date.fromisoformat(one["dated"])) < on:
                said = french.say(
                    "{label} : {name} date de plus de {most}. Demandez-en un plus récent, puis "
                    "remplacez-le.",
                    label=question.label, name=one["name"], most=most,
                )  # fmt: skip
                yield broken("file.old", where, said, strength=question.strength)
