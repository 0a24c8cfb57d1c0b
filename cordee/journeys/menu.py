"""The year in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.models import Delegate
from cordee.people.backend import TOLD
from cordee.people.policy import is_staff
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """Cohorts for the team, one's own journey for whoever is of a delegation."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return
    if is_staff(user, timezone.now()):
        yield Link(_("Cohortes"), address("journeys:cohorts"), order=50)
    elif getattr(user, "lives_a_year", False):
        yield Link(_("Mon parcours"), address("journeys:mine"), order=40)


def _of_a_delegation() -> Exists:
    """Whether the account is of a delegation that it did not leave."""
    return Exists(Delegate.objects.filter(person__user=OuterRef("pk"), ends=None))


TOLD["lives_a_year"] = _of_a_delegation
