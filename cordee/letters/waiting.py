"""The sections of letters that wait for someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.letters.models import Passage
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User

SHOWN = 5


def to_do(user: User, at: datetime) -> Iterator[Task]:  # noqa: ARG001 - the shape of every part
    """What she was asked to write, still blank."""
    rows = Passage.objects.filter(assigned__user=user, issue__sent_at=None, draft__text="")
    for one in rows.exclude(issue=None).select_related("letter").order_by("pk")[:SHOWN]:
        yield Task(
            _("Écrire « %(part)s »") % {"part": one.title}, _("à écrire"), "warn",
            reverse("letters:passage", args=[one.public_id]), one.letter.title,
        )  # fmt: skip
