"""Tables: computed cells, totals, and the rules that hold on each row or on all of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from math import prod
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
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
    rows: Sequence[Mapping[str, Any]] = finished(question, [row for row in value if row])
    if not question.rows and not question.min <= len(rows) <= question.max:
        yield broken(
            "answer.rows",
            where,
            french.say(
                "{label} : de {min} à {max} lignes.",
                label=question.label,
                min=question.min,
                max=question.max,
            ),
        )
    totals = table_totals(question, rows)
    yield from _outside(question, rows, where)
    yield from _blank(question, rows, where)
    for check in question.checks:
        if not check.each_row:
            yield from _table_check(question, check, rows, totals, where)
        for rank, row in enumerate(filled(question, rows) if check.each_row else (), start=1):
            if looked_at(check, row):
                yield from _table_check(question, check, [row], totals, where, rank)


def looked_at(check: q.TableCheck, row: Mapping[str, Any]) -> bool:
    """Whether a rule looks at a row: all of them, or those that hold such a cell (`where`)."""
    return check.where is None or str(row.get(check.where) or "").strip() in check.among


def completed(question: q.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its computed cells: sums, products and flat rates of other cells, as text.

    A column may stand on another computed one; a cell that stands on nothing stays empty.
    """
    known = {one.key: decimal(row.get(one.key)) for one in question.columns}
    own = [one for one in question.columns if computed(one)]
    for _ in own:
        known.update({one.key: _computed(one, known) for one in own})
    made = {one.key: known[one.key] for one in own}
    return {**row, **{key: "" if value is None else f"{value:f}" for key, value in made.items()}}


def computed(part: q.Column | q.Row) -> bool:
    """Whether a column or a row is computed from others, so that nobody fills it."""
    return bool(part.sum_of or part.minus or (isinstance(part, q.Column) and part.product_of))


def finished(question: q.Table, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every row with its computed cells, and the computed rows: sub-totals, flat rates, balances.

    A computed row may stand on another one; its cells that are no numbers stay empty.
    """
    known = {str(row.get("key")): completed(question, row) for row in rows}
    own = [one for one in question.rows if computed(one)]
    if not own:
        return [completed(question, row) for row in rows]
    for _ in own:
        for one in own:
            known[one.key] = {"key": one.key, **_summed(question, one, known)}
    return [known[one.key] for one in question.rows if one.key in known]


def _summed(
    question: q.Table, row: q.Row, known: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """The cells of a computed row, column by column."""
    made = {}
    for column in question.columns:
        if column.kind in {"number", "money"}:
            value = _balance(row, [known.get(key, {}).get(column.key) for key in row.sum_of],
                             [known.get(key, {}).get(column.key) for key in row.minus])  # fmt: skip
            made[column.key] = "" if value is None else f"{_rounded(value, column):f}"
    return made


def _balance(part: q.Column | q.Row, more: Sequence[Any], less: Sequence[Any]) -> Decimal | None:
    """What is added less what is taken off, times the rate; nothing when nothing is known."""
    added = [value for one in more if (value := decimal(one)) is not None]
    taken = [value for one in less if (value := decimal(one)) is not None]
    if not added and not taken:
        return None
    return (sum(added, Decimal()) - sum(taken, Decimal())) * (
        Decimal(1) if part.rate is None else part.rate
    )


def _rounded(value: Decimal, column: q.Column) -> Decimal:
    return value.quantize(CENT) if column.kind == "money" else value


def _computed(column: q.Column, known: Mapping[str, Decimal | None]) -> Decimal | None:
    if not column.product_of:
        sums, taken = ([known.get(key) for key in keys] for keys in (column.sum_of, column.minus))
        value = _balance(column, sums, taken)
        return None if value is None else _rounded(value, column)
    given = [part for key in column.product_of if (part := known.get(key)) is not None]
    if len(given) < len(column.product_of):
        return None
    return _rounded(prod(given, start=Decimal(1)) * (column.rate or 1), column)


CENT = Decimal("0.01")


def _blank(question: q.Table, rows: Sequence[Mapping[str, Any]], where: str) -> Iterator[Finding]:
    """Cells left blank in a row that people added; a fixed row without amount stands for zero."""
    for rank, row in enumerate(() if question.rows else rows, start=1):
        cells = [one for one in question.columns if not computed(one)]
        if not any(str(row.get(one.key) or "").strip() for one in cells):
            continue
        for column in cells:
            if column.required and not str(row.get(column.key) or "").strip():
                said = french.say(
                    "{label}, ligne {rank} : il manque « {column} ».",
                    label=question.label,
                    rank=rank,
                    column=column.label,
                )
                yield missing("answer.cell", where, french.typeset(said),
                              strength=question.strength)  # fmt: skip


def _outside(question: q.Table, rows: Sequence[Mapping[str, Any]], where: str) -> Iterator[Finding]:
    """Cells of numbers outside the bounds of their column."""
    for rank, row in enumerate(filled(question, rows), start=1):
        for column in question.columns:
            value = decimal(completed(question, row).get(column.key))
            low = value is not None and column.min is not None and value < column.min
            if low or (value is not None and column.max is not None and value > column.max):
                bound = (
                    french.say("au moins {min}", min=french.number(column.min or 0))
                    if low
                    else french.say("au plus {max}", max=french.number(column.max or 0))
                )
                said = french.say(
                    "{label}, ligne {rank}, {column} : {bound}.",
                    label=question.label,
                    rank=rank,
                    column=column.label,
                    bound=bound,
                )
                yield broken("answer.range", where, french.typeset(said))


def table_totals(question: q.Table, rows: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    """The total of each column of numbers; computed rows, and what is no number, add nothing."""
    counted = [completed(question, row) for row in filled(question, rows)]
    return {
        column.key: sum((decimal(row.get(column.key)) or Decimal(0) for row in counted), Decimal(0))
        for column in question.columns
        if column.kind in {"number", "money"}
    }


def group_checks(
    question: q.Group, items: Sequence[Mapping[str, Any]], where: str
) -> Iterator[Finding]:
    """The rules on the totals of repeated questions, read as the columns of a table."""
    for check in question.checks:
        parts = [[item] for item in items if looked_at(check, item)]
        for part in parts if check.each_row else [items]:
            value = _summed_over([one for one in part if looked_at(check, one)], check.column)
            whole = _summed_over(part, check.of or check.column)
            if check.rule == "ratio":
                value = value / whole if whole else Decimal(0)
            wrong = check.rule == "equals" and check.of is not None and value != whole
            low = check.min is not None and value < check.min
            high = check.max is not None and value > check.max
            if wrong or low or high:
                said = french.say(
                    "{label} : le total ne respecte pas la règle.", label=question.label
                )
                yield broken("answer.total", where, check.sentence or said, strength=check.strength)


def _summed_over(items: Sequence[Mapping[str, Any]], key: str) -> Decimal:
    return sum((decimal(item.get(key)) or Decimal(0) for item in items), Decimal(0))


def filled(question: q.Table, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The rows people fill: all but sub-totals and other computed ones."""
    made = {one.key for one in question.rows if computed(one)}
    return [row for row in rows if str(row.get("key")) not in made] if made else rows


def added(
    question: q.Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str], column: str
) -> Decimal:
    """A column added over some rows, computed ones included when they are named, or over all."""
    if not keys:
        return table_totals(question, rows).get(column, Decimal(0))
    named = [row for row in rows if str(row.get("key")) in keys]
    return sum((decimal(completed(question, row).get(column)) or Decimal(0) for row in named),
               Decimal(0))  # fmt: skip


