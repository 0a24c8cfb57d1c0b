"""A signed report on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.reports.rules import Period
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from cordee.reports.models import Report

TEMPLATE = Path(__file__).parent / "documents" / "report.typ"
ROWS_SHOWN = 40
"""Rows printed under a figure; the page of the figure lists them all."""


def report_pdf(report: Report) -> bytes:
    """The report as an accessible PDF: each figure with its source and its first rows."""
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
                {**figure, "rows": figure["rows"][:ROWS_SHOWN], "more": _more(len(figure["rows"]))}
                for figure in report.content["figures"]
            ],
        },
    )


def _more(count: int) -> str:
    left = count - ROWS_SHOWN
    return f"… et {french.plural(left, 'autre ligne', 'autres lignes')}." if left > 0 else ""
