"""The clock of a call: openings, closings, hours, changes of time, promised answers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.anchors import UNKNOWN, anchor, deadline
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.dates import at
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Milestone, Window
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

SOON = timedelta(days=21)
"""Less than three weeks to read, judge and answer is short."""


def zone_of(definition: Definition, window: Window) -> str:
    """The zone in which the hours of a window are said."""
    return window.zone or definition.timeline.zone


def closing(definition: Definition, window: Window) -> datetime | None:
    """The one closing of a window, extensions included."""
    return window.closes_at(definition.timeline.zone)


def backwards(definition: Definition) -> Iterator[Flaw]:
    """Windows that close before they open."""
    for index, window in enumerate(definition.windows):
        opens, closes = window.opens_at(definition.timeline.zone), closing(definition, window)
        if opens and closes and opens >= closes:
            yield flaw(
                ("windows", index, "closes"),
                "La clôture ({closes}) n’est pas après l’ouverture ({opens}) : corrigez l’une "
                "des deux.",
                closes=french.moment(closes),
                opens=french.moment(opens),
            )


def endless(definition: Definition) -> Iterator[Flaw]:
    """Windows without closing that are not declared permanent, or both at once."""
    for index, window in enumerate(definition.windows):
        if window.first_closing is None and not window.permanent:
            yield Flaw(
                ("windows", index),
                "Cette période n’a pas de clôture : écrivez closes (ou opens et closes_after), ou "
                "permanent = true si l’on peut candidater à tout moment.",
            )
        if window.closes is not None and window.closes_after:
            yield Flaw(
                ("windows", index, "closes_after"),
                "Cette période dit deux fois sa clôture : gardez closes ou closes_after.",
            )
        if window.first_closing is not None and window.permanent:
            yield Flaw(
                ("windows", index, "permanent"),
                "Une période permanente n’a pas de "
                "clôture : gardez permanent ou closes, pas les deux.",
            )


def no_hour(definition: Definition) -> Iterator[Flaw]:
    """Closings stated without hour (R99): the day ends at 23:59, and that is displayed."""
    for index, window in enumerate(definition.windows):
        last, closes = window.last_closing, closing(definition, window)
        if closes is None or isinstance(last, datetime) or window.first_closing != window.closes:
            continue
        zone = french.zone_name(zone_of(definition, window))
        yield flaw(
            ("windows", index, "closes"),
            "La clôture du {closes} est écrite sans heure : Cordée retient {hour} ({zone}) et "
            "l’affiche partout. Pour une autre heure, écrivez closes = {isoformat}T12:00:00.",
            closes=french.day(closes),
            hour=french.hour(closes.timetz()),
            zone=zone,
            isoformat=closes.date().isoformat(),
        )


def no_opening(definition: Definition) -> Iterator[Flaw]:
    """Windows that say nothing of their opening."""
    for index, window in enumerate(definition.windows):
        if window.opens is None and not _opened_by_choice(definition, window.key):
            yield Flaw(
                ("windows", index),
                "L’ouverture n’est pas dite : le dépôt sera possible "
                "dès la publication de l’appel.",
            )


def _opened_by_choice(definition: Definition, key: str) -> bool:
    """Whether a window only receives steps that a decision or an invitation opens."""
    steps = [one for one in definition.steps if key in (one.window, *one.waves)]
    return bool(steps) and all(one.after or one.invited for one in steps)


def _moments(definition: Definition) -> Iterator[tuple[Path, datetime, str]]:
    """Every moment written on a wall clock, without its offset."""
    for index, window in enumerate(definition.windows):
        zone, path = zone_of(definition, window), ("windows", index)
        written: list[tuple[Path, datetime | date | None]] = [
            ((*path, "opens"), window.opens),
            ((*path, "closes"), window.closes),
        ]
        for place, one in enumerate(window.extensions):
            written.append(((*path, "extensions", place, "closes"), one.closes))
        for where, moment in written:
            if isinstance(moment, datetime) and moment.tzinfo is None:
                yield where, moment, zone


def skipped_hour(definition: Definition) -> Iterator[Flaw]:
    """Hours that no clock shows: those skipped when summer time begins."""
    for path, moment, zone in _moments(definition):
        there = moment.replace(tzinfo=ZoneInfo(zone))
        back = there.astimezone(UTC).astimezone(ZoneInfo(zone))
        if back.replace(tzinfo=None) != moment:
            yield flaw(
                path,
                "{moment} n’existe pas ({zone}) : les horloges avancent à ce moment-là. "
                "Choisissez une autre heure.",
                moment=french.capitalized(french.moment(moment)),
                zone=french.zone_name(zone),
            )


def doubled_hour(definition: Definition) -> Iterator[Flaw]:
    """Hours that clocks show twice, when summer time ends."""
    for path, moment, zone in _moments(definition):
        first, second = (moment.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
        if first.utcoffset() != second.utcoffset() and not _skipped(moment, zone):
            yield flaw(
                path,
                "{moment} a lieu deux fois ({zone}) : les horloges reculent cette nuit-là. "
                "Cordée retient la première ; choisissez plutôt une autre heure.",
                moment=french.capitalized(french.moment(moment)),
                zone=french.zone_name(zone),
            )


def _skipped(moment: datetime, zone: str) -> bool:
    there = moment.replace(tzinfo=ZoneInfo(zone))
    return there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != moment


def extensions(definition: Definition) -> Iterator[Flaw]:
    """Extensions that do not extend, or were decided once it was too late."""
    for index, window in enumerate(definition.windows):
        before, zone = window.first_closing, zone_of(definition, window)
        for place, one in enumerate(window.extensions):
            path: Path = ("windows", index, "extensions", place)
            if before and _instant(one.closes, zone) <= _instant(before, zone):
                yield Flaw(
                    (*path, "closes"),
                    "Cette prolongation ne prolonge rien : sa clôture "
                    "n’est pas après la précédente.",
                )
            if before and one.decided > _instant(before, zone).date():
                yield Flaw(
                    (*path, "decided"),
                    "Cette prolongation est décidée après la clôture "
                    "qu’elle prolonge : les candidats la croyaient passée.",
                )
            before = one.closes


def _instant(moment: datetime | date, zone: str) -> datetime:
    return at(moment, zone, datetime.max.time())


def unused(definition: Definition) -> Iterator[Flaw]:
    """Windows in which nothing can be handed in."""
    used = {key for step in definition.steps for key in (step.window, *step.waves)}
    for index, window in enumerate(definition.windows):
        if window.key not in used:
            yield flaw(
                ("windows", index, "key"),
                "Aucune étape ne se dépose dans la période {key} : nommez-la dans [[steps]].",
                key=french.quoted(window.key),
            )


def last_closing(definition: Definition) -> datetime | None:
    """The last closing of all windows."""
    found = [one for window in definition.windows if (one := closing(definition, window))]
    return max(found, default=None)


def answers(definition: Definition) -> list[tuple[int, Milestone]]:
    """The milestones by which candidates know."""
    kinds = {"answer", "results"}
    return [(i, one) for i, one in enumerate(definition.milestones) if one.kind in kinds]


def no_answer(definition: Definition) -> Iterator[Flaw]:
    """Calls that promise no date of answer (R100)."""
    if last_closing(definition) and not answers(definition):
        yield Flaw(
            ("milestones",),
            "Aucune date de réponse aux candidats n’est annoncée : "
            'ajoutez un [[milestones]] avec kind = "answer".',
        )


def early_answer(definition: Definition) -> Iterator[Flaw]:
    """Answers promised before the closing."""
    first = min(
        (one for window in definition.windows if (one := closing(definition, window))),
        default=None,
    )
    for index, milestone in answers(definition):
        when = days.promised(definition, milestone)
        if first and when.last and when.last < first.date():
            yield flaw(
                ("milestones", index, "when"),
                "La réponse est promise ({said}) avant la clôture du {first}.",
                said=when.said(),
                first=french.day(first),
            )


def late_answer(definition: Definition) -> Iterator[Flaw]:
    """Answers that come once the first meeting is over; those of later waves have no meeting here.

    `calendar.before_choice` tells that a calendar only serves the first wave.
    """
    start = anchor(definition, "start")
    first = definition.windows[0].key if definition.windows else ""
    for index, milestone in answers(definition):
        when = days.promised(definition, milestone)
        wave = milestone.window not in {None, first}
        if start.last and when.first and when.first > start.last and not wave:
            yield flaw(
                ("milestones", index, "when"),
                "La réponse aux candidats ({said}) vient après la première rencontre ({said2}).",
                said=when.said(),
                said2=start.said(),
            )


def questions(definition: Definition) -> Iterator[Flaw]:
    """Questions still taken once files can no longer be handed in, or never answered in time."""
    closes = last_closing(definition)
    last = {one.kind: one.when for one in definition.milestones}
    for index, one in enumerate(definition.milestones):
        after = closes and one.when.first and one.when.first > closes.date()
        if one.kind in {"questions", "answers", "information"} and after:
            yield flaw(
                ("milestones", index, "when"),
                "{label} ({said}) vient après la clôture.",
                label=french.quoted(one.label),
                said=one.when.said(),
            )
        asked = last.get("questions") if one.kind == "answers" else None
        if asked and asked.last and one.when.last and one.when.last < asked.last:
            yield Flaw(
                ("milestones", index, "when"),
                "Les réponses sont promises avant la fin des questions : inversez les deux dates.",
            )


def stages(definition: Definition) -> Iterator[Flaw]:
    """Stages that end before they start, or after candidates were to be answered."""
    known = [days.promised(definition, one).last for _, one in answers(definition)]
    promised = max((one for one in known if one), default=None)
    for index, stage in enumerate(definition.stages):
        starts = deadline(definition, stage.starts) if stage.starts else UNKNOWN
        ends = deadline(definition, stage.ends) if stage.ends else UNKNOWN
        if starts.first and ends.last and ends.last < starts.first:
            yield flaw(
                ("stages", index, "ends"),
                "{label} s’achève ({said}) avant de commencer ({said2}).",
                label=french.quoted(stage.label),
                said=ends.said(),
                said2=starts.said(),
            )
        if promised and ends.first and ends.first > promised:
            yield flaw(
                ("stages", index, "ends"),
                "{label} s’achève ({said}) après la réponse promise ({promised}).",
                label=french.quoted(stage.label),
                said=ends.said(),
                promised=french.day(promised),
            )


def silence(definition: Definition) -> Iterator[Flaw]:
    """Silence that speaks before the promised answer."""
    rule, closes = definition.timeline.silence, last_closing(definition)
    if rule is None or closes is None or rule.means == "nothing":
        return
    speaks = rule.speaks(closes.date())
    means = {"rejection": say("un refus"), "acceptance": say("une acceptation")}[rule.means]
    for _, milestone in answers(definition):
        when = days.promised(definition, milestone)
        if when.first and when.first > speaks:
            yield flaw(
                ("timeline", "silence", "after"),
                "Le silence vaut {means} au plus tard le {speaks}, avant la réponse annoncée "
                "({said}) : allongez le délai ou avancez la réponse.",
                means=means,
                speaks=french.day(speaks),
                said=when.said(),
            )


def first_meeting(definition: Definition) -> Iterator[Flaw]:
    """A first meeting so soon after the closing that choosing is hardly feasible (R150)."""
    closes, start = last_closing(definition), anchor(definition, "start")
    if closes is None or start == UNKNOWN or start.first is None:
        return
    left = start.first - closes.date()
    if timedelta() <= left < SOON:
        yield flaw(
            _first_meeting(definition),
            "La première rencontre ({said}) vient {left} ({closes}) : il faut dans ce délai "
            "instruire, choisir et prévenir les lauréats, qui se libèrent.",
            said=start.said(),
            left=say("{days} après la clôture", days=french.plural(left.days, "jour"))
            if left
            else say("le jour même de la clôture"),
            closes=french.day(closes),
        )


def before_choice(definition: Definition) -> Iterator[Flaw]:
    """Meetings of the winners held before candidates could even apply."""
    closes, start = last_closing(definition), anchor(definition, "start")
    if closes and start.first and start.first < closes.date():
        yield flaw(
            _first_meeting(definition),
            "La première rencontre ({said}) a lieu avant la clôture des candidatures ({closes}).",
            said=start.said(),
            closes=french.day(closes),
        )


def _first_meeting(definition: Definition) -> Path:
    """The place of the earliest dated meeting."""
    dated = [
        (when.first, index)
        for index, one in enumerate(definition.year.meetings)
        if (when := anchor(definition, f"meeting.{one.key}")).first
    ]
    return ("year", "meetings", min(dated)[1]) if dated else ("year", "meetings")


CHECKS = (
    Check("window.backwards", Severity.ERROR, backwards),
    Check("window.endless", Severity.ERROR, endless),
    Check("window.no_hour", Severity.WARNING, no_hour, ("hour",)),
    Check("window.no_opening", Severity.NOTICE, no_opening),
    Check("window.skipped_hour", Severity.ERROR, skipped_hour),
    Check("window.doubled_hour", Severity.WARNING, doubled_hour, ("hour", "closes")),
    Check("window.extension", Severity.WARNING, extensions, ("closes",)),
    Check("window.unused", Severity.WARNING, unused),
    Check("answer.absent", Severity.WARNING, no_answer, ("answer",)),
    Check("answer.early", Severity.WARNING, early_answer, ("answer",)),
    Check("answer.late", Severity.WARNING, late_answer, ("answer", "first_meeting")),
    Check("milestone.questions", Severity.WARNING, questions, ("calendar", "closes")),
    Check("stage.dates", Severity.WARNING, stages, ("answer", "calendar")),
    Check("answer.silence", Severity.WARNING, silence, ("answer",)),
    Check("calendar.soon", Severity.WARNING, first_meeting, ("first_meeting", "calendar")),
    Check("calendar.before_choice", Severity.WARNING, before_choice, ("first_meeting", "calendar")),
)
