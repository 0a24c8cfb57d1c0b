"""A report as plain data: what is signed, and what its preview shows before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.kernel.counting import tidy
from cordee.reports.rules.wording import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.reports.queries.book import Book
    from cordee.reports.rules import Figure, Period
    from cordee.reports.rules.accounts import Accounts, Heading


def content_of(title: str, period: Period, figures: Sequence[Figure]) -> dict[str, Any]:
    """A title, a period and its figures."""
    return {
        "title": tidy(title),
        "period": {"first": period.first, "last": period.last},
        "figures": [frozen(one) for one in figures],
    }


def whole_of(found: Book) -> dict[str, Any]:
    """The same with the numbered parts and the accounts around them (R195, R344)."""
    content = content_of(found.draft.title, found.period, list(found.used.values()))
    return content | {"sections": _sections(found), "accounts": _accounts(found.accounts)}


def _sections(found: Book) -> list[dict[str, Any]]:
    """The parts with their numbers; figures said in the words their author chose (R348)."""
    return [
        {"number": number, "level": one.level, "title": one.title,
         "figures": [key for key in one.figures if key in found.used],
         "announced": one.announced}
        | {name: told(getattr(one, name), found.used) for name in ("text", "follow_up", "outlook")}
        for number, one in zip(found.numbers, found.passages, strict=True)
    ]  # fmt: skip


def _accounts(found: Accounts) -> dict[str, Any]:
    """The accounts in sums that add up, every detail beside them; nothing when none is kept."""
    if not found.income and not found.charges:
        return {}
    return {
        "income": [_heading(one) for one in found.income],
        "charges": [_heading(one) for one in found.charges],
        "earned": str(found.earned),
        "spent": str(found.spent),
        "result": str(found.result),
    }


def _heading(one: Heading) -> dict[str, Any]:
    rows = [[line.label, str(line.amount), line.source] for line in one.lines]
    return {"label": one.label, "total": str(one.total), "rows": rows}


def frozen(figure: Figure) -> dict[str, Any]:
    """A figure as plain data: its value, its words, its scope and every row behind it."""
    chart = {"chart": list(figure.chart)} if figure.chart else {}
    return {
        "key": figure.key,
        "label": figure.label,
        "value": str(figure.value),
        "said": figure.said(),
        "source": figure.source,
        "columns": list(figure.rows.columns),
        "rows": [[str(cell) for cell in row] for row in figure.rows.cells],
    } | chart
