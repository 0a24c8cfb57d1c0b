"""The bricks of every record: keys, words in several languages, dates, amounts."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.moments import Duration, When
from cordee.kernel.speech import remembered


class Record(BaseModel):
    """A record of the vocabulary: frozen, and a misspelt field is a fault, not a silence."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


class Tagged(Record):
    """A record told from its siblings by one word, which is written out even when it is a default.

    Otherwise a dump without defaults could not be read again.
    """

    tag: ClassVar[str] = "rule"

    @model_serializer(mode="wrap")
    def _with_its_tag(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {self.tag: getattr(self, self.tag), **handler(self)}


KEY = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=60)]
"""A name used by other records: lower case without accents, digits, `-` or `_`."""

LANGUAGE = r"^[a-z]{2,3}(-[A-Z]{2})?$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""`fr`, `en-GB`, `gsw`: ISO 639, and a country when it matters."""


class Words(str):
    """Words for people: one text, or one per language; as a string, the first language."""

    __slots__ = ("by_language",)
    by_language: dict[str, str]

    def __new__(cls, value: str | Mapping[str, str]) -> Self:
        """Keep every language beside the first one."""
        texts = {"": value} if isinstance(value, str) else dict(value)
        made = super().__new__(cls, next(iter(texts.values()), ""))
        made.by_language = texts
        return made

    def __eq__(self, other: object) -> bool:
        """Two words are equal in every language; a plain string is compared with the first one."""
        if isinstance(other, Words):
            return self.by_language == other.by_language
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """As a string would, were it not its own."""
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    def into(self, language: str) -> str:
        """The text in `language` (`fr`, `en-GB`…), or else the first one given."""
        short = language.split("-", 1)[0]
        return self.by_language.get(language) or self.by_language.get(short) or str(self)

    @property
    def data(self) -> str | dict[str, str]:
        """As written in the definition."""
        return self.by_language[""] if "" in self.by_language else dict(self.by_language)

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read a text, or a table of texts by language; raises `ValueError` in French."""
        if isinstance(value, cls):
            return value
        texts = {"": value} if isinstance(value, str) else value
        if not isinstance(texts, Mapping) or not texts:
            raise ValueError(
                french.say(
                    'un texte est attendu, entre guillemets, ou un par langue : {{ fr = "…", '
                    'en = "…" }}'
                )
            )
        for language, text in texts.items():
            if language and not re.fullmatch(LANGUAGE, str(language)):
                raise ValueError(
                    french.say(
                        "« {language} » n’est pas un code de langue ; écrivez par exemple fr, "
                        "en ou nl",
                        language=language,
                    )
                )
            if not isinstance(text, str) or not text.strip():
                raise ValueError(french.say("ce texte est vide : écrivez-le, ou retirez la ligne"))
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda words: words.data if isinstance(words, Words) else words
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "propertyNames": {"pattern": LANGUAGE},
                    "additionalProperties": {"type": "string", "minLength": 1},
                    "minProperties": 1,
                },
            ],
            "description": 'Un texte, ou un texte par langue : { fr = "…", en = "…" }.',
        }


class Usual(Words):
    """The name that the house gives to what an organiser left unnamed, in each language."""

    __slots__ = ()

    def into(self, language: str) -> str:
        """What the catalogue of that language says."""
        return remembered(str(self)).into(language)


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

MAX_DIGITS = 15


def _decimal(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise ValueError(NUMBER)
    try:
        found = Decimal(str(value))
    except InvalidOperation as odd:
        raise ValueError(NUMBER) from odd
    digits = found.as_tuple().exponent
    if not isinstance(digits, int) or (found and found.adjusted() >= MAX_DIGITS):
        raise ValueError(NUMBER)
    if digits < -MAX_DECIMALS:
        raise ValueError(french.say("six décimales au plus"))
    return found


NUMBER = french.say('un nombre est attendu : 700, 8.5 ou "0.25"')
MAX_DECIMALS = 6
_AMOUNT = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}

Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(str),
    WithJsonSchema(_AMOUNT),
]
"""An exact decimal number: 700, 8.5, "0.25"."""

Audience = Literal["me", "team", "jury", "staff", "cohort", "alliance", "public"]
"""Who reads, in one ordered scale (design, § 3)."""

StrengthField = Annotated[
    Strength,
    BeforeValidator(
        lambda value: (
            {"advice": "conseil", "criterion": "critère", "obligation": "obligation"}.get(
                value, value
            )
            if isinstance(value, str)
            else value
        )
    ),
    WithJsonSchema({"enum": ["advice", "criterion", "obligation", "conseil", "critère"]}),
]


ANCHOR = r"[a-z_]+(?:\.[A-Za-z0-9_-]+)*"
"""How a mark of the calendar looks; a date holds digits first, or a space."""


class Due(Record):
    """A deadline: a date, or so long after (or before, with a minus) an anchor (R86, R89).

    An anchor is `meeting.KEY`, `window.KEY.opens`, `window.KEY.closes`, `milestone.KEY`,
    `deliverable.KEY`, `stage.KEY`, `gate.KEY`, `start` (first meeting), `end` (last meeting), or
    an event of each file: `deposit`, `notification`, `agreement` (signed), `project_start`,
    `project_end`, `payment`.
    """

    date: WhenField | None = None
    anchor: str = ""
    offset: DurationField = Duration()
    note: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_day(cls, value: Any) -> Any:
        """A day, or a mark of the calendar, alone: `due = 2027-03-31`, `due = "meeting.j1"`."""
        if isinstance(value, str) and re.fullmatch(ANCHOR, value):
            return {"anchor": value}
        return {"date": value} if isinstance(value, (date, str)) else value

    @model_validator(mode="after")
    def _one_of_both(self) -> "Due":
        if (self.date is None) == (not self.anchor):
            raise ValueError(
                french.say("une échéance donne soit « date », soit « anchor » (avec « offset »)")
            )
        return self


class Labelled(Record):
    """A record people read and other records name."""

    key: Key
    label: Words
    description: Words | None = None
