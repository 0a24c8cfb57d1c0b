"""Money: what the winners pay, what they receive, who funds."""

from typing import Literal

from pydantic import Field

from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record
from cordee.programme.schema.dates import DurationField
from cordee.programme.schema.sharing import FlatCost, Reduction, Refund, Tier
from cordee.programme.schema.who import AnyCondition
from cordee.programme.schema.words import Words


class Instalment(Record):
    """A part of a grant, released at a date, on a deliverable or after a gate."""

    label: Words | None = None
    share: Amount | None = None
    amount: Amount | None = None
    released: Due | None = None
    every: DurationField | None = None
    """How often it comes back: paid by the month, by the quarter."""
    on_deliverable: Key | None = None
    on_gate: Key | None = None
    on_result: Key | None = None
    """Paid when that result is reached."""
    when: AnyCondition | None = None
    """Paid so only to those who meet this."""
    guarantee: bool = False
    """It waits for a bank guarantee."""
    once_spent: Amount | None = None
    """The share of what was paid before that must be spent."""
    condition: Words | None = None
    """What else it waits for: receipts, a visit, a signature."""


class Rate(Record):
    """An amount, for those who meet a condition; a rate without condition is for everyone else."""

    amount: Amount
    when: AnyCondition | None = None
    until: Due | None = None
    """Asked until then; the next rate is asked afterwards."""
    from_number: int | None = Field(None, ge=2)
    """From the second person, or file, of the same body: 2."""
    label: Words | None = None


class Fee(Labelled):
    """A contribution asked of the winners (R80-R84, R107); the first rate that applies is due."""

    of: Literal["winners", "candidates"] = "winners"
    per: Literal[
        "team",
        "person",
        "body",
        "meeting",
        "file",
        "inhabitant",
        "day",
        "week",
        "month",
        "year",
        "unit",
    ] = "team"
    unit_question: Key | None = None
    """With `per = "unit"`: the question of number that says how many (« 50 € par kW »)."""
    share_of: Literal["grant", "request", "cost", "turnover"] | None = None
    """Its rates are then shares, 0 to 1, of that: a commission on a loan."""
    max: Amount | None = None
    """What it never exceeds."""
    currency: str = "EUR"
    rates: tuple[Rate, ...] = Field(min_length=1)
    covers: tuple[Words, ...] = ()
    excludes: tuple[Words, ...] = ()
    """What participants pay themselves (travel…, R83)."""
    due: Due | None = None
    tax: Literal["none", "included", "excluded"] = "none"
    tax_rate: Amount | None = None
    """Its share, when there is a tax: `"0.2"` for 20 %."""
    refundable: Words | None = None
    """When it is given back."""
    refunds: tuple[Refund, ...] = ()
    """How much of it is given back, and until when."""
    instalments: tuple[Instalment, ...] = ()
    """When it is paid in parts."""
    tracks: tuple[Key, ...] = ()


class Bonus(Record):
    """What is added to the rate or to the amount for those who meet a condition."""

    label: Words
    rate: Amount | None = None
    amount: Amount | None = None
    times: Amount | None = None
    """What the amount is multiplied by: a coefficient by country, by category."""
    when: AnyCondition | None = None


class Bracket(Record):
    """A slice of a scale: up to so much (the last one without limit), at that rate or amount."""

    up_to: Amount | None = None
    rate: Amount | None = None
    amount: Amount | None = None


class CostLimit(Record):
    """How much of the money one sort of costs may take, or must."""

    label: Words
    min_share: Amount | None = None
    max_share: Amount | None = None
    max: Amount | None = None
    per: Words | None = None
    """What `max` counts: a night, a person, a square metre."""
    rate_max: Amount | None = None
    """The rate at which these costs are paid, when it is not the grant's."""


