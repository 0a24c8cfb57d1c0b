"""Keep a related content of a call at hand, or no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.calls.models import KeptContent
from cordee.calls.queries.keeping import offers
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.kernel.speech import heard

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.people.models import User

MOST = 500
"""Contents that one person keeps."""


@transaction.atomic
def keep(edition: Edition, target: str, *, kept: bool, by: User, at: datetime) -> None:
    """Keep a content, or no more: it is hers alone and leaves no trace in the journal.

    Raises `Refused` when the call does not offer it, or when too many are kept.
    """
    mine = KeptContent.objects.filter(user=by)
    if not kept:
        mine.filter(edition=edition, target=target).delete()
        return
    label = offers(edition).get(target)
    if label is None:
        said = "L’appel ne propose plus ce contenu : revenez à sa page pour voir ceux du jour."
        raise Refused(broken("content.unknown", "content", said))
    if mine.count() >= MOST:
        full = french.say("Vous gardez déjà {most} contenus : rendez-en un d’abord.", most=MOST)
        raise Refused(broken("content.many", "content", full))
    KeptContent.objects.get_or_create(
        user=by, edition=edition, target=target, defaults={"label": heard(label)[:500], "at": at}
    )
