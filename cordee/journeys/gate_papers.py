"""The minutes of a passage between two phases, as it was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordee.applications.forms import said
from cordee.kernel import french
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cordee.journeys.models import Passing
    from cordee.programme.schema.choosing import Gate

DOCUMENTS = Path(__file__).parent / "documents"
VERDICTS = {"go": "poursuit", "stop": "ne poursuit pas"}


def minutes_pdf(passing: Passing, gate: Gate) -> bytes:
    """The minutes, ready to be signed; the same bytes each time."""
    return pdf(DOCUMENTS / "passage.typ", minutes(passing, gate))


def minutes(passing: Passing, gate: Gate) -> dict[str, Any]:
    """Who decided, by which rules, what of each winner and why."""
    definition = passing.cohort.edition.definition
    labels = {one.key: said(one.label) for one in definition.criteria}
    rows = list(passing.crossings.select_related("participation").order_by("participation__name"))
    panel = next((one for one in definition.panels if one.key == gate.panel), None)
    facts = [
        ["Passage", said(gate.label)],
        ["Décidé le", _said(passing, passing.at)],
        ["Par", said(panel.label) if panel else said(gate.decides or "")],
        ["Enregistré par", str(getattr(passing.by, "person", None) or passing.by)],
        ["Annoncé le", _said(passing, passing.released_at)],
        ["Empreinte", passing.digest],
    ]
    if gate.keeps_max is not None:
        facts.insert(3, ["Laisse passer", f"{gate.keeps_max} au plus"])
    return {
        "title": f"Procès-verbal – {said(gate.label)}",
        "call": passing.cohort.label,
        "facts": [[label, french.typeset(value)] for label, value in facts if value],
        "head": ["Lauréat", "Décision"],
        "rows": [[str(one.participation), VERDICTS[one.verdict]] for one in rows],
        "reasons": [
            {
                "name": str(one.participation),
                "text": french.typeset(
                    "\n".join(
                        [
                            one.reasons,
                            *_told(one.criteria, labels),
                        ]
                    )
                ),
            }
            for one in rows
        ],
        "follows": french.typeset(said(gate.consequences)) if gate.consequences else "",
        "sign": [french.typeset(one) for one in passing.present],
        "foot": french.typeset(f"Décision {passing.digest[:16]}"),
    }


def _told(criteria: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    for key, text in criteria.items():
        yield f"{labels.get(key, key)} : {text}"


def _said(passing: Passing, instant: datetime | None) -> str:
    return french.moment(instant.astimezone(passing.cohort.zone)) if instant else ""
