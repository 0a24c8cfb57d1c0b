"""The calls in the shell: a link, and the calls of the moment on the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import queries
from cordee.calls.notices import call_notice
from cordee.calls.rules import Phase
from cordee.calls.views.public import TONES
from cordee.web.home import Section, home_section
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest

    from cordee.calls.models import Edition

ON_HOME = 6


@navigation
def links(_request: HttpRequest) -> Iterator[Link]:
    """The list of calls and how to follow them."""
    yield Link(_("Appels"), address("calls:list"), order=10)
    yield Link(_("Suivre les appels, données ouvertes"), address("calls:following"), "footer", 50)
    yield Link(_("Publier et suivre les appels"), address("calls:desk"), "team", 5)


@home_section(order=10)
def on_home(_request: HttpRequest) -> Section | None:
    """The calls one can still do something with, or the latest ones."""
    now = timezone.now()
    shown = queries.listed(now)
    if not shown:
        return None
    cards = [(*one, TONES[one[1].phase]) for one in shown[:ON_HOME]]
    any_open = any(found.phase is Phase.OPEN for _edition, found in shown)
    return Section("calls/parts/cards.html", {"calls": cards, "any_open": any_open})


@call_notice(order=60)
def briefings(edition: Edition, at: datetime) -> Section | None:
    """The information meetings to come."""
    coming = queries.coming_briefings(edition.pk, at)
    if not coming:
        return None
    context = {"coming": coming, "zone": edition.definition.timeline.zone}
    return Section("calls/parts/around.html", context)
