"""Pledges: held, still possible, broken or impossible by now, with their evidence (R75-R91).

Each record of the vocabulary has its pure function here; every sentence gives its figures.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cordee.journeys.rules.presence import Attendee, Gathering, Register, concerned
from cordee.kernel import french
from cordee.kernel.findings import Finding, Verdict, broken, impossible, missing, ok
from cordee.kernel.moments import When
from cordee.programme.schema import year


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: which pledge, of what kind, when, in a few words."""

    pledge: str
    kind: str
    on: date
    words: str = ""


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
    over: bool = False
    """Whether the whole journey is behind: what is missing then is broken."""


@dataclass(frozen=True, slots=True)
class PledgeState:
    """What a pledge has become: the finding of the territory, and of each person it binds."""

    pledge: year.PledgeBase
    finding: Finding
    people: tuple[tuple[Attendee, Finding], ...] = ()

    @property
    def shown(self) -> list[Finding]:
        """The finding of the territory, as a list of findings is drawn."""
        return [self.finding]


def evaluate(pledges: Iterable[year.AnyPledge], situation: Situation) -> list[PledgeState]:
    """Judge each pledge, in the order of the definition."""
    return [_JUDGES[type(pledge)](pledge, situation) for pledge in pledges]


def _say(make: Callable[..., Finding], pledge: year.PledgeBase, text: str, *proofs: str) -> Finding:
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


def _together(pledge: year.PledgeBase, people: list[tuple[Attendee, Finding]]) -> PledgeState:
    """The territory is where its furthest member is; the sentence counts and names."""
    if not people:
        return PledgeState(pledge, _say(missing, pledge, "Personne ne tient encore ce rôle."))
    worst = next(one for one in _ORDER if any(found.verdict is one for _, found in people))
    same = [one.name for one, found in people if found.verdict is worst]
    if worst is Verdict.OK:
        text = f"Tenu par {french.plural(len(people), 'personne')} sur {len(people)}."
    else:
        words = {
            Verdict.IMPOSSIBLE: "Ne peut plus être tenu par",
            Verdict.BROKEN: "Non tenu par",
            Verdict.MISSING: "Encore à tenir par",
        }
        text = f"{words[worst]} {french.listed(same)} ({len(same)} sur {len(people)})."
    return PledgeState(pledge, _say(_MAKE[worst], pledge, text), tuple(people))


def _all(pledge: year.PresenceAll, situation: Situation) -> PledgeState:
    """Present at every meeting: one absence and it can no longer be held (R75)."""

    def judge(one: Attendee) -> Finding:
        asked = situation.register.concerning(one, pledge.meetings)
        past = [meeting for meeting in asked if meeting.over]
        missed = [m.label for m in past if not situation.register.was_there(m, one)]
        done = f"{len(past) - len(missed)} sur {len(asked)}"
        if missed:
            return _say(
                impossible, pledge, f"Absence : {french.listed(missed)}. Présence : {done}."
            )
        if len(past) < len(asked):
            return _say(missing, pledge, f"Présence : {done}, aucune absence à ce jour.")
        return _say(ok, pledge, f"Présence : {done}.")

    return _together(
        pledge, [(one, judge(one)) for one in concerned(pledge.who, situation.attendees)]
    )


def _at_least(pledge: year.PresenceAtLeast, situation: Situation) -> PledgeState:
    """Present so many times; forecast from the meetings that remain (R76, R78)."""

    def judge(one: Attendee) -> Finding:
        asked = situation.register.concerning(one, pledge.meetings)
        needed = _needed(pledge, len(asked))
        attended = [m for m in asked if situation.register.was_there(m, one)]
        left = [m for m in asked if not m.over and m not in attended]
        said = f"{len(attended)} sur {needed} demandées"
        if len(attended) >= needed:
            return _say(ok, pledge, f"Présences : {said}.", *(m.label for m in attended))
        if len(attended) + len(left) < needed:
            rest = french.plural(len(left), "rencontre")
            return _say(impossible, pledge, f"Présences : {said}, il ne reste que {rest}.")
        lacking = needed - len(attended)
        return _say(
            missing,
            pledge,
            f"Présences : {said}. Encore {lacking} à tenir, sur {len(left)} à venir.",
        )

    return _together(
        pledge, [(one, judge(one)) for one in concerned(pledge.who, situation.attendees)]
    )


