"""The vote of the public: who may vote, when, how often, whether enough did; no clock here."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Stage


def is_public(stage: Stage) -> bool:
    """Whether the public votes at this stage."""
    return stage.kind == "public_vote"


def on_line(stage: Stage) -> bool:
    """Whether one votes here: the stage names no way, or this one among others."""
    return not stage.voting_ways or "online" in stage.voting_ways


def days(definition: Definition, stage: Stage) -> tuple[date | None, date | None]:
    """The first and the last day of the vote, when the call says them."""
    first = deadline(definition, stage.starts).first if stage.starts else None
    last = deadline(definition, stage.ends).last if stage.ends else None
    return first, last


def open_faults(definition: Definition, stage: Stage, at: datetime) -> list[Finding]:
    """Why nobody votes on line at that instant, on the clock of the call."""
    if not on_line(stage):
        said = french.say("Ce vote ne se fait pas en ligne : la page de l’appel dit comment voter.")
        return [broken("public.ways", "vote", said)]
    today = at.astimezone(ZoneInfo(definition.zone_of())).date()
    first, last = days(definition, stage)
    if first is not None and today < first:
        return [broken("public.early", "vote", french.say(
            "Le vote ouvre le {first}.", first=french.day(first)))]  # fmt: skip
    if last is not None and today > last:
        return [broken("public.late", "vote", french.say(
            "Le vote est clos depuis le {last} au soir.", last=french.day(last)))]  # fmt: skip
    return []


def declarations(stage: Stage, places: Collection[str]) -> list[str]:
    """What a voter declares before voting: her age, where she lives."""
    told = []
    if stage.voter_age_min:
        told.append(french.say("J’ai {age} ans ou plus.", age=stage.voter_age_min))
    if places:
        told.append(
            french.say("J’habite ici : {places}.", places=french.listed(list(places), "ou"))
        )
    return told


def may_vote_on(stage: Stage, last: date | None, today: date) -> list[Finding]:
    """Why someone who voted that day may not vote again yet (`votes_every`), or ever."""
    if last is None:
        return []
    if stage.votes_every is None:
        said = french.say("Cette adresse a déjà voté : chacun·e a une seule voix.")
        return [broken("public.once", "vote", said)]
    again = stage.votes_every.after(last)
    if today >= again:
        return []
    said = french.say(
        "Cette adresse a déjà voté ; elle peut voter de nouveau le {again}.",
        again=french.day(again),
    )
    return [broken("public.again", "vote", said)]


def turnout_faults(stage: Stage, voters: int, electorate: int | None) -> list[Finding]:
    """Why the vote does not count: too few voted, or nobody said how many could."""
    least = stage.turnout_min
    if least is None:
        return []
    if not electorate:
        said = french.say("Dites combien de personnes pouvaient voter : la participation compte.")
        return [missing("public.electorate", "electorate", said)]
    if Fraction(voters, electorate) >= Fraction(least):
        return []
    said = french.say(
        "La participation est de {rate} % ; l’appel demande {least} % pour que le vote compte. "
        "La décision se prend sans lui.",
        rate=french.number(Decimal(round(1000 * Fraction(voters, electorate))) / 10),
        least=french.number(100 * least),
    )
    return [broken("public.turnout", "vote", french.typeset(said))]


def plain_address(mail: str) -> str:
    """An address as one voice: lower case, without what follows « + »."""
    name, _at, domain = mail.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"