def _equal_to(
    question: q.Table,
    check: q.TableCheck,
    rows: Sequence[Mapping[str, Any]],
    totals: Mapping[str, Decimal],
) -> Decimal | None:
    """What a total must equal: another column, other rows; an answer is compared elsewhere."""
    if check.rule != "equals":
        return None
    if check.of_rows:
        return added(question, rows, check.of_rows, check.of or check.column)
    return totals.get(check.of or "")


def _table_check(  # noqa: PLR0917 - a rule, and where it is read
    question: q.Table,
    check: q.TableCheck,
    rows: Sequence[Mapping[str, Any]],
    totals: Mapping[str, Decimal],
    where: str,
    rank: int | None = None,
) -> Iterator[Finding]:
    """What is wrong with a total, or with the row of that rank; said with its bound."""
    value = added(
        question, [row for row in rows if looked_at(check, row)], check.rows, check.column
    )
    if check.rule == "ratio":
        whole = added(question, rows, check.of_rows, check.of or check.column)
        value = value / whole if whole else Decimal(0)
    expected = _equal_to(question, check, rows, totals)
    wrong = (
        (expected is not None and value != expected)
        or (check.min is not None and value < check.min)
        or (check.max is not None and value > check.max)
    )
    if wrong:
        said = check.sentence or _breach(check, value, expected)
        label = str(question.label)
        if rank is not None:
            label = french.say("{label}, ligne {rank}", label=question.label, rank=rank)
        elif check.sentence:
            yield broken("answer.total", where, check.sentence, strength=check.strength)
            return
        told = french.say("{label} : {said}", label=label, said=said)
        yield broken("answer.total", where, french.typeset(told), strength=check.strength)


def _breach(check: q.TableCheck, value: Decimal, expected: Decimal | None) -> str:
    """The number found, and the one that is asked: « 75 %, au plus 60 % »."""
    told = french.percent if check.rule == "ratio" else french.number
    bounds = [
        french.say("il faut {expected}", expected=told(expected)) if expected is not None else "",
        french.say("au moins {min}", min=told(check.min)) if check.min is not None else "",
        french.say("au plus {max}", max=told(check.max)) if check.max is not None else "",
    ]
    return french.say("{found}, {bounds}.", found=told(value),
                      bounds=french.listed([one for one in bounds if one]))  # fmt: skip
