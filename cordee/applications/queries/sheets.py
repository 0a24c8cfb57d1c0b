"""A file as its form shows it: answers, pieces, facts of display, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cordee.applications.queries.drafts import described
from cordee.applications.rules import Draft
from cordee.programme.conditions import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.applications.models import Answer, Application, Attachment


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of the form needs: the draft without its team and places, the rows behind it."""

    draft: Draft
    answers: Sequence[Answer]
    files: Sequence[Attachment]

    @property
    def tokens(self) -> dict[str, str]:
        """The token of each answer, so that two hands cannot erase each other."""
        return {row.question: row.token for row in self.answers}


def sheet_of(application: Application) -> Sheet:
    """The sheet of a file, in two queries; the rules that judge who applies need `draft_of`."""
    rows = list(application.answers.order_by("pk"))
    joined = list(application.attachments.filter(removed_at=None).order_by("pk"))
    answers = {row.question: row.value for row in rows}
    files: dict[str, list[dict[str, object]]] = {}
    for one in joined:
        files.setdefault(one.question, []).append(described(one))
    territory = application.territory
    population = Decimal(territory.population) if territory and territory.population else None
    kind = territory.kind if territory else application.kind
    draft = Draft(
        facts=Facts(kind=kind, answers=answers),
        answers=answers,
        files=files,
        step=application.step,
        track=application.track,
        facts_shown={
            "kind": kind,
            "track": application.track,
            "departement": application.department,
            "population": population,
        },
    )
    return Sheet(draft, rows, joined)
