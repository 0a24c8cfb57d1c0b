"""Record what was produced, and take a record back (R93, R181, R330)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import Delivered, DeliveryTakenBack
from cordee.journeys.models import Delivery
from cordee.journeys.queries import wall_clock
from cordee.journeys.rules.deliverables import each, mark_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.journeys.models import Cohort, Participation
    from cordee.people.models import User


@transaction.atomic
def deliver(
    cohort: Cohort,
    deliverable: str,
    *,
    participation: Participation | None,
    on: date,
    text: str = "",
    link: str = "",
    mark: Decimal | None = None,
    by: User,
    at: datetime,
) -> Delivery:
    """Record a deliverable as given; what a territory owes names its territory."""
    asked = {one.key: one for one in cohort.edition.definition.year.deliverables}.get(deliverable)
    if asked is None:
        raise Refused(broken("delivery.unknown", "deliverable", "L’appel ne demande rien de tel."))
    own = each(asked)
    if own and participation is None:
        raise Refused(missing("delivery.who", "territory", "Dites quel territoire l’a donné."))
    if on > wall_clock(cohort, at).date():
        raise Refused(broken("delivery.future", "on", "Un livrable donné l’a été un jour passé."))
    if not text.strip() and not link.strip() and mark is None:
        raise Refused(missing("delivery.empty", "text", "Donnez un lien ou quelques mots."))
    if found := mark_faults(asked, mark):
        raise Refused(found)
    made = Delivery.objects.create(
        cohort=cohort, participation=participation if own else None, deliverable=deliverable,
        on=on, text=tidy(text)[:300], link=link.strip(), mark=mark, at=at, by=by,
    )  # fmt: skip
    record(Delivered(delivery=made.pk, deliverable=deliverable), by=by, at=at)
    return made


@transaction.atomic
def take_delivery_back(delivery: Delivery, *, by: User, at: datetime) -> None:
    """It was recorded by mistake: it is awaited again."""
    if Delivery.objects.filter(pk=delivery.pk, withdrawn_at=None).update(withdrawn_at=at):
        made = DeliveryTakenBack(delivery=delivery.pk, deliverable=delivery.deliverable)
        record(made, by=by, at=at)
