"""The project against what the call asks of it: its dates, its length, its cost, as answered."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cordee.applications.rules.tables import decimal, table_totals
from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken
from cordee.kernel.moments import Duration
from cordee.programme.amounts import grants_of
from cordee.programme.anchors import Held, deadline
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.programme.schema.base import Due
from cordee.programme.schema.timeline import Project

type Answers = Mapping[str, Any]


def project_findings(
    definition: Definition, track: str, answers: Answers, at: date
) -> list[Finding]:
    """The remarks on a project, by the questions that say it; what is not answered waits."""
    project = definition.project_of(track)
    if project is None:
        return []
    start = _day(answers.get(project.start_question or ""))
    end = _day(answers.get(project.end_question or ""))
    return [
        *_dates(definition, project, start, end, at),
        *_length(project, start, end, answers),
        *_cost(definition, project, answers),
        *_counted(definition, track, project, (start, end), at),
    ]


def _counted(
    definition: Definition,
    track: str,
    project: Project,
    days: tuple[date | None, date | None],
    at: date,
) -> Iterator[Finding]:
    """A project that spends before its costs count, or once they no longer do."""
    start, end = days
    held: Held = {"deposit": at, **({"project_start": start} if start else {})}
    for one in grants_of(definition, track):
        first = deadline(definition, one.costs_from, held).first if one.costs_from else None
        last = deadline(definition, one.costs_until, held).last if one.costs_until else None
        label = french.quoted(one.label)
        if start and first and start < first:
            said = french.say(
                "Pour {label}, les dépenses ne comptent qu’à partir du {first}.",
                label=label, first=french.day(first))  # fmt: skip
            yield _advised(project.start_question, said)
        if end and last and end > last:
            said = french.say(
                "Pour {label}, les dépenses ne comptent que jusqu’au {last}.",
                label=label, last=french.day(last))  # fmt: skip
            yield _advised(project.end_question, said)


def _advised(question: str | None, said: str) -> Finding:
    return broken("project.costs", f"questions.{question or ''}", said, strength=Strength.ADVICE)


def _dates(
    definition: Definition, project: Project, start: date | None, end: date | None, at: date
) -> Iterator[Finding]:
    held: Held = {"deposit": at, **({"project_start": start} if start else {})}

    def known(due: Due | None) -> tuple[date | None, date | None]:
        when = deadline(definition, due, held) if due else None
        return (when.first, when.last) if when else (None, None)

    first, _ = known(project.starts_after)
    if start and first and start < first:
        yield _broken(
            project.start_question,
            french.say(
                "{label} : il ne commence pas avant le {first}.",
                label=project.label,
                first=french.day(first),
            ),
        )
    _, last = known(project.starts_before)
    if start and last and start > last:
        yield _broken(
            project.start_question,
            french.say(
                "{label} : il commence au plus tard le {last}.",
                label=project.label,
                last=french.day(last),
            ),
        )
    _, over = known(project.ends_before)
    if end and over and end > over:
        yield _broken(
            project.end_question,
            french.say(
                "{label} : il finit au plus tard le {over}.",
                label=project.label,
                over=french.day(over),
            ),
        )


def _length(
    project: Project, start: date | None, end: date | None, answers: Answers
) -> Iterator[Finding]:
    months = decimal(answers.get(project.months_question or ""))
    low, high = project.lasts_min, project.lasts_max
    if start and end:
        where = project.end_question
        short, long = low and end < _before(low, start), high and end > high.after(start)
    elif months is not None:
        where = project.months_question
        short, long = low and months < _months(low), high and months > _months(high)
    else:
        return
    if short and low:
        yield _broken(
            where,
            french.say("{label} : il dure au moins {low}.", label=project.label, low=low.said()),
        )
    if long and high:
        yield _broken(
            where,
            french.say("{label} : il dure au plus {high}.", label=project.label, high=high.said()),
        )


def _before(length: Duration, start: date) -> date:
    """The last day of a length that begins with its first day: a year ends on its eve."""
    return date.fromordinal(length.after(start).toordinal() - 1)


def _months(length: Duration) -> Decimal:
    return Decimal(length.months) + Decimal(length.days) / 30


def _cost(definition: Definition, project: Project, answers: Answers) -> Iterator[Finding]:
    key = project.cost_question
    question = next((one for one in definition.questions() if one.key == key), None)
    value = answers.get(key or "")
    amount = decimal(value)
    if isinstance(question, q.Table) and isinstance(value, list):
        totals = table_totals(question, [row for row in value if isinstance(row, dict)])
        amount = max(totals.values(), default=None)
    if not amount:
        return
    low, high = project.cost_min, project.cost_max
    if low is not None and amount < low:
        yield _broken(
            key,
            french.say(
                "{label} : il coûte au moins {money}.",
                label=project.label,
                money=_money(definition, low),
            ),
        )
    if high is not None and amount > high:
        yield _broken(
            key,
            french.say(
                "{label} : il coûte au plus {money}.",
                label=project.label,
                money=_money(definition, high),
            ),
        )


def _money(definition: Definition, amount: Decimal) -> str:
    return french.money(amount, definition.currency)


def _broken(question: str | None, said: str) -> Finding:
    return broken("project", f"questions.{question or ''}", said)


def _day(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(str(value or "")).date()
    except ValueError:
        return None
