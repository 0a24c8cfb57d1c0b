"""The bricks of every record: keys, words in several languages, dates, amounts."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from cordee.kernel.findings import Strength
from cordee.kernel.moments import Duration, When


class Record(BaseModel):
    """A record of the vocabulary: frozen, and a misspelt field is a fault, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60),
]
"""A name used by other records: lower case without accents, digits, `-` or `_`."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]


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

    def into(self, language: str) -> str:
        """The text in `language` (`fr`, `en-GB`…), or else the first one given."""
        short = language.split("-", 1)[0]
        return self.by_language.get(language) or self.by_language.get(short) or str(self)

    @property
    def data(self) -> str | dict[str, str]:
        """As written in the definition."""
        return self.by_language[""] if "" in self.by_language else dict(self.by_language)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        tables = core_schema.dict_schema(
            core_schema.str_schema(pattern=r"^[a-z]{2}(-[A-Z]{2})?$"),
            core_schema.str_schema(min_length=1),
            min_length=1,
        )
        either = core_schema.union_schema([core_schema.str_schema(min_length=1), tables])
        return core_schema.no_info_after_validator_function(
            cls,
            either,
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
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            ],
            "description": 'Un texte, ou un texte par langue : { fr = "…", en = "…" }.',
        }


def _when(value: Any) -> When:
    if isinstance(value, When):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        raise ValueError("une date s’écrit 2025-02-27, ou entre guillemets quand elle est vague")
    return When.parse(value)


def _duration(value: Any) -> Duration:
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        raise ValueError('une durée s’écrit entre guillemets : "P1M", "P10D", "PT48H"')
    return Duration.parse(value)


WhenField = Annotated[
    When,
    BeforeValidator(_when),
    PlainSerializer(lambda when: when.text),
    WithJsonSchema(
        {"type": "string", "description": "2025-02-27, 2025-W25, 2025-W38 | 2025-W39, 2025-06, "
         "early|mid|late 2021-07, 2025-Q2, 2025, 2025-06-02/2025-06-20, ?"}
    ),
]  # fmt: skip

_ISO_DURATION = r"^-?P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?)?$"


def _iso(duration: Duration) -> str:
    sign = "-" if min(duration.months, duration.days, duration.minutes) < 0 else ""
    months = f"{abs(duration.months)}M" if duration.months else ""
    days = f"{abs(duration.days)}D" if duration.days else ""
    minutes = f"T{abs(duration.minutes)}M" if duration.minutes else ""
    return f"{sign}P{months}{days}{minutes}" if months + days + minutes else "P0D"


DurationField = Annotated[
    Duration,
    BeforeValidator(_duration),
    PlainSerializer(_iso),
    WithJsonSchema({"type": "string", "pattern": _ISO_DURATION}),
]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as unknown:
        raise ValueError(
            f"« {value} » n’est pas un fuseau connu (exemples : Europe/Paris, America/Martinique)"
        ) from unknown
    return value


Zone = Annotated[str, AfterValidator(_zone)]


def _local(value: Any) -> Any:
    """Accept a date or a date-time, as TOML gives them or as text; nothing else."""
    if isinstance(value, str):
        text = value.strip()
        return (
            datetime.fromisoformat(text) if "T" in text or " " in text else date.fromisoformat(text)
        )
    if isinstance(value, (date, datetime)):
        return value
    raise ValueError(
        "un instant s’écrit 2024-12-19T12:00:00, ou 2024-12-19 si l’heure n’est pas dite"
    )


LocalMoment = Annotated[
    datetime | date,
    BeforeValidator(_local),
    WithJsonSchema({"type": "string", "description": "2024-12-19T12:00:00 ou 2024-12-19"}),
]
"""A moment on the wall clock of a zone; a bare date has no hour (R99)."""

END_OF_DAY = time(23, 59)
"""The hour of a closing date stated without hour (R99)."""


def at(moment: datetime | date, zone: str, default: time) -> datetime:
    """The instant a wall clock of `zone` shows `moment`; `default` when no hour was given."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, default)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _clock(value: Any) -> Any:
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,2})[:hH](\d{2})?", value.strip())):
        return time(int(found[1]), int(found[2] or 0))
    if isinstance(value, time):
        return value
    raise ValueError("une heure s’écrit 09:30")


Clock = Annotated[time, BeforeValidator(_clock), WithJsonSchema({"type": "string"})]


def _decimal(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("un nombre est attendu")
    return Decimal(str(value)) if isinstance(value, (int, float, str)) else value


Amount = Annotated[Decimal, BeforeValidator(_decimal), PlainSerializer(str)]
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

    @model_validator(mode="after")
    def _one_of_both(self) -> "Due":
        if (self.date is None) == (not self.anchor):
            raise ValueError("une échéance donne soit « date », soit « anchor » (avec « offset »)")
        return self


class Labelled(Record):
    """A record people read and other records name."""

    key: Key
    label: Words
    description: Words | None = None
