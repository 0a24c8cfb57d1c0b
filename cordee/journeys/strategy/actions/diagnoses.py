"""Organise a visit, write its grid, tell it to few then to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cordee.applications.rules.versions import mark_of
from cordee.journeys.models import Meeting, Participation
from cordee.journeys.strategy.events import (
    DiagnosisTold,
    GridClosed,
    Scored,
    VisitCancelled,
    VisitPlanned,
)
from cordee.journeys.strategy.models import Score, Telling, Visit
from cordee.journeys.strategy.queries import diagnoses
from cordee.journeys.strategy.rules import diagnoses as rules
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.people.models import Person, User
    from cordee.programme.schema.diagnosis import Diagnosis


def _rule(participation: Participation) -> Diagnosis:
    rule = diagnoses.rule_of(participation.cohort)
    if rule is None:
        raise Refused(broken("diagnosis", "visit", "Ce programme ne prévoit pas de diagnostic."))
    return rule


@transaction.atomic
def plan_visit(
    participation: Participation,
    visitors: Iterable[Person],
    host: Person | None,
    *,
    on: date | None = None,
    by: User,
    at: datetime,
) -> Visit:
    """Organise the visit of a territory; one that waits is changed, one that is over stays.

    The day is that of the meeting the programme names, else `on`. Raises `Refused`.
    """
    rule = _rule(participation)
    Participation.objects.select_for_update().get(pk=participation.pk)
    pair = list(visitors)
    team = set(participation.delegates.current(at).values_list("person", flat=True))
    found = rules.visit_faults(rule, {one.pk for one in pair}, host.pk if host else None, team)
    if participation.ends is not None:
        found.append(broken("visit.gone", "visitors", "Ce territoire a quitté le parcours."))
    if found:
        raise Refused(found)
    own = Visit.objects.filter(participation=participation)
    kept = own.filter(cancelled_at=None, closed_at=None).order_by("number").last()
    visit = kept or Visit(participation=participation, number=own.count() + 1)
    rank = own.filter(cancelled_at=None).exclude(pk=visit.pk).count() + 1
    visit.meeting = _meeting(participation, rule, rank)
    visit.host, visit.on, visit.at, visit.by = host, on, at, by
    visit.save()
    visit.visitors.set(pair)
    record(VisitPlanned(visit=visit.pk), by=by, at=at)
    return visit


def _meeting(participation: Participation, rule: Diagnosis, rank: int) -> Meeting | None:
    """The meeting of this territory that the programme gives to its visit of that rank."""
    return participation.meetings.filter(key=rule.meeting or "", ordinal=rank).first()


@transaction.atomic
def cancel_visit(visit: Visit, *, by: User, at: datetime) -> None:
    """A visit that was not told yet will not count."""
    if visit.tellings.exists():
        raise Refused(broken("visit.told", "visit", "Ce diagnostic a été restitué : il reste."))
    if Visit.objects.filter(pk=visit.pk, cancelled_at=None).update(cancelled_at=at):
        record(VisitCancelled(visit=visit.pk), by=by, at=at)


@transaction.atomic
def score(
    visit: Visit,
    seen: Mapping[str, tuple[Decimal | None, str]],
    *,
    advice: str | None = None,
    account: str | None = None,
    by: User,
    at: datetime,
) -> Visit:
    """Write the grid: a level and what showed it for each capacity; what is blank stays to come.

    Capacities that `seen` does not name, and texts left to None, stay as they are.
    """
    rule = _rule(visit.participation)
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.closed_at is not None:
        raise Refused(broken("grid.closed", "grid", "Cette grille est remise."))
    known = {one.key: {level.value for level in one.levels} for one in rule.capacities}
    for key, (level, evidence) in seen.items():
        if key not in known or (level is not None and level not in known[key]):
            raise Refused(broken("grid.unknown", key, "Ce degré n’est pas dans la grille."))
        if level is None:
            Score.objects.filter(visit=visit, capacity=key).delete()
            continue
        Score.objects.update_or_create(
            visit=visit, capacity=key,
            defaults={"level": level, "evidence": tidy(evidence), "at": at, "by": by},
        )  # fmt: skip
    visit.advice = visit.advice if advice is None else tidy(advice)
    visit.account = visit.account if account is None else tidy(account)
    visit.save(update_fields=("advice", "account"))
    record(Scored(visit=visit.pk), by=by, at=at)
    return visit


@transaction.atomic
def score_together(
    visit: Visit,
    seen: Mapping[str, tuple[Decimal | None, str]],
    texts: Mapping[str, str],
    since: Mapping[str, str],
    *,
    by: User,
    at: datetime,
) -> list[str]:
    """Write what one of the pair changed since she opened the page, whose marks are `since`.

    `texts` are the advice and the account. Gives the boxes, a capacity or a text, that another
    hand wrote meanwhile otherwise: they stay as they are until someone has read both.
    """
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    stands = {one.capacity: (one.level, one.evidence) for one in visit.scores.all()}
    fates = {
        key: rules.fate(rules.cell(*one), since.get(key), rules.cell(*stands.get(key, (None, ""))))
        for key, one in seen.items()
    }
    fates |= {
        name: rules.fate(mark_of(tidy(text)), since.get(name), mark_of(getattr(visit, name)))
        for name, text in texts.items()
    }
    score(
        visit, {key: one for key, one in seen.items() if fates[key] == "write"}, by=by, at=at,
        **{name: text for name, text in texts.items() if fates[name] == "write"},
    )  # fmt: skip
    return [key for key, one in fates.items() if one == "clash"]


@transaction.atomic
def close_grid(visit: Visit, *, by: User, at: datetime) -> Visit:
    """Hand the grid in: every capacity has its level and its evidence. Raises `Refused`."""
    seen = {one.capacity: (one.level, one.evidence) for one in visit.scores.all()}
    found = rules.close_faults(_rule(visit.participation), seen)
    if visit.day is None or visit.day > timezone.localdate(at):
        found.append(broken("grid.early", "grid", "La visite n’a pas encore eu lieu : fixez sa "
                            "date, puis remettez la grille."))  # fmt: skip
    if found:
        raise Refused(found)
    if Visit.objects.filter(pk=visit.pk, closed_at=None).update(closed_at=at):
        record(GridClosed(visit=visit.pk), by=by, at=at)
    visit.refresh_from_db()
    return visit


@transaction.atomic
def tell(visit: Visit, key: str, *, on: date, by: User, at: datetime) -> Telling:
    """Record a restitution: its audience reads from now on, the few before the many (R302)."""
    rule = _rule(visit.participation)
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    turn = rules.next_telling(rule, set(visit.tellings.values_list("key", flat=True)))
    if visit.closed_at is None:
        raise Refused(broken("telling.early", "key", "La grille n’est pas encore remise."))
    if turn is None or turn.key != key:
        said = (
            french.say(" Vient d’abord : « {label} ».", label=turn.label)
            if turn
            else french.say(" Tout est déjà restitué.")
        )
        raise Refused(
            broken("telling.turn", "key", french.say("Ce n’est pas son tour.{said}", said=said))
        )
    if on > timezone.localdate(at):
        raise Refused(broken("telling.future", "on", "Une restitution s’enregistre une fois faite, "
                             "car elle ouvre la lecture."))  # fmt: skip
    made = Telling.objects.create(
        visit=visit, key=key, label=str(turn.label)[:250], audience=turn.audience,
        roles=list(turn.roles), on=on, at=at, by=by,
    )  # fmt: skip
    record(DiagnosisTold(telling=made.pk, visit=visit.pk, audience=made.audience), by=by, at=at)
    return made
