"""Days when people do not work or are away: public holidays, school holidays by zone."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache

from cordee.kernel import french

SATURDAY = 5
_ACADEMIES = {
    "A": (
        "25 39 70 90 24 33 40 47 64 03 15 43 63 21 58 71 89 07 26 38 73 74 19 23 87 01 42 69 "
        "16 17 79 86"
    ),
    "B": (
        "04 05 13 84 02 60 80 59 62 54 55 57 88 44 49 53 72 85 06 83 14 50 61 27 76 18 28 36 37 "
        "41 45 08 10 51 52 22 29 35 56 67 68"
    ),
    "C": "77 93 94 11 30 34 48 66 75 09 12 31 32 46 65 81 82 78 91 92 95",
}
ZONES: Mapping[str, str] = {
    code: zone for zone, codes in _ACADEMIES.items() for code in codes.split()
}
"""Département → zone of its académie (D. 521-1 and its arrêtés, since 2015). Corsica and overseas
set their own calendar: no zone, nothing is said of them."""


def zones_of(departments: Iterable[str]) -> list[str]:
    """The zones of some départements, each once."""
    return sorted({ZONES[one] for one in departments if one in ZONES})


@lru_cache(maxsize=16)
def _public(year: int) -> dict[date, str]:
    import holidays  # noqa: PLC0415 - a heavy import, asked only where days are chosen

    return dict(holidays.country_holidays("FR", years=year, language="fr"))


@lru_cache(maxsize=1)
def _school() -> dict[date, dict[str, object]]:
    """Every day of school holidays known, with its name and its zones."""
    import vacances_scolaires_france as school  # noqa: PLC0415 - 14 000 lines, asked only there

    return dict(school.SchoolHolidayDates().data)


def school_year_known(day: date) -> bool:
    """Whether the school calendar of that day was published when this house was installed."""
    return min(_school()) <= day <= max(_school())


def name_of(day: date, zones: Collection[str] = ()) -> str:
    """Why a day is a poor choice: « 1er mai, Fête du Travail », a weekend, school holidays.

    `zones` are those of the territories expected: the holidays of the others are not told.
    """
    if holiday := _public(day.year).get(day):
        return french.say("jour férié ({holiday})", holiday=holiday)
    if day.weekday() >= SATURDAY:
        return french.weekday(day)
    return _away(day, zones)


def _away(day: date, zones: Collection[str]) -> str:
    if not zones:
        return ""
    if not school_year_known(day):
        return french.say("vacances scolaires pas encore connues")
    found = _school().get(day, {})
    away = [one for one in sorted(zones) if found.get(f"vacances_zone_{one.lower()}")]
    if not away:
        return ""
    label = french.typeset(str(found["nom_vacances"])).lower()
    said = french.listed([french.say("zone {zone}", zone=one) for one in away])
    return french.strung(label, said, between=", ")