def _needed(pledge: year.PresenceAtLeast, possible: int) -> int:
    """Never more than the meetings held during her time: who joins late owes what remains."""
    if pledge.share is not None:
        return -int(-pledge.share * possible // 1)
    return min(pledge.count or possible, possible)


def _binome(pledge: year.PresenceTogether, situation: Situation) -> PledgeState:
    """At each meeting over, so many people of each role (R112)."""
    asked = situation.register.among(pledge.meetings)
    past = [meeting for meeting in asked if meeting.over]
    failed = [meeting for meeting in past if _lacking(pledge, meeting, situation)]
    if failed:
        proofs = [f"{one.label} : il manquait {_lacking(pledge, one, situation)}" for one in failed]
        text = f"Non tenu à {french.plural(len(failed), 'rencontre')} sur {len(past)}."
        return PledgeState(pledge, _say(broken, pledge, text, *proofs))
    done = f"Tenu à {french.plural(len(past), 'rencontre')} sur {len(asked)}."
    return PledgeState(pledge, _say(ok if len(past) == len(asked) else missing, pledge, done))


def _lacking(pledge: year.PresenceTogether, meeting: Gathering, situation: Situation) -> str:
    """« 1 élu·e » : what was missing that day, in words; empty when the pair was there."""
    there = [one for one in situation.attendees if situation.register.was_there(meeting, one)]
    short = {
        role: needed - sum(one.role == role for one in there)
        for role, needed in pledge.needs.items()
    }
    return french.listed(
        [f"{n} {situation.roles.get(role, role)}" for role, n in short.items() if n > 0]
    )


def _shown(pledge: year.PledgeBase, situation: Situation, needed: int, verb: str) -> PledgeState:
    """Held once shown by enough evidence, before its deadline (R85-R87, R91)."""
    proofs = [one for one in situation.proofs if one.pledge == pledge.key]
    due = situation.deadlines.get(pledge.key)
    said = [f"{french.day(one.on, weekday=False)} : {one.words}".rstrip(" :") for one in proofs]
    if len(proofs) >= needed:
        latest = sorted(one.on for one in proofs)[needed - 1]
        late = due is not None and due.last is not None and latest > due.last
        text = f"{verb} le {french.day(latest, weekday=False)}"
        return PledgeState(
            pledge, _say(ok, pledge, f"{text}{', hors délai' if late else ''}.", *said)
        )
    count = f"{len(proofs)} sur {needed}. " if needed > 1 else ""
    if due is None or due.last is None:
        make = broken if situation.over else missing
        return PledgeState(pledge, _say(make, pledge, f"{count}Reste à montrer.", *said))
    if situation.today > due.last:
        days = french.plural((situation.today - due.last).days, "jour")
        return PledgeState(
            pledge,
            _say(broken, pledge, f"{count}Attendu : {due.said()}. En retard de {days}.", *said),
        )
    return PledgeState(
        pledge, _say(missing, pledge, f"{count}Attendu au plus tard : {due.said()}.", *said)
    )


def _work(pledge: year.WorkTime, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, 1, "Déclaré")


def _presented(pledge: year.PresentedTo, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, 1, "Présenté")


def _handed(pledge: year.Handed, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, pledge.count, "Rendu")


def _done(pledge: year.Done, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, pledge.count, "Fait")


def _accepts(pledge: year.Accepts, situation: Situation) -> PledgeState:
    return _shown(pledge, situation, 1, "Accepté")


_JUDGES: Mapping[type[year.PledgeBase], Callable[[Any, Situation], PledgeState]] = {
    year.PresenceAll: _all,
    year.PresenceAtLeast: _at_least,
    year.PresenceTogether: _binome,
    year.PresentedTo: _presented,
    year.Handed: _handed,
    year.Done: _done,
    year.WorkTime: _work,
    year.Accepts: _accepts,
}
