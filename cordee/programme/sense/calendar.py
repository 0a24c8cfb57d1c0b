"""The calendar of the year: order, hours, attendance, anchors, charter."""

from collections.abc import Iterator
from itertools import pairwise

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.speech import table
from cordee.programme.anchors import CircularAnchorError, deadline, meeting_when
from cordee.programme.remarks import Severity
from cordee.programme.schema.base import Due
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.pledges import (
    PledgeBase,
    PresenceAll,
    PresenceAtLeast,
    PresenceTogether,
)
from cordee.programme.schema.walk import every, walk
from cordee.programme.schema.year import DayTemplate, Meeting, Slot
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.sense.stated import quotes, sentences, ways

FRIDAY = 4
PRESENCE = (PresenceAll, PresenceAtLeast, PresenceTogether)
LEVELS = table({"expected": "attendu", "minimum": "minimum", "lead": "chef de file"})


def order(definition: Definition) -> Iterator[Flaw]:
    """Meetings listed out of the order of their dates (R106)."""
    before = None
    for index, meeting in enumerate(definition.year.meetings):
        when = meeting_when(definition, meeting)
        if when.first is None or when.last is None or meeting.per != "cohort":
            continue
        if before and when.last < before[0]:
            yield flaw(
                ("year", "meetings", index),
                "{label} ({said}) est écrite après {before} mais se tient avant : vérifiez les "
                "deux dates.",
                label=french.quoted(meeting.label),
                said=when.said(),
                before=french.quoted(before[1]),
            )
        if before is None or when.first > before[0]:
            before = (when.first, meeting.label)


def hours(definition: Definition) -> Iterator[Flaw]:
    """Meetings and slots that end before they start."""
    for path, one in walk(definition.year):
        if not isinstance(one, (Meeting, Slot)):
            continue
        if one.start and one.end and one.start >= one.end:
            yield flaw(
                ("year", *path, "end"),
                "{label} finit à {end}, avant d’avoir commencé ({start}) : corrigez l’une des "
                "deux heures.",
                label=french.quoted(one.label),
                end=french.hour(one.end),
                start=french.hour(one.start),
            )


def overlaps(definition: Definition) -> Iterator[Flaw]:
    """Slots of one day that overlap."""
    for path, one in walk(definition.year):
        if not isinstance(one, (Meeting, DayTemplate)):
            continue
        timed = [(i, slot) for i, slot in enumerate(one.slots) if slot.start]
        for (_, first), (index, second) in pairwise(timed):
            if first.end and second.start and second.start < first.end:
                yield flaw(
                    ("year", *path, "slots", index, "start"),
                    "{label} commence avant la fin de {label2}.",
                    label=french.quoted(second.label),
                    label2=french.quoted(first.label),
                )


def days_off(definition: Definition) -> Iterator[Flaw]:
    """Meetings on a Saturday or a Sunday."""
    for index, meeting in enumerate(definition.year.meetings):
        when = meeting_when(definition, meeting)
        if when.fixed and when.first and when.first.weekday() > FRIDAY:
            yield flaw(
                ("year", "meetings", index),
                "{label} tombe un {days} ({said}).",
                label=french.quoted(meeting.label),
                days=french.DAYS[when.first.weekday()],
                said=when.said(),
            )


def circles(definition: Definition) -> Iterator[Flaw]:
    """Deadlines that end up hanging on themselves."""
    for path, due in every(definition, Due):
        if _circular(definition, due):
            yield flaw(
                (*path, "anchor"),
                "Le repère {anchor} renvoie de proche en proche à lui-même, ou trop loin : "
                "donnez une date en chemin.",
                anchor=french.quoted(due.anchor),
            )


def _circular(definition: Definition, due: Due) -> bool:
    try:
        deadline(definition, due)
    except CircularAnchorError:
        return True
    except LookupError:
        return False
    return False


def attendance(definition: Definition) -> Iterator[Flaw]:
    """Presence asked at several levels of the same people (R77), or in several ways."""
    found = [
        (path, one) for path, one in every(definition.year, PledgeBase) if isinstance(one, PRESENCE)
    ]
    said = sentences(definition, "attendance")
    levels = {one.level for _, one in found}
    if len(levels) < 2 and (ways(said) < 2 or _told_by_strength(definition)):  # noqa: PLR2004 - one level is none
        return
    called = french.listed(
        strung(french.quoted(one.label), " (", LEVELS[one.level], ")", between="")
        for _, one in found
    )
    path = ("year", *found[0][0]) if found else said[0][0]
    source = say(" Le texte : {said}.", said=quotes(said)) if said else ""
    yield flaw(
        path,
        "La présence est demandée à plusieurs niveaux : {called}. Cordée les suit séparément "
        "et dit lequel n’est pas tenu.{source}",
        called=called or say("aucun n’est retenu"),
        source=source,
    )


