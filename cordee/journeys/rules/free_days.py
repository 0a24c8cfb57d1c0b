"""Days when people do not work or are away: public holidays, school holidays by zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cordee.kernel import french

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Break:
    """School holidays of a zone, both days included."""

    zone: str
    label: str
    first: date
    last: date


@lru_cache(maxsize=16)
def _public(year: int) -> dict[date, str]:
    import holidays  # noqa: PLC0415 - a heavy import, asked only where days are chosen

    return dict(holidays.country_holidays("FR", years=year, language="fr"))


def name_of(day: date, breaks: Iterable[Break] = ()) -> str:
    """Why a day is a poor choice: « 1er mai, Fête du Travail », a weekend, school holidays."""
    if holiday := _public(day.year).get(day):
        return f"jour férié ({holiday})"
    if day.weekday() >= SATURDAY:
        return french.DAYS[day.weekday()]
    away = [one for one in breaks if one.first <= day <= one.last]
    if away:
        zones = french.listed(sorted({f"zone {one.zone}" for one in away}))
        return f"{away[0].label}, {zones}"
    return ""
