"""Ask for a change in a delegation, answer it, let a notice run to its day (R30, R316)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.actions.delegations import replace_by, withdraw
from cordee.journeys.events import DemandAnswered, DemandMade, DemandWithdrawn
from cordee.journeys.models import Delegate, Demand, Participation
from cordee.journeys.queries import Ledger, held_days, wall_clock
from cordee.journeys.rules.absences import extension_faults, leaves_on, replacement_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, broken, missing
from cordee.ledger.actions import record
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import User
    from cordee.programme.schema.year import Absence

OPEN = (Demand.State.ASKED, Demand.State.RUNNING)


def _absence(participation: Participation) -> Absence | None:
    return participation.cohort.edition.definition.year.absence


def _faults(participation: Participation, reason: str, found: list[Finding]) -> list[Finding]:
    if participation.ends is not None:
        return [broken("demand.over", "reason", "Ce territoire a quitté le parcours.")]
    if not reason.strip():
        return [missing("demand.reason", "reason", "Dites la raison en une phrase."), *found]
    return found


def _make(
    participation: Participation, kind: str, *, by: User, at: datetime, **more: Any
) -> Demand:
    """Write a demand; the one of the same kind that still stands is refused a twin."""
    Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    same = Demand.objects.filter(participation=participation, kind=kind, state__in=OPEN)
    if same.filter(delegate=more.get("delegate")).exists():
        raise Refused(broken("demand.twice", "reason", "Cette demande est déjà faite."))
    more["reason"] = tidy(more["reason"])
    made = Demand.objects.create(participation=participation, kind=kind, at=at, by=by, **more)
    record(DemandMade(demand=made.pk, participation=participation.pk, kind_of=kind,
                      state=made.state), by=by, at=at)  # fmt: skip
    return made


@transaction.atomic
def ask_replacement(
    leaving: Delegate,
    *,
    given_name: str,
    family_name: str,
    email: str,
    reason: str,
    by: User,
    at: datetime,
) -> Demand:
    """Ask that someone takes another's place: done at once, or once the team agreed.

    The programme says which; raises `Refused` when it admits no replacement.
    """
    absence = _absence(leaving.participation)
    found = replacement_faults(absence)
    if not (given_name.strip() and family_name.strip() and email.strip()):
        sentence = "Donnez le prénom, le nom et l’adresse de la personne qui vient."
        found.append(missing("demand.who", "given_name", sentence))
    if not leaving.is_current(at):
        found.append(broken("demand.gone", "delegate", "Cette personne n’est plus de l’équipe."))
    if found := _faults(leaving.participation, reason, found):
        raise Refused(found)
    waits = absence is None or absence.replacement == "approved"
    made = _make(
        leaving.participation, Demand.Kind.REPLACEMENT, delegate=leaving, reason=reason,
        given_name=tidy(given_name), family_name=tidy(family_name), email=email.strip().lower(),
        state=Demand.State.ASKED if waits else Demand.State.DONE, by=by, at=at,
    )  # fmt: skip
    if not waits:
        _replace(made, by=by, at=at)
    return made


def _replace(demand: Demand, *, by: User, at: datetime) -> None:
    leaving = demand.delegate
    if leaving is None or not leaving.is_current(at):
        raise Refused(broken("demand.gone", "delegate", "Cette personne n’est plus de l’équipe."))
    replace_by(leaving, email=demand.email, given_name=demand.given_name,
               family_name=demand.family_name, reason=demand.reason, by=by, at=at)  # fmt: skip


@transaction.atomic
def ask_extension(
    participation: Participation, *, until: date, reason: str, by: User, at: datetime
) -> Demand:
    """Ask for more time, until a day; raises `Refused` beyond what the programme allows."""
    if found := _faults(participation, reason, _too_long(participation, until, at)):
        raise Refused(found)
    return _make(participation, Demand.Kind.EXTENSION, until=until, reason=reason, by=by, at=at)


def _too_long(participation: Participation, until: date, at: datetime) -> list[Finding]:
    ledger = Ledger.read(participation.cohort, [participation])
    absence, definition = _absence(participation), participation.cohort.edition.definition
    asked_by = None
    if absence is not None and absence.extension_asked is not None:
        asked_by = deadline(definition, absence.extension_asked, held_days(ledger.meetings))
    today = wall_clock(participation.cohort, at).date()
    return extension_faults(absence, until, asked_by=asked_by, last=ledger.days()[1], today=today)


@transaction.atomic
def announce_leaving(
    participation: Participation, *, reason: str, by: User, at: datetime
) -> Demand:
    """Announce that a territory leaves: at the end of its notice, or today when there is none."""
    if found := _faults(participation, reason, []):
        raise Refused(found)
    today = wall_clock(participation.cohort, at).date()
    until = leaves_on(_absence(participation), today)
    state = Demand.State.RUNNING if until > today else Demand.State.DONE
    made = _make(participation, Demand.Kind.LEAVING, until=until, reason=reason, state=state,
                 by=by, at=at)  # fmt: skip
    if until <= today:
        withdraw(participation, reason=made.reason, by=by, at=at)
    return made


@transaction.atomic
def answer_demand(
    demand: Demand, *, granted: bool, answer: str = "", by: User, at: datetime
) -> Demand:
    """Grant what a delegation asked, or refuse it with a reason it reads."""
    demand = _open(demand, Demand.State.ASKED)
    if not granted and not answer.strip():
        raise Refused(missing("demand.answer", "answer", "Dites pourquoi : l’équipe le lira."))
    demand.state = Demand.State.REFUSED
    if granted and demand.kind == Demand.Kind.REPLACEMENT:
        demand.state = Demand.State.DONE
        _replace(demand, by=by, at=at)
    elif granted:
        demand.state = Demand.State.GRANTED
        today = wall_clock(demand.participation.cohort, at).date()
        kept = Participation.objects.filter(pk=demand.participation_id)
        kept.update(extended_on=today, extended_until=demand.until)
    return _answered(demand, answer, by=by, at=at)


def _open(demand: Demand, *states: str) -> Demand:
    rows = Demand.objects.select_related("participation__cohort__edition__current", "delegate")
    found = rows.select_for_update(of=("self",)).get(pk=demand.pk)
    if found.state not in states:
        raise Refused(broken("demand.closed", "demand", "Cette demande n’attend plus de réponse."))
    return found


def _answered(demand: Demand, answer: str, *, by: User | None, at: datetime) -> Demand:
    demand.answer, demand.answered_at, demand.answered_by = tidy(answer), at, by
    demand.save(update_fields=("state", "answer", "answered_at", "answered_by"))
    record(DemandAnswered(demand=demand.pk, participation=demand.participation_id,
                          state=demand.state), by=by, at=at)  # fmt: skip
    return demand


@transaction.atomic
def withdraw_demand(demand: Demand, *, by: User, at: datetime) -> Demand:
    """Give a demand up, or stay after all: a notice that runs is stopped."""
    demand = _open(demand, *OPEN)
    demand.state = Demand.State.WITHDRAWN
    demand.save(update_fields=("state",))
    record(DemandWithdrawn(demand=demand.pk, participation=demand.participation_id), by=by, at=at)
    return demand


@transaction.atomic
def end_notices(*, at: datetime) -> int:
    """Let leave the territories whose notice is over; returns how many left."""
    rows = Demand.objects.filter(kind=Demand.Kind.LEAVING, state=Demand.State.RUNNING)
    joined = rows.select_related("participation__cohort__edition__current")
    gone = [one for one in joined.order_by("until", "pk") if _is_over(one, at)]
    for one in gone:
        one.state = Demand.State.DONE
        if one.participation.ends is None:
            withdraw(one.participation, reason=one.reason, by=None, at=at)
        _answered(one, "", by=None, at=at)
    return len(gone)


def _is_over(demand: Demand, at: datetime) -> bool:
    today = wall_clock(demand.participation.cohort, at).date()
    return demand.until is not None and demand.until <= today
