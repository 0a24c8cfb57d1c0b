"""Write down conventions with partners, renew them, let them end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.alliance import events, rules
from cordee.alliance.models import (
    Agreement,
)
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import User


@transaction.atomic
def write_agreement(
    *,
    partner: str,
    subject: str,
    starts: date,
    ends: date,
    alert_days: int,
    link: str = "",
    renews: Agreement | None = None,
    by: User,
    at: datetime,
) -> Agreement:
    """Write down a convention, or the one that renews another (R254)."""
    found = rules.agreement_faults(starts, ends, alert_days)
    if not (tidy(partner) and tidy(subject)):
        said = _("Dites avec qui, et pour quoi.")
        found.append(missing("agreement.empty", "partner", said))
    if renews is not None and Agreement.objects.filter(renews=renews).exists():
        said = _("Cette convention est déjà renouvelée.")
        found.append(broken("agreement.renewed", "partner", said))
    if found:
        raise Refused(found)
    made = Agreement.objects.create(
        partner=tidy(partner), subject=tidy(subject), starts=starts, ends=ends,
        alert_days=alert_days, link=link.strip(), renews=renews, at=at, by=by,
    )  # fmt: skip
    record(events.AgreementWritten(agreement=made.pk, renews=renews.pk if renews else 0), by=by,
           at=at)  # fmt: skip
    return made


@transaction.atomic
def let_end(agreement: Agreement, *, reason: str, by: User, at: datetime) -> Agreement:
    """Let a convention end without another, with the reason; nobody is alerted any more."""
    if not tidy(reason):
        said = _("Dites pourquoi elle n’est pas renouvelée.")
        raise Refused(missing("agreement.reason", "reason", said))
    held = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if held.closed_at is None:
        held.closed_at, held.closed_because = at, tidy(reason)[:300]
        held.save(update_fields=("closed_at", "closed_because"))
        record(events.AgreementLetEnd(agreement=held.pk), by=by, at=at)
    return held
