"""What waits for the team in the ledger: letters and messages that could not leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.ledger.models import HookDelivery, Message
from cordee.ledger.policy import may_read
from cordee.web.awaited import if_any
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet


@if_any(lambda _user: Message.objects.filter(state=Message.State.FAILED).exclude(subject=""))
def failures(user: Any, at: datetime) -> Iterator[Task]:
    """One line for the team while letters are in failure; nothing costs more than counting them."""
    count = Message.objects.filter(state=Message.State.FAILED).exclude(subject="").count()
    if count and may_read(user, at):
        yield Task(
            _("Des messages n’ont pas pu partir"),
            _("à relire"),
            "warn",
            f"{reverse('ledger:letters')}?etat=failed",
            _("Corrigez l’adresse ou renvoyez-les : %(count)s en échec.") % {"count": count},
        )


RECENT = timedelta(days=7)
"""How long an address that did not answer is told to the team."""


@if_any(lambda _user: _failed())
def silences(user: Any, at: datetime) -> Iterator[Task]:
    """One line for the team when an address in service was given up lately."""
    if may_read(user, at) and _failed().filter(made_at__gte=at - RECENT).exists():
        yield Task(
            _("Une adresse à prévenir ne répond plus"),
            _("à relire"),
            "warn",
            reverse("ledger:hooks"),
            _("Réparez le programme qui écoute, ou arrêtez cette adresse."),
        )


def _failed() -> QuerySet[HookDelivery]:
    return HookDelivery.objects.filter(state=HookDelivery.State.FAILED, hook__stopped_at=None)
