"""Words between a team and the staff: said once, never changed, answered or settled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.correspondence import tell
from cordee.applications.events import ExchangeSettled, Said
from cordee.applications.models import Application, Exchange
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import User

TWICE = timedelta(minutes=1)
"""So long, the same words of the same person are a double click."""


@transaction.atomic
def say(
    application: Application,
    text: str,
    *,
    side: str,
    channel: str = Exchange.Channel.HERE,
    awaits: bool = False,
    due: date | None = None,
    by: User,
    at: datetime,
) -> Exchange:
    """Write to the other side, or note what was said elsewhere.

    What the other side awaited is then answered. A word of the team always awaits the staff.
    Only what is said here leaves by mail: a call noted afterwards tells nobody anything new.
    A wished day is a wait; the same words sent twice by a double click are said once.
    """
    if not tidy(text):
        raise Refused(missing("text", "text", _("Écrivez votre message.")))
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    here = channel == Exchange.Channel.HERE
    words = {"side": side, "channel": channel, "text": tidy(text), "by": by}
    twice = application.exchanges.filter(**words, at__gt=at - TWICE, at__lte=at)
    if (known := twice.order_by("-pk").first()) is not None:
        return known
    waiting = application.exchanges.filter(awaits=True, settled_at=None)
    waiting.exclude(side=side).update(settled_at=at)
    made = Exchange.objects.create(
        application=application,
        awaits=awaits or due is not None or (side == Exchange.Side.TEAM and here),
        due=due,
        at=at,
        **words,
    )
    record(Said(application=application.pk, exchange=made.pk, side=side), by=by, at=at)
    if here:
        tell(made, at=at)
    return made


@transaction.atomic
def settle_exchange(exchange: Exchange, *, by: User, at: datetime) -> None:
    """No longer await an answer: it came another way, or none is needed."""
    if Exchange.objects.filter(pk=exchange.pk, awaits=True, settled_at=None).update(settled_at=at):
        said = ExchangeSettled(application=exchange.application_id, exchange=exchange.pk)
        record(said, by=by, at=at)
