"""Bounds: shares outside 0 to 1, and a least that exceeds its most, wherever both are written."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel

from cordee.kernel import french
from cordee.kernel.moments import Duration
from cordee.programme.remarks import Severity
from cordee.programme.schema import (
    choosing,
    money,
    pledges,
    questions,
    sharing,
    team,
    timeline,
    who,
    year,
)
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import walk
from cordee.programme.sense.flaws import Check, Flaw, flaw

SHARES: tuple[tuple[type[BaseModel], tuple[str, ...]], ...] = (
    (who.PlaceIs, ("min_share",)),
    (who.Condition, ("members_share",)),
    (team.Role, ("time_share",)),
    (team.TeamBalance, ("min_share", "max_share")),
    (questions.Number, ("min_share", "max_share")),
    (questions.Money, ("min_share", "max_share")),
    (choosing.Quota, ("min_share", "max_share")),
    (choosing.Stage, ("kept_share", "turnout_min")),
    (choosing.Seats, ("votes_share_max", "votes_share_min")),
    (sharing.Refund, ("share",)),
    (sharing.Envelope, ("share",)),
    (sharing.Tier, ("rate", "request_share")),
    (sharing.Reduction, ("rate", "max_rate")),
    (
        money.Grant,
        (
            "rate_total_max",
            "public_aid_max",
            "in_kind_max",
            "overheads_flat",
            "interest",
            "stake",
            "rate_min",
            "discount",
            "budget_shift_max",
            "cash_min",
            "income_share",
        ),
    ),
    (money.Bonus, ("rate",)),
    (money.Bracket, ("rate",)),
    (money.CostLimit, ("min_share", "max_share")),
    (money.Instalment, ("once_spent",)),
    (pledges.PresenceAtLeast, ("share",)),
    (year.Year, ("min_present_share",)),
)
"""Fields that hold a share; those of grants written first are told by `money.share`."""


class Pair(NamedTuple):
    """Two fields of a record, the first of which may not exceed the second."""

    record: type[BaseModel]
    low: str
    high: str


PAIRS = (
    Pair(timeline.Project, "lasts_min", "lasts_max"),
    Pair(timeline.Project, "cost_min", "cost_max"),
    Pair(timeline.Milestone, "at", "until"),
    Pair(timeline.Preference, "min", "max"),
    Pair(who.AnswerIs, "min", "max"),
    Pair(team.PartnerRule, "min", "max"),
    Pair(team.TeamBalance, "min", "max"),
    Pair(team.TeamBalance, "min_share", "max_share"),
    Pair(questions.Shown, "min", "max"),
    Pair(questions.Column, "min", "max"),
    Pair(questions.TableCheck, "min", "max"),
    Pair(questions.Number, "min_share", "max_share"),
    Pair(questions.Money, "min_share", "max_share"),
    Pair(questions.Day, "earliest", "latest"),
    Pair(questions.File, "max_mb", "max_total_mb"),
    Pair(choosing.Quota, "min_share", "max_share"),
    Pair(money.Grant, "costs_min", "costs_max"),
    Pair(money.Grant, "rate_max", "rate_total_max"),
    Pair(money.Grant, "rate_min", "rate_max"),
    Pair(money.Grant, "year_max", "max"),
    Pair(money.Grant, "year_min", "year_max"),
    Pair(money.Grant, "expected", "max"),
    Pair(money.Grant, "min", "expected"),
    Pair(choosing.Selection, "places_expected", "places_max"),
    Pair(timeline.Track, "places_expected", "places_max"),
    Pair(money.Grant, "third_party_max", "max"),
    Pair(money.CostLimit, "min_share", "max_share"),
    Pair(year.Meeting, "people_min", "people_max"),
    Pair(who.NumberIs, "min", "below"),
    Pair(who.NumberIs, "above", "max"),
    Pair(who.NumberIs, "above", "below"),
)
"""Least and most; the bounds of people, texts and places are told by their own checks."""


def shares(definition: Definition) -> Iterator[Flaw]:
    """Shares outside 0 to 1, a percentage written as such for instance."""
    for path, one in walk(definition):
        for record, fields in SHARES:
            if isinstance(one, record):
                for field in fields:
                    value = getattr(one, field)
                    if value is not None and not 0 <= value <= _whole(one):
                        yield flaw(
                            (*path, field),
                            "Une part s’écrit entre 0 et 1 : {value}.",
                            value=_meant(value),
                        )
        for place, rate in enumerate(one.yearly_rates if isinstance(one, money.Grant) else ()):
            if not 0 <= rate <= 1:
                yield flaw(
                    (*path, "yearly_rates", place),
                    "Une part s’écrit entre 0 et 1 : {rate}.",
                    rate=_meant(rate),
                )


TIMES = 4
"""How many times one answer may be another: « de 150 à 200 % du droit de tirage »."""


def _whole(record: BaseModel) -> int:
    """The largest share a record may say: more than the whole when it compares two answers."""
    compares = isinstance(record, questions.Money | questions.Number) and record.share_of
    return TIMES if compares else 1


def _meant(value: Decimal) -> str:
    """What was probably meant: 30 → 0.3 pour 30 %."""
    share = value / 100 if 1 < value <= 100 else Decimal("0.5")  # noqa: PLR2004 - a percentage
    said = f"{share.normalize():f}"
    return french.say("{share} pour {percent}", share=said, percent=french.percent(share))


def pairs(definition: Definition) -> Iterator[Flaw]:
    """A least above its most."""
    for path, one in walk(definition):
        for record, low, high in PAIRS:
            if isinstance(one, record):
                least, most = getattr(one, low), getattr(one, high)
                if least is not None and most is not None and _size(least) > _size(most):
                    yield flaw(
                        (*path, low),
                        "« {low} » ({least}) dépasse « {high} » ({most}).",
                        low=low,
                        least=_said(least),
                        high=high,
                        most=_said(most),
                    )


def _size(value: Any) -> Any:
    if isinstance(value, Duration):
        return value.months * 30.44 + value.days + value.workdays * 1.4 + value.minutes / 1440
    return value


def _said(value: Any) -> str:
    if isinstance(value, Duration):
        return value.said()
    if isinstance(value, (int, Decimal)):
        return french.number(value)
    if isinstance(value, time):
        return french.hour(value)
    return french.day(value) if isinstance(value, date) else str(value)


CHECKS = (
    Check("share.outside", Severity.ERROR, shares),
    Check("bounds.reversed", Severity.ERROR, pairs),
)
