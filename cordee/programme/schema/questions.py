"""The questions of every kind, their limits, when they are asked, what files they ask for."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cordee.kernel.counting import LINE_WIDTH, Unit
from cordee.kernel.findings import Strength
from cordee.programme.schema.base import (
    Amount,
    Audience,
    Due,
    Key,
    Labelled,
    Record,
    StrengthField,
    Tagged,
)
from cordee.programme.schema.dates import DurationField
from cordee.programme.schema.words import Language, Usual, Words

SHAPE = r"^[0-9A-Z*/._ -]{1,40}$"


class Limit(Record):
    """How long a text may be, in the unit the call itself uses (R33, R35, R36, R37, R38, R39).

    Beyond `max` is refused at deposit when the strength is an obligation; below `min` is advice
    unless said otherwise: a file is never lost for being short.
    """

    unit: Unit = Unit.CHARACTERS
    min: int | None = Field(None, ge=0)
    max: int | None = Field(None, ge=1)
    line_width: int = Field(LINE_WIDTH, ge=20, le=300)
    strength: StrengthField = Strength.OBLIGATION
    min_strength: StrengthField = Strength.ADVICE
    beyond: Literal["refused", "unread"] = "refused"
    """What becomes of what exceeds `max`: refused, or handed in and not read."""


class Shown(Record):
    """When a question is asked: one comparison, or several combined."""

    question: Key | None = None
    fact: Key | None = None
    """`kind`, `population`, `departement`, `region`, `track`, `team_state`…"""
    equals: str | bool | int | None = None
    among: tuple[str, ...] = ()
    answered: bool | None = None
    min: Amount | None = None
    max: Amount | None = None
    negate: bool = Field(default=False, alias="not")
    all_of: tuple["Shown", ...] = ()
    any_of: tuple["Shown", ...] = ()


class Asked(Labelled, Tagged):
    """What every question carries."""

    tag: ClassVar[str] = "kind"

    help: Words | None = None
    example: Words | None = None
    looked_for: Words | None = None
    """« Ce que le jury cherche » : said to the candidate beside the box (R43)."""
    required: bool = True
    instead_of: Key | None = None
    """The question whose answer it may stand for: one of the two is enough."""
    strength: StrengthField = Strength.OBLIGATION
    when: Shown | None = None
    audience: Audience = "jury"
    identifying: bool = False
    """Says who applies: hidden from a blind stage."""
    purge_after: DurationField | None = None
    steps: tuple[Key, ...] = ()
    tracks: tuple[Key, ...] = ()
    reused_in: tuple[Key, ...] = ()
    """Surveys or documents that take this answer up instead of asking twice (R129)."""


class Text(Asked):
    """One line of text."""

    kind: Literal["text"] = "text"
    limit: Limit | None = None
    format: Literal["any", "email", "phone", "url", "siren", "siret", "iban", "bic", "vat",
                    "lei"] = "any"  # fmt: skip
    shape: str | None = Field(None, pattern=SHAPE)
    """The form of a code: `9` for a digit, `A` for a letter, `*` for either."""


class LongText(Asked):
    """Several paragraphs of plain text, with a limit in characters, words, lines or pages."""

    kind: Literal["long_text"] = "long_text"
    limit: Limit | None = None
    languages: tuple[Language, ...] = ()
    languages_asked: Literal["all", "any"] = "all"
    """Every language is to be written, or one of them at the writer's choice."""


class Option(Labelled):
    """One possible answer."""

    points: Amount | None = None


