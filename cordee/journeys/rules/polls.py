"""A poll of dates: what each option is worth, said in words, and the best calendar of several."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cordee.journeys.solvers.sessions import FORMAT, solved
from cordee.kernel import french

type Told = Literal["yes", "maybe", "no"]
WORTH: Mapping[str, int] = {"yes": 2, "maybe": 1, "no": 0}
"""How much an answer counts in the calendar; silence counts as « no »."""
ORDER = ["lead_absences", "no_binome", "worst_territory", "attendance", "early"]
"""First the team leads, then pairs, then the least favoured territory, then numbers."""


@dataclass(frozen=True, slots=True)
class Voter:
    """Someone expected: her territory, whether she leads her team, elected or agent."""

    id: str
    name: str
    territory: str
    lead: bool = False
    actor: str = "other"
    needed: bool = False
    """Without her the meeting loses its purpose."""
    road: int = 0
    """Minutes on the road, one way."""


@dataclass(frozen=True, slots=True)
class Option:
    """A date proposed for a meeting."""

    id: str
    day: date
    off: bool = False
    """A weekend, a public holiday, or school holidays of somebody expected."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an option is worth: whom it loses, how many come; `rank` orders them, best first."""

    option: Option
    yes: int
    maybe: int
    silent: int
    leads_away: tuple[str, ...]
    alone: tuple[str, ...]
    """Territories without anybody."""
    needed_away: tuple[str, ...] = ()
    """People who must be there, and said they cannot."""
    short: tuple[str, ...] = ()
    """Territories with somebody, but fewer than the quorum."""
    road: int = 0
    """Minutes on the road, one way, of all who come."""

    @property
    def losses(self) -> tuple[int, int]:
        """What the terms of the poll forbid: people needed, then territories under the quorum."""
        return len(self.needed_away), len(self.short) + len(self.alone)

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, bool, int, date, str]:
        """The smaller the better: needed, quorum, territories, leads, people, holidays, roads."""
        return (
            *self.losses,
            len(self.alone),
            len(self.leads_away),
            -(2 * self.yes + self.maybe),
            -self.yes,
            self.option.off,
            self.road,
            self.option.day,
            self.option.id,
        )

    def said(self) -> str:
        """Why this date, in one sentence."""
        coming = french.say("{yes} oui", yes=self.yes)
        parts = (
            [coming, french.say("{maybe} si besoin", maybe=self.maybe)] if self.maybe else [coming]
        )
        if self.silent:
            parts.append(
                french.say("{silent} sans réponse", silent=french.plural(self.silent, "personne"))
            )
        lost = []
        if self.needed_away:
            lost.append(
                french.say(
                    "sans {needed_away}, dont la présence est demandée",
                    needed_away=french.listed(self.needed_away),
                )
            )
        if self.alone:
            lost.append(french.say("personne pour {alone}", alone=french.listed(self.alone)))
        if self.short:
            lost.append(
                french.say("pas assez de monde pour {short}", short=french.listed(self.short))
            )
        if self.leads_away:
            lost.append(
                french.say(
                    "sans {leads_away}, chef·fe de file", leads_away=french.listed(self.leads_away)
                )
            )
        whole = lost or [french.say("tous les territoires sont là")]
        if self.road:
            hours = french.plural(max(1, round(self.road / 60)), "heure")
            whole.append(french.say("{hours} de route en tout, aller", hours=hours))
        return french.strung(french.strung(*parts, between=", "), *whole, between=" ; ")


def weigh(
    options: Iterable[Option],
    voters: Sequence[Voter],
    answers: Mapping[tuple[str, str], Told],
    quorum: int = 0,
) -> list[Weighed]:
    """Every option of a meeting, the best first; `answers` maps (option, voter) to her word.

    `quorum` is how many people of each territory make it worth meeting; silence counts as « no ».
    """
    found = (_weighed(one, voters, answers, quorum) for one in options)
    return sorted(found, key=lambda one: one.rank)


def bearable(weighed: Sequence[Weighed]) -> list[Option]:
    """The options that lose the fewest people needed, then territories: the others are left."""
    least = min((one.losses for one in weighed), default=(0, 0))
    return [one.option for one in weighed if one.losses == least]


