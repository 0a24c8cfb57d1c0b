"""What waits for the team in the ledger: letters that could not leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.ledger.models import Message
from cordee.ledger.policy import may_read
from cordee.web.components import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


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
