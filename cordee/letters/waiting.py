"""The sections of letters and the messages of lists that wait for someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.letters.models import DiscussionList, ListMember, Passage
from cordee.people.policy import is_staff
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.models import User

SHOWN = 5
HELD, ASKING = Q(messages__state="held"), Q(members__waits=True, members__ended_at=None)


def _blank(user: int) -> QuerySet[Passage]:
    rows = Passage.objects.filter(assigned__user=user, issue__sent_at=None, draft__text="")
    return rows.exclude(issue=None)


@if_any(_blank)
def to_do(user: User, at: datetime) -> Iterator[Task]:
    """What she was asked to write, still blank."""
    for one in _blank(user.pk).select_related("letter").order_by("pk")[:SHOWN]:
        yield Task(
            _("Écrire « %(part)s »") % {"part": one.title}, _("à écrire"), "warn",
            reverse("letters:passage", args=[one.public_id]), one.letter.title,
        )  # fmt: skip


@if_any(lambda _user: DiscussionList.objects.filter(HELD | ASKING))
def to_read_over(user: User, at: datetime) -> Iterator[Task]:
    """The lists she runs where something waits: messages, or somebody at the door."""
    rows = DiscussionList.objects.filter(HELD | ASKING).distinct()
    if not is_staff(user, at):
        mine = ListMember.objects.alive().filter(email__iexact=user.email, moderates=True)
        rows = rows.filter(pk__in=mine.values("list"))
    counts = {"held": Count("messages", filter=HELD, distinct=True),
              "asking": Count("members", filter=ASKING, distinct=True)}  # fmt: skip
    for one in rows.annotate(**counts).order_by("pk")[:SHOWN]:
        held_, asking_ = vars(one)["held"], vars(one)["asking"]
        name = "moderate" if held_ else "members"
        label = _("Répondre à qui demande à rejoindre « %(list)s »")
        if held_:
            label = _("Relire les messages de « %(list)s »")
        url = reverse(f"lists:{name}", args=[one.public_id])
        yield Task(label % {"list": one}, str(held_ or asking_), "warn", url)
