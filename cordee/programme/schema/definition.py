"""The root of a definition, and the look-ups every room of the house shares."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from cordee.kernel.places import within
from cordee.programme.schema.around import Edition, FiscalDay, Rights
from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record
from cordee.programme.schema.choosing import Criterion, Gate, Panel, Scale, Selection, Stage
from cordee.programme.schema.completing import EURO, one_currency, one_step, standing_at
from cordee.programme.schema.dates import DayField
from cordee.programme.schema.form import Form, Section, Way
from cordee.programme.schema.money import CallOff, Fee, Funder, Grant
from cordee.programme.schema.questions import AnyQuestion, File, Shown
from cordee.programme.schema.strands import Strands
from cordee.programme.schema.team import Consortium, Team
from cordee.programme.schema.timeline import (
    Milestone,
    Preference,
    Project,
    Step,
    Timeline,
    Track,
    Window,
)
from cordee.programme.schema.walk import walk
from cordee.programme.schema.who import AnyCondition, Applicant, Circle, Kind, Perimeter
from cordee.programme.schema.words import Language, Words
from cordee.programme.schema.year import Deliverable, Year

FORMAT = 1
"""Version of the format; `upgrade` reads the older ones."""


class Organiser(Labelled):
    """Who runs the call, leads it or stands beside it."""

    part: Literal["lead", "co_organiser", "partner", "host", "patron"] = "lead"
    legal: Literal["public", "private"] = "public"
    site: str | None = None
    address: Words | None = None
    email: str | None = None
    phone: str | None = None
    places_min: int | None = Field(None, ge=0)
    places_max: int | None = Field(None, ge=0)
    """Winners it takes, or chooses (an agency of a country, a host)."""
    budget: Amount | None = None
    serves: tuple[str, ...] = ()
    """Places whose candidates hand their file in to it."""


class ContactPoint(Record):
    """Someone to ask (R97, R143, R161)."""

    name: str
    capacity: Words | None = None
    email: str | None = None
    phone: str | None = None
    about: Literal["project", "administrative", "technical", "press", "any"] = "any"
    hours: Words | None = None
    """When they answer."""
    public: bool = True


class TextFile(Labelled):
    """A long text of the call, in a Markdown file beside the definition."""

    file: str
    place: Literal[
        "context", "presentation", "application", "selection", "after", "legal", "privacy", "other"
    ] = "presentation"
    language: Language | None = None


class Promise(Record):
    """What people come to find, come to give, or will not find here (R16, R17, R18, R142)."""

    kind: Literal["find", "give", "not", "reason"]
    text: Words
    acknowledged: bool = False
    """Candidates confirm having read it before writing (R16)."""


class Theme(Labelled):
    """A theme of projects or of sessions, a form, a framework, a principle (R12, R130, R186)."""

    of: Literal["project", "session", "framework", "form", "principle"] = "project"


class Related(Record):
    """Another content worth reading (R157, R159, R162)."""

    label: Words
    address: str = ""
    file: str | None = None
    """A file beside the definition, offered for download."""
    kind: Literal[
        "video", "guide", "call", "kit", "article", "site", "document", "annex", "law", "other"
    ] = "other"


Topic = Literal["opens", "closes", "hour", "duration", "engagement", "meetings", "rhythm",
                "places", "lead", "team", "pages", "criteria", "attendance", "start", "answer",
                "first_meeting", "fee", "eligible", "charter", "calendar", "files", "priority",
                "balance", "grant", "deliverables", "data", "other"]  # fmt: skip


def _exact(value: Any) -> Any:
    """A decimal number is kept as it is written: frozen content holds no float."""
    return repr(value) if isinstance(value, float) else value


class Stated(Record):
    """What the source document says, word for word, where it may contradict itself (R3, R7…).

    `value` is what this sentence alone would mean: a date, a number, a key.
    """

    about: Topic
    said: str
    where: str = ""
    value: Annotated[
        str | int | None, BeforeValidator(_exact), WithJsonSchema({"type": ["string", "number"]})
    ] = None


class Settled(Record):
    """How the organiser settled a contradiction or a silence of the text, and why."""

    about: Topic
    choice: Words
    why: Words | None = None
    adds: tuple[Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z0-9_-]+$")], ...] = ()
    """Records this choice added or filled, marked as such (R44): `question.KEY`, `criterion.KEY`,
    `milestone.KEY`, `quota.KEY`, `priority.KEY`, `pledge.KEY`, `meeting.KEY`…"""


class Amendment(Record):
    """A change announced after publication: what, when, why; the definition says what now holds."""

    decided: DayField
    what: Words
    why: Words | None = None
    announced: Words | None = None


class Definition(Strands, Record):
    """A programme: everything a candidate, a juror and a participant must know, and no code."""

    format: Literal[1] = 1
    key: Key
    title: Words
    subtitle: Words | None = None
    summary: Words | None = None
    reference: str | None = None
    """The number under which the organiser files the call."""
    edition: Words | None = None
    programme: Key | None = None
    """Key shared by the editions of one programme."""
    cohort: Key | None = None
    """Key shared by the calls that feed one cohort of winners."""
    languages: tuple[Language, ...] = ("fr",)
    status: Words | None = None
    """« expérimental »… (R158)"""
    currency: str = "EUR"
    """Of the amounts that name no other."""
    exchange: Words | None = None
    """At what rate amounts in another currency are converted."""
    fiscal_year: FiscalDay | None = None
    """The day a financial year starts, month first: `04-01`."""

    organisers: tuple[Organiser, ...] = Field(min_length=1)
    funders: tuple[Funder, ...] = ()
    contacts: tuple[ContactPoint, ...] = ()
    texts: tuple[TextFile, ...] = ()
    promises: tuple[Promise, ...] = ()
    themes: tuple[Theme, ...] = ()
    related: tuple[Related, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    past: tuple[Edition, ...] = ()

    timeline: Timeline = Timeline()
    windows: tuple[Window, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = ()
    tracks: tuple[Track, ...] = ()
    preferences: Preference | None = None
    milestones: tuple[Milestone, ...] = ()

    project: Project | None = None
    applicant: Applicant = Applicant()
    kinds: tuple[Kind, ...] = ()
    perimeters: tuple[Perimeter, ...] = ()
    circles: tuple[Circle, ...] = ()
    eligibility: tuple[AnyCondition, ...] = ()
    team: Team | None = None
    consortium: Consortium | None = None
    form: Form = Form()

    panels: tuple[Panel, ...] = ()
    scale: Scale = Scale()
    criteria: tuple[Criterion, ...] = ()
    stages: tuple[Stage, ...] = ()
    selection: Selection = Selection()
    gates: tuple[Gate, ...] = ()

    year: Year = Year()
    fees: tuple[Fee, ...] = ()
    grants: tuple[Grant, ...] = ()
    call_offs: tuple[CallOff, ...] = ()
    law: Words | None = None
    """The law the call obeys, and the court that judges it."""
    privacy: Words | None = None
    """Who answers for personal data, on what ground, and whom to write to."""
    rights: Rights | None = None
    accessibility: Words | None = None
    """Formats and arrangements for those who need them, and how to ask."""
    duties: tuple[Words, ...] = ()
    """Publicity and other duties of the winners, said in full."""
    retention: dict[Literal["refused", "selected", "accounts", "presence", "diets"], str] = Field(
        default_factory=dict
    )

    stated: tuple[Stated, ...] = ()
    settled: tuple[Settled, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _completed(cls, data: Any) -> Any:
        """A call without `[[steps]]` has one, fed by its first window; one currency serves all."""
        return one_currency(one_step(data)) if isinstance(data, dict) else data

    def data(self) -> dict[str, Any]:
        """What the definition says, as plain data: what an act freezes, under its format.

        `Definition.model_validate(definition.data()) == definition`. Defaults are not repeated:
        they belong to the format, so its canonical JSON, and digest, survive optional novelties.
        """
        said = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
        for path, record in walk(self) if self.currency != EURO else ():
            if path and getattr(record, "currency", "") == EURO:
                standing_at(said, path)["currency"] = EURO
        return {"format": self.format, **said}

    def whole(self) -> dict[str, Any]:
        """What the definition says and what it leaves to the format, as plain data."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def text_files(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The Markdown files named, each with the place that names it."""
        for index, text in enumerate(self.texts):
            yield ("texts", index, "file"), text.file
        if self.year.charter and self.year.charter.text:
            yield ("year", "charter", "text"), self.year.charter.text

    def other_files(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The other files named: logos, models to download."""
        for index, funder in enumerate(self.funders):
            if funder.logo:
                yield ("funders", index, "logo"), funder.logo
        for index, related in enumerate(self.related):
            if related.file:
                yield ("related", index, "file"), related.file
        for path, one in walk(self):
            if isinstance(one, File | Deliverable) and one.model:
                yield (*path, "model"), one.model

    def window(self, key: str) -> Window | None:
        """The window of that key."""
        return next((window for window in self.windows if window.key == key), None)

    def own_names(self) -> dict[str, str]:
        """How the call calls its kinds, circles and perimeters: `perimeter:massif` → « Massif »."""
        own = {"kind": self.kinds, "circle": self.circles, "perimeter": self.perimeters}
        return {f"{head}:{one.key}": str(one.label) for head, rows in own.items() for one in rows}

    def lying(self, refs: Iterable[str]) -> frozenset[str]:
        """Places where a body is, with the perimeters of the call that they lie in."""
        return within(refs, {one.key: one.within for one in self.perimeters})

    def windows_of(self, step: str = "") -> list[Window]:
        """The windows in which a step (the first one by default) is received: one, or waves."""
        found = self._step(step)
        keys = (found.window, *found.waves) if found else ()
        return [window for window in self.windows if window.key in keys]

    def points_of(self, stage: Stage, track: str = "") -> Decimal:
        """Points of the whole grid of a stage when each top criterion says its own; else 0.

        A file is judged on the criteria of its track alone: with no track named, the points of
        the track whose grid makes most.
        """
        return self._points(self.criteria_of(stage), stage.tracks, track)

    def points_in_all(self, track: str = "") -> Decimal:
        """Points of the grids of all stages together, as `points_of` counts those of one."""
        return self._points(self.criteria, (), track)

    def _points(self, some: Iterable[Criterion], tracks: Iterable[str], track: str) -> Decimal:
        top = [one for one in some if not one.within and not one.indicative]
        if any(one.points is None for one in top):
            return Decimal()
        all_of_them = (one.key for one in self.chosen_tracks() if self.concerns(tracks, one.key))
        return max(
            sum(
                (one.points or Decimal() for one in top if self.concerns(one.tracks, key)),
                Decimal(),
            )
            for key in ([track] if track else [*all_of_them] or [""])
        )

    def pages_of(self, step: str = "") -> int | None:
        """Pages allowed at a step: its own number, or the form's."""
        found = self._step(step)
        return (found.max_pages if found else None) or self.form.max_pages

    def ways_of(self, step: str = "") -> tuple[Way, ...]:
        """How a step is handed in: its own ways, or the form's."""
        found = self._step(step)
        return (found.ways if found else ()) or self.form.ways

    @property
    def every_way(self) -> set[str]:
        """All the ways in: those of the form, and those that a step says of its own."""
        return {*self.form.ways, *(way for step in self.steps for way in step.ways)}

    def portal_of(self, step: str = "") -> str:
        """The portal of somebody else through which a step is handed in; nothing when unsaid."""
        found = self._step(step)
        return (found.portal if found else None) or self.form.portal or ""

    def opens(self, step: str = "") -> datetime | None:
        """When the step (the first one by default) starts being open (R98)."""
        window = self._window_of(step)
        return window.opens_at(self.timeline.zone) if window else None

    def closes(self, step: str = "") -> datetime | None:
        """The one deadline of the step: every page, mail and document prints this (R3, R144)."""
        window = self._window_of(step)
        return window.closes_at(self.timeline.zone) if window else None

    def limit(self, step: str = "") -> datetime | None:
        """The instant from which a file is late: the closing and its minutes of grace."""
        window, closes = self._window_of(step), self.closes(step)
        if window is None or closes is None:
            return None
        grace = timedelta(minutes=window.grace_minutes)  # added in UTC: clocks may change meanwhile
        return (closes.astimezone(UTC) + grace).astimezone(closes.tzinfo)

    def zone_of(self, step: str = "") -> str:
        """The zone in which that deadline is said."""
        window = self._window_of(step)
        return (window.zone if window else None) or self.timeline.zone

    def sections(self, step: str = "", track: str = "") -> list[Section]:
        """The sections of the form to fill at a step, on a track."""
        return [_asked_when(part) for part in self.form.sections
                if self.asks(part, step, track)]  # fmt: skip

    def questions(self, step: str = "", track: str = "") -> Iterator[AnyQuestion]:
        """The questions to answer at a step, on a track; those inside groups stay inside."""
        for section in self.sections(step, track):
            yield from (part for part in section.questions if self.asks(part, step, track))

    def wishes(self) -> list[Labelled]:
        """What candidates may rank: tracks, hosts, or those who will follow them."""
        rules = self.preferences
        if rules is None or rules.among == "tracks":
            return list(self.chosen_tracks()) if rules else []
        if rules.among == "parts":
            return [one for one in self.year.parts if not rules.hosts or one.key in rules.hosts]
        return [one for one in self.organisers
                if one.key in rules.hosts or (not rules.hosts and one.part == "host")]  # fmt: skip

    def question(self, key: str) -> AnyQuestion | None:
        """The question of that key."""
        return next((question for question in self.questions() if question.key == key), None)

    def criteria_of(self, stage: Stage) -> list[Criterion]:
        """The criteria of a stage, all of them when it names none, as they weigh there."""
        return [
            one.model_copy(update={"weight": stage.weights[one.key]})
            if one.key in stage.weights
            else one
            for one in self.criteria
            if not stage.criteria or one.key in stage.criteria
        ]

    def _window_of(self, step: str) -> Window | None:
        found = self._step(step)
        return self.window(found.window) if found else None

    def _step(self, key: str) -> Step | None:
        first = self.steps[0] if self.steps else None
        return next((one for one in self.steps if one.key == key), first)


def _asked_when(section: Section) -> Section:
    """A page whose questions each carry the condition of the page besides their own."""
    if section.when is None:
        return section
    both = [(one, (section.when, *([one.when] if one.when else []))) for one in section.questions]
    own = tuple(one.model_copy(update={"when": Shown(all_of=all_of)}) for one, all_of in both)
    return section.model_copy(update={"questions": own})


__all__ = ["FORMAT", "Definition", "Due"]
