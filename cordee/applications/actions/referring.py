"""Direct a territory that was not selected to what may serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events.files import Referred
from cordee.applications.models import Referral
from cordee.applications.queries.bodies import results
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User


@transaction.atomic
def refer(
    application: Application, *, kind: str, text: str, address: str = "", by: User, at: datetime
) -> Referral:
    """Propose a next step to a territory; its team reads it on its file and by mail.

    Raises `Refused` before the answer of the call is known to it: an orientation would tell it.
    """
    if not tidy(text):
        said = _("Dites ce que vous proposez, en une phrase.")
        raise Refused(missing("referral.text", "text", said))
    known = results([application.pk], at).get(application.pk)
    if known is None and application.withdrawn_at is None:
        said = _(
            "La réponse de l’appel n’est pas encore connue de cette équipe : l’orienter "
            "maintenant la lui apprendrait."
        )
        raise Refused(broken("referral.early", "kind", said))
    made = Referral.objects.create(
        application=application, kind=kind, text=tidy(text), address=address, by=by, at=at
    )
    record(Referred(application=application.pk, referral=made.pk), by=by, at=at)
    return made