class Grant(Labelled):
    """Money or days given: amount, rate and ceiling, instalments, co-financing asked."""

    kind: Literal[
        "subsidy",
        "prize",
        "in_kind",
        "service",
        "loan",
        "refund",
        "stipend",
        "voucher",
        "guarantee",
        "equity",
        "convertible",
        "label",
    ] = "subsidy"
    currency: str = "EUR"
    count: int | None = Field(None, ge=1)
    """How many such awards are given."""
    to: Literal["winners", "candidates", "reserve"] = "winners"
    """Who receives it: with `awarded_at`, candidates are those who went through that stage."""
    split_max: int | None = Field(None, ge=2)
    """Among how many winners one award may be divided."""
    per: Literal[
        "project", "partner", "person", "inhabitant", "hour", "day", "week", "month", "year", "unit"
    ] = "project"
    unit: Words | None = None
    """What a unit is, when it is given by the unit: a home, a tree, a kilometre."""
    unit_question: Key | None = None
    """The question that says how many units, months or persons its amount is given for."""
    basis: Literal["actual", "lump_sum", "unit", "mixed"] | None = None
    when: AnyCondition | None = None
    """For whom; several grants with conditions make a scale of rates."""
    budget: Amount | None = None
    """The whole envelope."""
    shared_by: Literal["request", "score", "equal", "population", "costs"] | None = None
    """How the envelope is shared among the winners, in proportion of what."""
    paid_to: Literal["lead", "each_partner", "person", "host"] | None = None
    body_max: Amount | None = None
    """What one body may receive at most, over `body_within` when it is said."""
    body_within: DurationField | None = None
    years: Literal["rolling", "calendar", "financial"] = "rolling"
    """Whether `body_within` and `year_max` go back from the day, or count whole years."""
    matches: Amount | None = None
    """So much for each unit of money brought by `matched_by`."""
    matched_by: Words | None = None
    amount: Amount | None = None
    expected: Amount | None = None
    """What one is usually given, without binding anyone."""
    min: Amount | None = None
    max: Amount | None = None
    rate_max: Amount | None = None
    """Share of eligible costs, 0 to 1."""
    rate_min: Amount | None = None
    yearly_rates: tuple[Amount, ...] = ()
    """Its rate in the first year, in the second… when it decreases."""
    tiers: tuple[Tier, ...] = ()
    """Rates or amounts by category, by country, by final mark; the first that applies is due."""
    bonuses: tuple[Bonus, ...] = ()
    rate_total_max: Amount | None = None
    """What the rate never exceeds, bonuses included."""
    brackets: tuple[Bracket, ...] = ()
    """Slices of costs, or of units, each with its own rate or amount."""
    public_aid_max: Amount | None = None
    """Share of the costs that all public aids together may reach."""
    costs_min: Amount | None = None
    costs_max: Amount | None = None
    """Costs it starts from, and the ceiling of those it looks at."""
    tax: Literal["none", "included", "excluded"] = "none"
    """Whether costs count with or without tax."""
    days: Amount | None = None
    hours: Amount | None = None
    """Hours given, of expertise or of mentoring."""
    co_financing_min: Amount | None = None
    co_financing_max: Amount | None = None
    """What others bring at most, 0 to 1: 0 when cost sharing is forbidden."""
    own_min: Amount | None = None
    """Money the winner brings itself, at least, by `own_per`."""
    own_per: Literal["project", "partner", "person", "inhabitant", "year"] = "project"
    not_with: tuple[Key, ...] = ()
    """Other grants of the call that the same file cannot receive."""
    with_: tuple[Key, ...] = Field((), alias="with")
    """Other grants of the call without which it is not given: a grant beside a loan."""
    index: Words | None = None
    """What the amount or the interest follows: a price index, a bank rate."""
    asked_question: Key | None = None
    """The question that says how much of it a file asks for."""
    instalments: tuple[Instalment, ...] = ()
    eligible_costs: tuple[Words, ...] = ()
    excluded_costs: tuple[Words, ...] = ()
    costs_from: Due | None = None
    costs_until: Due | None = None
    """Costs count from then, and until then."""
    cost_limits: tuple[CostLimit, ...] = ()
    budget_shift_max: Amount | None = None
    """Share of a line of the budget that may move to another without being asked for."""
    cash_min: Amount | None = None
    """Share of the costs that others must bring in cash."""
    year_max: Amount | None = None
    """What it never exceeds in one year."""
    year_min: Amount | None = None
    """What it comes to at least in one year."""
    spent_within: tuple[str, ...] = ()
    """Places where some of it is spent, written as in a condition of place."""
    spent_share: Amount | None = None
    """How much is spent there, as a share of the aid: 1.5 for one and a half times."""
    third_party_max: Amount | None = None
    """What a winner may hand on to each third party (cascade funding)."""
    volunteer_hour: Amount | None = None
    """What an hour of voluntary work counts for."""
    in_kind_max: Amount | None = None
    """Share of the co-financing that work or goods may stand for."""
    overheads_max: Amount | None = None
    """Share of direct costs that overheads may reach, 0 to 1."""
    flat_costs: tuple[FlatCost, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    overheads_flat: Amount | None = None
    """Share of direct costs paid for overheads without receipts."""
    interest: Amount | None = None
    """Of a loan, in a year: 0.02 for 2%."""
    interest_max: Amount | None = None
    """When it depends on the file: from `interest` to that."""
    security: Words | None = None
    """What stands surety for it: a pledge, a guarantor."""
    repaid_every: DurationField | None = None
    """How often a part of it is paid back."""
    repaid_if: Words | None = None
    """Paid back only then: success, sales."""
    income_share: Amount | None = None
    """Share of the income by which it is paid back."""
    repaid_times: Amount | None = Field(None, gt=0)
    """Paid back up to so many times what was lent: 1.5."""
    repaid_over: DurationField | None = None
    repaid_from: DurationField | None = None
    """How long a loan runs before it starts being paid back."""
    stake: Amount | None = None
    """Share of the company taken in exchange."""
    stake_max: Amount | None = None
    """When it is agreed case by case: from `stake` to that."""
    valuation_cap: Amount | None = None
    discount: Amount | None = None
    """Of a convertible: the valuation it converts at, at most, and the discount, 0 to 1."""
    providers: Key | None = None
    """The circle of those with whom a voucher may be spent."""
    quotes_min: int | None = Field(None, ge=1)
    """How many quotes are asked for."""
    mention: Key | None = None
    """The mention it goes with."""
    awarded_at: Key | None = None
    """The stage that awards it, when it is not the last (a prize of the public)."""
    rank: int | None = Field(None, ge=1)
    """The rank it goes to: first prize, second prize."""
    lasts: DurationField | None = None
    """How long an amount by month or by year is paid."""
    valid: DurationField | None = None
    """How long a voucher may be used."""
    renewals: int | None = Field(None, ge=0)
    """How many times it may be renewed."""
    cumulation: Words | None = None
    """Whether other aids may be added to it, and up to what."""
    recovered: Words | None = None
    """When the money is asked back."""
    recovered_over: DurationField | None = None
    """So long it may be asked back, less each year."""
    legal: Words | None = None
    """The rule it is given under (de minimis, exemption…)."""
    tracks: tuple[Key, ...] = ()


class CallOff(Labelled):
    """Orders given afterwards to those who were chosen: framework calls, pools of experts.

    `given` says to whom each order goes: the best answer to a new question, each in turn, the
    first of the ranking who accepts, each for its share, or whom the user prefers.
    """

    given: Literal["competition", "rotation", "ranking", "share", "free"] = "competition"
    min: Amount | None = None
    max: Amount | None = None
    """Size of one order given so."""
    total_min: Amount | None = None
    total_max: Amount | None = None
    """What all orders reach together, at least and at most."""
    currency: str = "EUR"
    lasts: DurationField | None = None
    """How long orders may be given."""
    renewals: int | None = Field(None, ge=0)
    """How many times it may be renewed."""
    renewed_for: DurationField | None = None
    """For how long each time."""
    reply_within: DurationField | None = None
    """How long they have to answer an order, or to make an offer."""
    criteria: tuple[Key, ...] = ()
    """What offers are then judged on."""
    prices: Words | None = None
    """Whose prices they are, and how these change."""
    reductions: tuple[Reduction, ...] = ()
    """What is taken off for a late or partial work."""
    tracks: tuple[Key, ...] = ()


class Funder(Labelled):
    """Who pays for the programme, how much, and how it must be mentioned (R118)."""

    amount: Amount | None = None
    currency: str = "EUR"
    share: Amount | None = None
    mention: Words | None = None
    logo: str | None = None
