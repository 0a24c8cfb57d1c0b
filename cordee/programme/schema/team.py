"""Those who apply together: a team and its roles, a consortium and its partners."""

from typing import Literal

from pydantic import Field

from cordee.kernel.findings import Strength
from cordee.programme.schema.base import Amount, Key, Labelled, Record, StrengthField
from cordee.programme.schema.dates import DurationField
from cordee.programme.schema.words import Usual, Words


class Role(Labelled):
    """A role in a team, how many people hold it, what actors they are (R20, R21, R22, R23)."""

    min: int = Field(0, ge=0)
    max: int | None = Field(None, ge=1)
    actor: Literal["elected", "agent", "partner", "state", "economic", "citizen", "other"] = "other"
    time_share: Amount | None = None
    """Share of her working time each of them gives, 0 to 1."""
    external: bool = False
    """Comes from another structure than the lead body."""
    files_max: int | None = Field(None, ge=1)
    """Files of the call in which one person may hold it."""
    strength: StrengthField = Strength.OBLIGATION


class Lead(Labelled):
    """A part one member or one body plays for the others (R26-R28): team lead, referent, lead body.

    `of = "person"` names someone of the team; `of = "body"` names the collectivité. `may_cumulate`
    allows the same person to hold several parts; else it is someone other (R139).
    """

    of: Literal["person", "body"] = "person"
    min: int = Field(1, ge=0)
    max: int = Field(1, ge=1)
    among_roles: tuple[Key, ...] = ()
    may_cumulate: bool = True
    files_max: int | None = Field(None, ge=1)
    """Files of the call in which one person or body may play it."""
    receives_messages: bool = False
    """Every letter about the file reaches her too, account or not (R29)."""


class TeamException(Labelled):
    """An incomplete team that stays admissible, and on what conditions (R25)."""

    waives: tuple[Key, ...] = Field(min_length=1)
    """Roles that may be absent."""
    min_services: int | None = Field(None, ge=1)
    needs: dict[Key, int] = Field(default_factory=dict)
    """Role → how many people are then needed all the same."""
    state: Words = Usual("équipe incomplète")


class TeamBalance(Labelled):
    """A mix wanted among the people of a team, as they declare it: gender, age or structure."""

    attribute: Key
    values: tuple[str, ...] = ()
    min: int | None = Field(None, ge=0)
    max: int | None = Field(None, ge=0)
    min_share: Amount | None = None
    max_share: Amount | None = None
    distinct_min: int | None = Field(None, ge=2)
    """How many different values there must be at least (three structures, two trades)."""
    strength: StrengthField = Strength.ADVICE


class Team(Record):
    """The team that applies together and will come together."""

    label: Words = Usual("Équipe")
    min: int = Field(1, ge=1)
    max: int | None = Field(None, ge=1)
    roles: tuple[Role, ...] = ()
    leads: tuple[Lead, ...] = ()
    exceptions: tuple[TeamException, ...] = ()
    balances: tuple[TeamBalance, ...] = ()
    files_max: int | None = Field(None, ge=1)
    """Files of the call in which one person may be, whatever her role."""
    formed: Literal["before", "during", "by_organiser"] = "before"
    """When the team comes together: before applying, on the spot, or by the organiser."""
    asks_service: bool = False
    """Each member says the service she works in (needed by `min_services`)."""
    sign_off: tuple[Key, ...] = ()
    """Roles or leads who must approve the file before it is handed in."""
    lead_time: DurationField | None = None
    """How long it takes to gather such a team, as experience says (R250)."""
    why: Words | None = None


class PartnerRule(Record):
    """How many partners, of which category or country, what share of them or of the budget.

    `per_country` and `share_per_country` bound each country by itself, whichever it is; `files`
    bounds the files of the call, or of one track (`per`), in which one partner (of that category)
    may be, whether it leads them or not.
    """

    rule: Literal["count", "ratio", "countries", "categories", "per_country", "share",
                  "share_per_country", "files"]  # fmt: skip
    category: Key | None = None
    countries: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    """Places of the partners it looks at, written as in a condition of place."""
    outside: tuple[str, ...] = ()
    """Places that the partners it looks at do not lie in: « 20 % at most outside the area »."""
    steps: tuple[Key, ...] = ()
    """Steps at which it holds; all when empty (a partnership completed later)."""
    per: Literal["call", "track"] = "call"
    """Among which files `files` counts: an expert in several teams, in one for each site."""
    min: Amount | None = None
    max: Amount | None = None
    each: bool = False
    strength: StrengthField = Strength.OBLIGATION
    sentence: Words | None = None
    derogation: bool = False


class Consortium(Record):
    """Several bodies that apply as one: lead, partners by category, their counts and shares."""

    label: Words = Usual("Consortium")
    lead_label: Words = Usual("Chef de file")
    min: int = Field(2, ge=1)
    max: int | None = Field(None, ge=1)
    categories: tuple[Labelled, ...] = ()
    rules: tuple[PartnerRule, ...] = ()
    lead_categories: tuple[Key, ...] = ()
    """Categories that may lead; all when empty."""
    files_as_partner: int | None = Field(None, ge=1)
    """Files in which one body may be a partner without leading."""
    budget_question: Key | None = None
    agreement_signed: Literal["no", "intent", "before_deposit", "before_start"] = "no"
    agreement_question: Key | None = None
    """Question of files to which the agreement, or the letters of intent, are joined."""
    liable: Literal["each", "lead", "all"] | None = None
    """Who answers for the work: each for its part, the lead for all, all of them together."""
    description: Words | None = None
