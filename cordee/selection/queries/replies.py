"""The reviews a team may answer before the decision, without the names of whoever wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.applications.forms import said
from cordee.selection.models import Mark, Panel, ReviewReply
from cordee.selection.queries.panels import files, stage_of
from cordee.selection.rules.remedies import reply_until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.calls.models import Edition


@dataclass(frozen=True, slots=True)
class Review:
    """What the readers wrote on a criterion, in an order that tells nobody's name."""

    label: str
    texts: Sequence[str]


def until(panel: Panel) -> datetime | None:
    """Until when teams answer the reviews of a panel; none when they do not."""
    return reply_until(panel.edition.definition, stage_of(panel), panel.closed_at)


def answerable(application: Application) -> Panel | None:
    """The panel whose reviews of a file its team may read; the last one closed."""
    edition: Edition = application.edition
    stages = [one.key for one in edition.definition.stages if one.reply_within]
    if not stages:
        return None
    rows = Panel.objects.filter(edition=edition, stage__in=stages).exclude(closed_at=None)
    for panel in rows.select_related("edition__current").order_by("-closed_at", "pk"):
        if files(panel).filter(application=application.pk).exists():
            return panel
    return None


def reviews_of(panel: Panel, application: Application) -> list[Review]:
    """The comments of the readers on a file, by criterion; one query."""
    rows = Mark.objects.filter(
        juror__panel=panel, deposit__application=application, withdrawn_at=None
    ).exclude(comment="")
    found: dict[str, list[str]] = {}
    for key, text in rows.order_by("criterion", "comment", "pk").values_list(
        "criterion", "comment"
    ):
        found.setdefault(key, []).append(text)
    criteria = panel.edition.definition.criteria_of(stage_of(panel))
    return [Review(said(one.label), found[one.key]) for one in criteria if one.key in found]


def reply_of(panel: Panel, application: Application) -> ReviewReply | None:
    """What a team answered."""
    return ReviewReply.objects.filter(panel=panel, application=application).first()


def replies(panel: Panel) -> dict[int, str]:
    """Application → what its team answered to the reviews; no query where none may."""
    if stage_of(panel).reply_within is None:
        return {}
    rows = ReviewReply.objects.filter(panel=panel).order_by("pk")
    return dict(rows.values_list("application", "text"))
