"""A file as its form shows it: answers, pieces, facts of display, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cordee.applications.models import Answer
from cordee.applications.queries.drafts import described, draft_of
from cordee.applications.rules import Draft
from cordee.programme.conditions import Facts
from cordee.programme.schema.questions import File, Group
from cordee.web.ready import ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Application, Attachment
    from cordee.programme.schema.questions import Shown

KNOWN: Final = frozenset({"kind", "track", "departement", "applicant"})
"""Facts of display that the row of the file tells by itself."""


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


def sheet_of(application: Application, at: datetime) -> Sheet:
    """The sheet of a file, in two queries; more when its questions depend on places or team.

    Pieces are read when the form asks for some.
    """
    rows = _answers(application.pk)
    joined: list[Attachment] = []
    if _asks_pieces(application):
        joined = list(application.attachments.filter(removed_at=None).order_by("pk"))
    if not _facts_named(application) <= KNOWN:
        return Sheet(draft_of(application, at), rows, joined)
    return Sheet(_light(application, rows, joined), rows, joined)


@ready
def _answers(application: int) -> QuerySet[Answer]:
    return Answer.objects.filter(application=application).order_by("pk")


def _asks_pieces(application: Application) -> bool:
    asked = application.edition.definition.questions(application.step, application.track)
    return any(isinstance(one, File | Group) for one in asked)


def _light(application: Application, rows: Sequence[Answer], joined: Sequence[Attachment]) -> Draft:
    """The draft without what only places and members tell."""
    answers = {row.question: row.value for row in rows}
    files: dict[str, list[dict[str, Any]]] = {}
    for one in joined:
        files.setdefault(one.question, []).append(described(one))
    territory = application.territory
    kind = territory.kind if territory else application.kind
    return Draft(
        facts=Facts(kind=kind, answers={**files, **answers}),
        answers=answers,
        files=files,
        step=application.step,
        track=application.track,
        facts_shown={
            "kind": kind,
            "track": application.track,
            "departement": application.department,
            "applicant": "person" if kind == "personne" else "body",
        },
    )


def _facts_named(application: Application) -> set[str]:
    """The facts on which the questions of the form depend."""
    definition = application.edition.definition
    asked = definition.questions(application.step, application.track)
    return {fact for one in asked for fact in _facts(getattr(one, "when", None))}


def _facts(shown: Shown | None) -> Iterator[str]:
    if shown is None:
        return
    if shown.fact:
        yield shown.fact
    for one in (*shown.all_of, *shown.any_of):
        yield from _facts(one)
