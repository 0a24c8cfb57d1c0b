"""French: sentences, dates, numbers, lists, plurals, typography.

Each maker marked `kept` has its twin of the same name in `english`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cordee.kernel import countries
from cordee.kernel.currencies import symbol
from cordee.kernel.speech import Said, kept
from cordee.kernel.typography import NBSP, THIN, spaced

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
ZONES = {
    "Europe/Paris": "heure de Paris",
    "Europe/Brussels": "heure de Bruxelles",
    "Europe/London": "heure de Londres",
    "Europe/Warsaw": "heure de Varsovie",
    "Europe/Lisbon": "heure de Lisbonne",
    "Europe/Vienna": "heure de Vienne",
    "Europe/Copenhagen": "heure de Copenhague",
    "Europe/Athens": "heure d’Athènes",
    "Europe/Bucharest": "heure de Bucarest",
    "Europe/Amsterdam": "heure d’Amsterdam",
    "Europe/Oslo": "heure d’Oslo",
    "Europe/Istanbul": "heure d’Istanbul",
    "Europe/Kyiv": "heure de Kiev",
    "Africa/Cairo": "heure du Caire",
    "Africa/Algiers": "heure d’Alger",
    "Africa/Abidjan": "heure d’Abidjan",
    "Africa/Addis_Ababa": "heure d’Addis-Abeba",
    "Africa/Ouagadougou": "heure de Ouagadougou",
    "America/Mexico_City": "heure de Mexico",
    "America/Havana": "heure de La Havane",
    "America/Sao_Paulo": "heure de São Paulo",
    "America/Bogota": "heure de Bogota",
    "Asia/Singapore": "heure de Singapour",
    "Asia/Shanghai": "heure de Pékin",
    "Asia/Seoul": "heure de Séoul",
    "Asia/Jerusalem": "heure de Jérusalem",
    "Etc/GMT+12": "partout sur Terre",
    "America/Martinique": "heure de la Martinique",
    "America/Guadeloupe": "heure de la Guadeloupe",
    "America/Cayenne": "heure de Cayenne",
    "Indian/Reunion": "heure de La Réunion",
    "Indian/Mayotte": "heure de Mayotte",
    "Pacific/Noumea": "heure de Nouméa",
    "Pacific/Tahiti": "heure de Tahiti",
    "UTC": "temps universel",
}


@kept
def say(sentence: str, /, **values: Any) -> str:
    """A sentence of the house: `say("Il manque {pages}.", pages=plural(2, "page"))`.

    It is the msgid of the catalogue, written with plain spaces; values are never formatted twice.
    """
    return typeset(sentence).format(**values)


@kept
def own(text: str, /) -> str:
    """Words of a programme: those of its organiser, in each language that he wrote."""
    return str(text)


@kept
def named(text: str, key: str, /) -> str:  # noqa: ARG001 - English reads the key
    """The French name of what the code calls `key`, in words of the definition language."""
    return text


@kept
def strung(*parts: object, between: str = " ") -> str:
    """Sentences one after the other; a sign that stands between them keeps its own space."""
    return _held(between).join(_held(str(part)) for part in parts)


def _held(part: str) -> str:
    """A part that begins with a sign (« : », « ; »), with the no-break space that French asks."""
    return spaced(part[:2]) + part[2:] if SIGN.match(part) else part


SIGN = re.compile(r" [:;!?](?:\s|$)")


@kept
def unpointed(text: str, /) -> str:
    """A sentence without its final point, to go on after it."""
    return text.rstrip(".")


@kept
def ended(text: str, /) -> str:
    """A sentence with its final point, unless it ends with a sign of its own."""
    text = text.strip()
    return f"{text}." if text and text[-1] not in ".!?…:" else text


@kept
def ungreeted(text: str, /) -> str:
    """A letter without its greeting, to stand among others in one."""
    return text.removeprefix("Bonjour,").strip()


@kept
def renamed(text: str, old: str, new: str, /) -> str:
    """Words where one thing takes the name that this call gives it."""
    return text.replace(old, new)


@kept
def percent(share: Decimal) -> str:
    """« 50 % » of a share from 0 to 1."""
    return f"{number(share * 100)}{NBSP}%"


@kept
def capitalized(text: str, /) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


@kept
def lowered(text: str, /) -> str:
    """A label inside a sentence: « Élu·e » is « élu·e », « DGS » and « L’élu·e » as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


