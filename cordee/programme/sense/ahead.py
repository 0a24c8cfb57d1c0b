"""What comes before its time: an end before the answer, a committee before the files."""

from collections.abc import Iterator
from datetime import date, datetime

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.sense import days
from cordee.programme.sense.clock import answers
from cordee.programme.sense.flaws import Check, Flaw, flaw

HALF_YEAR = 184
"""About how many days: beyond, a window that examines nothing more is surely an oversight."""


def projects(definition: Definition) -> Iterator[Flaw]:
    """Projects yet to come that must end before candidates have an answer."""
    whole: Path = ("project",)
    found = [(whole, definition.project)]
    found += [(("tracks", i, "project"), one.project) for i, one in enumerate(definition.tracks)]
    answer = days.answered(definition)
    for path, one in found:
        ends = days.last(definition, one.ends_before) if one and one.starts_after else None
        if answer and ends and ends < answer:
            yield flaw(
                (*path, "ends_before"),
                "Le projet finit au plus tard le {ends}, avant la réponse aux candidats "
                "({answer}) : donnez-lui plus de temps.",
                ends=french.day(ends),
                answer=french.day(answer),
            )


def results(definition: Definition) -> Iterator[Flaw]:
    """Results expected before candidates even have an answer."""
    answer = days.answered(definition)
    for index, one in enumerate(definition.year.results):
        due = days.last(definition, one.due)
        if answer and due and due < answer:
            yield flaw(
                ("year", "results", index, "due"),
                "{label} est attendu pour le {due}, avant la réponse aux candidats ({answer}).",
                label=french.quoted(one.label),
                due=french.day(due),
                answer=french.day(answer),
            )


def final_answer(definition: Definition) -> Iterator[Flaw]:
    """Calls in several steps whose every answer comes before the last step closes."""
    zone = definition.timeline.zone
    last = definition.steps[-1] if len(definition.steps) > 1 else None
    window = definition.window(last.window) if last and (last.after or last.follows) else None
    closes = window.closes_at(zone) if window else None
    promised = [days.promised(definition, one) for _, one in answers(definition)]
    if closes and promised and all(one.last and one.last < closes.date() for one in promised):
        yield flaw(
            ("milestones", answers(definition)[-1][0], "when"),
            "Toutes les réponses annoncées viennent avant la dernière clôture ({closes}) : "
            "annoncez celle qui la suit.",
            closes=french.day(closes),
        )


def reserve(definition: Definition) -> Iterator[Flaw]:
    """Reserve lists that expire before the final answer."""
    kept = definition.selection.reserve
    expires = days.last(definition, kept.expires) if kept else None
    found = [(one, days.promised(definition, one)) for _, one in answers(definition)]
    finals = [when.first for one, when in found if one.kind == "answer" and when.first]
    first = days.answered(definition)
    if expires and finals and first and first <= expires < max(finals):
        yield flaw(
            ("selection", "reserve", "expires"),
            "La liste complémentaire expire le {expires}, avant la dernière réponse ({answer}) : "
            "prolongez-la.",
            expires=french.day(expires),
            answer=french.day(max(finals)),
        )


def committees(definition: Definition) -> Iterator[Flaw]:
    """Committees that meet before the first files of their window are examined."""
    for index, one in enumerate(definition.milestones):
        window = definition.window(one.window) if one.window else None
        when = days.promised(definition, one)
        if window is None or one.kind != "committee" or not (window.cut_offs and when.last):
            continue
        first = min(_day(cut) for cut in window.cut_offs)
        if when.last < first:
            yield flaw(
                ("milestones", index, "when"),
                "{label} se réunit avant le premier relevé des dossiers ({first}).",
                label=french.quoted(one.label),
                first=french.day(first),
            )


def unexamined(definition: Definition) -> Iterator[Flaw]:
    """Windows that go on taking files long after the last ones are examined."""
    for index, one in enumerate(definition.windows):
        closes = one.closes_at(definition.timeline.zone)
        if not (one.cut_offs and closes) or one.examined_every:
            continue
        last = max(_day(cut) for cut in one.cut_offs)
        opens = one.opens_at(definition.timeline.zone)
        known = opens is None or last >= opens.date()
        if known and (closes.date() - last).days > HALF_YEAR:
            yield flaw(
                ("windows", index, "cut_offs"),
                "{label} reçoit des dossiers jusqu’au {closes}, mais le dernier relevé est du "
                "{last} : ajoutez les suivants, ou écrivez examined_every.",
                label=french.quoted(one.label),
                closes=french.day(closes),
                last=french.day(last),
            )


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def silence(definition: Definition) -> Iterator[Flaw]:
    """Silence that means something before the answer promised, both counted from the file."""
    quiet = definition.timeline.silence
    if quiet is None or quiet.after is None or quiet.means == "nothing":
        return
    if quiet.counted_from == "closing":
        return
    for index, one in enumerate(definition.milestones):
        due = one.due
        late = due and due.anchor == "deposit" and due.offset
        if one.kind == "answer" and late and days.length(late) > days.length(quiet.after):
            yield flaw(
                ("milestones", index, "due"),
                "La réponse est promise {promised} après le dépôt, mais le silence parle dès "
                "{after} : allongez l’un, ou raccourcissez l’autre.",
                promised=late.said(),
                after=quiet.after.said(),
            )
    for index, stage in enumerate(definition.stages):
        late = stage.ends.offset if stage.ends and stage.ends.anchor == "deposit" else None
        if stage.kind == "decision" and late and days.length(late) > days.length(quiet.after):
            yield flaw(
                ("stages", index, "ends"),
                "{label} s’achève {promised} après le dépôt, mais le silence peut parler dès "
                "{after} : allongez le délai du silence, ou avancez la décision.",
                label=french.quoted(stage.label),
                promised=late.said(),
                after=quiet.after.said(),
            )


CHECKS = (
    Check("project.ended", Severity.WARNING, projects, ("calendar", "answer")),
    Check("result.early", Severity.WARNING, results, ("calendar", "answer")),
    Check("answer.final", Severity.WARNING, final_answer, ("answer",)),
    Check("reserve.expired", Severity.WARNING, reserve, ("answer", "places")),
    Check("committee.early", Severity.WARNING, committees, ("calendar",)),
    Check("window.unexamined", Severity.WARNING, unexamined, ("calendar", "closes")),
    Check("answer.quiet", Severity.WARNING, silence, ("answer",)),
)
