"""What waits for someone in what a cohort learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.journeys.learning.models import Extract, Question
from cordee.kernel import french
from cordee.kernel.speech import heard
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

SHOWN = 5


def to_do(user: User, at: datetime) -> Iterator[Task]:
    """For an author, the quotations asked; for the staff, those withdrawn after their use."""
    if is_staff(user, at):
        yield from _to_remove()
        yield from _questions(user)
    else:
        yield from _asked(user)


@if_any(lambda _user: _withdrawn(), team=True)
def _to_remove() -> Iterator[Task]:
    for one in _withdrawn().select_related("cohort").order_by("asked_at", "pk")[:SHOWN]:
        yield Task(
            _("Citation retirée, à ôter de : %(where)s") % {"where": one.used_in},
            _("à ôter"), "bad", reverse("learning:extract", args=[one.public_id]),
            one.cohort.label,
        )  # fmt: skip


def _withdrawn() -> QuerySet[Extract]:
    return Extract.objects.filter(removed_at=None, withdrawn_at__gte=F("used_at"))


def _to_accept(user: int) -> QuerySet[Extract]:
    return Extract.objects.filter(person__user=user, answer="", withdrawn_at=None)


@if_any(_to_accept)
def _asked(user: User) -> Iterator[Task]:
    asking = _("Acceptez-vous d’être cité·e ?")
    rows = _to_accept(user.pk).select_related("cohort").order_by("asked_at", "pk")
    for one in rows[:SHOWN]:
        url = reverse("learning:extract", args=[one.public_id])
        yield Task(asking, _("à répondre"), "warn", url, one.cohort.label)


@if_any(lambda _user: Question.objects.filter(state="open"), team=True)
def _questions(user: User) -> Iterator[Task]:
    """The questions entrusted to her or to nobody, the promised day first."""
    waiting = Question.objects.filter(Q(assigned=user) | Q(assigned=None), state="open")
    for one in waiting.select_related("cohort").order_by("due_on", "pk")[:SHOWN]:
        yield Task(
            _("Répondre à : %(subject)s") % {"subject": one.subject},
            _("pour le %(day)s") % {"day": heard(french.day(one.due_on, weekday=False))}, "warn",
            reverse("learning:question", args=[one.public_id]), one.cohort.label,
        )  # fmt: skip