class Choice(Asked):
    """One option, or several when `max` exceeds one; `other` opens the list."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=1)
    min: int = Field(1, ge=0)
    max: int = Field(1, ge=1)
    other: bool = False
    ranked: bool = False
    """The chosen options are put in order of preference."""


class YesNo(Asked):
    """Yes or no."""

    kind: Literal["yes_no"] = "yes_no"


class Attestation(Asked):
    """A statement the applicant must affirm; it is frozen with the deposit (R16)."""

    kind: Literal["attestation"] = "attestation"
    statements: tuple[Words, ...] = Field(min_length=1)
    signed_by: Words | None = None
    """In what capacity it is affirmed: legal representative, guardian…"""


class Number(Asked):
    """A number, with its unit and bounds."""

    kind: Literal["number"] = "number"
    min: Amount | None = None
    max: Amount | None = None
    decimals: int = Field(0, ge=0, le=6)
    unit: Words | None = None
    share_of: Key | None = None
    """Question of which it may only be a share, 0 to 1, between `min_share` and `max_share`."""
    min_share: Amount | None = None
    max_share: Amount | None = None


class Money(Asked):
    """An amount of money."""

    kind: Literal["money"] = "money"
    currency: str = "EUR"
    min: Amount | None = None
    max: Amount | None = None
    share_of: Key | None = None
    """Question of which it may only be a share, 0 to 1, between `min_share` and `max_share`."""
    min_share: Amount | None = None
    max_share: Amount | None = None


class Day(Asked):
    """A date."""

    kind: Literal["date"] = "date"
    with_hour: bool = False
    earliest: str | None = None
    latest: str | None = None
    follows: Key | None = None
    """Question whose date it must come after."""


class Place(Asked):
    """A territory picked in the reference list, or several."""

    kind: Literal["territory"] = "territory"
    kinds: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    min: int = Field(1, ge=0)
    max: int = Field(1, ge=1)


class Contact(Asked):
    """A person: name, capacity, e-mail, phone (R40, R41, R42)."""

    kind: Literal["person"] = "person"
    fields: tuple[
        Literal["name", "capacity", "organisation", "service", "email", "phone", "address"], ...
    ] = ("name", "capacity", "email", "phone")
    asked_to: Words | None = None
    """What this person is then asked for (a letter of reference, a visa)."""
    due: Due | None = None
    confidential: bool = False
    """The applicant does not read what this person sends."""


class Column(Labelled):
    """A column of a table."""

    kind: Literal["text", "number", "money", "choice", "date"] = "text"
    options: tuple[Option, ...] = ()
    total: bool = False
    sum_of: tuple[Key, ...] = ()
    """Computed in each row, as the sum of these columns."""
    minus: tuple[Key, ...] = ()
    """Columns taken off that sum."""
    product_of: tuple[Key, ...] = ()
    """Computed in each row, as the product of these columns (a number and a price)."""
    rate: Amount | None = None
    """What the sum or the product is multiplied by: 0.15 for a flat rate of 15%."""
    min: Amount | None = None
    max: Amount | None = None
    required: bool = True
    unit: Words | None = None


class Row(Labelled):
    """A fixed row of a table; one that sums others is computed: a sub-total, a balance."""

    sum_of: tuple[Key, ...] = ()
    """Computed in each column of numbers, as the sum of these rows."""
    minus: tuple[Key, ...] = ()
    """Rows taken off that sum."""
    rate: Amount | None = None
    """What the sum is multiplied by: 0.15 for a flat rate of 15%."""


class TableCheck(Record):
    """A rule on the totals of a table: a ceiling, a floor, or a ratio of two columns or rows.

    `total` bounds the sum of `column` over `rows` (all rows when empty); `ratio` divides it by the
    sum of the column `of` (the same one by default) over `of_rows`; `equals` compares it with
    that sum, or with the answer to `of_question`.
    """

    rule: Literal["total", "ratio", "equals"]
    column: Key
    of: Key | None = None
    """Column to divide by (`ratio`) or to equal (`equals`)."""
    rows: tuple[str, ...] = ()
    of_rows: tuple[str, ...] = ()
    of_question: Key | None = None
    each_row: bool = False
    """Holds in each row by itself, not in the total."""
    where: Key | None = None
    among: tuple[str, ...] = ()
    """The column that tells which rows it looks at, and the cells that these rows hold."""
    min: Amount | None = None
    max: Amount | None = None
    strength: StrengthField = Strength.OBLIGATION
    sentence: Words | None = None


class Table(Asked):
    """A table with computed totals: a budget by year and category, a list of actions."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[Row, ...] = ()
    """Fixed rows; without them people add rows between `min` and `max`."""
    min: int = Field(0, ge=0)
    max: int = Field(50, ge=1, le=500)
    checks: tuple[TableCheck, ...] = ()


class Group(Asked):
    """A group of questions repeated between `min` and `max` times."""

    kind: Literal["group"] = "group"
    questions: tuple["AnyQuestion", ...] = Field(min_length=1)
    min: int = Field(0, ge=0)
    max: int = Field(20, ge=1, le=200)
    checks: tuple[TableCheck, ...] = ()
    """Rules on the totals of its questions, named as columns."""


class File(Asked):
    """Attached files: their kinds, number, size and pages; a model to download (R141)."""

    kind: Literal["file"] = "file"
    types: tuple[Literal[
        "pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx",
        "odp", "jpg", "png", "webp", "tif", "zip", "mp3", "wav", "mp4", "mov", "webm", "geojson",
        "kml", "gpkg", "ifc", "dwg",
    ], ...] = ("pdf",)  # fmt: skip
    max_mb: int = Field(10, ge=1, le=200)
    max_total_mb: int | None = Field(None, ge=1)
    min: int = Field(1, ge=0)
    max: int = Field(1, ge=1, le=50)
    max_pages: int | None = Field(None, ge=1)
    max_minutes: int | None = Field(None, ge=1)
    """Length of a recording."""
    counted: bool = True
    """Counts in the whole file's page limit; « hors dossier » otherwise (R34)."""
    due: Due | None = None
    """May follow the deposit until then (a deliberation, a signed agreement)."""
    model: str | None = None
    naming: Words | None = None
    signed_by: Words | None = None
    """Who must have signed it."""
    not_older_than: DurationField | None = None
    """How recent the document must be on the day of the deposit."""


class Note(Labelled, Tagged):
    """A paragraph between two questions; nothing is asked."""

    tag: ClassVar[str] = "kind"

    kind: Literal["note"] = "note"
    label: Words = Usual("Note")
    text: Words
    when: Shown | None = None
    steps: tuple[Key, ...] = ()
    tracks: tuple[Key, ...] = ()


AnyQuestion = Annotated[
    Text
    | LongText
    | Choice
    | YesNo
    | Attestation
    | Number
    | Money
    | Day
    | Place
    | Contact
    | Table
    | Group
    | File
    | Note,
    Field(discriminator="kind"),
]
