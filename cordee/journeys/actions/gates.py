"""Pass to the next phase: written winner by winner, decided in private, told together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.events import CrossingWritten, PassingDecided, PassingReleased
from cordee.journeys.models import Crossing, Participation, Passing
from cordee.journeys.queries.gates import concerned, deciders, opinions
from cordee.journeys.rules.gates import Opinion, closed_phases, gate_faults
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.people.models import User
    from cordee.programme.schema.choosing import Gate

LONGEST = 10_000


@transaction.atomic
def write_crossing(
    participation: Participation,
    gate: Gate,
    *,
    verdict: str,
    reasons: str,
    criteria: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> Crossing:
    """Write whether a winner goes on and why; half of it may be written, and changed later.

    Raises `Refused` once the passage is decided, or for a winner it does not concern.
    """
    cohort = participation.cohort
    passing = _open(cohort, gate)
    if not concerned(cohort, gate).filter(pk=participation.pk).exists():
        raise Refused(
            broken("gate.unknown", "gate", "Ce lauréat n’est pas concerné par ce passage.")
        )
    if verdict and verdict not in Crossing.Verdict.values:
        raise Refused(missing("gate.verdict", "verdict", "Dites si ce lauréat poursuit ou non."))
    known = {key: tidy(text)[:LONGEST] for key, text in (criteria or {}).items()}
    made, _created = Crossing.objects.update_or_create(
        passing=passing,
        participation=participation,
        defaults={
            "verdict": verdict,
            "reasons": tidy(reasons)[:LONGEST],
            "criteria": {key: known[key] for key in gate.criteria if known.get(key)},
            "at": at,
        },
    )
    record(CrossingWritten(passing=passing.pk, participation=participation.pk), by=by, at=at)
    return made


@transaction.atomic
def decide_passing(
    cohort: Cohort,
    gate: Gate,
    *,
    present: Collection[str],
    others: str = "",
    by: User,
    at: datetime,
) -> Passing:
    """Take the decision, in private: who was there, who goes on, why (an act).

    `present` are public ids of members of the panel; `others` names who decides when the call
    names nobody it knows. Raises `Refused` with everything that lacks.
    """
    passing = _open(cohort, gate)
    who = deciders(cohort, gate, at)
    there = [one for one in who.members if str(one.public_id) in set(present)]
    named = [_named(one) for one in there] or [
        line for line in (tidy(one) for one in others.splitlines()) if line
    ]
    written, rows = opinions(passing), list(concerned(cohort, gate))
    said = [_opinion(one, written.get(one.pk)) for one in rows]
    found = gate_faults(gate, said, len(there), who.quorum)
    if not named:
        found.append(missing("gate.nobody", "present", "Dites qui a décidé de ce passage."))
    if found:
        raise Refused(found)
    content = {str(one.public_id): _frozen(made) for one in rows if (made := written.get(one.pk))}
    passing.present, passing.content, passing.at, passing.by = named, content, at, by
    passing.digest = digest({"gate": gate.key, "present": named, "crossings": content})
    passing.save()
    passing.crossings.exclude(participation__in=rows).delete()  # who left meanwhile
    record(PassingDecided(passing=passing.pk, digest=passing.digest), by=by, at=at)
    return passing


def _opinion(winner: Participation, written: Crossing | None) -> Opinion:
    if written is None:
        return Opinion(winner.name)
    return Opinion(winner.name, written.verdict, written.reasons)


def _frozen(written: Crossing) -> dict[str, Any]:
    """What the decision keeps of the words on one winner."""
    return {
        "verdict": written.verdict,
        "reasons": written.reasons,
        "criteria": written.criteria,
    }


def _named(juror: object) -> str:
    president = ", présidence" if getattr(juror, "president", False) else ""
    organisation = getattr(juror, "organisation", None)
    return f"{juror}{f' ({organisation})' if organisation else ''}{president}"


@transaction.atomic
def release_passing(passing: Passing, gate: Gate, *, by: User, at: datetime) -> Passing:
    """Tell every delegation together; the phases that it opens shut to whoever does not go on."""
    if passing.at is None:
        raise Refused(broken("gate.undecided", "gate", "Ce passage n’est pas encore décidé."))
    if not Passing.objects.filter(pk=passing.pk, released_at=None).update(released_at=at):
        raise Refused(broken("gate.released", "gate", "Ce passage est déjà annoncé."))
    passing.released_at = at
    shut = closed_phases(gate, passing.cohort.edition.definition.year.phases)
    stopped = passing.crossings.filter(verdict=Crossing.Verdict.STOP).select_related(
        "participation"
    )
    for one in stopped.order_by("pk") if shut else ():
        row = one.participation
        row.closed_phases = [*row.closed_phases, *(x for x in shut if x not in row.closed_phases)]
        row.save(update_fields=("closed_phases",))
    record(PassingReleased(passing=passing.pk), by=by, at=at)
    return passing


def _open(cohort: Cohort, gate: Gate) -> Passing:
    """What is written of a gate, locked, as long as nothing is decided."""
    made, _created = Passing.objects.get_or_create(cohort=cohort, gate=gate.key)
    made = Passing.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.at is not None:
        raise Refused(broken("gate.decided", "gate", "La décision de ce passage est déjà prise."))
    return made
