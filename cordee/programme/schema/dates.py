"""Dates, durations, zones and hours, as a definition writes them."""

import re
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    WithJsonSchema,
)

from cordee.kernel import french
from cordee.kernel.moments import Duration, When

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Dates outside are slips of the pen; inside, no computed deadline can leave the calendar."""

MAX_MONTHS, MAX_DAYS = 1200, 36_600


def _in_our_time(value: date) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(
            french.say(
                "l’année {year} n’est pas crédible : elle doit être entre {first_year} et "
                "{last_year}",
                year=value.year,
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            )
        )


def _when(value: Any) -> When:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, str):
        try:
            value = When.parse(value)
        except OverflowError:
            value = None
    if not isinstance(value, When):
        raise ValueError(
            french.say(
                'une date s’écrit 2025-02-27, ou entre guillemets quand elle est vague : "2025-06"'
            )
        )
    for span in value.spans:
        _in_our_time(span.first)
        _in_our_time(span.last)
    return value


def _duration(value: Any) -> Duration:
    if isinstance(value, str):
        value = Duration.parse(value)
    if not isinstance(value, Duration):
        raise ValueError(french.say('une durée s’écrit entre guillemets : "P1M", "P10D", "PT48H"'))
    days = abs(value.days) + abs(value.minutes) / 1440
    if abs(value.months) > MAX_MONTHS or days > MAX_DAYS:
        raise ValueError(french.say("une durée ne dépasse pas cent ans"))
    return value


WhenField = Annotated[
    When,
    BeforeValidator(_when),
    PlainSerializer(lambda when: when.text),
    WithJsonSchema(
        {"type": "string", "description": "2025-02-27, 2025-W25, 2025-W38 | 2025-W39, 2025-06, "
         "early|mid|late 2021-07, 2025-Q2, 2025, 2025-06-02/2025-06-20, ?"}
    ),
]  # fmt: skip

ISO_DURATION = r"^-?P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(\d+B)?(T(\d+H)?(\d+M)?)?$"


def _iso(duration: Duration) -> str:
    parts = (duration.months, duration.days, duration.minutes, duration.workdays)
    sign = "-" if min(parts) < 0 else ""
    months = f"{abs(duration.months)}M" if duration.months else ""
    days = f"{abs(duration.days)}D" if duration.days else ""
    days += f"{abs(duration.workdays)}B" if duration.workdays else ""
    minutes = f"T{abs(duration.minutes)}M" if duration.minutes else ""
    return f"{sign}P{months}{days}{minutes}" if months + days + minutes else "P0D"


DurationField = Annotated[
    Duration,
    BeforeValidator(_duration),
    PlainSerializer(_iso),
    WithJsonSchema({"type": "string", "pattern": ISO_DURATION}),
]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as unknown:
        near = _near_zone(value)
        hint = (
            french.say(" : vouliez-vous dire {near} ?", near=french.quoted(near))
            if near
            else french.say(" (exemples : Europe/Paris, America/Martinique)")
        )
        raise ValueError(
            french.say("« {value} » n’est pas un fuseau connu{hint}", value=value, hint=hint)
        ) from unknown
    return value


def _near_zone(value: str) -> str:
    """The zone whose city is most like what was written; empty when none is."""
    cities = {one.rpartition("/")[2].casefold(): one for one in sorted(available_timezones())
              if "/" in one}  # fmt: skip
    city = value.rpartition("/")[2].casefold().replace(" ", "_")
    found = get_close_matches(city, cities, n=1, cutoff=0.7)
    return cities[found[0]] if found else ""


Zone = Annotated[str, AfterValidator(_zone)]


def _local(value: Any) -> Any:
    """Accept a date or a date-time, as TOML gives them or as text; nothing else."""
    if isinstance(value, str):
        try:
            value = (date if DAY_ONLY.fullmatch(value.strip()) else datetime).fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, (date, datetime)):
        raise ValueError(
            french.say(
                "un instant s’écrit 2024-12-19T12:00:00, ou 2024-12-19 si l’heure n’est pas dite"
            )
        )
    _in_our_time(value)
    return value


DAY_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")

LocalMoment = Annotated[
    datetime | date,
    BeforeValidator(_local),
    WithJsonSchema({"type": "string", "description": "2024-12-19T12:00:00 ou 2024-12-19"}),
]
"""A moment on the wall clock of a zone; a bare date has no hour (R99)."""


def _day(value: Any) -> Any:
    """Accept one known day."""
    found = _local(value)
    if isinstance(found, datetime):
        raise ValueError(french.say("un jour est attendu, sans heure : 2024-12-19"))
    return found


DayField = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string"})]

END_OF_DAY = time(23, 59)
"""The hour of a closing date stated without hour (R99)."""


def at(moment: datetime | date, zone: str, default: time) -> datetime:
    """The instant a wall clock of `zone` shows `moment`; `default` when no hour was given."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, default)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _clock(value: Any) -> Any:
    if isinstance(value, str) and (
        found := re.fullmatch(r"(\d{1,2})(?:[:hH](\d{2})?)?(?::00)?", value.strip())
    ):
        hour, minute = int(found[1]), int(found[2] or 0)
        value = time(hour, minute) if hour < 24 and minute < 60 else value  # noqa: PLR2004 - a clock
    if not isinstance(value, time):
        raise ValueError(french.say("une heure s’écrit 09:30"))
    return value


Clock = Annotated[
    time,
    BeforeValidator(_clock),
    PlainSerializer(lambda clock: clock.isoformat("minutes")),
    WithJsonSchema({"type": "string"}),
]
