"""The sections of letters and the messages of lists that wait for someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.letters.models import DiscussionList, ListMember, Passage
from cordee.people.policy import is_staff
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


def to_read_over(user: User, at: datetime) -> Iterator[Task]:
    """The lists she runs where something waits: messages, or somebody at the door."""
    held, asking = Q(messages__state="held"), Q(members__waits=True, members__ended_at=None)
    rows = DiscussionList.objects.filter(held | asking).distinct()
    if not is_staff(user, at):
        mine = ListMember.objects.alive().filter(email__iexact=user.email, moderates=True)
        rows = rows.filter(pk__in=mine.values("list"))
    counts = {"held": Count("messages", filter=held, distinct=True),
              "asking": Count("members", filter=asking, distinct=True)}  # fmt: skip
    for one in rows.annotate(**counts).order_by("pk")[:SHOWN]:
        held_, asking_ = vars(one)["held"], vars(one)["asking"]
        name = "moderate" if held_ else "members"
        label = _("Répondre à qui demande à rejoindre « %(list)s »")
        if held_:
            label = _("Relire les messages de « %(list)s »")
        url = reverse(f"lists:{name}", args=[one.public_id])
        yield Task(label % {"list": one}, str(held_ or asking_), "warn", url)
