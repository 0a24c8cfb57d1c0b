"""The answer to a team, as an accessible PDF: same data, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.selection.papers.minutes import FOLDER, local
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from cordee.selection.letters import Letter
    from cordee.selection.models import Outcome


def answer_pdf(outcome: Outcome, letter: Letter) -> bytes:
    """The letter of an outcome on paper."""
    definition = outcome.ruling.version.definition
    paragraphs = letter.text.strip().split("\n\n")
    return pdf(
        FOLDER / "answer.typ",
        {
            "title": letter.subject,
            "from": str(definition.organisers[0].label),
            "date": french.day(local(definition, outcome.ruling.at).date(), weekday=False),
            "paragraphs": paragraphs,
            "foot": french.typeset(f"Décision {outcome.ruling.digest[:16]}"),
        },
    )
