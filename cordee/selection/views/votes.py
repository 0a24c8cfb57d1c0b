"""The voting slip of a member: files named or points shared, kept, cast, changed until the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.queries import votes
from cordee.selection.queries.rankings import said
from cordee.selection.rules.votes import NOBODY, is_vote
from cordee.selection.views.shell import for_juror
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse, QueryDict

    from cordee.kernel.findings import Finding
    from cordee.selection.models import Juror
    from cordee.web.requests import Request

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A public id."""
MOST_DIGITS = 6
"""Digits of a number of points that somebody means."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_juror
def slip(request: Request, juror: Juror) -> HttpResponse:
    """The files to read and the slip, on one page; without JavaScript, on a telephone."""
    if not is_vote(queries.stage_of(juror.panel)):
        raise Http404
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    if request.method != "POST":
        return _slip(request, juror)
    given = _merged(juror, request.POST)
    now = timezone.now()
    try:
        if "garder" in request.POST:
            actions.keep_slip(juror, given, at=now)
            messages.success(request, _("Vos choix sont gardés ; ils ne comptent pas encore."))
        else:
            blank = "blanc" in request.POST
            actions.cast_slip(juror, given, blank=blank, by=request.user, at=now)
            messages.success(request, _("Votre vote est dans l’urne. Merci."))
    except Refused as refusal:
        return _slip(request, juror, given, refusal.findings)
    return onward(request, request.get_full_path())


@require_POST
@for_juror
def take_back(request: Request, juror: Juror) -> HttpResponse:
    """Take one's slip out of the box, to change it."""
    try:
        actions.take_slip_back(juror, at=timezone.now())
    except Refused as refusal:
        return _slip(request, juror, findings=refusal.findings)
    messages.info(
        request,
        _("Votre bulletin est repris : votez à nouveau, sans quoi votre voix ne compte pas."),
    )
    return onward(request, "selection:slip", juror.panel.public_id)


def _merged(juror: Juror, sent: QueryDict) -> dict[str, int]:
    """Her slip with what this page of it says: files of the other pages stay as they were."""
    shown = {key for key in sent.getlist("vu") if _is_key(key)}
    kept = {key: points for key, points in votes.given(juror).items() if key not in shown}
    if queries.stage_of(juror.panel).votes_points:
        here = {key: _points(sent.get(f"points-{key}", "")) for key in shown}
        return kept | {key: points for key, points in here.items() if points}
    return kept | {key: 1 for key in sent.getlist("dossier") if key in shown}


def _points(typed: str) -> int:
    """A number of points as it was typed; nothing for what is not one."""
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def _slip(
    request: Request,
    juror: Juror,
    typed: Mapping[str, int] | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    panel, stage = juror.panel, queries.stage_of(juror.panel)
    given = votes.given(juror) if typed is None else typed
    page = paginated(request, votes.in_her_order(juror))
    made, right = votes.slip_of(juror), policy.may_vote(juror)
    cast = made is not None and made.cast_at is not None
    count = votes.votes_of(panel) if panel.closed_at is not None else {}
    asked = votes.limits_for(juror)
    context: dict[str, Any] = {
        "juror": juror,
        "panel": panel,
        "stage": stage,
        "page": page,
        "lines": [
            {
                "deposit": one,
                "name": queries.name_of(one, stage),
                "points": given.get(str(one.public_id), 0),
                "received": count and said(count.get(one.application_id, NOBODY).votes),
            }
            for one in page.object_list
        ],
        "limits": asked.told(),
        "shared": asked.points,
        "named": _named(juror, given),
        "slip": made,
        "cast": cast,
        "right": right,
        "open": bool(right) and not cast,
        "counted": bool(count),
        "findings": findings or [],
        "failed": bool(findings),
    }
    return render(request, "selection/slip.html", context, status=422 if findings else 200)


def _named(juror: Juror, given: Mapping[str, int]) -> list[tuple[str, int]]:
    """What her slip holds, all pages together, by name."""
    stage = queries.stage_of(juror.panel)
    rows = queries.open_to(juror).filter(public_id__in=[one for one in given if _is_key(one)])
    return sorted((queries.name_of(one, stage), given[str(one.public_id)]) for one in rows)


def _is_key(typed: str) -> bool:
    return bool(KEY.fullmatch(typed))
