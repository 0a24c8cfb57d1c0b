"""The strategy of a territory on paper: handed in, or still being written."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from cordee.journeys.strategy.models import PlannedAction
from cordee.journeys.strategy.quoting import texts_quoted
from cordee.kernel import french
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.journeys.models import Participation
    from cordee.journeys.strategy.models import FinalStrategy

TEMPLATE = Path(__file__).parent / "documents" / "strategy.typ"
STATES = dict(PlannedAction.State.choices)


def final_pdf(final: FinalStrategy) -> bytes:
    """The document handed in, with its digest and its day."""
    said = f"Version {final.number}, rendue le {french.moment(timezone.localtime(final.at))}"
    foot = f"Empreinte {final.digest[:16]}"
    return strategy_pdf(final.participation, final.content, final.audience, said, foot)


def strategy_pdf(
    participation: Participation, content: Mapping[str, Any], audience: str, said: str, foot: str
) -> bytes:
    """A strategy as an accessible PDF; `said` tells what it is worth (final, at work).

    Words it quotes are told anew for its audience: those taken back are no longer there.
    """
    words = [one["text"] for one in content["parts"]]
    texts = texts_quoted(words, audience, use="strategy", of=participation.pk)
    with translation.override("fr"):  # a paper is one text, in one language
        return _printed(participation, content, texts, said, foot)


def _printed(
    participation: Participation, content: Mapping[str, Any], texts: list[str], said: str, foot: str
) -> bytes:
    name = participation.name
    return pdf(
        TEMPLATE,
        {
            "title": f"{content['title']} – {name}",
            "name": name,
            "heading": content["title"],
            "foot": foot,
            "cohort": participation.cohort.label,
            "said": said,
            "parts": [
                {"label": one["label"], "paragraphs": _paragraphs(text)}
                for one, text in zip(content["parts"], texts, strict=True)
            ],
            "actions": [_row(one) for one in content["actions"]],
        },
    )


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _row(one: Mapping[str, str]) -> list[str]:
    held = f" – bloquée par {one['held_back']}" if one["held_back"] else ""
    return [one["title"], one["pilot"], _day(one["due"]), f"{STATES[one['state']]}{held}",
            one["proof"]]  # fmt: skip


def _day(iso: str) -> str:
    return french.day(date.fromisoformat(iso), weekday=False) if iso else "–"


def pages(final: FinalStrategy) -> int:
    """How many pages the document takes."""
    from pypdf import PdfReader  # noqa: PLC0415 - 20 MiB that pages never need

    return len(PdfReader(BytesIO(final_pdf(final))).pages)
