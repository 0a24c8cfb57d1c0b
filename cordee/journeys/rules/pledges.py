"""Pledges: held, still possible, broken or impossible by now, with their evidence (R75-R91).

Each record of the vocabulary has its pure function here; every sentence gives its figures.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from cordee.journeys.rules.lasting import binds_until, bound_said, periods
from cordee.journeys.rules.presence import Attendee, Gathering, Register, concerned
from cordee.journeys.rules.proofs import Proof, by_each, of_each
from cordee.kernel import french
from cordee.kernel.findings import Finding, Verdict, broken, impossible, missing, ok
from cordee.kernel.moments import When
from cordee.programme.schema.pledges import (
    Accepts,
    AnyPledge,
    Done,
    Handed,
    PledgeBase,
    PresenceAll,
    PresenceAtLeast,
    PresenceTogether,
    PresentedTo,
    WorkTime,
)


@dataclass(frozen=True, slots=True)
class Situation:
    """A territory on a day: its people, what they signed, what it shows, its deadlines."""

    today: date
    attendees: Sequence[Attendee]
    register: Register
    proofs: Sequence[Proof] = ()
    deadlines: Mapping[str, When] = field(default_factory=dict)
    """Pledge → its deadline, computed from the meetings as they are now (R89)."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Role or part → its words."""
    first: date | None = None
    last: date | None = None
    """The first and the last day of the year, as its meetings are known by now."""
    over: bool = False
    """Whether the whole journey is behind: what is missing then is broken."""
    accepted: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    """Pledge → attendee → the day she accepted its rule."""


@dataclass(frozen=True, slots=True)
class PledgeState:
    """What a pledge has become: the finding of the territory, and of each person it binds."""

    pledge: PledgeBase
    finding: Finding
    people: tuple[tuple[Attendee, Finding], ...] = ()

    @property
    def shown(self) -> list[Finding]:
        """The finding of the territory, as a list of findings is drawn."""
        return [self.finding]


def evaluate(pledges: Iterable[AnyPledge], situation: Situation) -> list[PledgeState]:
    """Judge each pledge, in the order of the definition."""
    return [_JUDGES[type(pledge)](pledge, situation) for pledge in pledges]


def _say(make: Callable[..., Finding], pledge: PledgeBase, text: str, *proofs: str) -> Finding:
    return make(
        f"pledge.{pledge.key}",
        f"pledges.{pledge.key}",
        text,
        strength=pledge.strength,
        evidence=proofs,
    )


_ORDER = (Verdict.IMPOSSIBLE, Verdict.BROKEN, Verdict.MISSING, Verdict.OK)
_MAKE = {
    Verdict.IMPOSSIBLE: impossible,
    Verdict.BROKEN: broken,
    Verdict.MISSING: missing,
    Verdict.OK: ok,
}


def _together(pledge: PledgeBase, people: list[tuple[Attendee, Finding]]) -> PledgeState:
    """The territory is where its furthest member is; the sentence counts and names."""
    if not people:
        return PledgeState(
            pledge, _say(missing, pledge, french.say("Personne ne tient encore ce rôle."))
        )
    worst = next(one for one in _ORDER if any(found.verdict is one for _, found in people))
    same = [one.name for one, found in people if found.verdict is worst]
    if worst is Verdict.OK:
        text = french.say(
            "Tenu par {holders} sur {count}.",
            holders=french.plural(len(people), "personne"),
            count=len(people),
        )
    else:
        words = {
            Verdict.IMPOSSIBLE: french.say("Ne peut plus être tenu par"),
            Verdict.BROKEN: french.say("Non tenu par"),
            Verdict.MISSING: french.say("Encore à tenir par"),
        }
        text = french.say(
            "{words} {names} ({count} sur {people}).",
            words=words[worst],
            names=french.listed(same),
            count=len(same),
            people=len(people),
        )
    return PledgeState(pledge, _say(_MAKE[worst], pledge, text), tuple(people))


def _all(pledge: PresenceAll, situation: Situation) -> PledgeState:
    """Present at every meeting: one absence and it can no longer be held (R75)."""

    def judge(one: Attendee) -> Finding:
        asked = situation.register.concerning(one, pledge.meetings)
        past = [meeting for meeting in asked if meeting.over]
        missed = [m.label for m in past if not situation.register.was_there(m, one)]
        done = french.say("{past} sur {asked}", past=len(past) - len(missed), asked=len(asked))
        if missed:
            return _say(
                impossible,
                pledge,
                french.say(
                    "Absence : {missed}. Présence : {done}.",
                    missed=french.listed(missed),
                    done=done,
                ),
            )
        if len(past) < len(asked):
            return _say(
                missing,
                pledge,
                french.say("Présence : {done}, aucune absence à ce jour.", done=done),
            )
        return _say(ok, pledge, french.say("Présence : {done}.", done=done))

    return _together(
        pledge, [(one, judge(one)) for one in concerned(pledge.who, situation.attendees)]
    )


