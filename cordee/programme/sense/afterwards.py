"""What comes too early or too late once the files are in: ceremonies, papers, payments, reports."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import Duration
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import questions
from cordee.programme.schema.base import Due
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Milestone
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

TOLD = {"answer", "results"}


def ceremonies(definition: Definition) -> Iterator[Flaw]:
    """Ceremonies before the choice, projects begun before their agreement, votes out of time."""
    answer = days.answered(definition)
    chosen = _chosen(definition)
    agreed = [one.when.first for one in definition.milestones if one.kind == "agreement"]
    signed = min((one for one in agreed if one), default=None)
    for index, one in enumerate(definition.milestones):
        path: Path = ("milestones", index, "when")
        day = one.when.last
        if day is None or one.window is not None:
            continue
        before = chosen or answer
        if one.kind == "ceremony" and before and day < before:
            yield flaw(
                path,
                "{label} vient avant que les lauréats ne soient choisis ({before}).",
                label=french.quoted(one.label),
                before=french.day(before),
            )
        if one.kind == "start" and signed and day < signed:
            yield flaw(
                path,
                "{label} vient avant la signature de la convention ({signed}).",
                label=french.quoted(one.label),
                signed=french.day(signed),
            )
        yield from _useless(definition, path, one, day, answer)
    yield from _voted(definition)


def _useless(
    definition: Definition, path: Path, one: Milestone, day: date, answer: date | None
) -> Iterator[Flaw]:
    """An embargo that protects nothing, a meeting that helps nobody apply."""
    if one.kind == "embargo" and answer and day < answer and not _later(definition, day):
        yield flaw(
            path,
            "L’embargo est levé avant la réponse ({answer}) : il ne protège rien.",
            answer=french.day(answer),
        )
    if (
        one.kind == "information"
        and (closes := _last_closing(definition))
        and ((one.when.first or day) > closes)
    ):
        yield flaw(
            path,
            "{label} vient après la dernière clôture ({closes}) : elle n’aide plus à candidater.",
            label=french.quoted(one.label),
            closes=french.day(closes),
        )


def _chosen(definition: Definition) -> date | None:
    """The day on which the last stage is over."""
    ends = [days.first(definition, one.ends) for one in definition.stages[-1:]]
    return next((one for one in ends if one), None)


def _later(definition: Definition, day: date) -> bool:
    """Whether something is told to the public on or after that day, before the answer."""
    return any(
        one.kind in {"results", "publication"}
        and one.when.first
        and one.when.first >= day
        and one.kind not in TOLD
        for one in definition.milestones
    )


def _last_closing(definition: Definition) -> date | None:
    zone = definition.timeline.zone
    found = [one.closes_at(zone) for one in definition.windows]
    known = [one.date() for one in found if one]
    return max(known) if known and len(known) == len(found) else None


def _voted(definition: Definition) -> Iterator[Flaw]:
    """Votes announced where no stage is one, or outside its days."""
    held = [one for one in definition.stages if one.kind == "public_vote"]
    for index, one in enumerate(definition.milestones):
        day = one.when.first
        if one.kind != "vote" or day is None:
            continue
        if not held:
            yield flaw(
                ("milestones", index, "kind"),
                "{label} annonce un vote, mais aucune étape n’en est un : ajoutez un "
                '[[stages]] kind = "public_vote".',
                label=french.quoted(one.label),
            )
            continue
        spans = [(days.first(definition, x.starts), days.last(definition, x.ends)) for x in held]
        if all(low and high and not low <= day <= high for low, high in spans):
            yield flaw(
                ("milestones", index, "when"),
                "{label} tombe hors des jours de l’étape de vote.",
                label=french.quoted(one.label),
            )


def paid_early(definition: Definition) -> Iterator[Flaw]:
    """A last instalment before the report it comes after, fees of candidates after the closing."""
    reports = {one.key: one.due for one in definition.year.deliverables}
    for index, grant in enumerate(definition.grants):
        earlier: date | None = None
        for place, part in enumerate(grant.instalments):
            owed = part.released or reports.get(part.on_deliverable or "")
            day = days.last(definition, owed)
            if day and earlier and day < earlier:
                yield flaw(
                    ("grants", index, "instalments", place),
                    "Ce versement vient le {day}, avant celui qui le précède ({earlier}) : "
                    "remettez-les dans l’ordre.",
                    day=french.day(day),
                    earlier=french.day(earlier),
                )
                break
            earlier = days.first(definition, owed) or earlier
    closes = _last_closing(definition)
    for index, fee in enumerate(definition.fees):
        due = days.first(definition, fee.due)
        answer = days.answered(definition)
        late = closes and answer and due and due > max(closes, answer)
        if fee.of == "candidates" and late and due:
            yield flaw(
                ("fees", index, "due"),
                "{label} est demandé aux candidats, et dû le {due}, quand ils ont déjà leur "
                "réponse.",
                label=french.quoted(fee.label),
                due=french.day(due),
            )


def year_dates(definition: Definition) -> Iterator[Flaw]:
    """Surveys, logbooks and results dated before the year begins, or after it is over."""
    begins, answer = days.first(definition, Due(anchor="start")), days.answered(definition)
    ends = days.ended(definition)
    year = definition.year
    if not year.meetings or begins is None:
        return
    first = min(one for one in (begins, answer) if one)
    dated: list[tuple[Path, str, Due | None]]
    dated = [
        (("year", "surveys", index, "when"), str(one.label), one.when)
        for index, one in enumerate(year.surveys)
        if one.to != "staff"
    ]
    dated += [
        (("year", "results", index, "due"), str(one.label), one.due)
        for index, one in enumerate(year.results)
    ]
    if year.logbook:
        dated.append(
            (("year", "logbook", "given_at"), say("Journal de bord"), year.logbook.given_at)
        )
    for path, label, due in dated:
        day = days.last(definition, due)
        if day and day < first:
            yield flaw(
                path,
                "{label} tombe le {day}, avant que le programme ne commence ({first}).",
                label=french.quoted(label),
                day=french.day(day),
                first=french.day(first),
            )
    given = days.first(definition, year.logbook.given_at) if year.logbook else None
    if given and ends and given > ends:
        yield flaw(
            ("year", "logbook", "given_at"),
            "Le journal de bord est remis après la fin du programme ({ends}).",
            ends=french.day(ends),
        )


def project_dates(definition: Definition) -> Iterator[Flaw]:
    """Questions of date and money that admit what the project's own rules refuse."""
    project = definition.project
    if project is None:
        return
    asked = {one.key: (path, one) for path, one in _asked(definition)}
    last = days.last(definition, project.ends_before)
    start = asked.get(project.start_question or "")
    if start and isinstance(start[1], questions.Day) and start[1].earliest and last:
        day = _iso(start[1].earliest)
        if day and day > last:
            yield flaw(
                (*start[0], "earliest"),
                "Le projet commencerait au plus tôt le {day}, après le jour où il doit finir "
                "({last}).",
                day=french.day(day),
                last=french.day(last),
            )
    end = asked.get(project.end_question or "")
    if end and isinstance(end[1], questions.Day) and end[1].earliest and last:
        day = _iso(end[1].earliest)
        if day and day > last:
            yield flaw(
                (*end[0], "earliest"),
                "Aucune fin n’est possible : la question commence après {last}, le dernier "
                "jour admis.",
                last=french.day(last),
            )
    cost = asked.get(project.cost_question or "")
    if cost and isinstance(cost[1], questions.Money):
        yield from _costs(cost[0], cost[1], project.cost_min, project.cost_max)