def _weighed(
    option: Option,
    voters: Sequence[Voter],
    answers: Mapping[tuple[str, str], Told],
    quorum: int,
) -> Weighed:
    said = {one.id: answers.get((option.id, one.id)) for one in voters}
    coming = Counter(one.territory for one in voters if WORTH.get(said[one.id] or "no"))
    words = list(said.values())
    road = sum(one.road for one in voters if WORTH.get(said[one.id] or "no"))
    return Weighed(
        option,
        yes=words.count("yes"),
        maybe=words.count("maybe"),
        silent=words.count(None),
        leads_away=tuple(one.name for one in voters if one.lead and said[one.id] == "no"),
        alone=tuple(sorted({one.territory for one in voters} - coming.keys())),
        needed_away=tuple(one.name for one in voters if one.needed and said[one.id] == "no"),
        short=tuple(sorted(place for place, count in coming.items() if count < quorum)),
        road=road,
    )


def cost(best: Weighed, other: Weighed) -> str:
    """What taking another date than the best would cost, in words; empty for the best itself."""
    lost = []
    territories = [one for one in other.alone if one not in best.alone]
    leads = [one for one in other.leads_away if one not in best.leads_away]
    needed = [one for one in other.needed_away if one not in best.needed_away]
    short = [one for one in other.short if one not in (*best.short, *best.alone)]
    fewer = (best.yes + best.maybe) - (other.yes + other.maybe)
    if needed:
        lost.append(
            french.say(
                "{needed} manquerait, dont la présence est demandée", needed=french.listed(needed)
            )
        )
    if short:
        lost.append(french.say("{short} viendrait à trop peu", short=french.listed(short)))
    if territories:
        lost.append(french.say("on perdrait {territories}", territories=french.listed(territories)))
    if leads:
        lost.append(french.say("{leads} ne viendrait pas", leads=french.listed(leads)))
    if fewer > 0:
        lost.append(french.say("{fewer} de moins", fewer=french.plural(fewer, "personne")))
    return french.strung(*lost, between=", ")


def calendar(
    meetings: Mapping[str, Sequence[Option]],
    voters: Sequence[Voter],
    answers: Mapping[tuple[str, str], Told],
    *,
    gap: tuple[int, int] = (1, 400),
) -> dict[str, date] | None:
    """The best dates of several meetings together, in their order, `gap` days apart; or nothing.

    Proven by the solver of sessions: leads first, then an elected and an agent of each territory,
    then the least favoured territory, then attendance, then days off spared, then the earliest.
    """
    best = _solved(meetings, voters, answers, gap)
    working = {key: [one for one in options if not one.off] for key, options in meetings.items()}
    if best["status"] == "optimal" and all(working.values()) and working != dict(meetings):
        spared = _solved(working, voters, answers, gap)
        if spared["status"] == "optimal" and _weight(spared) == _weight(best):
            best = spared
    if best["status"] != "optimal":
        return None
    chosen = (date.fromisoformat(one) for one in best["dates"])
    return dict(zip(meetings, chosen, strict=True))


def _weight(found: Mapping[str, Any]) -> dict[str, object]:
    """What a calendar loses in people, whatever its dates."""
    return {level: value for level, value in found["levels"].items() if level != "early"}


def _solved(
    meetings: Mapping[str, Sequence[Option]],
    voters: Sequence[Voter],
    answers: Mapping[tuple[str, str], Told],
    gap: tuple[int, int],
) -> Mapping[str, Any]:
    """The answer of the solver of sessions for these options."""
    days = {one.day for options in meetings.values() for one in options}
    by_day = {(one.day, one.id) for options in meetings.values() for one in options}
    return solved({
        "format": FORMAT,
        "order": ORDER,
        "gap_days": list(gap),
        "days": sorted(day.isoformat() for day in days),
        "room": sorted(day.isoformat() for day in days),
        "sessions": [
            {"id": key, "days": sorted({one.day.isoformat() for one in options})}
            for key, options in meetings.items()
        ],
        "people": [_person(one, by_day, answers) for one in voters],
    })  # fmt: skip


def _person(
    voter: Voter, by_day: Iterable[tuple[date, str]], answers: Mapping[tuple[str, str], Told]
) -> dict[str, object]:
    """A voter as the solver reads her: on a day of several options, her best word counts."""
    known: dict[str, int] = {}
    for day, option in by_day:
        word = WORTH[answers.get((option, voter.id), "no")]
        known[day.isoformat()] = max(word, known.get(day.isoformat(), 0))
    role = "lead" if voter.lead else {"elected": "elu", "agent": "tech"}.get(voter.actor, "other")
    return {"id": voter.id, "territory": voter.territory, "role": role, "availability": known}
