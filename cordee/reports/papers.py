"""A signed report on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordee.journeys.strategy.quoting import texts_quoted
from cordee.kernel import french
from cordee.reports.rules import Period
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cordee.reports.models import Report

TEMPLATE = Path(__file__).parent / "documents" / "report.typ"
ROWS_SHOWN = 40
"""Rows printed under a figure; the page of the figure lists them all."""


def report_pdf(report: Report, *, without: Collection[str] = ()) -> bytes:
    """The report as an accessible PDF: each figure with its source and its first rows.

    `without` are names that must not exist for whoever reads: their rows stay shut.
    """
    said = Period(report.starts, report.ends).said()
    return pdf(
        TEMPLATE,
        {
            "title": report.title,
            "foot": f"{report.title} – empreinte {report.digest[:16]}",
            "period": said,
            "signed": f"Arrêté le {french.moment(report.at)}",
            "contents": "Sommaire",
            "figures": [
                {
                    **figure,
                    "rows": [told(row) for row in rows[:ROWS_SHOWN]],
                    "more": _more(len(rows)),
                }
                for figure in report.content["figures"]
                for rows in [[row for row in figure["rows"] if not set(without) & set(row)]]
            ],
        },
    )


def told(row: Sequence[Any]) -> list[Any]:
    """A row with the testimonies it quotes: one taken back since is no longer in the report."""
    words = [one for one in row if isinstance(one, str)]
    said = dict(zip(words, texts_quoted(words, "public"), strict=True))
    return [said.get(one, one) if isinstance(one, str) else one for one in row]


def _more(count: int) -> str:
    left = count - ROWS_SHOWN
    return f"… et {french.plural(left, 'autre ligne', 'autres lignes')}." if left > 0 else ""
