"""The year: meetings, day templates, pledges, charter, deliverables, roles, groups."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.moments import Duration
from cordee.programme.schema.base import (
    Amount,
    Audience,
    Due,
    Key,
    Labelled,
    Record,
    StrengthField,
)
from cordee.programme.schema.dates import Clock, DurationField, WhenField, Zone
from cordee.programme.schema.diagnosis import Diagnosis
from cordee.programme.schema.pledges import AnyPledge
from cordee.programme.schema.who import AnyCondition
from cordee.programme.schema.words import Usual, Words

MeetingKind = Literal["collective", "individual", "webinar", "local", "visit", "preparation"]


class Phase(Labelled):
    """A part of the programme: from when to when; a gate may stand before it."""

    starts: Due | None = None
    ends: Due | None = None
    lasts: DurationField | None = None


class Venue(Labelled):
    """A place where people meet (R69, R151)."""

    address: Words | None = None
    code: str = ""
    access: Words | None = None


class Slot(Record):
    """A part of a day: from when to when, what kind, who speaks."""

    label: Words
    kind: Literal["talk", "workshop", "case", "debate", "exchange", "meal", "break", "other"] = (
        "other"
    )
    half: Literal["morning", "noon", "afternoon", "evening"] | None = None
    start: Clock | None = None
    end: Clock | None = None
    speakers: tuple[Words, ...] = ()
    description: Words | None = None


class DayTemplate(Labelled):
    """The usual shape of a day (R67, R126)."""

    slots: tuple[Slot, ...] = ()


class Task(Record):
    """Who does what for a meeting (R154-R155)."""

    who: Words
    does: Words


class Meeting(Labelled):
    """A time together, from a vague date to a fixed one (R101, R106, R148, R149).

    Those of the first call are R56, R57, R58, R59, R60, R61, R62 and R63, in their states (R64).
    `days` is its weight in the engagement (1, 0.5…); `count` repeats it (two individual half-days,
    R52); `per` says whether the cohort meets, or each territory on its own (R153). `dates` lists
    the days of one meeting held over several.
    """

    kind: MeetingKind = "collective"
    title: Words | None = None
    when: WhenField | None = None
    dates: tuple[WhenField, ...] = ()
    due: Due | None = None
    start: Clock | None = None
    end: Clock | None = None
    indicative_hours: bool = False
    zone: Zone | None = None
    days: Amount = Decimal(1)
    hours: Amount | None = None
    """Length of each time, when it is said in hours of contact."""
    people_min: int | None = Field(None, ge=1)
    people_max: int | None = Field(None, ge=1)
    """How many people it takes to hold, and how many it may receive."""
    count: int = Field(1, ge=1, le=100)
    every: DurationField | None = None
    """How often, when it comes back (every month, every two weeks)."""
    per: Literal["cohort", "territory", "person", "group"] = "cohort"
    mode: Literal["on_site", "remote", "hybrid", "proximity", "either"] = "on_site"
    venue: Key | None = None
    host: Literal["organiser", "territory", "to_decide"] = "organiser"
    template: Key | None = None
    slots: tuple[Slot, ...] = ()
    between: tuple[Key, ...] = ()
    """Held between these meetings."""
    purposes: tuple[Words, ...] = ()
    """What it is for (R74, R152)."""
    themes: tuple[Key, ...] = ()
    """The announced themes it deals with (R130)."""
    tasks: tuple[Task, ...] = ()
    note_before: DurationField | None = None
    """A context note leaves so long before (R125)."""
    attendance: bool = True
    """Counts for presence rules; half-days are the grain."""
    step: Literal["preparation", "start", "course", "closing"] = "course"
    phase: Key | None = None
    required: bool = True
    """False for a meeting people may skip."""
    tracks: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _dated(self) -> "Meeting":
        if sum(x is not None and x != () for x in (self.when, self.dates or None, self.due)) > 1:
            raise ValueError(
                french.say("une rencontre donne « when », « dates » ou « due », un seul des trois")
            )
        return self


class Charter(Record):
    """The charter of engagement: who signs, when it is given and due back (R88-R90)."""

    title: Words = Usual("Charte d’engagement")
    text: str = ""
    """Name of its Markdown file."""
    signatory: Words
    delegation_allowed: bool = True
    given: Due
    due: Due
    strength: StrengthField = Strength.OBLIGATION


class Chapter(Labelled):
    """A section of what several people write together, and what is told there (R93, R339)."""

    required: bool = True
    """False: the whole may be finished while this section is empty."""


class Deliverable(Labelled):
    """Something produced, by a territory, a person or the organiser (R96, R136, R156)."""

    by: Literal["territory", "person", "cohort", "organiser"] = "territory"
    kind: Literal["strategy", "report", "accounts", "plan", "publication", "exercise", "letter",
                  "agreement", "event", "work", "other"] = "other"  # fmt: skip
    due: Due | None = None
    every: DurationField | None = None
    """How often it is due again, until the end (a report every six months)."""
    audience: Audience = "cohort"
    chapters: tuple[Chapter, ...] = ()
    """The sections of a strategy that a territory writes together."""
    pages_max: int | None = Field(None, ge=1)
    mark_min: Amount | None = None
    mark_max: Amount | None = None
    """The mark it takes to count, and what it is out of: 10 out of 20."""
    strength: StrengthField = Strength.OBLIGATION
    model: str | None = None
    peers: Literal["after_own", "deadline"] = "after_own"
    """When the others read it: once they gave theirs, or once it is due."""
    when: AnyCondition | None = None
    """Owed only by those who meet this."""
    tracks: tuple[Key, ...] = ()


class Logbook(Record):
    """The personal logbook and its sections (R131-R134)."""

    given_at: Due | None = None
    sections: tuple[Words, ...] = Field(min_length=1)


class Survey(Labelled):
    """Questions put to people at a moment of the year; answers of the form may be reused."""

    when: Due | None = None
    to: Literal["team", "everyone", "staff"] = "everyone"
    anonymous: bool = False
    questions: tuple[Words, ...] = ()


class Part(Labelled):
    """A part held on the organiser's side: lead (R117), advisers (R116), evaluator, ally."""

    count: int | None = Field(None, ge=0)
    per: Literal["cohort", "territory", "person", "group"] = "cohort"
    days: Amount | None = None
    """Days given by each, or to each when `per` says so."""
    hours: Amount | None = None
    """Hours, instead of days."""
    takes: int | None = Field(None, ge=1)
    """How many people or teams each may follow."""
    reads: Audience = "cohort"


