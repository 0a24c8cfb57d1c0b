"""How long a file takes to fill: an honest order of magnitude, said before one begins."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from cordee.applications.rules.answers import empty
from cordee.kernel import counting, french
from cordee.kernel.counting import Unit
from cordee.kernel.typography import NBSP
from cordee.programme.schema import questions as q

PER_LINE: Final = 1.5
"""Minutes to think and write one printed line, several hands included."""
WORDS_A_LINE: Final = 14
FREE_LINES: Final = 8
"""Lines one writes when nothing says how many."""
MINUTES: Final[Mapping[type[q.Asked], float]] = {
    q.Text: 1,
    q.Choice: 1,
    q.YesNo: 0.5,
    q.Attestation: 1,
    q.Number: 2,
    q.Money: 2,
    q.Day: 1,
    q.Place: 1,
    q.Contact: 2,
    q.Table: 15,
    q.Group: 10,
    q.File: 5,
}
ROUND: Final = 5


def minutes(questions: Iterable[q.Asked]) -> int:
    """Minutes to answer these questions, rounded up to five; none when nothing is asked."""
    total = sum(_minutes(question) for question in questions)
    return int(-(-total // ROUND) * ROUND)


def _minutes(question: q.Asked) -> float:
    if isinstance(question, q.LongText):
        return PER_LINE * _lines(question.limit) * max(1, len(question.languages))
    return MINUTES.get(type(question), 2)


def _lines(limit: q.Limit | None) -> float:
    """Printed lines a text will have: what its limit allows, or a short answer."""
    most = limit.max or limit.min if limit else None
    if limit is None or most is None:
        return FREE_LINES
    match limit.unit:
        case Unit.LINES:
            return most * limit.line_width / counting.LINE_WIDTH
        case Unit.PAGES:
            return most * counting.PAGE_LINES
        case Unit.WORDS:
            return most / WORDS_A_LINE
        case _:
            return most / counting.LINE_WIDTH


def left(questions: Iterable[q.Asked], answers: Mapping[str, Any]) -> list[q.Asked]:
    """The questions nobody answered yet; the optional ones wait for nobody."""
    return [one for one in questions if one.required and empty(answers.get(one.key))]


def said(total: int) -> str:
    """« 45 minutes », « 2 heures 30 »."""
    hours, rest = divmod(total, 60)
    if not hours:
        return french.plural(rest, "minute")
    whole = french.plural(hours, "heure")
    return french.strung(whole, str(rest), between=NBSP) if rest else whole
