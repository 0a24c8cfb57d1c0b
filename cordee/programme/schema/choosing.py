"""Choosing: panels, stages, criteria, places, balance, priority, what follows the decision."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record, StrengthField
from cordee.programme.schema.dates import DurationField
from cordee.programme.schema.form import Way
from cordee.programme.schema.questions import Limit
from cordee.programme.schema.sharing import Band, Envelope, TopUp
from cordee.programme.schema.team import TeamBalance
from cordee.programme.schema.who import AnyCondition
from cordee.programme.schema.words import Words


class Seats(Labelled):
    """A category of members of a panel: how many, voting or advisory, from which institution."""

    min: int = Field(0, ge=0)
    max: int | None = Field(None, ge=1)
    voting: bool = True
    votes: Amount = Decimal(1)
    """Votes each of them has."""
    votes_share_max: Amount | None = None
    """Share of the votes that this category never exceeds."""
    votes_share_min: Amount | None = None
    """Share of the votes it holds at least: a third of qualified members."""
    quorum: int | None = Field(None, ge=1)
    """How many of them must be there."""
    institution: Words | None = None
    president: bool = False
    substitutes: bool = False
    drawn: bool = False
    """Its members are drawn by lot."""


class Panel(Labelled):
    """People who judge: who sits, how many must be there, how they vote (R45)."""

    seats: tuple[Seats, ...] = ()
    quorum: int | None = Field(None, ge=1)
    quorum_share: Amount | None = None
    majority: Literal["relative", "absolute", "three_fifths", "two_thirds", "unanimity"] | None = (
        None
    )
    """The votes it takes to decide."""
    proxies_per_member: int = Field(0, ge=0)
    casting_vote: bool = False
    balances: tuple[TeamBalance, ...] = ()
    """A mix wanted among its members."""
    people: tuple[Words, ...] = ()
    """Its members, when they are known beforehand."""
    published: bool = False
    """The names of its members are made public."""
    lasts: DurationField | None = None
    """How long its members sit."""
    renewals: int | None = Field(None, ge=0)
    """How many times they may be named again."""
    rules: tuple[Words, ...] = ()
    """Rules its members accept: interests, confidentiality, parity…"""
    advisory: bool = False
    """Gives an opinion to whoever decides (R115)."""
    decided_by: Words | None = None


class Level(Record):
    """A labelled mark of a scale: « 2 — convaincant »."""

    value: Amount
    label: Words


class Criterion(Labelled):
    """What is judged: its weight, its levels, the questions that feed it (R44, R46, R113, R114).

    `weight = 0` or `indicative` shows the criterion without counting it. `fed_by` names questions
    or sections, `team`, or `register` for what the product knows by itself.
    """

    weight: Amount = Decimal(1)
    within: Key | None = None
    """The criterion it is a part of: its weight then counts inside that one."""
    points: Amount | None = None
    """Points it gives at most, when the call states them (« sur 30 points »)."""
    indicative: bool = False
    levels: tuple[Level, ...] = ()
    eliminatory_below: Amount | None = None
    fed_by: tuple[Key, ...] = ()
    measures: Key | None = None
    """The question whose number, or points, is the mark itself."""
    bands: tuple[Band, ...] = ()
    """Points given by the facts themselves."""
    proportional: bool = False
    """The best number gets all the points, the others in proportion."""
    lowest_first: bool = False
    """The smallest number is the best: a price, a cost by tonne."""
    tracks: tuple[Key, ...] = ()
    looked_for: tuple[Words, ...] = ()
    how: Words | None = None
    """How a criterion that no mark can measure is judged (« humble »)."""


class Scale(Record):
    """The common scale of marks, when criteria have no levels of their own."""

    min: Amount = Decimal(0)
    max: Amount = Decimal(20)
    step: Amount = Decimal("0.5")
    levels: tuple[Level, ...] = ()


class Stage(Labelled):
    """A stage of the decision: regularity, eligibility, merit, hearing, decision, go/no-go.

    `visibility` says when a juror sees the others' marks: `sealed` (once the stage is over),
    `after_own` (once hers are given) or `open`. `blind` hides who applies.
    """

    kind: Literal["regularity", "eligibility", "merit", "hearing", "visit", "negotiation",
                  "public_vote", "decision", "gate"] = "merit"  # fmt: skip
    step: Key | None = None
    panel: Key | None = None
    criteria: tuple[Key, ...] = ()
    scale: Scale | None = None
    min_reviews: int = Field(1, ge=0)
    readers: dict[Key, int] = Field(default_factory=dict)
    """Category of seats → how many of its members read each file."""
    peers: int | None = Field(None, ge=1)
    """How many other files each candidate reads and marks."""
    choices_min: int | None = Field(None, ge=1)
    choices_max: int | None = Field(None, ge=1)
    """In a vote, how many files each voter names."""
    choices_per: Literal["call", "track"] = "call"
    """Whether `choices_min` and `choices_max` count the whole call or each track."""
    choices_budget: bool = False
    """Each voter names files as long as the envelope pays for them."""
    votes_every: DurationField | None = None
    """How often one voter may vote again: once a day."""
    votes_points: int | None = Field(None, ge=1)
    """Points each voter shares out among the files."""
    ballot: Literal["choices", "ranked", "points", "judgement", "for_against"] | None = None
    """What a voter writes: names, an order, points, a word for each file, yes or no."""
    voter_age_min: int | None = Field(None, ge=0)
    voting_ways: tuple[Way, ...] = ()
    """On line, by post, at a counter."""
    turnout_min: Amount | None = None
    """Share of the voters, 0 to 1, without whom the vote does not count."""
    voters_within: tuple[str, ...] = ()
    """Places where voters live, written as in a condition of place."""
    voters: Words | None = None
    """Who votes, and how it is made sure that each does so once."""
    combines: Literal["mean", "median", "sum", "trimmed_mean", "best", "consensus", "rank",
                      "vote"] = "mean"  # fmt: skip
    """How several readings become one mark."""
    best_readings: int | None = Field(None, ge=1)
    """With `combines = "best"`, how many of the best readings make the mark; one when unsaid."""
    best_criteria: int | None = Field(None, ge=1)
    """How many of its best criteria make the mark of a reading; the others do not count."""
    third_above: Amount | None = None
    """Another reading when two marks are further apart than this."""
    weight: Amount = Decimal(1)
    """Its share in the final merit, when several stages count."""
    minutes: int | None = Field(None, ge=1)
    """Length of a hearing or a visit, per candidate."""
    questions_minutes: int | None = Field(None, ge=1)
    """How much of it goes to questions."""
    people_max: int | None = Field(None, ge=1)
    """How many people of a candidate may be heard."""
    mode: Literal["on_site", "remote", "hybrid", "either", "written"] | None = None
    """`written`: its members are asked in writing, without meeting."""
    visibility: Literal["sealed", "after_own", "open"] = "after_own"
    blind: bool = False
    confidence: bool = False
    keeps: Literal["all_admitted", "places", "threshold", "ranked"] = "places"
    threshold: Amount | None = None
    thresholds: dict[Key, Amount] = Field(default_factory=dict)
    """Criterion → the mark under which a file stops at this stage, whatever its total."""
    weights: dict[Key, Amount] = Field(default_factory=dict)
    """Criterion → its weight at this stage, in place of its own."""
    kept_min: int | None = Field(None, ge=0)
    kept_max: int | None = Field(None, ge=1)
    """How many candidates go on to the next stage (a short list)."""
    kept_per: Literal["call", "track", "departement", "region", "country", "organisation",
                      "answer"] = "call"  # fmt: skip
    """Whether `kept_min`, `kept_max` and `kept_share` count the whole call, or each of these."""
    kept_question: Key | None = None
    """With `kept_per = "answer"`: the question whose answers each keep so many."""
    kept_share: Amount | None = None
    """Share of the files judged that go on, the best first: 0.3."""
    kept_budget: Amount | None = None
    """The best go on until they ask for so many times the envelope: 3."""
    wildcards: int | None = Field(None, ge=1)
    """How many files below the line the panel may take all the same."""
    complete_within: DurationField | None = None
    """How long a candidate has to complete a file found incomplete."""
    reply_within: DurationField | None = None
    """Candidates may answer the reviews before the decision, for so long."""
    reply_limit: Limit | None = None
    """How long that answer may be."""
    when: AnyCondition | None = None
    """Only the files that meet this go through it; the others pass by."""
    with_conditions: bool = False
    """It may say yes on conditions, or ask to come back."""
    silence: Literal["rejection", "acceptance", "nothing"] | None = None
    """What it means when this stage is over and nothing was said."""
    starts: Due | None = None
    ends: Due | None = None
    decides: Words | None = None
    candidates_contacted: bool = False
    """The organiser may ask candidates to complete; question and answer are kept (R47)."""
    tracks: tuple[Key, ...] = ()


class Quota(Labelled):
    """A balance wanted in the chosen set: at least or at most so many with such a value.

    `attribute` is `departement`, `region`, `kind`, `size`, `theme`, `track`, `circle`,
    `answer.QUESTION` or a fact of one's own. `hard` rules refuse a set; the others are
    minimised in the order of their `level`.
    """

    attribute: str = ""
    condition: AnyCondition | None = None
    """Counts only the files that meet this: all of them, or those of each value."""
    of_question: Key | None = None
    """Counts what these answers come to together: megawatts, hectares, homes."""
    values: tuple[str, ...] = ()
    """Empty: the rule holds for each value by itself (« un par département au plus »)."""
    min: int | None = Field(None, ge=0)
    max: int | None = Field(None, ge=0)
    min_share: Amount | None = None
    max_share: Amount | None = None
    """Shares, 0 to 1, of what `counts` says."""
    counts: Literal["winners", "budget"] = "winners"
    per: Literal["call", "track", "window"] = "call"
    """Whether it holds in the whole set, in each track or in each wave."""
    tracks: tuple[Key, ...] = ()
    """The tracks whose files it counts, taken together; all when empty."""
    beyond: bool = False
    """Reserved places: those chosen without them take none of them."""
    transferable: bool = False
    """Reserved places that nobody takes go to the others."""
    hard: bool = False
    level: int = Field(1, ge=1)
    weight: int = Field(1, ge=1)

    @model_validator(mode="after")
    def _one_of_both(self) -> "Quota":
        if not (self.attribute or self.condition or self.of_question):
            raise ValueError(french.say("un équilibre compte une valeur (« attribute »), les "
                                        "dossiers qui remplissent une condition (« condition »), "
                                        "ou les deux ensemble"))  # fmt: skip
        return self

    @property
    def of_files(self) -> bool:
        """Whether it counts files, rather than money or what answers come to."""
        return self.counts == "winners" and not self.of_question


class Mention(Labelled):
    """A distinction without a place: a seal of excellence, a special mention."""

    above: Amount | None = None
    """The merit that gives it."""
    count: int | None = Field(None, ge=1)


class Priority(Labelled):
    """Who comes first, and what that means exactly (R49): never hidden in the marks (R147)."""

    condition: AnyCondition
    means: Literal["strict", "bonus", "tie_break", "floor"] = "tie_break"
    bonus: Amount | None = None
    floor: int | None = Field(None, ge=0)
    min_merit: Amount | None = None


class Chance(Record):
    """With the lot, how many chances those who meet a condition have; others have one."""

    label: Words
    times: Amount = Field(gt=0)
    when: AnyCondition


class Reserve(Record):
    """The reserve list: its length, its order, when it expires."""

    size: int | None = Field(None, ge=0)
    per: Literal["call", "track", "departement", "region", "country", "organisation",
                 "answer"] = "call"  # fmt: skip
    """One list for the whole call, or one for each track, place, answer: a place that is given
    back goes to a file of the same list."""
    questions: tuple[Key, ...] = ()
    """With `per = "answer"`: the questions whose answers, together, make each list."""
    expires: Due | None = None


class Selection(Record):
    """How the set is chosen: places (R5, R146), thresholds, balance, priority, order, the lot.

    `method` says what decides between admitted files: their merit, the order of arrival, the lot,
    or nothing at all when every admitted file is taken. `budget` is the envelope that stops it.
    """

    description: Words | None = None
    method: Literal["merit", "arrival", "lot", "all_admitted"] = "merit"
    arrival: Literal["instant", "day"] = "instant"
    """In the order of arrival, whether files of one day are equal: lots are then drawn."""
    budget: Amount | None = None
    unit: Words | None = None
    """What the envelopes count when it is not money: hours of computing, days of advice."""
    envelopes: tuple[Envelope, ...] = ()
    """Parts of the money set apart: by year, by category, by territory."""
    top_ups: tuple[TopUp, ...] = ()
    """Money added to it since, or to come."""
    places_min: int = Field(1, ge=0)
    places_max: int | None = Field(None, ge=1)
    places_expected: int | None = Field(None, ge=1)
    """How many winners are foreseen, without binding anyone."""
    too_dear: Literal["skipped", "stops", "reduced"] | None = None
    """What becomes of the first file that the envelope no longer pays, and of those after it."""
    min_merit: Amount | None = None
    best_stages: int | None = Field(None, ge=1)
    """How many of its best stages make the final mark: the better of two examinations."""
    sure_above: Amount | None = None
    """With `method = "lot"`, the merit from which a file is taken without drawing lots."""
    chances: tuple[Chance, ...] = ()
    """With `method = "lot"`, who has more chances than the others, or fewer."""
    drawn_by: Words | None = None
    """With `method = "lot"`, before whom lots are drawn."""
    calibration: Literal["none", "additive"] = "none"
    quotas: tuple[Quota, ...] = ()
    priorities: tuple[Priority, ...] = ()
    bonus_max: Amount | None = None
    """What the bonuses of one file never exceed together."""
    at_most_one_of: tuple[
        Literal["commune", "epci", "departement", "region", "country", "organisation"], ...
    ] = ()
    order: tuple[Literal["violation", "count", "priority", "merit", "worst"], ...] = (
        "violation",
        "count",
        "merit",
        "priority",
        "worst",
    )
    """Aims, from the first to the last; a public lot settles what remains equal."""
    ties: tuple[Key, ...] = ()
    """What settles equal merits before the lot: keys of criteria, the first one first; `arrival`
    for the earliest file."""
    ties_above_cut: bool = False
    reserve: Reserve | None = None
    mentions: tuple[Mention, ...] = ()
    unspent: Words | None = None
    """What becomes of money that is left."""
    adjusts: bool = False
    """Less money than asked may be given."""
    acceptance_within: DurationField | None = None
    reasons_given: bool = True
    scores_given: bool = False
    """Each candidate receives its marks."""
    final: bool = False
    """Nobody may contest the choice (« décision souveraine »)."""
    debrief_within: DurationField | None = None
    """So long to ask for a talk about one's file."""
    notified_by: tuple[Literal["email", "post", "platform", "phone", "publication"], ...] = ()
    candidates_published: bool = False
    """The names of all who applied are published."""
    statistics_published: bool = False
    winners_published: bool = True


class Gate(Labelled):
    """A go / no-go between two phases of the programme itself."""

    when: Due | None = None
    opens: Key | None = None
    """The phase of the programme it opens."""
    panel: Key | None = None
    criteria: tuple[Key, ...] = ()
    keeps_max: int | None = Field(None, ge=0)
    decides: Words | None = None
    consequences: Words | None = None
    """What stops, or goes on, for those who do not pass."""
    strength: StrengthField = Strength.OBLIGATION
