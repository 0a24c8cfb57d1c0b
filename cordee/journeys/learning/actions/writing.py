"""Write a text together: two hands cannot erase each other, nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.applications.actions.writing import Fate
from cordee.applications.rules.versions import mark_of, removed
from cordee.journeys.learning.models import SharedText, TextVersion
from cordee.kernel.counting import tidy

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

PAUSE = timedelta(minutes=10)
"""Whoever comes back to her text after so long begins another version of it."""
SLIGHT = 20
"""Characters that may go from a text its author is typing without a version being kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """The text in force and the fate of what was typed; in a conflict, their common start."""

    shared: SharedText
    fate: Fate
    base: str = ""


@transaction.atomic
def write(
    shared: SharedText,
    text: str,
    *,
    revision: int | None,
    shown: str = "",
    by: User,
    at: datetime,
) -> Written:
    """Save a text; when another hand saved since `revision`, keep it aside and say so.

    `shown` is the mark (`mark_of`) of what the writer was shown: who changed nothing conflicts
    with nobody. The same rules as the answers of a file.
    """
    shared = SharedText.objects.select_for_update(of=("self",)).get(pk=shared.pk)
    text = tidy(text)
    if text == shared.text:
        return Written(shared, Fate.UNCHANGED)
    if revision not in {None, shared.revision} and removed(shared.text, text):
        base = _shown(shared, revision or 0)
        if shown == mark_of(text) or text == base:
            return Written(shared, Fate.UNCHANGED)
        _keep(shared, text, revision or 0, by=by, at=at, lost=True)
        return Written(shared, Fate.CONFLICT, base)
    _replace(shared, text, by=by, at=at)
    return Written(shared, Fate.SAVED)


def _shown(shared: SharedText, revision: int) -> str:
    former = shared.versions.filter(revision=revision, lost=False).order_by("-pk")
    return former.values_list("text", flat=True).first() or ""


def _replace(shared: SharedText, text: str, *, by: User, at: datetime) -> None:
    """Put a text in force; the former one is kept unless its author is only going on."""
    another = shared.by_id != by.pk or (shared.at is not None and at - shared.at > PAUSE)
    if shared.text and (another or removed(shared.text, text) > SLIGHT):
        _keep(shared, shared.text, shared.revision, by=shared.by, at=shared.at or at)
    shared.text, shared.by, shared.at = text, by, at
    shared.revision += 1
    shared.save(update_fields=("text", "by", "at", "revision"))


def _keep(
    shared: SharedText,
    text: str,
    revision: int,
    *,
    by: User | None,
    at: datetime,
    lost: bool = False,
) -> None:
    """Keep a text in the history; one kept aside grows in one row while its author goes on."""
    row = {"shared": shared, "revision": revision, "by": by, "lost": lost}
    if lost and TextVersion.objects.filter(**row).update(text=text, at=at):
        return
    TextVersion.objects.create(**row, text=text, at=at)
