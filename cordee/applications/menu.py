"""The files in the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.web.navigation import Link, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """One's files, once signed in; the proof of deposits, for everybody."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        yield Link(_("Mes candidatures"), reverse("applications:mine"), order=30)
    yield Link(_("Vérifier un dépôt"), reverse("applications:verify"), zone="footer", order=40)
