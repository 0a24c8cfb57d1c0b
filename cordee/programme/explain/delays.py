"""Lengths of time in words: « tous les 3 mois », « dans le jour ouvré », « dans l’année »."""

import re
from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import MONTHS_IN_YEAR, Duration


def lasting(duration: Duration) -> str:
    """« 3 ans », « 18 mois », « 10 jours »."""
    years, months = divmod(abs(duration.months), MONTHS_IN_YEAR)
    whole = years and not (months or duration.days or duration.minutes or duration.workdays)
    return french.plural(years, "an") if whole else duration.said()


SINGLE = {
    "month": (say("chaque mois"), say("dans le mois")),
    "year": (say("chaque année"), say("dans l’année")),
    "week": (say("chaque semaine"), say("dans les 7 jours")),
    "day": (say("chaque jour"), say("dans la journée")),
    "workday": (say("chaque jour ouvré"), say("dans le jour ouvré")),
    "hour": (say("chaque heure"), say("dans l’heure")),
    "minute": (say("chaque minute"), say("dans la minute")),
}
"""What French says of one month, one year…, where it counts several."""
UNITS: Mapping[tuple[int, int, int, int], str] = {
    (1, 0, 0, 0): "month", (12, 0, 0, 0): "year", (0, 7, 0, 0): "week", (0, 1, 0, 0): "day",
    (0, 0, 1, 0): "workday", (0, 0, 0, 60): "hour", (0, 0, 0, 1): "minute",
}  # fmt: skip
FEMININE = re.compile(r"\d+\s(semaine|heure|minute)")
"""Durations of which French says « toutes les »."""
ONE_AND = re.compile(r"1\s")
"""Durations that begin with one of something: « les 1 mois et 10 jours » is no French."""


def _single(duration: Duration) -> str:
    """The unit, when the duration is one of it and nothing else."""
    parts = (duration.months, duration.days, duration.workdays, duration.minutes)
    return UNITS.get(parts, "")


def each(duration: Duration) -> str:
    """« tous les 3 mois », « toutes les 6 semaines », « chaque mois »."""
    one = _single(duration)
    if one:
        return SINGLE[one][0]
    said = lasting(duration)
    if ONE_AND.match(said):
        return say("à intervalles de {every}", every=said)
    if FEMININE.match(said):
        return say("toutes les {every}", every=said)
    return say("tous les {every}", every=said)


def inside(duration: Duration) -> str:
    """« dans les 3 mois », « dans le mois », « dans un délai de 1 mois et 10 jours »."""
    one, said = _single(duration), lasting(duration)
    if one:
        return SINGLE[one][1]
    if ONE_AND.match(said):
        return say("dans un délai de {within}", within=said)
    return say("dans les {within}", within=said)


def alone(duration: Duration) -> str:
    """« dans l’année », « dans le mois »: what agrees in the singular; empty for anything else."""
    one = _single(duration)
    if one:
        return SINGLE[one][1] if one != "week" else ""
    return inside(duration) if ONE_AND.match(lasting(duration)) else ""


def before(duration: Duration) -> str:
    """« dans les 3 ans qui précèdent », « dans l’année qui précède »."""
    one = alone(duration)
    if one:
        return say("{inside} qui précède", inside=one)
    return say("dans les {within} qui précèdent", within=lasting(duration))
