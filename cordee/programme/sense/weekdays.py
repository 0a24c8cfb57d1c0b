"""Days of the week that are not those of their dates, in whatever language the text is."""

import re
from collections.abc import Iterator
from datetime import date

from cordee.kernel import french
from cordee.programme.anchors import meeting_when
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, TextCheck, Texts, flaw
from cordee.programme.sense.words import all_words

DAYS = (
    "lundi|monday|montag|lunes|lunedi|segunda-feira|maandag",
    "mardi|tuesday|dienstag|martes|martedi|terca-feira|dinsdag",
    "mercredi|wednesday|mittwoch|miercoles|mercoledi|quarta-feira|woensdag",
    "jeudi|thursday|donnerstag|jueves|giovedi|quinta-feira|donderdag",
    "vendredi|friday|freitag|viernes|venerdi|sexta-feira|vrijdag",
    "samedi|saturday|samstag|sabado|sabato|zaterdag",
    "dimanche|sunday|sonntag|domingo|domenica|zondag",
)
"""From Monday on, in French, English, German, Spanish, Italian, Portuguese, Dutch."""
MONTHS = (
    "janvier|january|januar|enero|gennaio|janeiro|januari",
    "fevrier|february|februar|febrero|febbraio|fevereiro|februari",
    "mars|march|marz|maerz|marzo|marco|maart", "avril|april|abril|aprile",
    "mai|may|mayo|maggio|maio|mei", "juin|june|juni|junio|giugno|junho",
    "juillet|july|juli|julio|luglio|julho", "aout|august|agosto|augustus",
    "septembre|september|septiembre|settembre|setembro",
    "octobre|october|oktober|octubre|ottobre|outubro",
    "novembre|november|noviembre|novembro",
    "decembre|december|dezember|diciembre|dicembre|dezembro",
)  # fmt: skip
OF_DAY = {name: place for place, names in enumerate(DAYS) for name in names.split("|")}
OF_MONTH = {name: place for place, names in enumerate(MONTHS, 1) for name in names.split("|")}


PLAIN = str.maketrans("àáâãäçèéêëìíîïñòóôõöùúûü\u00a0\u202f", "aaaaaceeeeiiiinooooouuuu  ")


def _one_of(names: dict[str, int]) -> str:
    """Any of these names, the longest first: « januari » before « januar »."""
    return "|".join(sorted(names, key=len, reverse=True))


WRITTEN = re.compile(
    rf"\b(?P<day>{_one_of(OF_DAY)})\b[,\s*]{{1,4}}(?:(?:le|the|den|il|el)\s+)?"
    rf"(?:(?P<n>\d{{1,2}})(?:er|st|nd|rd|th|\.|º)?\s+(?:of\s+|de\s+|d['’])?(?P<m>{_one_of(OF_MONTH)})"
    rf"|(?P<m2>{_one_of(OF_MONTH)})\s+(?P<n2>\d{{1,2}})(?:st|nd|rd|th)?)\b"
    r"(?:,?\s+(?:de\s+|of\s+)?(?P<year>(?:19|20|21)\d{2}))?"
)
"""« mardi 15 février 2027 », « Tuesday, February 15, 2027 », « Dienstag, den 15. Februar »."""


def wrong(text: str, years: frozenset[int]) -> Iterator[tuple[int, str, date]]:
    """Where a day of the week is not that of its date, as written, and the date meant.

    A date without year is right when it is so in one of `years`.
    """
    plain = text.lower().translate(PLAIN)
    if len(plain) != len(text):
        return
    for found in WRITTEN.finditer(plain):
        month = OF_MONTH[found["m"] or found["m2"]]
        number, said_in = int(found["n"] or found["n2"]), found["year"]
        among = [int(said_in)] if said_in else sorted(years)
        known = [_day(year, month, number) for year in among]
        meant = [one for one in known if one is not None]
        if meant and OF_DAY[found["day"]] not in {one.weekday() for one in meant}:
            yield found.start(), text[found.start() : found.end()], meant[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(definition: Definition) -> frozenset[int]:
    """The years of the calendar of the call."""
    zone = definition.timeline.zone
    closings = [one.closes_at(zone) or one.opens_at(zone) for one in definition.windows]
    found = {one.year for one in closings if one}
    found |= {day.year for one in definition.milestones
              if (day := days.promised(definition, one).first)}  # fmt: skip
    found |= {day.year for one in definition.year.meetings
              if (day := meeting_when(definition, one).first)}  # fmt: skip
    return frozenset(found)


def said(definition: Definition) -> Iterator[Flaw]:
    """Days of the week said otherwise in the texts of the definition itself."""
    years = _years(definition)
    for path, words in all_words(definition):
        for text in words.by_language.values():
            for _, written, meant in wrong(text, years):
                yield flaw(path, "« {written} » : ce jour est un {meant}.", written=written,
                           meant=french.weekday(meant))  # fmt: skip


def told(definition: Definition, texts: Texts) -> Iterator[Flaw]:
    """Days of the week said otherwise in the long texts."""
    years = _years(definition)
    for name, text in texts.items():
        for place, written, meant in wrong(text, years):
            found = flaw((), "« {written} » : ce jour est un {meant}.", written=written,
                         meant=french.weekday(meant))  # fmt: skip
            yield found._replace(file=name, line=text.count("\n", 0, place) + 1)


CHECKS = (Check("day.week", Severity.WARNING, said, ("calendar",)),)
TEXT_CHECKS = (TextCheck("text.week", Severity.WARNING, told, ("calendar",)),)
