"""The jurors that a change of the rules touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.calls.touched import NAMES, Circle, touched
from cordee.selection.models import Juror

if TYPE_CHECKING:
    from cordee.calls.models import Edition


@touched(order=30)
def jury(edition: Edition) -> Circle:
    """Those who sit on the panels of the call."""
    rows = (
        Juror.objects.filter(panel__edition=edition, ends=None)
        .select_related("person")
        .order_by("person__sort_key", "person_id", "pk")
    )
    people = list({one.person_id: one.person for one in rows}.values())
    return Circle(
        _("Membres du jury"), "jury", len(people), [str(one) for one in people[:NAMES]],
        [one.email for one in people if one.email],
    )  # fmt: skip
