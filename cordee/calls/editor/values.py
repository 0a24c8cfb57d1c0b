"""What a page shows of a value, and what is written in the file for what a page sends back.

A page is never an obstacle: what is not understood is written as it was typed, and the checks
say what is expected. A field sent back as it was shown is not touched at all.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from cordee.calls.editor import spelling
from cordee.calls.editor.fields import Field, Kind

type Parts = dict[str, list[str]]
"""What the controls of one field hold: the end of their names → their values."""


class _Absent:
    """Nothing is written."""


ABSENT: Final = _Absent()
YES, NO = "oui", "non"
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
LASTS = re.compile(r"(-|moins )?\s*(\d+)\s*(\D+?)(\s+avant)?")
UNITS = (
    (r"ans?|années?", "P{}Y"), (r"mois", "P{}M"), (r"semaines?", "P{}W"),
    (r"jours? ouvrés?|jours? ouvrables?", "P{}B"), (r"jours?|j", "P{}D"),
    (r"heures?|h", "PT{}H"), (r"minutes?|min|mn", "PT{}M"),
)  # fmt: skip


def shown(field: Field, raw: Any, languages: Iterable[str] = ()) -> Parts:
    """What the controls of a field hold for the value written in the file."""
    if raw is ABSENT:
        raw = None
    match field.kind:
        case Kind.WORDS:
            return _words_shown(raw, languages)
        case Kind.TEXTS:
            return {"": [_tongues(one) for one in _items(raw)]}
        case Kind.MANY | Kind.LINES:
            lines = [_scalar(one, field.of) for one in _items(raw)]
            return {"": lines if field.kind is Kind.MANY else ["\n".join(lines)]}
        case Kind.MOMENT:
            return _moment_shown(raw)
        case Kind.PAIRS:
            return _pairs_shown(field, raw)
        case _:
            return {"": [_scalar(raw, field.kind)]}


def read(field: Field, parts: Parts, raw: Any = ABSENT) -> Any:  # noqa: PLR0911 - one line a case
    """The value to write for what the controls hold; `ABSENT` when there is none.

    `raw` is the value being replaced: its zone, its languages are kept.
    """
    one = cleaned(next(iter(parts.get("", [])), ""))
    match field.kind:
        case Kind.WORDS:
            return _words_read(parts, raw)
        case Kind.TEXTS:
            texts = [_long(each) for each in parts.get("", [])]
            return _some([_tongued(text) for text in texts if text])
        case Kind.MANY:
            return _some([text for each in parts.get("", []) if (text := cleaned(each))])
        case Kind.LINES:
            lines = (cleaned(line) for line in _long(next(iter(parts.get("", [])), "")).split("\n"))
            return _some([_one(field.of or Kind.TEXT, line) for line in lines if line])
        case Kind.MOMENT:
            return _moment_read(parts, raw)
        case Kind.PAIRS:
            return _pairs_read(field, parts)
        case _:
            return _one(field.kind, one) if one else ABSENT


def cleaned(text: str) -> str:
    """One line as it may be kept: no control characters, no half characters, no blank ends."""
    return " ".join(_long(text).split("\n")).strip()


def _long(text: str) -> str:
    """Several lines as they may be kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    text = text.encode("utf-8", "ignore").decode()
    return "".join(one for one in text if one in "\n\t" or (one >= " " and one != "\x7f"))


long = _long


def _some(found: list[Any]) -> Any:
    return found or ABSENT


