"""The teams that a change of the rules touches: those who write, those who handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.applications.models import Application
from cordee.calls.touched import NAMES, Circle, touched

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.web.components import Text


@touched(order=10)
def writing(edition: Edition) -> Circle:
    """Teams whose file is not handed in yet."""
    return _circle(_("Équipes qui écrivent encore"), _files(edition).filter(current=None))


@touched(order=20)
def deposited(edition: Edition) -> Circle:
    """Teams whose file is handed in: it keeps the version it was handed in under."""
    return _circle(_("Équipes qui ont déposé"), _files(edition).exclude(current=None))


def _files(edition: Edition) -> QuerySet[Application]:
    return Application.objects.filter(edition=edition, withdrawn_at=None)


def _circle(label: Text, files: QuerySet[Application]) -> Circle:
    """Their letter is sent by `letters.announce_change`, so no address is given here."""
    names = files.order_by("sort_key", "pk").values_list("body_name", flat=True)[:NAMES]
    return Circle(label, "candidats", files.count(), [name for name in names if name])
