"""Answers judged together: shares of one another, totals that must agree, whole lengths."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cordee.applications.rules.tables import added, decimal, finished
from cordee.applications.rules.written import length
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.kernel.typography import NBSP
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q

type Answers = Mapping[str, Any]


def together_findings(
    definition: Definition, asked: Sequence[q.Asked], answers: Answers
) -> list[Finding]:
    """The remarks that need several answers; one that is missing is told elsewhere."""
    return [
        *_shares(asked, answers),
        *_order(asked, answers),
        *_totals(asked, answers),
        *_lengths(definition, asked, answers),
    ]


def _shares(asked: Sequence[q.Asked], answers: Answers) -> Iterator[Finding]:
    labels = {question.key: question.label for question in asked}
    for question in asked:
        if not isinstance(question, (q.Number, q.Money)) or not question.share_of:
            continue
        part, whole = decimal(answers.get(question.key)), decimal(answers.get(question.share_of))
        if part is None or not whole:
            continue
        of = french.quoted(labels.get(question.share_of, question.share_of))
        if question.max_share is not None and part > question.max_share * whole:
            yield _share(
                question,
                french.say(
                    "au plus {percent} de {of}", percent=_percent(question.max_share), of=of
                ),
            )
        if question.min_share is not None and part < question.min_share * whole:
            yield _share(
                question,
                french.say(
                    "au moins {percent} de {of}", percent=_percent(question.min_share), of=of
                ),
            )


def _order(asked: Sequence[q.Asked], answers: Answers) -> Iterator[Finding]:
    """Dates that must come after another: an end after its beginning."""
    labels = {question.key: question.label for question in asked}
    for question in asked:
        if isinstance(question, q.Day) and question.follows:
            first, last = (str(answers.get(key) or "") for key in (question.follows, question.key))
            if first and last and last <= first:
                of = french.quoted(labels.get(question.follows, question.follows))
                said = french.typeset(
                    french.say(
                        "{label} : cette date doit suivre {of}.", label=question.label, of=of
                    )
                )
                yield broken("answer.order", f"questions.{question.key}", said,
                             strength=question.strength)  # fmt: skip


def _share(question: q.Asked, bound: str) -> Finding:
    said = french.typeset(french.say("{label} : {bound}.", label=question.label, bound=bound))
    return broken("answer.share", f"questions.{question.key}", said, strength=question.strength)


def _percent(share: Decimal) -> str:
    return french.strung(french.number(share * 100), "%", between=NBSP)


def _totals(asked: Sequence[q.Asked], answers: Answers) -> Iterator[Finding]:
    """Totals of a table that must equal the answer to another question."""
    labels = {question.key: question.label for question in asked}
    for question in asked:
        for check in question.checks if isinstance(question, q.Table) else ():
            other = decimal(answers.get(check.of_question or ""))
            if check.rule != "equals" or other is None or not isinstance(question, q.Table):
                continue
            rows = [row for row in answers.get(question.key) or () if isinstance(row, dict)]
            whole = finished(question, rows)
            if whole and added(question, whole, check.rows, check.column) != other:
                of = french.quoted(labels.get(check.of_question or "", check.of_question or ""))
                said = check.sentence or french.say(
                    "{label} : le total doit égaler {of}.", label=question.label, of=of
                )
                yield broken("answer.total", f"questions.{question.key}", french.typeset(said),
                             strength=check.strength)  # fmt: skip


def _lengths(
    definition: Definition, asked: Sequence[q.Asked], answers: Answers
) -> Iterator[Finding]:
    """The texts of a page, or of the whole form, measured together."""
    for section in definition.form.sections:
        inside = {question.key for question in section.questions}
        text = _text([one for one in asked if one.key in inside], answers)
        if text:
            yield from length(section.limit, text, section.label, f"sections.{section.key}")
    whole = _text(asked, answers)
    if whole:
        yield from length(definition.form.limit, whole, french.say("Dossier"), "form")


def _text(asked: Sequence[q.Asked], answers: Answers) -> str:
    texts = [
        _longest(answers.get(one.key)) for one in asked if isinstance(one, (q.Text, q.LongText))
    ]
    return "\n".join(text for text in texts if text.strip())


def _longest(value: Any) -> str:
    """A text; of one written in several languages, the longest version: a limit holds in each."""
    if isinstance(value, Mapping):
        return max((one for one in value.values() if isinstance(one, str)), key=len, default="")
    return value if isinstance(value, str) else ""