def _items(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else [] if raw is None else [raw]


def _flat(raw: Any) -> str:
    return raw if isinstance(raw, str) else _scalar(raw, None)


TONGUE = re.compile(r"([a-z]{2,3}(?:-[A-Z]{2})?) : (.+)")


def _tongues(raw: Any) -> str:
    """A text of a list; when it is said in several languages, one a line: « fr : … »."""
    if isinstance(raw, Mapping) and raw and not any("\n" in str(one) for one in raw.values()):
        return "\n".join(f"{tongue} : {one}" for tongue, one in raw.items())
    return _flat(raw)


def _tongued(text: str) -> Any:
    """The reverse: every line begins with a language, or it is one text."""
    found = [TONGUE.fullmatch(line.replace("\u00a0", " ")) for line in text.split("\n")]
    if all(found):
        return {one[1]: one[2] for one in found if one}
    return text


def _scalar(raw: Any, kind: Kind | None) -> str:  # noqa: PLR0911 - one line a case
    """A value in the box where it is written; one of another kind is shown as the file has it."""
    match raw:
        case None:
            return ""
        case bool():
            return YES if raw else NO
        case str():
            return _hour(raw) if kind is Kind.CLOCK else raw
        case float():
            return str(Decimal(str(raw))).replace(".", ",") if kind is Kind.AMOUNT else repr(raw)
        case time():
            return raw.isoformat("minutes")
        case datetime() | date() | int():
            return raw.isoformat() if isinstance(raw, date) else str(raw)
        case _:
            return spelling.value(raw)


def _hour(text: str) -> str:
    """« 9:30 », « 9h30 » as a clock shows it."""
    found = re.fullmatch(r"(\d{1,2})[:hH](\d{2})", text.strip())
    return f"{int(found[1]):02d}:{found[2]}" if found else text


def _one(kind: Kind, text: str) -> Any:  # noqa: PLR0911 - one line a kind
    """What is written for one box, or the text itself when it is not understood."""
    match kind:
        case Kind.NUMBER:
            return _number(text)
        case Kind.AMOUNT:
            return _amount(text)
        case Kind.YES_NO:
            return {YES: True, NO: False}.get(text, text)
        case Kind.WHEN | Kind.DAY:
            return _day(text)
        case Kind.MOMENT:
            return _instant(text)
        case Kind.DURATION:
            return duration(text)
        case Kind.OPEN:
            known = {YES: True, NO: False, "true": True, "false": False}
            return known[text.lower()] if text.lower() in known else _number(text)
        case _:
            return text


def _number(text: str) -> int | str:
    bare = re.sub(r"[\s\u00a0\u202f]", "", text)
    return int(bare) if re.fullmatch(r"-?(0|[1-9]\d{0,14})", bare) else text


def _amount(text: str) -> int | float | str:
    bare = re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", bare):
        return text
    try:
        exact = Decimal(bare)
    except InvalidOperation:
        return text
    if exact == exact.to_integral_value():
        return int(exact)
    near = float(bare)
    return near if Decimal(repr(near)) == exact else bare


def _day(text: str) -> date | str:
    if found := SLASHED.fullmatch(text):
        text = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _instant(text: str) -> datetime | date | str:
    """« 2025-03-04 », « 2025-03-04 12:00 »."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?", text):
        return _day(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def duration(text: str) -> str:
    """« 1 mois », « 10 jours ouvrés », « 2 semaines avant » as the file writes them."""
    found = LASTS.fullmatch(text.strip().lower())
    if found is None:
        return text.upper() if re.fullmatch(r"-?p[\dtymwdbh]+", text.lower()) else text
    sign = "-" if found[1] or found[4] else ""
    for words, form in UNITS:
        if re.fullmatch(words, found[3].strip()):
            return sign + form.format(int(found[2]))
    return text


def _words_shown(raw: Any, languages: Iterable[str]) -> Parts:
    tongues = list(languages)
    if isinstance(raw, Mapping):
        extra = [one for one in raw if one not in tongues]
        return {f":{one}": [_flat(raw.get(one, ""))] for one in [*tongues, *extra]}
    if len(tongues) > 1:
        rest = {f":{one}": [""] for one in tongues[1:]}
        return {f":{tongues[0]}": [_flat(raw)], **rest}
    return {"": [_flat(raw)]}


def _words_read(parts: Parts, raw: Any) -> Any:
    texts = {name.removeprefix(":"): _long(next(iter(held), "")) for name, held in parts.items()}
    written = {tongue: text for tongue, text in texts.items() if text}
    if not written:
        return ABSENT
    first = next(iter(texts))
    if list(written) == [first] and not isinstance(raw, Mapping):
        return written[first]
    return written


def _moment_shown(raw: Any) -> Parts:
    if isinstance(raw, str):
        try:
            raw = (datetime if "T" in raw else date).fromisoformat(raw)
        except ValueError:
            return {":day": [raw], ":hour": [""]}
    if isinstance(raw, datetime):
        hour = raw.time().replace(tzinfo=None)
        return {":day": [raw.date().isoformat()],
                ":hour": [hour.isoformat("seconds" if hour.second else "minutes")]}  # fmt: skip
    return {":day": [_scalar(raw, None)], ":hour": [""]}


def _moment_read(parts: Parts, raw: Any) -> Any:
    day = cleaned(next(iter(parts.get(":day", [])), ""))
    hour = cleaned(next(iter(parts.get(":hour", [])), ""))
    known = _day(day)
    if not hour:
        return known if day else ABSENT
    if not isinstance(known, date):
        return f"{day}T{hour}"
    try:
        made = datetime.combine(known, time.fromisoformat(hour))
    except ValueError:
        return f"{day}T{hour}"
    return made.replace(tzinfo=raw.tzinfo) if isinstance(raw, datetime) else made


def _pairs_shown(field: Field, raw: Any) -> Parts:
    held = raw if isinstance(raw, Mapping) else {}
    if field.choices:
        known = [name for name, _ in field.choices]
        names = [*known, *(name for name in held if name not in known)]
        return {f":{name}": [_scalar(held.get(name), field.of)] for name in names}
    if raw is not None and not isinstance(raw, Mapping):
        return {"": [_scalar(raw, None)]}
    return {"": ["\n".join(f"{name} = {_scalar(one, field.of)}" for name, one in held.items())]}


def _pairs_read(field: Field, parts: Parts) -> Any:
    if field.choices:
        kind = Kind.DURATION if field.of is Kind.TEXT else field.of or Kind.TEXT
        named = {name.removeprefix(":"): cleaned(held[0]) for name, held in parts.items() if held}
        return {name: _one(kind, text) for name, text in named.items() if text} or ABSENT
    pairs = {}
    for line in _long(next(iter(parts.get("", [])), "")).split("\n"):
        name, _, text = line.partition("=")
        if name.strip():
            pairs[name.strip()] = _one(field.of or Kind.TEXT, text.strip())
    return pairs or ABSENT
