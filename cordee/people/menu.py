"""The links of the shell: sign in and out, the workspace, the directory of the team."""

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
    """One's own doors, once signed in; the shell itself offers to sign in."""
    user = getattr(request, "user", None)  # a page refused before anyone is known has none
    if user is None or not user.is_authenticated:
        return
    yield Link(_("Mon espace"), reverse("people:workspace"), order=20)
    yield Link(_("Mon profil"), reverse("people:profile"), zone="account", order=80)
    yield Link(_("Se déconnecter"), reverse("account_logout"), zone="account", order=90, post=True)
