"""Time: windows of intake, steps of the applicant, milestones, silence and complaints."""

from datetime import date, datetime, time
from typing import Literal

from pydantic import Field, model_validator

from cordee.kernel import french
from cordee.kernel.moments import When
from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record
from cordee.programme.schema.dates import (
    END_OF_DAY,
    Clock,
    DayField,
    DurationField,
    LocalMoment,
    WhenField,
    Zone,
    at,
)
from cordee.programme.schema.form import Way
from cordee.programme.schema.team import Consortium, Team
from cordee.programme.schema.words import Language, Usual, Words

UNSAID = When("", ())
"""The day of a date that hangs on a mark of the calendar instead."""


class Extension(Record):
    """A closing moved after publication: the history stays, with its notice."""

    decided: DayField
    closes: LocalMoment
    why: Words
    announced: Words | None = None


class Window(Labelled):
    """A period in which files are received; a wave, an edition's only call, or permanent intake.

    `counts` says what must happen before the closing: the file received, sent (the postmark),
    its filling started, or the file complete. `late` says what becomes of the others: refused,
    let in with a code given case by case, or received and flagged for the jury.
    """

    label: Words = Usual("Dépôt des candidatures")
    opens: LocalMoment | None = None
    closes: LocalMoment | None = None
    closes_after: DurationField | None = None
    """How long after its opening it closes, when the day is not said: sixty days."""
    permanent: bool = False
    cut_offs: tuple[LocalMoment, ...] = ()
    """Moments at which the files received so far are examined together."""
    examined_every: DurationField | None = None
    """How often they are, when the days are not known beforehand."""
    examined_max: int | None = Field(None, ge=1)
    """How many files are examined each time; the others wait for the next one."""
    zone: Zone | None = None
    clock: Literal["call", "applicant"] = "call"
    """Whose clock shows the hour of the closing: the call's zone, or where the candidate is."""
    counts: Literal["received", "sent", "started", "complete"] = "received"
    grace_minutes: int = Field(0, ge=0, le=7 * 24 * 60)
    late: Literal["refused", "code", "flagged"] = "refused"
    capacity: int | None = Field(None, ge=1)
    capacity_counts: Literal["files", "amount"] = "files"
    waiting: int = Field(0, ge=0)
    """Files still taken on a waiting list once the capacity is reached."""
    files_min: int | None = Field(None, ge=1)
    """Fewer files than this, and the call is opened again or given up."""
    places_max: int | None = Field(None, ge=0)
    budget: Amount | None = None
    """Places and money of this wave alone."""
    edit_until: Literal["deposit", "closing"] = "closing"
    tracks: tuple[Key, ...] = ()
    serves: tuple[str, ...] = ()
    """Places whose candidates it receives, written as in a condition of place; all when unsaid."""
    extensions: tuple[Extension, ...] = ()

    @property
    def first_closing(self) -> datetime | date | None:
        """The closing first announced: its own, or so long after the opening."""
        if self.closes is None and self.closes_after and self.opens:
            return self.closes_after.after(self.opens)
        return self.closes

    @property
    def last_closing(self) -> datetime | date | None:
        """The closing in force: the last extension's, or the first one."""
        return self.extensions[-1].closes if self.extensions else self.first_closing

    def opens_at(self, zone: str) -> datetime | None:
        """The instant of opening; a bare date opens at midnight."""
        return at(self.opens, self.zone or zone, time()) if self.opens else None

    def closes_at(self, zone: str) -> datetime | None:
        """The one instant from which a file is late, extensions included; `None` if permanent."""
        closing = self.last_closing
        return at(closing, self.zone or zone, END_OF_DAY) if closing else None


class Step(Labelled):
    """Something the applicant hands in: an intent, an expression of interest, a full file.

    `after` names the decision stage whose survivors may take this step; `invited` restricts it
    to people named by staff or nominated.
    """

    label: Words = Usual("Candidature")
    window: Key
    waves: tuple[Key, ...] = ()
    """Other windows in which the same step is received again (waves, cut-offs)."""
    after: Key | None = None
    follows: Key | None = None
    """The step that must have been handed in before, whatever was decided of it."""
    invited: bool = False
    by: Words | None = None
    """Who hands it in, when it is not the applicant (a nominator, a host)."""
    within: DurationField | None = None
    """So long after being invited, or retained by `after`; the window's closing stays the last."""
    required: bool = True
    """False for a letter of intent nobody is refused for not having sent."""
    ways: tuple[Way, ...] = ()
    """How this step is handed in, when it is not as the rest of the form."""
    portal: str | None = None
    max_pages: int | None = Field(None, ge=1)
    """Pages of what is handed in at this step, counted attachments included."""
    receipt: bool = True
    each_partner: bool = False
    """Each partner hands in its own file, tied to those of the others."""
    tracks: tuple[Key, ...] = ()


