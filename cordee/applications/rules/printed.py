"""How long an answer is once printed: texts, tables, groups, each language (R33)."""

from collections.abc import Mapping
from typing import Any

from cordee.applications.rules.answers import empty
from cordee.applications.rules.tables import finished
from cordee.kernel import counting
from cordee.programme.schema import questions as q

HEADING = 2
"""Lines of a question and the space under its answer."""
CELL = 24
"""Characters of a cell on one line: a table shares the width of the page."""


def printed_lines(question: q.Asked, value: Any) -> int:
    """Lines an answer takes with its heading; none when nothing was answered."""
    return 0 if empty(value) else HEADING + _answer(question, value)


def _answer(question: q.Asked, value: Any) -> int:
    match question:
        case q.Table():
            return _table(question, value)
        case q.Group():
            return sum(_item(question, item) for item in value if isinstance(item, Mapping))
        case q.Attestation():
            return sum(counting.lines(str(one)) for one in question.statements)
        case _:
            return _text(value)


def _text(value: Any) -> int:
    """Lines of a text, of each text of a list, of each part of a person or language of a text."""
    if isinstance(value, str):
        return counting.lines(value)
    parts = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, Mapping | list | tuple):
        return sum(_text(one) for one in parts if not empty(one))
    return 1


def _table(question: q.Table, value: Any) -> int:
    """Its head, then each row as high as its longest cell."""
    rows = finished(question, [row for row in value if isinstance(row, Mapping)])
    cells = [column.key for column in question.columns]
    return 1 + sum(
        max(1, *(counting.lines(str(row.get(key) or ""), CELL) for key in cells)) for row in rows
    )


def _item(question: q.Group, item: Mapping[str, Any]) -> int:
    inside = (one for one in question.questions if isinstance(one, q.Asked))
    return sum(_answer(one, item[one.key]) for one in inside if not empty(item.get(one.key)))
