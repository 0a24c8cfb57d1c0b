"""The year against itself: phases, gates, meetings, hours, pledges, deliverables, mentors."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from cordee.kernel import french
from cordee.programme.anchors import meeting_when
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.base import Due
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.pledges import Handed
from cordee.programme.schema.walk import every
from cordee.programme.schema.year import Meeting
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

LATE = timedelta(days=366)
"""A duty that outlives the calendar by more than a year says so with `lasts`."""
HALF_YEAR = 183
SHORT, LONG = 3, 6
"""Hours below which a day is a half-day, and above which a half-day is a day."""
AFTER_THE_END = {"report", "accounts"}
"""Deliverables that come once a project is over."""


def phases(definition: Definition) -> Iterator[Flaw]:
    """Phases that end before they start, overlap, follow each other the wrong way round."""
    found = definition.year.phases
    for index, one in enumerate(found):
        begins, ends = days.first(definition, one.starts), days.last(definition, one.ends)
        path: Path = ("year", "phases", index)
        if begins and ends and ends < begins:
            yield flaw(
                (*path, "ends"),
                "{label} s’achève avant de commencer.",
                label=french.quoted(one.label),
            )
        elif begins and ends and one.lasts:
            gap = abs((ends - begins).days - days.length(one.lasts))
            if gap > max(31, days.length(one.lasts) / 4):
                yield flaw(
                    (*path, "lasts"),
                    "{label} dure {said}, mais ses dates font {days}.",
                    label=french.quoted(one.label),
                    said=one.lasts.said(),
                    days=french.plural((ends - begins).days, "jour"),
                )
    for (_, before), (index, after) in pairwise(enumerate(found)):
        stops, starts = days.first(definition, before.ends), days.last(definition, after.starts)
        began = days.first(definition, before.starts)
        if starts and ((stops and starts < stops) or (began and starts < began)):
            yield flaw(
                ("year", "phases", index, "starts"),
                "{label} commence avant la fin de {label2}.",
                label=french.quoted(after.label),
                label2=french.quoted(before.label),
            )


def gates(definition: Definition) -> Iterator[Flaw]:
    """Gates held after the phase they open has begun."""
    opened = {one.key: one for one in definition.year.phases}
    for index, one in enumerate(definition.gates):
        phase, when = opened.get(one.opens or ""), days.first(definition, one.when)
        starts = days.last(definition, phase.starts) if phase else None
        if phase and when and starts and when > starts:
            yield flaw(
                ("gates", index, "when"),
                "{label} ({when}) vient après le début de la phase qu’il ouvre ({starts}).",
                label=french.quoted(one.label),
                when=french.day(when),
                starts=french.day(starts),
            )


def too_soon(definition: Definition) -> Iterator[Flaw]:
    """What winners owe or live before anybody knows who they are."""
    answer = days.answered(definition)
    if answer is None:
        return
    for path, due, label in _owed(definition):
        day = days.last(definition, due)
        if day and day < answer:
            yield flaw(
                path,
                "{label} ({day}) vient avant la réponse aux candidats ({answer}).",
                label=french.quoted(label),
                day=french.day(day),
                answer=french.day(answer),
            )
    for index, meeting in enumerate(definition.year.meetings):
        last = meeting_when(definition, meeting).last
        if last and last < answer and meeting.step != "preparation":
            yield flaw(
                ("year", "meetings", index),
                "{label} ({last}) se tient avant la réponse aux candidats ({answer}).",
                label=french.quoted(meeting.label),
                last=french.day(last),
                answer=french.day(answer),
            )


def _owed(definition: Definition) -> list[tuple[Path, Due | None, str]]:
    """Everything that winners owe or live on a day: where it is said, its day, its name."""
    year = definition.year
    owed: list[tuple[Path, Due | None, str]] = [
        *(
            (("year", "phases", i, "starts"), one.starts, str(one.label))
            for i, one in enumerate(year.phases)
        ),
        *(
            (("gates", i, "when"), one.when, str(one.label))
            for i, one in enumerate(definition.gates)
        ),
        *(
            (("year", "pledges", i, "due"), one.due, str(one.label))
            for i, one in enumerate(year.pledges)
        ),
        *(
            (("year", "deliverables", i, "due"), one.due, str(one.label))
            for i, one in enumerate(year.deliverables)
            if one.by != "organiser"
        ),
        *(
            (("fees", i, "due"), one.due, str(one.label))
            for i, one in enumerate(definition.fees)
            if one.of == "winners"
        ),
    ]
    if year.charter:
        owed.append((("year", "charter", "given"), year.charter.given, str(year.charter.title)))
    return owed


def too_late(definition: Definition) -> Iterator[Flaw]:
    """Duties that fall long after the end, deliverables after the longest project."""
    end, year = days.ended(definition), definition.year
    owed: list[tuple[Path, Due | None, str]] = [
        *(
            (("year", "pledges", i, "due"), one.due, str(one.label))
            for i, one in enumerate(year.pledges)
        ),
        *(
            (("year", "deliverables", i, "due"), one.due, str(one.label))
            for i, one in enumerate(year.deliverables)
        ),
    ]
    if year.charter:
        owed.append((("year", "charter", "due"), year.charter.due, str(year.charter.title)))
    for path, due, label in owed:
        day = days.first(definition, due)
        if end and day and day > end + LATE:
            yield flaw(
                path,
                "{label} ({day}) vient plus d’un an après la fin ({end}).",
                label=french.quoted(label),
                day=french.day(day),
                end=french.day(end),
            )
    yield from _outlived(definition)


def _outlived(definition: Definition) -> Iterator[Flaw]:
    longest = definition.project.lasts_max if definition.project else None
    for index, one in enumerate(definition.year.deliverables):
        if longest and one.due and one.due.anchor == "project_start" and not one.tracks:
            over = days.length(one.due.offset) - days.length(longest)
            if over > (HALF_YEAR if one.kind in AFTER_THE_END else 0):
                yield flaw(
                    ("year", "deliverables", index, "due"),
                    "{label} est attendu {said} après le début du projet, qui dure {said2} au "
                    "plus.",
                    label=french.quoted(one.label),
                    said=one.due.offset.said(),
                    said2=longest.said(),
                )


def handed(definition: Definition) -> Iterator[Flaw]:
    """One document owed on two days: its own, and that of the pledge to hand it in."""
    due = {one.key: one.due for one in definition.year.deliverables}
    for path, one in every(definition.year, Handed):
        own = days.first(definition, due.get(one.deliverable or ""))
        asked = days.first(definition, one.due)
        if own and asked and own != asked:
            yield flaw(
                ("year", *path, "due"),
                "{label} est dû le {asked}, mais son livrable le {own}.",
                label=french.quoted(one.label),
                asked=french.day(asked),
                own=french.day(own),
            )


def phased(definition: Definition) -> Iterator[Flaw]:
    """Meetings outside their phase, or two at once."""
    known = {one.key: one for one in definition.year.phases}
    held: dict[tuple[date, tuple[str, ...]], Meeting] = {}
    for index, one in enumerate(definition.year.meetings):
        when, phase = meeting_when(definition, one), known.get(one.phase or "")
        path: Path = ("year", "meetings", index)
        begins = days.first(definition, phase.starts) if phase else None
        ends = days.last(definition, phase.ends) if phase else None
        if (
            phase
            and when.first
            and when.last
            and ((begins and when.last < begins) or (ends and when.first > ends))
        ):
            yield flaw(
                (*path, "phase"),
                "{label} ({said}) tombe hors de la phase {label2}.",
                label=french.quoted(one.label),
                said=when.said(),
                label2=french.quoted(phase.label),
            )
        if when.fixed and when.first and one.per == "cohort":
            other = held.setdefault((when.first, one.tracks), one)
            if other is not one and _at_once(other, one):
                yield flaw(
                    path,
                    "{label} et {label2} se tiennent le même jour ({said}).",
                    label=french.quoted(one.label),
                    label2=french.quoted(other.label),
                    said=when.said(),
                )


def _at_once(first: Meeting, second: Meeting) -> bool:
    """Whether two meetings of one day overlap, or do not say their hours."""
    if not (first.start and first.end and second.start and second.end):
        return True
    return first.start < second.end and second.start < first.end


def lengths(definition: Definition) -> Iterator[Flaw]:
    """Hours, slots and days that do not say the same length."""
    for index, one in enumerate(definition.year.meetings):
        path: Path = ("year", "meetings", index)
        told = "days" in one.model_fields_set
        yield from _timed(path, one)
        halves = {slot.half for slot in one.slots}
        if told and {"morning", "afternoon"} <= halves and 0 < float(one.days) <= 0.5:  # noqa: PLR2004 - half a day
            yield flaw(
                (*path, "days"),
                "{label} a un matin et un après-midi, mais compte pour une demi-journée.",
                label=french.quoted(one.label),
            )
        if told and len(one.dates) > 1 and one.days > len(one.dates):
            yield flaw(
                (*path, "days"),
                "{label} compte pour {days}, mais se tient en {dates} dates.",
                label=french.quoted(one.label),
                days=french.plural(one.days, "jour"),
                dates=len(one.dates),
            )
        if one.hours is not None and one.days and one.hours > 12 * one.days:
            yield flaw(
                (*path, "hours"),
                "{hours} heures ne tiennent pas en {days}.",
                hours=french.number(one.hours),
                days=french.plural(one.days, "jour"),
            )
        yield from _slots(path, one)


def _slots(path: Path, one: Meeting) -> Iterator[Flaw]:
    """Slots out of the hours of their meeting."""
    for place, slot in enumerate(one.slots):
        early = one.start and slot.start and slot.start < one.start
        late = one.end and slot.end and slot.end > one.end
        if early or late:
            yield flaw(
                (*path, "slots", place),
                "{label} sort des heures de {label2}.",
                label=french.quoted(slot.label),
                label2=french.quoted(one.label),
            )


def _timed(path: Path, one: Meeting) -> Iterator[Flaw]:
    """Hours that are not those of the days counted."""
    told = "days" in one.model_fields_set
    hours = _hours(one)
    if one.start and one.end and told and one.count == 1 and not one.dates:
        if hours < SHORT and one.days >= 1:
            yield flaw(
                (*path, "days"),
                "{label} dure {hours} h, mais compte pour {days}.",
                label=french.quoted(one.label),
                hours=_said(hours),
                days=french.plural(one.days, "jour"),
            )
        if hours > LONG and 0 < float(one.days) <= 0.5:  # noqa: PLR2004 - half a day - a half-day
            yield flaw(
                (*path, "days"),
                "{label} dure {hours} h, mais compte pour une demi-journée.",
                label=french.quoted(one.label),
                hours=_said(hours),
            )


def _said(hours: float) -> str:
    return french.number(Decimal(str(round(hours, 1))))


def _hours(one: Meeting) -> float:
    if not (one.start and one.end):
        return 0
    day = date(2000, 1, 1)
    gap = datetime.combine(day, one.end) - datetime.combine(day, one.start)
    return gap.total_seconds() / 3600


def rooms(definition: Definition) -> Iterator[Flaw]:
    """Meetings too small for the cohort, or remote in a place."""
    least = definition.selection.places_min
    for index, one in enumerate(definition.year.meetings):
        path: Path = ("year", "meetings", index)
        if one.mode == "remote" and one.venue:
            yield flaw(
                (*path, "venue"),
                '{label} se tient à distance, et dans un lieu : écrivez mode = "hybrid", ou '
                "ôtez le lieu.",
                label=french.quoted(one.label),
            )
        if one.per == "cohort" and one.people_max and one.people_max < least:
            yield flaw(
                (*path, "people_max"),
                "{label} reçoit {people_max} au plus, pour au moins {least}.",
                label=french.quoted(one.label),
                people_max=french.plural(one.people_max, "personne"),
                least=french.plural(least, "lauréat"),
            )
    yield from _shared(definition)
    yield from _grouped(definition)


def _grouped(definition: Definition) -> Iterator[Flaw]:
    """Groups larger than the cohort."""
    most = definition.selection.places_max
    people = most * (definition.team.max or 0) if most and definition.team else None
    for index, group in enumerate(definition.year.groups):
        if people and group.size and group.size > people:
            yield flaw(
                ("year", "groups", index, "size"),
                "Des groupes de {size}, pour {people} au plus.",
                size=group.size,
                people=french.plural(people, "personne"),
            )


def _shared(definition: Definition) -> Iterator[Flaw]:
    """Meetings shared by too few territories or people for all of them."""
    least = definition.selection.places_min
    team = definition.team.min if definition.team else 1
    wished = {one.key for one in definition.wishes()}
    for index, part in enumerate(definition.year.parts):
        if part.key in wished and len(wished) > 1:
            continue
        if part.count and part.takes and part.per in {"territory", "person"}:
            wanted = least * (team if part.per == "person" else 1)
            if part.count * part.takes < wanted:
                yield flaw(
                    ("year", "parts", index, "takes"),
                    "{label} : {count} en suivent {takes} chacun, soit {count2}, pour {wanted} "
                    "au moins.",
                    label=french.quoted(part.label),
                    count=part.count,
                    takes=part.takes,
                    count2=part.count * part.takes,
                    wanted=wanted,
                )


CHECKS = (
    Check("phase.order", Severity.WARNING, phases, ("calendar",)),
    Check("gate.late", Severity.WARNING, gates, ("calendar",)),
    Check("calendar.too_soon", Severity.WARNING, too_soon, ("calendar", "answer", "charter")),
    Check("calendar.too_late", Severity.WARNING, too_late, ("calendar", "deliverables", "charter")),
    Check("pledge.handed", Severity.WARNING, handed, ("deliverables",)),
    Check("meeting.phase", Severity.WARNING, phased, ("calendar", "meetings")),
    Check("meeting.length", Severity.WARNING, lengths, ("engagement", "calendar")),
    Check("meeting.room", Severity.WARNING, rooms, ("meetings", "places")),
)
