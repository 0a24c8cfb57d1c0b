"""Tables: computed cells, totals, and the rules that hold on each row or on all of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from math import prod
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema import questions as q


def decimal(value: Any) -> Decimal | None:
    """Read « 1 250,50 » or 1250.5 as an exact number; `None` when it is not one."""
    if isinstance(value, bool) or value is None:
        return None
    text = re.sub(r"[\s\u00a0\u202f€%]", "", str(value)).replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 30 else None  # noqa: PLR2004 - sane size


def table_findings(question: q.Table, value: Any, where: str) -> Iterator[Finding]:
    """Every remark on a table: its rows, its cells, its totals."""
    rows: Sequence[Mapping[str, Any]] = [row for row in value if row]
    if not question.rows and not question.min <= len(rows) <= question.max:
        yield broken(
            "answer.rows",
            where,
            f"{question.label} : de {question.min} à {question.max} lignes.",
        )
    totals = table_totals(question, rows)
    yield from _outside(question, rows, where)
    for check in question.checks:
        parts = [[row] for row in rows] if check.each_row else [rows]
        for part in parts:
            yield from _table_check(question, check, part, totals, where)


def completed(question: q.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its computed cells: sums, products and flat rates of other cells, as text.

    A column may stand on another computed one; a cell that stands on nothing stays empty.
    """
    known = {one.key: decimal(row.get(one.key)) for one in question.columns}
    own = [one for one in question.columns if one.sum_of or one.product_of]
    for _ in own:
        known.update({one.key: _computed(one, known) for one in own})
    made = {one.key: known[one.key] for one in own}
    return {**row, **{key: "" if value is None else f"{value:f}" for key, value in made.items()}}


def _computed(column: q.Column, known: Mapping[str, Decimal | None]) -> Decimal | None:
    parts = [known.get(key) for key in column.sum_of or column.product_of]
    given = [part for part in parts if part is not None]
    if not given or (column.product_of and len(given) < len(parts)):
        return None
    value = sum(given, Decimal()) if column.sum_of else prod(given, start=Decimal(1))
    value *= Decimal(1) if column.rate is None else column.rate
    return value.quantize(CENT) if column.kind == "money" else value


CENT = Decimal("0.01")


def _outside(question: q.Table, rows: Sequence[Mapping[str, Any]], where: str) -> Iterator[Finding]:
    """Cells of numbers outside the bounds of their column."""
    for rank, row in enumerate(rows, start=1):
        for column in question.columns:
            value = decimal(completed(question, row).get(column.key))
            low = value is not None and column.min is not None and value < column.min
            if low or (value is not None and column.max is not None and value > column.max):
                bound = (f"au moins {french.number(column.min or 0)}" if low
                         else f"au plus {french.number(column.max or 0)}")  # fmt: skip
                said = f"{question.label}, ligne {rank}, {column.label} : {bound}."
                yield broken("answer.range", where, french.typeset(said))


def table_totals(question: q.Table, rows: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    """The total of each column of numbers; what is not a number counts for nothing."""
    return {
        column.key: sum(
            (decimal(completed(question, row).get(column.key)) or Decimal(0) for row in rows),
            Decimal(0),
        )
        for column in question.columns
        if column.kind in {"number", "money"}
    }


def _table_check(
    question: q.Table,
    check: q.TableCheck,
    rows: Sequence[Mapping[str, Any]],
    totals: Mapping[str, Decimal],
    where: str,
) -> Iterator[Finding]:
    kept = [row for row in rows if not check.rows or str(row.get("key")) in check.rows]
    value = table_totals(question, kept).get(check.column, Decimal(0))
    if check.rule == "ratio":
        under = [row for row in rows if not check.of_rows or str(row.get("key")) in check.of_rows]
        whole = table_totals(question, under).get(check.of or check.column, Decimal(0))
        value = value / whole if whole else Decimal(0)
    expected = totals.get(check.of or "") if check.rule == "equals" else None
    wrong = (
        (expected is not None and value != expected)
        or (check.min is not None and value < check.min)
        or (check.max is not None and value > check.max)
    )
    if wrong:
        said = str(check.sentence or "") or f"{question.label} : le total ne respecte pas la règle."
        yield broken("answer.total", where, said, strength=check.strength)