class PeerGroup(Labelled):
    """How people are grouped for work: by role, theme, territory, mixed."""

    by: Literal["role", "territory", "theme", "mixed", "free"] = "mixed"
    size: int | None = Field(None, ge=2)


class Result(Labelled):
    """A result expected at the end (R92), measured by a question or shown by evidence."""

    measured_by: Literal["survey", "evidence", "deliverable", "judgement"] = "survey"
    baseline: Amount | None = None
    """Where it stands at the start."""
    target: Amount | None = None
    unit: Words | None = None
    due: Due | None = None


class Absence(Record):
    """What happens when someone leaves: withdrawal, replacement, extension for one participant."""

    replacement: Literal["free", "notified", "approved", "forbidden"] = "notified"
    withdrawal_notice: DurationField | None = None
    extension_allowed: bool = False
    extension_max: DurationField | None = None
    extension_asked: Due | None = None
    """Until when it may be asked for."""
    consequences: Words | None = None


class Completion(Labelled):
    """What is given at the end, and the pledges and deliverables it asks for (a certificate)."""

    needs: tuple[Key, ...] = Field(min_length=1)
    at_least: int | None = Field(None, ge=1)
    """How many of them are enough; all when absent."""


class Sequel(Labelled):
    """Something a territory may choose to live after this year (R319)."""


class Year(Record):
    """What the programme asks and gives once the set is chosen."""

    phases: tuple[Phase, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    templates: tuple[DayTemplate, ...] = ()
    venues: tuple[Venue, ...] = ()
    pledges: tuple[AnyPledge, ...] = ()
    charter: Charter | None = None
    deliverables: tuple[Deliverable, ...] = ()
    diagnosis: Diagnosis | None = None
    logbook: Logbook | None = None
    surveys: tuple[Survey, ...] = ()
    parts: tuple[Part, ...] = ()
    groups: tuple[PeerGroup, ...] = ()
    results: tuple[Result, ...] = ()
    completion: tuple[Completion, ...] = ()
    absence: Absence | None = None
    min_present_share: Amount | None = None
    answer_within: DurationField = Duration(workdays=5)
    """How soon a question to the team is answered (R120)."""
    sequels: tuple[Sequel, ...] = ()
    """What each territory chooses from, to live next."""
    sequel_due: Due | None = None
    """Until when it chooses."""
    follow_up: Words | None = None
    """What goes on after the end (R95)."""
    changes: Words | None = None
    """How the programme of the days may change, and who agrees (R65-R66)."""

    def meeting(self, key: str) -> Meeting | None:
        """The meeting of that key."""
        return next((meeting for meeting in self.meetings if meeting.key == key), None)
