"""The one-page flyer of a call: what to hand to the ally whom a team still misses (R256)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import segno
from django.conf import settings
from django.urls import reverse

from cordee.applications import queries
from cordee.applications.papers import whole_heard
from cordee.applications.rules.team import wanted
from cordee.calls.rules import closing_words
from cordee.kernel import french
from cordee.kernel.french import own, say
from cordee.kernel.speech import heard, reader
from cordee.programme import computed
from cordee.programme.anchors import meeting_when
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition
    from cordee.programme.schema.team import Team

TEMPLATE = Path(__file__).parent / "documents" / "flyer.typ"
REASONS: Final = 4
DATES: Final = 4
ROLES: Final = 6
LONGEST: Final = {"summary": 420, "reason": 150, "title": 130, "role": 130, "who": 160}
"""Characters kept of each text, so that everything holds on one page."""


def flyer_pdf(told: dict[str, Any]) -> bytes:
    """The flyer on paper, one page, with the code that leads to the call."""
    held = BytesIO()
    segno.make(told["address"], error="m").save(held, kind="svg", border=1)
    said = whole_heard({**told, **_words(told)})
    return pdf(TEMPLATE, {**said, "code": held.getvalue().decode()})


def _words(told: dict[str, Any]) -> dict[str, str]:
    """What the paper says around the words of the call."""
    sought = say("Candidater")
    if told["body"]:
        sought = say("{body} cherche :", body=told["body"])
    elif told["team"]:
        sought = say("{team}, avec :", team=told["team"])
    contact = say("Pour en parler : {contact}", contact=told["contact"])
    return {
        "lang": reader()[:2],
        "sought": sought,
        "find": say("Ce que vous y trouverez"),
        "asks": say("Ce que cela demande"),
        "deadline": say("Date limite : {closes}", closes=told["closes"]),
        "talk": contact if told["contact"] else "",
        "photograph": say("Code à photographier : il mène à la page de l’appel"),
    }


def flyer_of(edition: Edition) -> dict[str, Any]:
    """The flyer of a call, for anyone: every role the team needs."""
    definition = edition.definition
    team = definition.team
    roles = [(role, role.min) for role in team.roles if role.min] if team else []
    return _told(edition, definition, [_role(*pair) for pair in roles])


def flyer_for(application: Application) -> dict[str, Any]:
    """The flyer of a team: only the roles it still misses, and whom to answer."""
    edition, definition = application.edition, application.edition.definition
    team = definition.team_of(application.track)
    mates = queries.teammates(list(queries.writers(application)))
    missed = wanted(team, mates) if team else []
    owner = application.owner
    contact = " – ".join(dict.fromkeys(filter(None, (queries.name_of(owner), owner.email))))
    return {
        **_told(edition, definition, [_role(*pair) for pair in missed], application.track),
        "body": _short(application.body_name, "title"),
        "contact": _short(contact, "who"),
    }


def _told(
    edition: Edition, definition: Definition, roles: list[str], track: str = ""
) -> dict[str, Any]:
    """What a flyer says, as plain data that the page and the paper share."""
    team = definition.team_of(track)
    reasons = [one for one in definition.promises if one.kind in {"reason", "find"}]
    return {
        "title": _short(heard(own(definition.title)), "title"),
        "organisers": heard(french.listed([own(one.label) for one in definition.organisers][:3])),
        "summary": _short(_said(definition.summary or definition.subtitle), "summary"),
        "closes": closing_words(definition),
        "roles": roles[:ROLES],
        "team": _size(team) if team else "",
        "reasons": [_short(_said(one.text), "reason") for one in reasons[:REASONS]],
        "engagement": _engagement(definition),
        "dates": list(_dates(definition)),
        "body": "",
        "contact": _contact(definition),
        "address": settings.SITE_URL + reverse("calls:detail", args=[edition.key]),
    }


def _role(role: Any, count: int) -> str:
    said = f"{count} {_said(role.label)}"
    if role.description:
        said = heard(say("{role} : {words}", role=said, words=own(role.description)))
    return _short(french.typeset(said), "role")


def _said(words: Any) -> str:
    """Words of the call in the language of the reader."""
    return heard(own(words)) if words else ""


def _size(team: Team) -> str:
    if team.max and team.max != team.min:
        return say("Une équipe de {min} à {max} personnes", min=team.min, max=team.max)
    return say("Une équipe de {people}", people=french.plural(team.min, "personne"))


def _engagement(definition: Definition) -> str:
    meetings = definition.year.meetings
    if not meetings:
        return ""
    days = french.plural(computed.days_asked(meetings), "jour")
    return say("{days} de rencontres en tout", days=days)


def _dates(definition: Definition) -> Iterator[str]:
    """The first meetings whose day is at least vaguely known."""
    shown = 0
    for meeting in definition.year.meetings:
        when = meeting_when(definition, meeting)
        if shown < DATES and when.first is not None:
            shown += 1
            told = heard(say("{role} : {words}", role=own(meeting.label), words=when.said()))
            yield _short(french.typeset(told), "role")


def _contact(definition: Definition) -> str:
    one = next((contact for contact in definition.contacts if contact.public), None)
    if one is None:
        return ""
    return _short(" – ".join(filter(None, (one.name, one.email or "", one.phone or ""))), "who")


def _short(text: str, what: str) -> str:
    """A text cut at a word when it would push the page over."""
    most = LONGEST[what]
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
