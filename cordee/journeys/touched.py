"""The winners that a change of the rules touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.calls.touched import NAMES, Circle, touched
from cordee.journeys.models import Delegate, Participation

if TYPE_CHECKING:
    from cordee.calls.models import Edition


@touched(order=40)
def winners(edition: Edition) -> Circle:
    """The territories living the year, and the addresses of their delegations."""
    rows = Participation.objects.filter(cohort__edition=edition, ends=None).order_by("name", "pk")
    people = (
        Delegate.objects.current(timezone.now())
        .filter(participation__in=rows)
        .exclude(person__email="")
    )
    addresses = people.values_list("person__email", flat=True).distinct().order_by("person__email")
    return Circle(
        _("Territoires de la promotion"), "lauréats", rows.count(),
        [one.name for one in rows[:NAMES]], list(addresses),
    )  # fmt: skip
