"""Which times of a hearing may be offered: how long, where, by which link."""

from datetime import datetime, timedelta

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.slots import offer_faults

LONGEST = timedelta(hours=4)
"""A team is heard half a day at most."""
MOST = 40
"""Times offered at once: what a jury hears in two days, beyond is a slip of the hand."""


def time_faults(starts: datetime, ends: datetime, at: datetime) -> list[Finding]:
    """Why a time of hearing cannot be offered."""
    sentence = french.say("Une audition dure une demi-journée au plus : quatre heures.")
    return offer_faults(starts, ends, at, longest=LONGEST, too_long=sentence)


def length_faults(starts: datetime, ends: datetime, minutes: int | None) -> list[Finding]:
    """Every candidate is heard for as long as the call says, no more and no less."""
    if minutes is None or ends - starts == timedelta(minutes=minutes):
        return []
    said = french.say(
        "L’appel donne {minutes} à chaque candidat : découpez les heures en créneaux de cette "
        "durée.",
        minutes=french.plural(minutes, "minute"),
    )
    return [broken("hearing.length", "minutes", said)]


def people_faults(people: int | None, most: int | None) -> list[Finding]:
    """How many people of a team come, where the call says how many may."""
    if most is None:
        return []
    if people is None:
        return [missing("hearing.people", "people", "Dites combien vous serez.")]
    if 1 <= people <= most:
        return []
    said = french.say(
        "Le jury entend {most} au plus par candidature : dites qui viendra, et combien.",
        most=french.plural(most, "personne"),
    )
    return [broken("hearing.people", "people", said)]


def place_faults(mode: str, venue: str, video: str) -> list[Finding]:
    """Why nobody could come: on site without a place, by video without a link."""
    if mode == "on_site" and not venue:
        return [missing("hearing.venue", "venue", "Sur place : dites où venir.")]
    if mode == "video" and not video:
        return [missing("hearing.video", "video", "En visio : donnez le lien à suivre.")]
    return []


def number_faults(count: int) -> list[Finding]:
    """Why so many times cannot be offered at once."""
    if not count:
        sentence = french.say(
            "Aucun créneau ne tient entre ces heures : vérifiez le début, la fin, la durée."
        )
        return [missing("hearing.none", "dates", sentence)]
    if count > MOST:
        sentence = french.say("Proposez au plus {most} créneaux à la fois.", most=MOST)
        return [broken("hearing.many", "dates", sentence)]
    return []