def _at_least(pledge: PresenceAtLeast, situation: Situation) -> PledgeState:
    """Present so many times; forecast from the meetings that remain (R76, R78)."""

    def judge(one: Attendee) -> Finding:
        asked = situation.register.concerning(one, pledge.meetings)
        needed = _needed(pledge, len(asked))
        attended = [m for m in asked if situation.register.was_there(m, one)]
        left = [m for m in asked if not m.over and m not in attended]
        said = french.say(
            "{attended} sur {needed} demandées", attended=len(attended), needed=needed
        )
        if len(attended) >= needed:
            return _say(
                ok,
                pledge,
                french.say("Présences : {said}.", said=said),
                *(m.label for m in attended),
            )
        if len(attended) + len(left) < needed:
            rest = french.plural(len(left), "rencontre")
            return _say(
                impossible,
                pledge,
                french.say("Présences : {said}, il ne reste que {rest}.", said=said, rest=rest),
            )
        lacking = needed - len(attended)
        return _say(
            missing,
            pledge,
            french.say(
                "Présences : {said}. Encore {lacking} à tenir, sur {left} à venir.",
                said=said,
                lacking=lacking,
                left=len(left),
            ),
        )

    return _together(
        pledge, [(one, judge(one)) for one in concerned(pledge.who, situation.attendees)]
    )


def _needed(pledge: PresenceAtLeast, possible: int) -> int:
    """Never more than the meetings held during her time: who joins late owes what remains."""
    if pledge.share is not None:
        return ceil(pledge.share * possible)
    return min(pledge.count or possible, possible)


def _binome(pledge: PresenceTogether, situation: Situation) -> PledgeState:
    """At each meeting over, so many people of each role (R112)."""
    asked = situation.register.among(pledge.meetings)
    past = [meeting for meeting in asked if meeting.over]
    failed = [meeting for meeting in past if _lacking(pledge, meeting, situation)]
    if failed:
        proofs = [
            french.say(
                "{label} : il manquait {lacking}",
                label=one.label,
                lacking=_lacking(pledge, one, situation),
            )
            for one in failed
        ]
        text = french.say(
            "Non tenu à {failed} sur {past}.",
            failed=french.plural(len(failed), "rencontre"),
            past=len(past),
        )
        return PledgeState(pledge, _say(broken, pledge, text, *proofs))
    done = french.say(
        "Tenu à {past} sur {asked}.", past=french.plural(len(past), "rencontre"), asked=len(asked)
    )
    return PledgeState(pledge, _say(ok if len(past) == len(asked) else missing, pledge, done))


def _lacking(pledge: PresenceTogether, meeting: Gathering, situation: Situation) -> str:
    """« 1 élu·e » : what was missing that day, in words; empty when the pair was there."""
    there = [one for one in situation.attendees if situation.register.was_there(meeting, one)]
    short = {
        role: needed - sum(one.role == role for one in there)
        for role, needed in pledge.needs.items()
    }
    return french.listed(
        [
            french.strung(str(n), situation.roles.get(role, role))
            for role, n in short.items()
            if n > 0
        ]
    )


def _shown(pledge: PledgeBase, situation: Situation, needed: int, verb: str) -> PledgeState:
    """Held once shown by enough evidence, before its deadline (R85-R87, R91)."""
    proofs = [one for one in situation.proofs if one.pledge == pledge.key]
    return PledgeState(pledge, _shown_in(proofs, pledge, situation, needed, verb))


def _shown_in(
    proofs: Sequence[Proof], pledge: PledgeBase, situation: Situation, needed: int, verb: str
) -> Finding:
    if len(proofs) >= needed:
        latest = sorted(one.on for one in proofs)[needed - 1]
        make, text = ok, _shown_on(pledge, situation, latest, verb)
    else:
        among = french.say("{proofs} sur {needed}. ", proofs=len(proofs), needed=needed)
        make, text = _to_show(pledge, situation, among if needed > 1 else "")
    return _say(make, pledge, text, *(one.said() for one in proofs))


def _shown_on(pledge: PledgeBase, situation: Situation, latest: date, verb: str) -> str:
    """When the piece that made it whole came, and whether that was in time."""
    due = situation.deadlines.get(pledge.key)
    late = due is not None and due.last is not None and latest > due.last
    text = french.say(
        "{verb} le {latest}, hors délai." if late else "{verb} le {latest}.",
        verb=verb,
        latest=french.day(latest, weekday=False),
    )
    return f"{text}{_bound(pledge, situation)}"


