"""Say who applies: what no register knows, wishes in order, the partners of a consortium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.writing import touch
from cordee.applications.events import PartnersChanged
from cordee.applications.models import Application, Partner
from cordee.applications.queries import reception
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from cordee.people.models import User
    from cordee.territories.models import Territory


def _open(application: Application, at: datetime) -> None:
    """Refuse any change once the file may no longer be handed in."""
    if found := reception(application, at).faults:
        raise Refused(found)


@transaction.atomic
def tell(
    application: Application,
    *,
    known: Mapping[str, Any],
    preferences: Sequence[str] = (),
    by: User,
    at: datetime,
) -> None:
    """Keep what the candidate says of itself, and its wishes in order; a draft accepts anything."""
    _open(application, at)
    application.known, application.preferences = dict(known), list(preferences)
    application.save(update_fields=("known", "preferences"))
    touch(application, at=at)
    record(PartnersChanged(application=application.pk, change="said"), by=by, at=at)


def lead_body(application: Application, *, at: datetime) -> Partner:
    """The row of the lead body, made from the file itself the first time."""
    return Partner.objects.get_or_create(
        application=application,
        leads=True,
        defaults={
            "territory": application.territory,
            "name": application.body_name,
            "kind": application.kind,
            "country": application.territory.country if application.territory else "FR",
            "at": at,
        },
    )[0]


@transaction.atomic
def set_partner(
    application: Application,
    partner: Partner | None = None,
    *,
    name: str,
    territory: Territory | None = None,
    kind: str = "",
    category: str = "",
    country: str = "FR",
    amount: Decimal | None = None,
    known: Mapping[str, Any] | None = None,
    by: User,
    at: datetime,
) -> Partner:
    """Add a partner, or correct one; raises `Refused` without name or after the closing."""
    _open(application, at)
    if not tidy(name) and territory is None:
        raise Refused(missing("partner.name", "name", _("Indiquez la structure partenaire.")))
    made = partner or Partner(application=application, at=at)
    made.name = tidy(name) or str(territory)
    made.territory, made.category = territory, category
    made.kind = territory.kind if territory else kind
    made.country = territory.country if territory else (country or "FR").upper()
    made.amount, made.known = amount, dict(known or {})
    made.save()
    touch(application, at=at)
    change = "changed" if partner else "joined"
    record(PartnersChanged(application=application.pk, change=change), by=by, at=at)
    return made


@transaction.atomic
def drop_partner(partner: Partner, *, by: User, at: datetime) -> None:
    """Take a partner off the consortium; the lead body stays."""
    application = partner.application
    _open(application, at)
    if Partner.objects.filter(pk=partner.pk, leads=False).delete()[0]:
        touch(application, at=at)
        record(PartnersChanged(application=application.pk, change="left"), by=by, at=at)