def strengths(definition: Definition) -> Iterator[Flaw]:
    """The same presence, advice here and criterion or obligation there (R111)."""
    seen: dict[tuple[object, ...], PledgeBase] = {}
    for path, one in every(definition.year, PledgeBase):
        if not isinstance(one, PRESENCE):
            continue
        needs = one.needs if isinstance(one, PresenceTogether) else {}
        same = (one.rule, one.who, one.meetings, one.tracks, tuple(sorted(needs.items())))
        first = seen.setdefault(same, one)
        if first.strength is not one.strength:
            yield flaw(
                ("year", *path, "strength"),
                "La même présence est {first} dans {label} et {one} dans {label2}.{definition}",
                first=_strength(first),
                label=french.quoted(first.label),
                one=_strength(one),
                label2=french.quoted(one.label),
                definition=_source(definition),
            )
    if len(seen) == 1 and _told_by_strength(definition):
        (one,) = seen.values()
        said = sentences(definition, "attendance")
        yield flaw(
            said[0][0],
            "Le texte donne plusieurs forces à la même présence : {said}. La définition en "
            "fait {one} ({label}).",
            said=quotes(said),
            one=_strength(one),
            label=french.quoted(one.label),
        )


STRENGTHS = table(
    {"conseil": "un conseil", "critère": "un critère", "obligation": "une obligation"}
)


def _strength(one: PledgeBase) -> str:
    return STRENGTHS[one.strength.value]


def _source(definition: Definition) -> str:
    said = sentences(definition, "attendance")
    return say(" Le texte : {said}.", said=quotes(said)) if said else ""


def _told_by_strength(definition: Definition) -> bool:
    """Whether the sentences on attendance differ by their strength."""
    names = {"advice", "criterion", "obligation", *STRENGTHS}
    values = {str(one.value) for _, one in sentences(definition, "attendance")}
    return len(values) > 1 and values <= names


def start(definition: Definition) -> Iterator[Flaw]:
    """« Démarrage » said without naming which meeting it is (R86)."""
    dated = sorted(
        (when.first, one.label, when.said())
        for one in definition.year.meetings
        if one.per == "cohort" and (when := meeting_when(definition, one)).first
    )
    said = sentences(definition, "start")
    hung = [path for path, due in every(definition, Due) if due.anchor == "start"]
    unclear = len(dated) > 1 and _several_starts(definition)
    if not said and not (hung and unclear):
        return
    could = french.listed(
        (strung(french.quoted(label), " (", when, ")", between="") for _, label, when in dated[:2]),
        "ou",
    )
    source = say(" Le texte : {said}.", said=quotes(said)) if said else ""
    yield flaw(
        said[0][0] if said else (*hung[0], "anchor"),
        "« Démarrage » n’a pas de date : ce peut être {could}. Nommez la rencontre (anchor = "
        '"meeting.…") et le délai la suivra.{source}',
        could=could or say("une rencontre à définir"),
        source=source,
    )


def _several_starts(definition: Definition) -> bool:
    """Whether what comes first is not of the kind of what follows (a webinar, then days)."""
    kinds = {one.kind for one in definition.year.meetings if one.per == "cohort"}
    return len(kinds) > 1


def charter(definition: Definition) -> Iterator[Flaw]:
    """A charter due back before it is given."""
    one = definition.year.charter
    if one is None:
        return
    given, due = deadline(definition, one.given), deadline(definition, one.due)
    if given.first and due.last and due.last < given.first:
        yield flaw(
            ("year", "charter", "due"),
            "La charte est attendue ({said}) avant d’être remise ({said2}).",
            said=due.said(),
            said2=given.said(),
        )


def unreachable(definition: Definition) -> Iterator[Flaw]:
    """Presence asked at more meetings than there are."""
    for path, one in every(definition.year, PresenceAtLeast):
        count = sum(
            meeting.count
            for meeting in definition.year.meetings
            if meeting.attendance
            and (not one.meetings or {meeting.key, meeting.kind} & set(one.meetings))
        )
        if one.count and definition.year.meetings and one.count > count:
            yield flaw(
                ("year", *path, "count"),
                "{label} demande {count}, mais le calendrier n’a que {count2} de cette sorte.",
                label=french.quoted(one.label),
                count=french.plural(one.count, "présence"),
                count2=french.plural(count, "rencontre"),
            )
        if (one.count is None) == (one.share is None):
            yield flaw(
                ("year", *path),
                "{label} : écrivez count (un nombre de rencontres) ou share (une part, de 0 à "
                "1), l’un des deux.",
                label=french.quoted(one.label),
            )


CHECKS = (
    Check("calendar.order", Severity.WARNING, order, ("calendar",)),
    Check("calendar.hours", Severity.ERROR, hours),
    Check("calendar.overlap", Severity.WARNING, overlaps, ("calendar",)),
    Check("calendar.day_off", Severity.NOTICE, days_off),
    Check("calendar.circle", Severity.ERROR, circles),
    Check("calendar.charter", Severity.WARNING, charter, ("charter",)),
    Check("calendar.start", Severity.WARNING, start, ("start",)),
    Check("attendance.levels", Severity.WARNING, attendance, ("attendance",)),
    Check("attendance.strength", Severity.WARNING, strengths, ("attendance",)),
    Check("attendance.unreachable", Severity.ERROR, unreachable),
)
