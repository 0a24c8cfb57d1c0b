"""English formatting: the twin of each maker of French text, for pages read in English."""

import gettext
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from cordee.kernel import countries
from cordee.kernel.currencies import symbol

NBSP = "\N{NO-BREAK SPACE}"
COUNT = "compte"
"""The context under which the catalogue keeps nouns that follow a number."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ZONES = {"UTC": "universal time", "Indian/Reunion": "La Réunion time",
         "Pacific/Noumea": "Nouméa time", "Etc/GMT+12": "anywhere on Earth",
         "Asia/Shanghai": "Beijing time", "America/Sao_Paulo": "São Paulo time"}  # fmt: skip
JOINTS = {"et": "and", "ou": "or", "puis": "then", "ni": "nor"}
_LOCALE = Path(__file__).resolve().parent.parent / "locale"


@cache
def catalogue() -> gettext.NullTranslations:
    """What English says of the sentences of the house: the pages read the same one."""
    return gettext.translation("django", _LOCALE, ["en"], fallback=True)


def say(sentence: str, /, **values: Any) -> str:
    """A sentence of the house, with its values."""
    return catalogue().gettext(sentence).format(**values)


def plain(sentence: str = "", /) -> str:
    """A sentence that holds no value."""
    return catalogue().gettext(sentence) if sentence else ""


def own(text: str, /) -> str:
    """Words of a programme, already in the language that its organiser wrote."""
    return text


def lowered(text: str, /) -> str:
    """A label inside a sentence: “Elected” is “elected”, “CEO” as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def named(text: str, key: str, /) -> str:  # noqa: ARG001 - the twin of the French one
    """The word of the definition language itself, as words: `share_of`, `WorkTime`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).replace("_", " ").lower()


def country(code: str) -> str:
    """“Belgium”, “Belgium (Wallonia)”, from `BE` or `BE/WAL`."""
    return countries.written(code, countries.ENGLISH)


def strung(*parts: object, between: str = " ") -> str:
    """Sentences one after the other; the space that French puts before a sign falls."""
    return _closed(between).join(_closed(str(part)) for part in parts)


def _closed(part: str) -> str:
    return re.sub(r"^[ \u00a0\u202f](?=[:;!?%](?:\s|$))", "", part)


def unpointed(text: str, /) -> str:
    """A sentence without its final point."""
    return text.rstrip(".")


def ended(text: str, /) -> str:
    """A sentence with its final point."""
    text = text.strip()
    return f"{text}." if text and text[-1] not in ".!?…:" else text


def ungreeted(text: str, /) -> str:
    """A letter without its greeting."""
    return text.removeprefix("Hello,").strip()


def renamed(text: str, old: str, new: str, /) -> str:
    """Words where one thing takes the name that this call gives it."""
    return text.replace(old, new)


def percent(share: Decimal) -> str:
    """« 50% » of a share from 0 to 1."""
    return f"{number(share * 100)}%"


def capitalized(text: str, /) -> str:
    """The first letter large."""
    return text[:1].upper() + text[1:]


def typeset(text: str) -> str:
    """English asks for no space before its signs."""
    return text


def day(value: date, *, weekday: bool = True, year: bool = True) -> str:
    """« Thursday 19 December 2024 »."""
    words = [DAYS[value.weekday()]] if weekday else []
    words.append(f"{value.day}{NBSP}{MONTHS[value.month - 1]}")
    return " ".join(words + ([str(value.year)] if year else []))


def month(value: date) -> str:
    """« June 2025 »."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """« Thursday »."""
    return DAYS[value.weekday()]


def month_name(value: date) -> str:
    """« June »."""
    return MONTHS[value.month - 1]


def hour(value: time) -> str:
    """« 12:00 », « 9:30 »: on twenty-four hours, so that noon is never taken for midnight."""
    return f"{value.hour}:{value.minute:02d}"


def moment(value: datetime, *, zone: str = "") -> str:
    """« Thursday 19 December 2024 at 12:00 (Paris time) »."""
    seconds = f":{value.second:02d}" if value.second else ""
    told = f"{day(value)} at {hour(value.time())}{seconds}"
    return f"{told} ({zone_name(zone)})" if zone else told


def zone_name(zone: str) -> str:
    """« Paris time »: a zone is named after its city."""
    return ZONES.get(zone) or f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def number(value: int | Decimal, *, decimals: int | None = None) -> str:
    """« 34,969 », « 8.5 »."""
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    if isinstance(value, int):
        return f"{value:,}"
    whole = value == value.to_integral_value()
    return f"{int(value):,}" if whole else f"{value.normalize():,}"


def money(value: int | Decimal, currency: str = "EUR") -> str:
    """« €700 », « €1,250.50 », « 700 CHF »; `value` in units of the currency."""
    whole = isinstance(value, int) or value == value.to_integral_value()
    tiny = not whole and value != round(value, 2)
    told = number(value, decimals=None if tiny else 0 if whole else 2)
    sign = symbol(currency)
    return f"{sign}{told}" if len(sign) == 1 else f"{told}{NBSP}{sign}"


def plural(count: int | Decimal, one: str, many: str = "") -> str:
    """« 1 place », « 7 places », « 0 places »: English keeps the singular for one alone."""
    exact = 1 if count == 1 else 2
    word = catalogue().npgettext(COUNT, one, many or f"{one}s", exact)
    return f"{number(count)}{NBSP}{word}"


def listed(words: Iterable[str], last: str = "et") -> str:
    """« a, b and c »."""
    items: Sequence[str] = list(words)
    if len(items) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(items)
    return f"{', '.join(items[:-1])} {JOINTS.get(last, last)} {items[-1]}"


def of(text: str) -> str:
    """« of the deposit »."""
    return f"of {text}"


def near(text: str) -> str:
    """“to the court”."""
    return f"to {text}"


def quoted(text: str) -> str:
    """“text”."""
    return f"“{text}”"
