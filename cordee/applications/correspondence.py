"""Letters of the exchanges between a team and the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from cordee.applications.models import Exchange
from cordee.applications.policy import may_follow
from cordee.applications.tidings import addresses, written
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime


def tell(exchange: Exchange, *, at: datetime) -> None:
    """The other side reads it by mail: the writers of the file, or who of the staff wrote last."""
    application = exchange.application
    team = exchange.side == Exchange.Side.TEAM
    name = "exchanges_desk" if team else "exchanges"
    url = settings.SITE_URL + reverse(f"applications:{name}", args=[application.public_id])
    due = ""
    if exchange.due:
        due = french.say(
            "\n\nRéponse souhaitée le {due}.", due=french.day(exchange.due, weekday=False)
        )
    for address in sorted(_staff(exchange) if team else _writers(exchange)):
        post(
            key=f"exchange:{exchange.pk}:{address}",
            to=address,
            subject=french.say(
                "Un message sur le dossier {application} – {title}",
                application=application,
                title=application.edition.title,
            )[:200],
            text=french.say(
                "Bonjour,\n\n{text}{due}\n\nPour lire et répondre : {url}\n",
                text=exchange.text,
                due=due,
                url=url,
            ),
            at=at,
        )


def _writers(exchange: Exchange) -> set[str]:
    """The owner, the members of the team who have an account, who receives its messages (R29)."""
    return {exchange.application.owner.email, *addresses(written(exchange.application_id))}


def _staff(exchange: Exchange) -> set[str]:
    """Who of the staff wrote last about this file; nobody yet: the workspace says it waits.

    Never who left the staff, or withdrew from the file since (R50).
    """
    application = exchange.application
    rows = application.exchanges.filter(side=Exchange.Side.STAFF, by__is_active=True)
    wrote = [one.by for one in rows.select_related("by").order_by("-at", "-pk")[:1]]
    return {one.email for one in wrote if one and may_follow(one, application, at=exchange.at)}
