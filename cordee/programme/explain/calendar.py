"""Every dated thing of a definition, as typed entries for pages and calendar files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from cordee.kernel import speech
from cordee.kernel.french import say, strung, typeset
from cordee.kernel.moments import When
from cordee.programme import anchors
from cordee.programme.anchors import Held
from cordee.programme.explain.document import CANDIDATES, EVERYONE, WINNERS, Reader
from cordee.programme.explain.teller import Teller
from cordee.programme.explain.telling import SENTENCES
from cordee.programme.explain.words import MILESTONES
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Due
from cordee.programme.schema.timeline import Milestone, Window
from cordee.programme.schema.year import Meeting

_NOTHING: Held = {}


class Dated(StrEnum):
    """What kind of date it is."""

    OPENING = "opening"
    CLOSING = "closing"
    MILESTONE = "milestone"
    STAGE = "stage"
    GATE = "gate"
    MEETING = "meeting"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated thing.

    `key` is stable (`meeting.j1`, `window.appel.closes`): a calendar file keeps it as its UID.
    `when` is the day, or the days still possible; `at` the exact instant when it is known, `ends`
    its end. `place` is in words; `public` is false for what only the organiser should see.
    """

    key: str
    kind: Dated
    label: str
    when: When
    at: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    public: bool = True
    readers: frozenset[Reader] = EVERYONE

    @property
    def settled(self) -> bool:
        """Whether the day is fixed."""
        return self.when.fixed


def calendar(definition: Definition, held: Held = _NOTHING, language: str = "fr") -> list[Entry]:
    """Every dated thing, by date; what has no date yet comes last.

    `held` gives the days that meetings were moved to: deadlines follow.
    """
    t = Teller(definition, {}, SENTENCES, language, held)
    found = [*_windows(t), *_milestones(t), *_choosing(t), *_meetings(t), *_deadlines(t)]
    return sorted((_in_words(one, language) for one in found), key=_order)


def _in_words(one: Entry, language: str) -> Entry:
    label, place = (speech.into(said, language) for said in (typeset(one.label), one.place))
    return replace(one, label=label, place=place)


def _order(entry: Entry) -> tuple[date, str, str]:
    clock = entry.at.isoformat() if entry.at else ""
    return entry.when.first or date.max, clock, entry.key


def _windows(t: Teller) -> Iterator[Entry]:
    for window in t.definition.windows:
        zone = t.definition.timeline.zone
        yield from _edge(t, window, "opens", window.opens_at(zone))
        yield from _edge(t, window, "closes", window.closes_at(zone))


def _edge(t: Teller, window: Window, edge: str, at: datetime | None) -> Iterator[Entry]:
    if at is None:
        return
    kind = Dated.OPENING if edge == "opens" else Dated.CLOSING
    word = say("Ouverture") if edge == "opens" else say("Clôture")
    label = strung(word, " : ", t.said(window.label), _whom(t, window), between="")
    yield Entry(
        f"window.{window.key}.{edge}", kind, label, anchors.day(at.date()), at, readers=CANDIDATES
    )


def _whom(t: Teller, window: Window) -> str:
    """Whom a window is for, and whose clock closes it, when it is not everybody's."""
    facts = [
        t.tracks(window.tracks),
        say("pour : {places}", places=t.places(window.serves, "et")) if window.serves else "",
        say("à l’heure du lieu du candidat") if window.clock == "applicant" else "",
    ]
    said = strung(*filter(None, facts), between=", ")
    return strung(" (", said, ")", between="") if said else ""


def _milestones(t: Teller) -> Iterator[Entry]:
    for one in t.definition.milestones:
        label = t.said(one.label) or MILESTONES[one.kind]
        when = _promised(t, one)
        yield Entry(
            f"milestone.{one.key}",
            Dated.MILESTONE,
            label,
            when,
            _instant(when, one.at, _zone(t, one)),
            public=one.public,
        )
        if one.through:
            over = anchors.day(one.through)
            told = strung(say("Fin"), " : ", label, between="")
            yield Entry(
                f"milestone.{one.key}.through", Dated.MILESTONE, told, over, public=one.public
            )


def _promised(t: Teller, one: Milestone) -> When:
    try:
        return anchors.milestone_when(t.definition, one, t.held)
    except LookupError:
        return anchors.UNKNOWN


