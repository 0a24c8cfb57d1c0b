"""Calls as anybody reads them: what is asked, how long, until when; the winners once known."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from cordee.api import door
from cordee.api.operations import answered, operation
from cordee.api.paging import USUAL, listed
from cordee.api.schemas import CallTold, PageOf, QuestionTold, WinnerTold
from cordee.applications.words import said
from cordee.calls import queries
from cordee.calls.models import Edition
from cordee.kernel.canonical import plain
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.programme.schema.form import Section
from cordee.programme.schema.timeline import Step, Window
from cordee.selection.models import Outcome
from cordee.selection.queries import winners
from cordee.web.requests import Request

router = Router()
TOLD_APART = {"key", "label", "kind", "required", "limit", "options", "help", "example",
              "audience", "identifying", "purge_after", "steps", "tracks"}  # fmt: skip


def _told(edition: Edition) -> dict[str, Any]:
    definition = edition.definition
    team = definition.team
    return {
        "key": edition.key,
        "title": edition.title,
        "phase": queries.standing(edition, timezone.now()).phase.value,
        "opens_at": edition.opens_at,
        "closes_at": edition.closes_at,
        "zone": definition.timeline.zone,
        "windows": [
            _window(definition, step, one)
            for step in definition.steps
            for one in definition.windows_of(step.key)
        ],
        "tracks": [{"key": one.key, "label": said(one.label)} for one in definition.tracks],
        "roles": [
            {"key": one.key, "label": said(one.label), "min": one.min}
            for one in (team.roles if team else ())
        ],
        "address": settings.SITE_URL + edition.get_absolute_url(),
    }


def _window(definition: Definition, step: Step, one: Window) -> dict[str, Any]:
    """A period of intake: from when to when, on whose clock, for whom."""
    zone = definition.timeline.zone
    return {
        "key": one.key,
        "step": step.key,
        "label": said(one.label),
        "opens_at": one.opens_at(zone),
        "closes_at": None if one.permanent else one.closes_at(zone),
        "zone": one.zone or zone,
        "clock": one.clock,
        "tracks": list(dict.fromkeys((*step.tracks, *one.tracks))),
        "serves": list(one.serves),
    }


@operation(router, "GET", "/appels", auth=None, response={200: PageOf[CallTold]}, url_name="calls")
def every(request: Request, cursor: str = "", size: int = USUAL) -> HttpResponse:
    """Les appels publics ; sans jeton."""
    rows = queries.public()
    return listed(request, rows, lambda one: plain(_told(one)), cursor=cursor, size=size)


@operation(router, "GET", "/appels/{slug:key}", auth=None, response={200: CallTold},
           url_name="call")  # fmt: skip
def one(request: Request, key: str) -> HttpResponse:
    """Un appel public ; sans jeton."""
    return answered(request, plain(_told(door.row(queries.public(), key=key))))


@operation(router, "GET", "/appels/{slug:key}/formulaire", auth=None,
           response={200: list[QuestionTold]}, url_name="form")  # fmt: skip
def form(request: Request, key: str, step: str = "", track: str = "") -> HttpResponse:
    """Les questions du formulaire, leur nature et leurs limites ; sans jeton."""
    definition = door.row(queries.public(), key=key).definition
    step = step or definition.steps[0].key
    sections = definition.sections(step, track)
    return answered(request, plain([
        _question(section, asked)
        for section in sections
        for asked in section.questions
        if isinstance(asked, q.Asked) and definition.asks(asked, step, track)
    ]))  # fmt: skip


def _question(section: Section, asked: q.Asked) -> dict[str, Any]:
    raw = asked.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    return {
        "key": asked.key,
        "label": said(asked.label),
        "kind": raw.get("kind") or getattr(asked, "kind", ""),
        "section": section.key,
        "required": asked.required,
        "limit": _limit(asked),
        "options": [
            {"key": option.key, "label": said(option.label)}
            for option in getattr(asked, "options", ())
        ],
        "detail": {name: value for name, value in raw.items() if name not in TOLD_APART},
    }


def _limit(asked: q.Asked) -> dict[str, Any] | None:
    limit = getattr(asked, "limit", None)
    return limit.model_dump(mode="json") if limit else None


@operation(router, "GET", "/appels/{slug:key}/laureats", auth=None,
           response={200: list[WinnerTold]}, url_name="winners")  # fmt: skip
def chosen(request: Request, key: str) -> HttpResponse:
    """Les lauréats par leur nom, une fois publiés et l’embargo levé ; sans jeton."""
    edition = door.row(queries.public(), key=key)
    return answered(request, [_winner(one) for one in winners(edition, timezone.now())])


def _winner(outcome: Outcome) -> dict[str, Any]:
    application = outcome.deposit.application
    place = application.territory
    return {
        "name": application.body_name,
        "department": application.department,
        "territory": place.ref if place else None,
    }
