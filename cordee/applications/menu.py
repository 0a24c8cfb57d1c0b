"""The files in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cordee.applications.models import Application, Member
from cordee.applications.queries.doors import filled
from cordee.calls.notices import call_notice
from cordee.people.backend import TOLD
from cordee.web.home import Section
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest

    from cordee.calls.models import Edition


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """One's files, once signed in; the proof of deposits, for everybody."""
    user = getattr(request, "user", None)
    if getattr(user, "writes_files", False):
        yield Link(_("Mes candidatures"), address("applications:mine"), order=30)
    yield Link(_("Vérifier un dépôt"), address("applications:verify"), zone="footer", order=40)


def _written() -> Q:
    """Whether the account owns a file or writes in one.

    From her to her: where one account owns most files, as after an import, the planner takes
    equality for so common that it reads every file rather than the index of owners.
    """
    mine = Application.objects.filter(owner__gte=OuterRef("pk"), owner__lte=OuterRef("pk"))
    ours = Member.objects.filter(person__user=OuterRef("pk"), left_at=None)
    return Exists(mine) | Exists(ours)


TOLD["writes_files"] = _written


@call_notice(order=5)
def full(edition: Edition, at: datetime) -> Section | None:
    """The windows of the moment that took all the files they could: newcomers learn it there."""
    found = list(filled(edition, at))
    return Section("applications/parts/full.html", {"found": found}) if found else None