def _zone(t: Teller, one: Milestone | Meeting) -> str:
    own = one.zone if isinstance(one, Meeting) else None
    return own or t.definition.timeline.zone


def _instant(when: When, clock: time | None, zone: str) -> datetime | None:
    if clock is None or not when.fixed or when.first is None:
        return None
    return datetime.combine(when.first, clock, ZoneInfo(zone))


def _choosing(t: Teller) -> Iterator[Entry]:
    for stage in t.definition.stages:
        for edge, due in (("starts", stage.starts), ("ends", stage.ends)):
            word = say("Début") if edge == "starts" else say("Fin")
            label = strung(word, " : ", t.said(stage.label), between="")
            yield from _due(
                t,
                f"stage.{stage.key}.{edge}",
                Dated.STAGE,
                label,
                due,
                public=False,
                readers=frozenset({Reader.JUROR}),
            )
    for gate in t.definition.gates:
        yield from _due(
            t, f"gate.{gate.key}", Dated.GATE, t.said(gate.label), gate.when, readers=WINNERS
        )


def _due(
    t: Teller,
    key: str,
    kind: Dated,
    label: str,
    due: Due | None,
    *,
    public: bool = True,
    readers: frozenset[Reader] = EVERYONE,
) -> Iterator[Entry]:
    when = t.when(due) if due else None
    if when is not None and when.spans:
        yield Entry(key, kind, label, when, public=public, readers=readers)


def _meetings(t: Teller) -> Iterator[Entry]:
    for meeting in t.definition.year.meetings:
        days = _days(t, meeting)
        for number, when in enumerate(days):
            key = f"meeting.{meeting.key}" + (f".{number + 1}" if len(days) > 1 else "")
            yield _meeting(t, meeting, key, when)


def _days(t: Teller, meeting: Meeting) -> tuple[When, ...]:
    if meeting.dates and meeting.key not in t.held:
        return meeting.dates
    try:
        return (anchors.meeting_when(t.definition, meeting, t.held),)
    except LookupError:
        return (anchors.UNKNOWN,)


def _meeting(t: Teller, meeting: Meeting, key: str, when: When) -> Entry:
    zone = _zone(t, meeting)
    title = strung(*filter(None, [t.said(meeting.label), t.said(meeting.title)]), between=" — ")
    return Entry(
        key,
        Dated.MEETING,
        title,
        when,
        _instant(when, meeting.start, zone),
        _instant(when, meeting.end, zone),
        _place(t, meeting),
        readers=WINNERS,
    )


def _place(t: Teller, meeting: Meeting) -> str:
    venue = next((one for one in t.definition.year.venues if one.key == meeting.venue), None)
    if venue is None:
        return ""
    return strung(*filter(None, [t.said(venue.label), t.said(venue.address)]), between=", ")


def _deadlines(t: Teller) -> Iterator[Entry]:
    """What is due during the programme, from whatever anchor it hangs on."""
    for key, label, due in _owed(t):
        yield from _due(t, key, Dated.DEADLINE, label, due, readers=WINNERS)


def _owed(t: Teller) -> Iterable[tuple[str, str, Due | None]]:
    year = t.definition.year
    if year.charter:
        title = t.said(year.charter.title)
        yield "charter.given", say("{title} : remise", title=title), year.charter.given
        yield "charter.due", say("{title} : retour signé", title=title), year.charter.due
    for pledge in year.pledges:
        yield f"pledge.{pledge.key}", t.said(pledge.label), pledge.due
    for deliverable in year.deliverables:
        yield f"deliverable.{deliverable.key}", t.said(deliverable.label), deliverable.due
    for survey in year.surveys:
        yield f"survey.{survey.key}", t.said(survey.label), survey.when
    if year.logbook:
        yield "logbook", say("Journal de bord"), year.logbook.given_at
    yield from _paid(t)


def _paid(t: Teller) -> Iterable[tuple[str, str, Due | None]]:
    for fee in t.definition.fees:
        yield f"fee.{fee.key}", t.said(fee.label), fee.due
    for grant in t.definition.grants:
        for number, part in enumerate(grant.instalments, 1):
            label = strung(
                t.said(grant.label),
                " : ",
                t.said(part.label) or say("versement {number}", number=number),
                between="",
            )
            yield f"grant.{grant.key}.{number}", label, part.released
