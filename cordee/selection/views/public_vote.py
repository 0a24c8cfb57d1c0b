"""The public votes: an address asks for its ballot, confirms it by a link, its voice is secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cordee.calls import queries as calls
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.kernel.french import typeset
from cordee.kernel.places import place_words
from cordee.ledger.outbox import post
from cordee.selection import actions, queries
from cordee.selection.actions.public import print_of_mail
from cordee.selection.forms.public import AskBallotForm
from cordee.selection.queries import public as reading
from cordee.selection.rules.ballots import options
from cordee.selection.rules.public import declarations
from cordee.web.guards import require_http_methods, row_or_404

if TYPE_CHECKING:
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.web.requests import Request

SALT = "cordee.selection.ballot"
LASTS = 48 * 3600
"""Seconds a ballot waits for its voter."""
SLOT = 600
"""Seconds between two letters to one address."""
MOST_DIGITS = 4


def _panel(key: str) -> Panel:
    panel = reading.public_panel(row_or_404(calls.public_one, key=key))
    if panel is None:
        raise Http404
    return panel


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, key: str) -> HttpResponse:
    """What is voted on, and how to receive one's ballot."""
    panel, now = _panel(key), timezone.now()
    stage = queries.stage_of(panel)
    places = [place_words(one) for one in stage.voters_within]
    closed = reading.closed_or_not_open(panel, now)
    sent = request.POST if request.method == "POST" and not closed else None
    form = AskBallotForm(declarations(stage, places), sent, request=request)
    asked = form.is_valid()
    if asked:
        _send(panel, form.cleaned_data["vote_email"], int(now.timestamp()) // SLOT)
    context = {
        "panel": panel, "edition": panel.edition, "form": form, "asked": asked, "closed": closed,
        "limits": reading.limits_of_public(panel).told(), "stage": stage,
        "files": sorted(queries.name_of(one, stage) for one in queries.files(panel)),
    }  # fmt: skip
    failed = form.is_bound and not asked
    return render(request, "selection/public_vote.html", context, status=422 if failed else 200)


def _send(panel: Panel, mail: str, slot: int) -> None:
    """The link to a ballot; one letter an address and a slot of time."""
    token = signing.dumps([str(panel.public_id), mail], salt=SALT)
    page = reverse("selection:public_ballot", args=[panel.edition.key, token])
    post(
        key=f"selection.ballot:{panel.pk}:{print_of_mail(panel, mail)[:32]}:{slot}",
        to=mail,
        subject=typeset(french.say("Votre bulletin : {title}", title=panel.edition.title))[:200],
        text=typeset(
            french.say(
                "Bonjour,\n\nVous avez demandé à voter. Votre bulletin vous attend deux jours "
                "ici : {url}\n\nCe que vous votez n’est jamais gardé avec votre adresse. Si vous "
                "n’avez rien demandé, ne faites rien : sans ce lien, personne ne vote à votre "
                "place.\n",
                url=settings.SITE_URL + page,
            )
        ),
        at=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: Request, key: str, token: str) -> HttpResponse:
    """The ballot of an address: chosen, cast once, counted without a trace of whose it is."""
    panel, now = _panel(key), timezone.now()
    mail = _mail_of(panel, token)
    found: list[Finding] = list(reading.closed_or_not_open(panel, now))
    if not mail:
        found = [broken("public.link", "vote", "Ce lien n’est plus valable : demandez votre "
                        "bulletin à nouveau, il arrive en une minute.")]  # fmt: skip
    asked, given, done = reading.limits_of_public(panel), {}, False
    rows = sorted(
        ((str(one.public_id), queries.name_of(one, queries.stage_of(panel)))
         for one in queries.files(panel)), key=lambda pair: pair[1],
    )  # fmt: skip
    usable = not found
    if request.method == "POST" and usable:
        given = _given(
            request,
            [one for one, _name in rows],
            points=asked.ballot != "choices" or bool(asked.points),
        )
        try:
            actions.vote_as_public(panel, mail, given, at=now)
            done = True
        except Refused as refusal:
            found = refusal.findings
    context = {
        "panel": panel, "edition": panel.edition, "findings": found, "done": done,
        "rows": [(one, name, given.get(one, 0)) for one, name in rows], "limits": asked.told(),
        "shared": asked.points or asked.ballot == "ranked",
        "options": [(int(value), words) for value, words in options(asked.ballot).items()],
        "usable": usable and not done, "single": asked.most == 1,
        "failed": request.method == "POST" and bool(found),
    }  # fmt: skip
    status = 422 if request.method == "POST" and found else 200
    return render(request, "selection/public_ballot.html", context, status=status)


def _mail_of(panel: Panel, token: str) -> str:
    try:
        said = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return ""
    public_id, mail = said
    return str(mail) if public_id == str(panel.public_id) else ""


def _given(request: Request, known: list[str], *, points: bool) -> dict[str, int]:
    if not points:
        return {one: 1 for one in known if one in request.POST.getlist("dossier")}
    typed = {one: request.POST.get(f"points-{one}", "").strip() for one in known}
    return {
        one: int(said)
        for one, said in typed.items()
        if said.isdecimal() and len(said) <= MOST_DIGITS and int(said)
    }
