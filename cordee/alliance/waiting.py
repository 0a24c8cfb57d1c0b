"""The organs where someone sits, among the places of her workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import queries
from cordee.alliance.models import Mandate
from cordee.people.lived import Lived
from cordee.web.awaited import if_any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.people.models import User


@if_any(lambda user: Mandate.objects.filter(person__user=user))
def seats(user: User, at: datetime) -> Iterator[Lived]:
    """Each organ where her mandate runs, whose decisions she reads."""
    for one in queries.seats_of(user.pk, timezone.localdate(at)).select_related("organ"):
        url = reverse("alliance:organ", args=[one.organ.public_id])
        yield Lived(one.organ, url, one.title or _("membre"), one.organ.decides)
