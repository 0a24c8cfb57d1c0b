"""Who may apply: conditions that combine, the bodies they speak of, the applicant."""

from typing import Annotated, Literal

from pydantic import Field

from cordee.kernel.findings import Strength
from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record, StrengthField, Tagged
from cordee.programme.schema.dates import DayField, DurationField
from cordee.programme.schema.words import Language, Words

BodyKind = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=40)]
"""Known kinds: commune, commune_associee, epci, cc, ca, cu, metropole, ept, departement, region,
pnr, petr, scot, syndicat_mixte, syndicat, pole_metropolitain, etat, association, entreprise,
etablissement_public, universite, ecole, personne, autre; a definition may add its own in
`[[kinds]]`."""


class Condition(Tagged):
    """What every condition carries: its sentence, its strength, when and of whom it is judged.

    `of` says whose fact it is: the applicant (or lead body), every member of the team or
    consortium, any of them, at least `members` of them, or all of them `together` (a sum of
    numbers). `category` restricts it to the partners of that category. `judged` is `self` (told
    before writing, refused at deposit), `staff` (instruction) or the key of a stage. `derogation`
    allows a case by case exception, decided and motivated.
    """

    key: Key | None = None
    sentence: Words | None = None
    strength: StrengthField = Strength.OBLIGATION
    of: Literal["applicant", "every_member", "any_member", "together", "members"] = "applicant"
    members: int | None = Field(None, ge=1)
    members_share: Amount | None = None
    """Share of the members, 0 to 1, instead of a number of them."""
    judged: Key = "self"
    as_of: Due | None = None
    """The day the fact is looked at (age on 1 January, seat at the payment)."""
    proof: Words | None = None
    """The document asked to show it."""
    category: Key | None = None
    role: Key | None = None
    """Restricts it to the people of that role of the team."""
    derogation: bool = False
    derogation_by: Words | None = None
    tracks: tuple[Key, ...] = ()
    windows: tuple[Key, ...] = ()
    """Only for the files of these windows (a wave kept for some)."""


class KindIs(Condition):
    """The body is (or is not) of some kinds."""

    rule: Literal["kind"] = "kind"
    among: tuple[BodyKind, ...] = ()
    except_: tuple[BodyKind, ...] = Field((), alias="except")


class PlaceIs(Condition):
    """The body lies in one of these places.

    A place is written `FR`, `region:32`, `departement:62`, `epci:SIREN`, `commune:INSEE`,
    `country:BE`, `country:BE/WAL`, or `perimeter:KEY` for a `[[perimeters]]` record.
    """

    rule: Literal["place"] = "place"
    within: tuple[str, ...] = Field(min_length=1)
    outside: tuple[str, ...] = ()
    min_share: Amount | None = None
    """Share of it that lies within, 0 to 1, of `share_of`."""
    share_of: Literal["area", "population", "members"] = "area"
    place_of: Literal["seat", "residence", "nationality", "birth", "project", "activity"] = "seat"


class Nominators(Labelled):
    """A sort of nominators: universities, former laureates; how many there are, and their files."""

    count: int | None = Field(None, ge=1)
    max: int | None = Field(None, ge=1)
    """How many candidates each of them may name."""


class ListedIn(Condition):
    """The body or person is named: invited only, nominated, or registered somewhere."""

    rule: Literal["listed"] = "listed"
    codes: tuple[str, ...] = ()
    list: Key | None = None
    nominated_by: Words | None = None
    max_per_nominator: int | None = Field(None, ge=1)
    nominators: tuple[Nominators, ...] = ()
    """Who names candidates, sort by sort, each with its own number."""
    oneself: bool | None = None
    """Whether one may put oneself forward."""


class NumberIs(Condition):
    """A number stays between bounds: population, area, budget, age, years, share, or your own.

    `min` and `max` are allowed themselves; `above` and `below` are not.
    """

    rule: Literal["number"] = "number"
    fact: Key
    min: Amount | None = None
    max: Amount | None = None
    above: Amount | None = None
    below: Amount | None = None
    over: Key | None = None
    """Another fact the number is divided by (debts over own funds)."""
    unit: Words | None = None
    source: Words | None = None
    year: int | None = None
    allowances: tuple[Words, ...] = ()
    """What moves the bound for some (a year for each child): beyond it, people look."""


class Declares(Condition):
    """The applicant declares something no register knows; a yes is required."""

    rule: Literal["declares"] = "declares"
    statement: Words


class Speaks(Condition):
    """The applicant, or the people `of` a team, speak a language, at a level of the CEFR."""

    rule: Literal["language"] = "language"
    language: Language
    level: Literal["A1", "A2", "B1", "B2", "C1", "C2"]


class MemberOf(Condition):
    """The body is a member of a circle kept by the organiser (governance, network, alliance)."""

    rule: Literal["member"] = "member"
    circle: Key
    on: Literal["deposit", "selection", "today"] = "selection"