def _costs(
    path: Path, asked: questions.Money, low: Decimal | None, high: Decimal | None
) -> Iterator[Flaw]:
    if asked.max is not None and low is not None and asked.max < low:
        yield Flaw(
            (*path, "max"),
            "Aucun coût n’est possible : la question s’arrête au-dessous "
            "du coût minimal du projet.",
        )
    if asked.min is not None and high is not None and asked.min > high:
        yield Flaw(
            (*path, "min"),
            "Aucun coût n’est possible : la question commence au-dessus du coût maximal du projet.",
        )


def _asked(definition: Definition) -> Iterator[tuple[Path, questions.AnyQuestion]]:
    for rank, section in enumerate(definition.form.sections):
        for index, one in enumerate(section.questions):
            yield ("form", "sections", rank, "questions", index), one


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def kept_long_enough(definition: Definition) -> Iterator[Flaw]:
    """Files of winners erased while they are still bound."""
    kept = definition.retention.get("selected")
    try:
        length = Duration.parse(kept) if kept else None
    except ValueError:
        return
    for index, one in enumerate(definition.year.pledges):
        if length and one.lasts and days.length(one.lasts) > days.length(length):
            yield flaw(
                ("year", "pledges", index, "lasts"),
                "{label} lie pendant {said}, mais les dossiers des lauréats sont effacés au "
                "bout de {said2} : allongez retention.selected.",
                label=french.quoted(one.label),
                said=one.lasts.said(),
                said2=length.said(),
            )


CHECKS = (
    Check("milestone.early", Severity.WARNING, ceremonies, ("calendar", "answer")),
    Check("grant.early", Severity.WARNING, paid_early, ("grant", "fee")),
    Check("year.dates", Severity.WARNING, year_dates, ("calendar",)),
    Check("project.impossible", Severity.ERROR, project_dates),
    Check("retention.short", Severity.WARNING, kept_long_enough, ("data",)),
)
