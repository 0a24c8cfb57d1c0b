"""The papers of learning: published minutes, as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cordee.calls.papers import told
from cordee.journeys.learning.telling import told as quoted
from cordee.journeys.screens import said_when
from cordee.programme.explain import prose
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from cordee.journeys.learning.models import Minutes

DOCUMENTS = Path(__file__).parent / "documents"


def minutes_pdf(minutes: Minutes) -> bytes:
    """Published minutes: their frozen text, their digest at the foot of each page.

    Words they quote are told anew: those taken back since are no longer there.
    """
    (text,) = quoted(minutes, minutes.text)
    return pdf(
        DOCUMENTS / "minutes.typ",
        {
            "title": minutes.title,
            "foot": f"Empreinte du texte {minutes.digest[:16]}",
            "call": minutes.cohort.label,
            "meeting": f"{minutes.meeting.label}, {said_when(minutes.meeting)}",
            "nodes": [told(node) for node in prose.nodes(text)],
        },
    )
