"""The contents around a call, and those that someone keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.models import KeptContent
from cordee.calls.queries.editions import public
from cordee.kernel import french

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.people.models import User

LONGEST = 1000


def offers(edition: Edition) -> dict[str, str]:
    """The related contents of a call: where each is → its name."""
    told = {}
    for one in edition.rules_in_force.definition.related:
        target = one.address or one.file or str(one.label)
        told[target[:LONGEST]] = french.own(one.label)
    return told


def kept_of(edition: Edition, user: User) -> set[str]:
    """Where the contents of this call are that she keeps."""
    rows = KeptContent.objects.filter(user=user, edition=edition)
    return set(rows.order_by().values_list("target", flat=True))


def kept(user: User) -> QuerySet[KeptContent]:
    """All that she keeps, the last first."""
    rows = KeptContent.objects.filter(user=user, edition__in=public())
    return rows.select_related("edition__current").order_by("-at", "-pk")
