"""The links of the shell: sign in and out, the workspace, the directory of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """One's own doors, once signed in; the shell itself offers to sign in."""
    user = getattr(request, "user", None)  # a page refused before anyone is known has none
    if user is None or not user.is_authenticated:
        return
    yield from _team()
    yield Link(_("Mon espace"), address("people:workspace"), order=20)
    yield Link(_("Mon profil"), address("people:profile"), zone="account", order=80)
    yield Link(_("Se déconnecter"), address("account_logout"), zone="account", order=90, post=True)


def _team() -> Iterator[Link]:
    """The doors of the rooms below; rooms above add theirs, in the same zone."""
    yield Link(_("Les personnes et leurs rôles"), address("people:people"), "team", 10)
    yield Link(_("Les invitations"), address("people:invitations"), "team", 20)
    yield Link(
        _("Les organisations et la gouvernance"), address("people:organisations"), "team", 30
    )
    yield Link(_("Les territoires"), address("territories:list"), "team", 40)
    yield Link(_("Les relances"), address("ledger:reminders"), "team", 80)
    yield Link(_("Les messages envoyés"), address("ledger:letters"), "team", 85)
    yield Link(_("Les adresses à prévenir"), address("ledger:hooks"), "team", 87)
    yield Link(_("Le journal"), address("ledger:journal"), "team", 90)
