"""The files in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.applications.models import Application
from cordee.applications.queries import reception, written_by
from cordee.calls.notices import call_notice
from cordee.web.home import Section
from cordee.web.navigation import Link, address, navigation
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest

    from cordee.calls.models import Edition
    from cordee.people.models import User


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """One's files, once signed in; the proof of deposits, for everybody."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and _writes(user):
        yield Link(_("Mes candidatures"), address("applications:mine"), order=30)
    yield Link(_("Vérifier un dépôt"), address("applications:verify"), zone="footer", order=40)


def _writes(user: User) -> bool:
    """Whether someone writes a file, or did; one query a request."""
    return once(f"writes {user.pk}", lambda: written_by(user).exists())


@call_notice(order=5)
def full(edition: Edition, at: datetime) -> Section | None:
    """The window of the moment took all the files it could: newcomers learn it on the page."""
    definition = edition.definition
    step = definition.steps[0].key
    if not any(window.capacity for window in definition.windows_of(step)):
        return None
    found = reception(Application(edition=edition, step=step, started_at=at), at).faults
    if not any(one.code == "capacity" for one in found):
        return None
    return Section("applications/parts/full.html", {"found": found})
