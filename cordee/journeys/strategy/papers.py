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

    from cordee.journeys.strategy.models import FinalStrategy

TEMPLATE = Path(__file__).parent / "documents" / "strategy.typ"
STATES = dict(PlannedAction.State.choices)


def final_pdf(final: FinalStrategy) -> bytes:
    """The document handed in, with its digest and its day."""
    said = f"Version {final.number}, rendue le {french.moment(timezone.localtime(final.at))}"
    name, cohort = final.participation.name, final.participation.cohort.label
    foot = f"Empreinte {final.digest[:16]}"
    return strategy_pdf(name, cohort, final.content, final.audience, said, foot)


def strategy_pdf(  # noqa: PLR0917 - what one page of paper says
    name: str, cohort: str, content: Mapping[str, Any], audience: str, said: str, foot: str
) -> bytes:
    """A strategy as an accessible PDF; `said` tells what it is worth (final, at work).

    Testimonies it quotes are told anew for its audience: one taken back is no longer there.
    """
    texts = texts_quoted([one["text"] for one in content["parts"]], audience, use="strategy")
    with translation.override("fr"):  # a paper is one text, in one language
        return _printed(name, cohort, content, texts, said, foot)


def _printed(  # noqa: PLR0917 - what one page of paper says
    name: str, cohort: str, content: Mapping[str, Any], texts: list[str], said: str, foot: str
) -> bytes:
    return pdf(
        TEMPLATE,
        {
            "title": f"{content['title']} – {name}",
            "name": name,
            "heading": content["title"],
            "foot": foot,
            "cohort": cohort,
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