class Milestone(Labelled):
    """A date promised or announced: answer (R100), results, embargo, event (R119)."""

    kind: Literal["answer", "results", "event", "information", "questions", "answers", "hearing",
                  "embargo", "publication", "committee", "agreement", "start", "vote", "ceremony",
                  "other"] = "other"  # fmt: skip
    """`questions`: last day to ask; `answers`: last day to answer them."""
    when: WhenField = UNSAID
    due: Due | None = None
    """Instead of a day: so long after a mark of the calendar, or of each file."""
    through: DayField | None = None
    """Its last day, when it lasts several."""
    at: Clock | None = None
    until: Clock | None = None
    indicative: bool = False
    """The day may still move."""
    place: Words | None = None
    address: str = ""
    """Where to sign in, to follow it or to read more."""
    mandatory: bool = False
    """Candidates must be there (a site visit, an information session)."""
    public: bool = True
    window: Key | None = None
    """The wave it belongs to."""
    tracks: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> "Milestone":
        if (self.when == UNSAID) == (self.due is None):
            raise ValueError("une date promise donne soit un jour (« when »), soit un repère et "
                             "un délai (« due »)")  # fmt: skip
        return self


class Silence(Record):
    """What it means when the organiser says nothing, and from when (CRPA L231-1, L231-4).

    So long `after` something, or `on` a day that is the same for everyone.
    """

    means: Literal["rejection", "acceptance", "nothing"] = "rejection"
    after: DurationField | None = None
    on: DayField | None = None
    counted_from: Literal["deposit", "closing", "complete"] = "deposit"
    remedies: Words | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Silence":
        if (self.after is None) == (self.on is None):
            raise ValueError(french.say("le silence parle soit après une durée (« after »), "
                                        "soit un jour dit (« on »). S’il ne dit rien à aucun "
                                        "moment, n’écrivez pas silence"))  # fmt: skip
        return self

    def speaks(self, start: date) -> date:
        """The day silence means something, counted from `start` unless it is said."""
        return self.on or (self.after.after(start) if self.after else start)


class Complaint(Record):
    """How long a candidate may contest a decision, and before whom."""

    within: DurationField
    to: Words
    stage: Key | None = None
    """The stage whose outcome is contested; every one when absent."""
    grounds: Words | None = None
    """What may be contested: a flaw of procedure, not the judgement."""
    answer_within: DurationField | None = None


class Timeline(Record):
    """The clock of the call: its zone, what silence means, how a decision is contested."""

    zone: Zone = "Europe/Paris"
    silence: Silence | None = None
    complaints: tuple[Complaint, ...] = ()
    rhythm: DurationField | None = None
    """Stated mean interval between collective meetings (R55, R105)."""
    reserved: Words | None = None
    """What the organiser may still change: close early, cancel, award fewer places."""
    estimated_minutes: int | None = Field(None, ge=1)
    """Time a team needs to fill the form, as the organiser estimates it."""


class Project(Record):
    """What every project must be, in the call or on a track: how long, when, at what cost."""

    label: Words = Usual("Projet")
    lasts_min: DurationField | None = None
    lasts_max: DurationField | None = None
    starts_after: Due | None = None
    starts_before: Due | None = None
    ends_before: Due | None = None
    cost_min: Amount | None = None
    cost_max: Amount | None = None
    tax: Literal["none", "included", "excluded"] = "none"
    """Whether these costs are said with or without tax."""
    admitted: tuple[Words, ...] = ()
    excluded: tuple[Words, ...] = ()
    """Sorts of projects or actions that are admitted, and those that are not."""
    done_by: Literal["applicant", "organiser", "together"] = "applicant"
    """Who carries it out once it is chosen."""
    per_body: int | None = Field(None, ge=1)
    """Projects that one body may carry at the same time."""
    start_question: Key | None = None
    end_question: Key | None = None
    """Questions of date that say when the project starts and ends."""
    months_question: Key | None = None
    """Question that says its length in months, when it is not said by two dates."""
    cost_question: Key | None = None
    """Question of money, or budget table, that says what the project costs."""
    description: Words | None = None


class Track(Labelled):
    """A strand (volet) of one call: its own form parts, places, criteria, owner."""

    within: Key | None = None
    """The track it is a part of (a topic of a theme)."""
    organiser: Key | None = None
    places_min: int | None = Field(None, ge=0)
    places_max: int | None = Field(None, ge=0)
    places_expected: int | None = Field(None, ge=1)
    """How many winners are foreseen, without binding anyone."""
    budget: Amount | None = None
    team: Team | None = None
    """The team this track asks for, instead of the call's."""
    consortium: Consortium | None = None
    project: Project | None = None
    """What its projects must be, instead of the call's."""
    method: Literal["merit", "arrival", "lot", "all_admitted"] | None = None
    """How its winners are chosen, when it is not as the call says."""
    min_merit: Amount | None = None
    not_with: tuple[Key, ...] = ()
    """Other tracks that the same candidate may not join."""
    languages: tuple[Language, ...] = ()
    """Languages its files are written in, when they are not the form's."""


class Preference(Record):
    """Candidates rank tracks, hosts or mentors: how many choices, among what."""

    among: Literal["tracks", "hosts", "parts"]
    hosts: tuple[Key, ...] = ()
    """Keys of organisers; all those whose part is `host` when empty."""
    min: int = Field(1, ge=0)
    max: int = Field(3, ge=1)
    mutual: bool = False
    """Those who are ranked rank the candidates too."""