class NotAwarded(Condition):
    """The body has not been awarded before, by these programmes, for so long.

    `outcome` widens it to files that were `submitted`, or only to those `refused`.
    """

    rule: Literal["not_awarded"] = "not_awarded"
    outcome: Literal["awarded", "refused", "submitted"] = "awarded"
    programmes: tuple[Key, ...] = ()
    within: DurationField | None = None
    years: Literal["rolling", "calendar"] = "rolling"
    """Whether `within` goes back from the day, or counts whole calendar years, this one too."""
    running: bool = False
    """Only those not yet over: « one grant at a time »."""
    allowed: int = Field(0, ge=0)
    """How many such files are still allowed (« two grants at most in five years »)."""
    below: Amount | None = None
    """Only those whose mark was below this: a poor file waits longer."""


class Awarded(Condition):
    """The body has been awarded before, by these programmes, for so long: a sequel, a next phase.

    `outcome` widens it to files that were `submitted`, or only to those `refused`.
    """

    rule: Literal["awarded"] = "awarded"
    outcome: Literal["awarded", "refused", "submitted"] = "awarded"
    programmes: tuple[Key, ...] = ()
    within: DurationField | None = None
    years: Literal["rolling", "calendar"] = "rolling"
    """Whether `within` goes back from the day, or counts whole calendar years, this one too."""
    count: int = Field(1, ge=1)


class AnswerIs(Condition):
    """An answer of the form decides: `equals`, one of, a number or a date between bounds."""

    rule: Literal["answer"] = "answer"
    question: Key
    answered: bool | None = None
    """Whether there is an answer, or a file attached, whatever it is."""
    equals: str | bool | None = None
    among: tuple[str, ...] = ()
    min: Amount | None = None
    max: Amount | None = None
    after: DayField | None = None
    before: DayField | None = None
    """Days allowed themselves: a diploma got from this day to that day."""


class AllOf(Condition):
    """Every condition holds."""

    rule: Literal["all_of"] = "all_of"
    conditions: tuple["AnyCondition", ...] = Field(min_length=1)


class AnyOf(Condition):
    """At least one condition holds."""

    rule: Literal["any_of"] = "any_of"
    conditions: tuple["AnyCondition", ...] = Field(min_length=1)


class AtLeast(Condition):
    """At least `count` of the conditions hold."""

    rule: Literal["at_least"] = "at_least"
    count: int = Field(ge=1)
    conditions: tuple["AnyCondition", ...] = Field(min_length=1)


class NoneOf(Condition):
    """No condition holds: exclusions."""

    rule: Literal["none_of"] = "none_of"
    conditions: tuple["AnyCondition", ...] = Field(min_length=1)


class If(Condition):
    """When `condition` holds, `then` must hold too; others are not concerned."""

    rule: Literal["if"] = "if"
    condition: "AnyCondition"
    then: "AnyCondition"


AnyCondition = Annotated[
    KindIs
    | PlaceIs
    | ListedIn
    | NumberIs
    | Declares
    | Speaks
    | MemberOf
    | NotAwarded
    | Awarded
    | AnswerIs
    | AllOf
    | AnyOf
    | AtLeast
    | NoneOf
    | If,
    Field(discriminator="rule"),
]


class Kind(Labelled):
    """A kind of body of one's own (another country's municipality, a school network…)."""

    country: str = "FR"


class Perimeter(Labelled):
    """A territory that is not an administrative unit: named, made of places or only described."""

    within: tuple[str, ...] = ()


class Circle(Labelled):
    """A circle of bodies kept by the organiser: its governance, its network, its alliance."""


class PriorContact(Record):
    """Someone to talk with before handing in: an adviser, a local officer, an engineer."""

    who: Words
    before: Due | None = None
    """At the latest; before the deposit when nothing is said."""
    strength: StrengthField = Strength.OBLIGATION
    note: Words | None = None
    tracks: tuple[Key, ...] = ()


class FilesLimit(Record):
    """How many files some applicants may hand in: on these tracks, or when they meet this."""

    max: int = Field(ge=0)
    tracks: tuple[Key, ...] = ()
    when: AnyCondition | None = None


class Applicant(Record):
    """Who signs the file, and how many files one of them may hand in (0: as many as wanted).

    `files_counted` says within what: the whole call, each track or each window.
    """

    is_: tuple[Literal["body", "person", "consortium"], ...] = Field(("body",), alias="is")
    label: Words | None = None
    files_per_applicant: int = Field(1, ge=0)
    files_counted: Literal["call", "track", "window"] = "call"
    files_by: Literal["applicant", "household", "site"] = "applicant"
    """Whose files are counted together: the candidate's, those of her home, of one place."""
    files_limits: tuple[FilesLimit, ...] = ()
    """Other numbers for some tracks, or for some applicants."""
    ranked_files: bool = False
    """A candidate who hands in several files ranks them."""
    awards_max: int | None = Field(None, ge=1)
    """How many of its files may be awarded."""
    files_valid: DurationField | None = None
    """So long a file stands after the closing: an offer that binds, a name kept for next time."""
    description: Words | None = None
    which_wins: Literal["last", "first", "ask", "none"] = "last"
    prior_contact: PriorContact | None = None
    merging: Literal["no", "with_agreement", "by_organiser"] = "no"
    """Whether files that resemble one another may become one."""
