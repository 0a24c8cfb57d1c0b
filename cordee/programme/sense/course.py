"""The year against itself: phases, gates, meetings, hours, pledges, deliverables, mentors."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from cordee.kernel import french
from cordee.programme.anchors import meeting_when
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.base import Due  # noqa: TC001 - beside the other records
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import every
from cordee.programme.schema.year import Handed, Meeting, PledgeBase
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw

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
            yield Flaw((*path, "ends"), f"{french.quoted(one.label)} s’achève avant de commencer.")
        elif begins and ends and one.lasts:
            gap = abs((ends - begins).days - days.length(one.lasts))
            if gap > max(31, days.length(one.lasts) / 4):
                yield Flaw((*path, "lasts"), f"{french.quoted(one.label)} dure {one.lasts.said()}, "
                           f"mais ses dates font {(ends - begins).days} jours.")  # fmt: skip
    for (_, before), (index, after) in pairwise(enumerate(found)):
        stops, starts = days.first(definition, before.ends), days.last(definition, after.starts)
        began = days.first(definition, before.starts)
        if starts and ((stops and starts < stops) or (began and starts < began)):
            yield Flaw(("year", "phases", index, "starts"), f"{french.quoted(after.label)} "
                       f"commence avant la fin de {french.quoted(before.label)}.")  # fmt: skip


def gates(definition: Definition) -> Iterator[Flaw]:
    """Gates held after the phase they open has begun."""
    opened = {one.key: one for one in definition.year.phases}
    for index, one in enumerate(definition.gates):
        phase, when = opened.get(one.opens or ""), days.first(definition, one.when)
        starts = days.last(definition, phase.starts) if phase else None
        if phase and when and starts and when > starts:
            yield Flaw(("gates", index, "when"), f"{french.quoted(one.label)} "
                       f"({french.day(when)}) vient après le début de la phase qu’il ouvre "
                       f"({french.day(starts)}).")  # fmt: skip


def too_soon(definition: Definition) -> Iterator[Flaw]:
    """What winners owe or live before anybody knows who they are."""
    answer = days.answered(definition)
    if answer is None:
        return
    year = definition.year
    owed: list[tuple[Path, Due | None, str]] = [
        *((("year", "phases", i, "starts"), one.starts, str(one.label))
          for i, one in enumerate(year.phases)),
        *((("gates", i, "when"), one.when, str(one.label))
          for i, one in enumerate(definition.gates)),
        *((("year", "pledges", i, "due"), one.due, str(one.label))
          for i, one in enumerate(year.pledges)),
        *((("year", "deliverables", i, "due"), one.due, str(one.label))
          for i, one in enumerate(year.deliverables) if one.by != "organiser"),
        *((("fees", i, "due"), one.due, str(one.label))
          for i, one in enumerate(definition.fees) if one.of == "winners"),
    ]  # fmt: skip
    if year.charter:
        owed.append((("year", "charter", "given"), year.charter.given, str(year.charter.title)))
    for path, due, label in owed:
        day = days.last(definition, due)
        if day and day < answer:
            yield Flaw(path, f"{french.quoted(label)} ({french.day(day)}) vient avant la réponse "
                       f"aux candidats ({french.day(answer)}).")  # fmt: skip
    for index, meeting in enumerate(year.meetings):
        last = meeting_when(definition, meeting).last
        if last and last < answer and meeting.step != "preparation":
            yield Flaw(("year", "meetings", index), f"{french.quoted(meeting.label)} "
                       f"({french.day(last)}) se tient avant la réponse aux candidats "
                       f"({french.day(answer)}).")  # fmt: skip


def too_late(definition: Definition) -> Iterator[Flaw]:
    """Duties that fall long after the end, deliverables after the longest project."""
    end, year = days.ended(definition), definition.year
    owed: list[tuple[Path, Due | None, str]] = [
        *((("year", "pledges", i, "due"), one.due, str(one.label))
          for i, one in enumerate(year.pledges)),
        *((("year", "deliverables", i, "due"), one.due, str(one.label))
          for i, one in enumerate(year.deliverables)),
    ]  # fmt: skip
    if year.charter:
        owed.append((("year", "charter", "due"), year.charter.due, str(year.charter.title)))
    for path, due, label in owed:
        day = days.first(definition, due)
        if end and day and day > end + LATE:
            yield Flaw(path, f"{french.quoted(label)} ({french.day(day)}) vient plus d’un an après "
                       f"la fin ({french.day(end)}).")  # fmt: skip
    yield from _outlived(definition)


def _outlived(definition: Definition) -> Iterator[Flaw]:
    longest = definition.project.lasts_max if definition.project else None
    for index, one in enumerate(definition.year.deliverables):
        if longest and one.due and one.due.anchor == "project_start" and not one.tracks:
            over = days.length(one.due.offset) - days.length(longest)
            if over > (HALF_YEAR if one.kind in AFTER_THE_END else 0):
                yield Flaw(("year", "deliverables", index, "due"), f"{french.quoted(one.label)} "
                           f"est attendu {one.due.offset.said()} après le début du projet, qui "
                           f"dure {longest.said()} au plus.")  # fmt: skip


def handed(definition: Definition) -> Iterator[Flaw]:
    """One document owed on two days: its own, and that of the pledge to hand it in."""
    due = {one.key: one.due for one in definition.year.deliverables}
    for path, one in every(definition.year, Handed):
        own = days.first(definition, due.get(one.deliverable or ""))
        asked = days.first(definition, one.due)
        if own and asked and own != asked:
            yield Flaw(("year", *path, "due"), f"{french.quoted(one.label)} est dû le "
                       f"{french.day(asked)}, mais son livrable le {french.day(own)}.")  # fmt: skip


def phased(definition: Definition) -> Iterator[Flaw]:
    """Meetings outside their phase, or two at once."""
    known = {one.key: one for one in definition.year.phases}
    held: dict[tuple[date, tuple[str, ...]], Meeting] = {}
    for index, one in enumerate(definition.year.meetings):
        when, phase = meeting_when(definition, one), known.get(one.phase or "")
        path: Path = ("year", "meetings", index)
        begins = days.first(definition, phase.starts) if phase else None
        ends = days.last(definition, phase.ends) if phase else None
        if phase and when.first and when.last and (
            (begins and when.last < begins) or (ends and when.first > ends)
        ):  # fmt: skip
            yield Flaw((*path, "phase"), f"{french.quoted(one.label)} ({when.said()}) tombe hors "
                       f"de la phase {french.quoted(phase.label)}.")  # fmt: skip
        if when.fixed and when.first and one.per == "cohort":
            other = held.setdefault((when.first, one.tracks), one)
            if other is not one and _at_once(other, one):
                yield Flaw(path, f"{french.quoted(one.label)} et {french.quoted(other.label)} se "
                           f"tiennent le même jour ({when.said()}).")  # fmt: skip


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
        hours = _hours(one)
        if one.start and one.end and told and one.count == 1 and not one.dates:
            if hours < SHORT and one.days >= 1:
                yield Flaw((*path, "days"), f"{french.quoted(one.label)} dure "
                           f"{_said(hours)} h, mais compte pour "
                           f"{french.plural(one.days, 'jour')}.")  # fmt: skip
            if hours > LONG and 0 < float(one.days) <= 0.5:  # noqa: PLR2004 - half a day - a half-day
                yield Flaw(
                    (*path, "days"),
                    f"{french.quoted(one.label)} dure "
                    f"{_said(hours)} h, mais compte pour une demi-journée.",
                )
        halves = {slot.half for slot in one.slots}
        if told and {"morning", "afternoon"} <= halves and 0 < float(one.days) <= 0.5:  # noqa: PLR2004
            yield Flaw((*path, "days"), f"{french.quoted(one.label)} a un matin et un après-midi, "
                       "mais compte pour une demi-journée.")  # fmt: skip
        if told and len(one.dates) > 1 and one.days > len(one.dates):
            yield Flaw((*path, "days"), f"{french.quoted(one.label)} compte pour "
                       f"{french.plural(one.days, 'jour')}, mais se tient en {len(one.dates)} "
                       "dates.")  # fmt: skip
        if one.hours is not None and one.days and one.hours > 12 * one.days:
            yield Flaw((*path, "hours"), f"{french.number(one.hours)} heures ne tiennent pas en "
                       f"{french.plural(one.days, 'jour')}.")  # fmt: skip
        for place, slot in enumerate(one.slots):
            early = one.start and slot.start and slot.start < one.start
            late = one.end and slot.end and slot.end > one.end
            if early or late:
                yield Flaw((*path, "slots", place), f"{french.quoted(slot.label)} sort des heures "
                           f"de {french.quoted(one.label)}.")  # fmt: skip


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
    team = definition.team.min if definition.team else 1
    for index, one in enumerate(definition.year.meetings):
        path: Path = ("year", "meetings", index)
        if one.mode == "remote" and one.venue:
            yield Flaw((*path, "venue"), f"{french.quoted(one.label)} se tient à distance, et dans "
                       'un lieu : écrivez mode = "hybrid", ou ôtez le lieu.')  # fmt: skip
        if one.per == "cohort" and one.people_max and one.people_max < least:
            yield Flaw((*path, "people_max"), f"{french.quoted(one.label)} reçoit "
                       f"{french.plural(one.people_max, 'personne')} au plus, pour au moins "
                       f"{french.plural(least, 'lauréat')}.")  # fmt: skip
    for index, part in enumerate(definition.year.parts):
        if part.count and part.takes and part.per in {"territory", "person"}:
            wanted = least * (team if part.per == "person" else 1)
            if part.count * part.takes < wanted:
                yield Flaw(("year", "parts", index, "takes"), f"{french.quoted(part.label)} : "
                           f"{part.count} en suivent {part.takes} chacun, soit "
                           f"{part.count * part.takes}, pour {wanted} au moins.")  # fmt: skip
    most = definition.selection.places_max
    people = most * (definition.team.max or 0) if most and definition.team else None
    for index, group in enumerate(definition.year.groups):
        if people and group.size and group.size > people:
            yield Flaw(("year", "groups", index, "size"), f"Des groupes de {group.size} pour "
                       f"{people} personnes au plus.")  # fmt: skip


def leaving(definition: Definition) -> Iterator[Flaw]:
    """Extensions bounded and not allowed, results already reached."""
    absence = definition.year.absence
    if absence and not absence.extension_allowed:
        for field in ("extension_max", "extension_asked"):
            if getattr(absence, field) is not None:
                yield Flaw(("year", "absence", field), "Une prolongation est bornée, mais elle "
                           "n’est pas permise : écrivez extension_allowed = true.")  # fmt: skip
    for index, one in enumerate(definition.year.results):
        if one.target is not None and one.target == one.baseline:
            yield Flaw(("year", "results", index, "target"), f"{french.quoted(one.label)} : la "
                       "cible est déjà atteinte au départ.")  # fmt: skip


def bound(definition: Definition) -> Iterator[Flaw]:
    """People together who cannot be: more of a role, or of all, than a team may hold."""
    team = definition.team
    for path, one in every(definition.year, PledgeBase):
        needs: dict[str, int] = getattr(one, "needs", {})
        for role in team.roles if team else ():
            if role.max and needs.get(role.key, 0) > role.max:
                yield Flaw(("year", *path, "needs"), f"{french.quoted(one.label)} demande "
                           f"{needs[role.key]} fois {french.quoted(role.label)}, qui n’admet que "
                           f"{role.max}.")  # fmt: skip
        if team and team.max and sum(needs.values()) > team.max:
            yield Flaw(
                ("year", *path, "needs"),
                f"{french.quoted(one.label)} demande "
                f"{sum(needs.values())} personnes, mais l’équipe n’en a que {team.max}.",
            )


def untreated(definition: Definition) -> Iterator[Flaw]:
    """Themes announced for sessions and dealt with by none, once some say theirs (R130)."""
    treated = {key for one in definition.year.meetings for key in one.themes}
    for index, one in enumerate(definition.themes):
        if treated and one.of == "session" and one.key not in treated:
            yield Flaw(
                ("themes", index),
                f"Aucune rencontre ne traite {french.quoted(one.label)}, thème annoncé : ajoutez "
                "sa clé aux themes d’une rencontre.",
            )


CHECKS = (
    Check("theme.untreated", Severity.NOTICE, untreated),
    Check("phase.order", Severity.WARNING, phases, ("calendar",)),
    Check("gate.late", Severity.WARNING, gates, ("calendar",)),
    Check("calendar.too_soon", Severity.WARNING, too_soon, ("calendar", "answer", "charter")),
    Check("calendar.too_late", Severity.WARNING, too_late, ("calendar", "deliverables", "charter")),
    Check("pledge.handed", Severity.WARNING, handed, ("deliverables",)),
    Check("meeting.phase", Severity.WARNING, phased, ("calendar", "meetings")),
    Check("meeting.length", Severity.WARNING, lengths, ("engagement", "calendar")),
    Check("meeting.room", Severity.WARNING, rooms, ("meetings", "places")),
    Check("sequel.leaving", Severity.WARNING, leaving),
    Check("pledge.people", Severity.ERROR, bound),
)