@kept
def day(value: date, *, weekday: bool = True, year: bool = True) -> str:
    """« jeudi 19 décembre 2024 »; the first of a month is « 1er »."""
    number = "1er" if value.day == 1 else str(value.day)
    words = [DAYS[value.weekday()]] if weekday else []
    words += [f"{number}{NBSP}{MONTHS[value.month - 1]}"]
    return " ".join(words + ([str(value.year)] if year else []))


@kept
def month(value: date) -> str:
    """« juin 2025 »."""
    return f"{MONTHS[value.month - 1]} {value.year}"


@kept
def weekday(value: date) -> str:
    """« jeudi »."""
    return DAYS[value.weekday()]


@kept
def month_name(value: date) -> str:
    """« juin »."""
    return MONTHS[value.month - 1]


@kept
def hour(value: time) -> str:
    """« 12 h », « 9 h 30 »."""
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


@kept
def moment(value: datetime, *, zone: str = "") -> str:
    """« jeudi 19 décembre 2024 à 12 h », followed by the zone in words when its name is given."""
    said = f"{day(value)} à {hour(value.time())}"
    if value.second:
        minutes = "" if value.minute else f"{NBSP}00"
        said = f"{said}{minutes}{NBSP}min{NBSP}{value.second:02d}{NBSP}s"
    return f"{said} ({zone_name(zone)})" if zone else said


@kept
def zone_name(zone: str) -> str:
    """« heure de Paris »; an unlisted zone is named after its city."""
    return ZONES.get(zone) or f"heure de {zone.rsplit('/', 1)[-1].replace('_', ' ')}"


@kept
def country(code: str) -> str:
    """« Belgique », « Belgique (Wallonie) », from `BE` or `BE/WAL`."""
    return countries.written(code, countries.FRENCH)


@kept
def number(value: int | Decimal, *, decimals: int | None = None) -> str:
    """« 34 969 », « 8,5 »: narrow no-break space every three digits, comma for decimals."""
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{_trimmed(value):,}"
    return text.replace(",", THIN).replace(".", ",")


def _trimmed(value: int | Decimal) -> int | Decimal:
    if isinstance(value, int):
        return value
    whole = value == value.to_integral_value()
    return int(value) if whole else value.normalize()


@kept
def money(value: int | Decimal, currency: str = "EUR") -> str:
    """« 700 € », « 1 250,50 € »; `value` in units of the currency, named by its code or sign."""
    whole = isinstance(value, int) or value == value.to_integral_value()
    tiny = not whole and value != round(value, 2)
    decimals = None if tiny else 0 if whole else 2
    return f"{number(value, decimals=decimals)}{NBSP}{symbol(currency)}"


@kept
def plural(count: int | Decimal, one: str, many: str = "") -> str:
    """« 1 place », « 7 places »; French keeps the singular below two."""
    word = one if -2 < count < 2 else (many or f"{one}s")  # noqa: PLR2004 - the French rule itself
    return f"{number(count)}{NBSP}{word}"


@kept
def listed(words: Iterable[str], last: str = "et") -> str:
    """« a, b et c »."""
    items: Sequence[str] = list(words)
    if len(items) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


@kept
def of(text: str) -> str:
    """« de la clôture », « du dépôt », « des services »: the article contracts."""
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if text.startswith(article):
            return contracted + text.removeprefix(article)
    return f"de {text}"


@kept
def near(text: str) -> str:
    """« auprès du tribunal », « auprès des services », « auprès de la mairie »."""
    return f"auprès {of(text)}"


@kept
def quoted(text: str) -> str:
    """« text », with its no-break spaces."""
    return f"«{NBSP}{text}{NBSP}»"


def typeset(text: str) -> str:
    """Put the no-break spaces and apostrophes that French asks for; idempotent.

    A sentence that remembers how it was made still does.
    """
    set_ = spaced(text)
    return Said(set_, text.maker, text.given, text.named) if isinstance(text, Said) else set_


def unaccented(text: str) -> str:
    """Lower case without accents, ligatures opened: the key that sorts and searches names."""
    opened = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    parts = unicodedata.normalize("NFKD", opened)
    return "".join(char for char in parts if not unicodedata.combining(char)).casefold()
