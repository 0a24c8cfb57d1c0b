"""What waits for the team: the questions nobody answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls.models import Inquiry
from cordee.calls.queries import still_waiting
from cordee.kernel.french import day
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

MOST = 5


@if_any(lambda _user: Inquiry.objects.waiting(), team=True)
def questions(user: User, at: datetime) -> Iterator[Task]:
    """The oldest questions without an answer, each with the day it was asked."""
    if not is_staff(user, at):
        return
    for one in still_waiting(at)[:MOST]:
        asked = day(timezone.localtime(one.asked_at).date(), weekday=False)
        yield Task(
            _("Répondre à une question – %s") % one.edition.title,
            _("sans réponse"),
            "warn",
            reverse("calls:answer", args=[one.public_id]),
            _("Posée le %s") % asked,
        )
