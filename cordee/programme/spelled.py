"""Dates written in words, in the languages of a call: found in a text, and moved in time.

« 15 février 2027 », « February 15, 2027 », « 15. Februar 2027 », « 2027年2月15日 »: the names
of months are those of CLDR (`months.toml`); what stands between day, month and year stays.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from cordee.kernel.typography import NBSP

type Forms = tuple[tuple[str, ...], ...]

HOUSE = ("fr", "en")
"""The languages that are read in every call."""
SPACE = rf"[ {NBSP}\u202f]"
MIDDLE = 15
"""The day of a month that is named without one."""
FIRST = "1er"


@cache
def _table() -> Mapping[str, Forms]:
    text = files("cordee.programme").joinpath("months.toml").read_text(encoding="utf-8")
    return {name: tuple(map(tuple, forms)) for name, forms in tomllib.loads(text).items()}


def known() -> frozenset[str]:
    """The languages whose dates can be read."""
    return frozenset(_table())


def moved(text: str, by: timedelta, languages: Iterable[str] = ()) -> str:
    """A text whose dates in words are later by so much.

    `languages` are those of the text, the likeliest first; French and English are always read.
    """
    wanted = [one.split("-", 1)[0] for one in languages]
    read = tuple(dict.fromkeys(one for one in (*wanted, *HOUSE) if one in _table()))
    return _pattern(read).sub(lambda found: _moved(found, by, read), text)


@cache
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    names = {name for one in languages for form in _table()[one] for name in form}
    month = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    of = r"(?:de |d’|d'|ta’ |ב|i )?"
    return re.compile(
        rf"(?:(?<!\d)(?P<day>\d{{1,2}}|1er)(?P<a>\.?{SPACE}{of})|(?<!\w))(?P<month>{month})"
        rf"(?:(?P<b>{SPACE})(?P<after>\d{{1,2}})(?=,?{SPACE}\d{{4}}))?"
        rf"(?P<c>[.,]?{SPACE}(?:de |del )?)(?P<year>\d{{4}})\b"
        rf"|(?<!\d)(?P<year2>\d{{4}})(?P<d>(?:\.|\(e\)ko|ko|{SPACE}m\.|[年년])?{SPACE}?)(?P<month2>{month})"
        rf"(?:(?P<e>{SPACE}?)(?P<day2>\d{{1,2}})(?!\d))?",
        re.IGNORECASE,
    )


def _moved(found: re.Match[str], by: timedelta, languages: tuple[str, ...]) -> str:
    name = found["month"] or found["month2"]
    language, form, index = _place(name, languages)
    written = found["day"] or found["after"] or found["day2"]
    try:
        number = int(written.removesuffix("er")) if written else MIDDLE
        later = date(int(found["year"] or found["year2"]), index + 1, number) + by
    except (ValueError, OverflowError):
        return found[0]
    month = _as_written(form[later.month - 1], name)
    day = FIRST if language == "fr" and later.day == 1 else str(later.day)
    if found["year2"]:
        tail = f"{found['e']}{later.day}" if found["day2"] else ""
        return f"{later.year}{found['d']}{month}{tail}"
    before = f"{day}{found['a']}" if found["day"] else ""
    after = f"{found['b']}{later.day}" if found["after"] else ""
    return f"{before}{month}{after}{found['c']}{later.year}"


def _place(name: str, languages: tuple[str, ...]) -> tuple[str, tuple[str, ...], int]:
    """The language that names a month so, as it is written if one does, its form and its place."""
    same = [
        (language, form, form.index(month))
        for exactly in (str, str.casefold)
        for language in languages
        for form in _table()[language]
        for month in form
        if exactly(month) == exactly(name)
    ]
    return same[0]


def _as_written(month: str, name: str) -> str:
    """A month with the capital, or the capitals, of the one it stands for."""
    if name.isupper() and len(name) > 1:
        return month.upper()
    return month[0].upper() + month[1:] if name[0].isupper() else month
