"""Run a list: open it, change it, close it, forget what it outlived (R270–R272)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.letters.actions.joining import put_on
from cordee.letters.events import lists as events
from cordee.letters.models import DiscussionList, ListMember, ListMessage

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

UNCONFIRMED = timedelta(days=7)
"""How long an address may wait to be confirmed."""
STALE = timedelta(days=30)
"""How long what was never let through stays."""
MONTH = timedelta(days=30.44)


@transaction.atomic
def keep_list(
    one: DiscussionList | None = None, *, by: User, at: datetime, **fields: Any
) -> DiscussionList:
    """Open a list, or change how it is run; whoever opens it moderates it. Raises `Refused`."""
    made = one or DiscussionList(at=at, by=by)
    for name, value in fields.items():
        setattr(made, name, tidy(value) if isinstance(value, str) else value)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        said = _("Une liste porte déjà ce mot dans son adresse.")
        raise Refused(broken("list.twice", "word", said)) from error
    record(events.ListKept(list=made.pk), by=by, at=at)
    if one is None:
        put_on(made, by.email, moderates=True, by=by, at=at)
    return made


@transaction.atomic
def close_list(one: DiscussionList, *, closed: bool, by: User, at: datetime) -> None:
    """Nobody writes to it any more, what was said stays; or open it again."""
    if (one.closed_at is not None) != closed:
        one.closed_at = at if closed else None
        one.save(update_fields=("closed_at",))
        record(events.ListKept(list=one.pk), by=by, at=at)


@transaction.atomic
def retire(*, at: datetime) -> int:
    """Forget threads older than their list keeps them, what was never let through, who never came.

    Returns how many messages went.
    """
    ListMember.objects.filter(confirmed_at=None, ended_at=None,
                              asked_at__lt=at - UNCONFIRMED).delete()  # fmt: skip
    gone = ListMessage.objects.filter(
        Q(state=ListMessage.State.REFUSED) | Q(state=ListMessage.State.HELD, known=False),
        at__lt=at - STALE,
        replies=None,
    )
    count = gone.delete()[0]
    for one in DiscussionList.objects.order_by("pk"):
        count += _outlived(one, at - one.kept_months * MONTH)
    return count


def _outlived(one: DiscussionList, limit: datetime) -> int:
    roots = one.messages.filter(thread=None, at__lt=limit).exclude(replies__at__gte=limit)
    keys = list(roots.values_list("pk", flat=True))
    count = one.messages.filter(thread__in=keys).delete()[0]
    return count + one.messages.filter(pk__in=keys).delete()[0]