def _to_show(
    pledge: PledgeBase, situation: Situation, count: str
) -> tuple[Callable[..., Finding], str]:
    """What is still to show, by when, and whether it is too late already."""
    due = situation.deadlines.get(pledge.key)
    if due is None or due.last is None:
        until = binds_until(pledge, due, situation.last)
        over = situation.over if until is None else situation.today > until
        text = french.say("{count}Reste à montrer.", count=count) + _bound(pledge, situation)
        return broken if over else missing, text
    if situation.today <= due.last:
        text = french.say("{count}Attendu au plus tard : {due}.", count=count, due=due.said())
        return missing, text
    text = french.say(
        "{count}Attendu : {due}. En retard de {days}.",
        count=count,
        due=due.said(),
        days=french.plural((situation.today - due.last).days, "jour"),
    )
    return broken, text


def _work(pledge: WorkTime, situation: Situation) -> PledgeState:
    """So many days or hours, once or at each period; each person bound by it owes as much (R54)."""
    each = pledge.days or pledge.hours
    if each is None:
        return _shown(pledge, situation, 1, french.say("Déclaré"))
    bound = [one for one in concerned(pledge.who, situation.attendees) if one.ends is None]
    needed = each * _times(pledge, situation) * (1 if pledge.who == "team" else len(bound))
    proofs = [one for one in situation.proofs if one.pledge == pledge.key]
    given = sum((one.quantity for one in proofs), Decimal(0))
    running = pledge.every is not None and not situation.over
    make = missing if running else ok
    if given < needed:
        make = broken if running or _late(pledge, situation) else missing
    said = french.say("Temps déclaré : {given} sur {needed}{end}.",
                      given=french.number(given), needed=_time(pledge, needed),
                      end=french.say(" à ce jour") if running else "")  # fmt: skip
    days = [f"{french.day(one.on, weekday=False)} : {_time(pledge, one.quantity)}"
            for one in proofs]  # fmt: skip
    return PledgeState(pledge, _say(make, pledge, said, *days))


def _times(pledge: WorkTime, situation: Situation) -> int:
    if pledge.every is None or situation.first is None:
        return 1 if pledge.every is None else 0
    end = min(situation.today, situation.last or situation.today)
    return periods(pledge.every, situation.first, end)


def _time(pledge: WorkTime, count: Decimal) -> str:
    return french.plural(count, "jour" if pledge.days else "heure")


def _bound(pledge: PledgeBase, situation: Situation) -> str:
    due = situation.deadlines.get(pledge.key)
    return bound_said(binds_until(pledge, due, situation.last), situation.today)


def _late(pledge: PledgeBase, situation: Situation) -> bool:
    due = situation.deadlines.get(pledge.key)
    return situation.today > due.last if due is not None and due.last else situation.over


def _presented(pledge: PresentedTo, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, 1, french.say("Présenté"))


def _handed(pledge: Handed, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, pledge.count, french.say("Rendu"))


def _done(pledge: Done, situation: Situation) -> PledgeState:
    """Shown by each person it binds, unless it binds the team (R91, R135, R137)."""
    verb = french.say("Fait")
    bound = concerned(pledge.who, _still_there(situation)) if by_each(pledge) else []
    if not bound:
        return _shown(pledge, situation, pledge.count, verb)
    proofs = [one for one in situation.proofs if one.pledge == pledge.key]
    begun = min(one.starts for one in situation.attendees)
    people = []
    for one in bound:
        hers = [proof for proof in proofs if proof.counts_for(one, begun)]
        people.append((one, _shown_in(hers, pledge, situation, pledge.count, verb)))
    return _together(pledge, people)


def _still_there(situation: Situation) -> list[Attendee]:
    return [one for one in situation.attendees if one.ends is None or one.ends > situation.today]


def _accepts(pledge: Accepts, situation: Situation) -> PledgeState:
    """Accepted by each person it binds, in her own name; by the team when it binds the team."""
    if not of_each([pledge]):
        return _shown(pledge, situation, 1, french.say("Accepté"))
    given = situation.accepted.get(pledge.key, {})

    def judge(one: Attendee) -> Finding:
        on = given.get(one.id)
        if on is None:
            return _say(missing, pledge, french.say("À accepter."))
        said = french.say("Accepté le {on}.", on=french.day(on, weekday=False))
        return _say(ok, pledge, said)

    there = concerned(pledge.who, _still_there(situation))
    return _together(pledge, [(one, judge(one)) for one in there])


_JUDGES: Mapping[type[PledgeBase], Callable[[Any, Situation], PledgeState]] = {
    PresenceAll: _all,
    PresenceAtLeast: _at_least,
    PresenceTogether: _binome,
    PresentedTo: _presented,
    Handed: _handed,
    Done: _done,
    WorkTime: _work,
    Accepts: _accepts,
}
