"""Approvals: found by their link, listed on the page of the team, held against the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.applications.models import Approval
from cordee.applications.queries.drafts import content_of, draft_of, substance_of

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.applications.rules import Draft


def approval_of(token_digest: str) -> Approval | None:
    """The approval a link asks for, whatever became of it."""
    rows = Approval.objects.select_related(
        "application__edition__current", "application__territory", "application__current", "member",
        "asked_by__person",
    )  # fmt: skip
    return rows.filter(token_digest=token_digest).first()


def latest_approvals(application: Application) -> dict[int, Approval]:
    """The last request made of each member, those she took back included."""
    counts = Q(taken_back_at=None) | ~Q(withdrawn_at=None)
    rows = application.approvals.filter(counts).order_by("asked_at", "pk")
    return {one.member_id: one for one in rows}


def substance(application: Application, draft: Draft, at: datetime) -> str:
    """The digest of what an approval bears on: the file, without the approvals themselves."""
    return substance_of(content_of(application, draft, at))


def substance_now(application: Application, at: datetime) -> str:
    """The same, of the file as it stands."""
    return substance(application, draft_of(application, at), at)
