"""Who applies, in the file itself: what it says of itself, its wishes, its partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, policy, queries
from cordee.applications.actions.partnering import lead_body
from cordee.applications.forms.structure import KnownForm, PartnerForm, WishesForm, wishes
from cordee.applications.rules.consortium import consortium_findings, located
from cordee.applications.rules.deposit import eligibility_findings
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.territories.forms import only_looking
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application, Partner
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def structure(request: Request, application: Application) -> HttpResponse:
    """What no register knows of the candidate, and its wishes in order."""
    definition, now = application.edition.definition, timezone.now()
    known = KnownForm(definition, application.track, request.POST or None, application.known,
                      listed=application.territory_id is not None)  # fmt: skip
    ranks = WishesForm(definition, request.POST or None, application.preferences)
    if request.method == "POST" and known.is_valid() and ranks.is_valid():
        try:
            actions.tell(
                application,
                known=known.known,
                preferences=ranks.chosen,
                by=request.user,
                at=now,
            )
        except Refused as refusal:
            shown = _structure(application, known, ranks)
            return refused(request, "applications/structure.html", refusal.findings, **shown)
        messages.success(request, _("Enregistré. Votre dossier n’est pas déposé pour autant."))
        return onward(request, "applications:structure", application.public_id)
    shown = _structure(application, known, ranks)
    status = 422 if request.method == "POST" else 200
    context = {**shown, "findings": []}
    return render(request, "applications/structure.html", context, status=status)


def _structure(application: Application, known: KnownForm, ranks: WishesForm) -> dict[str, Any]:
    definition = application.edition.definition
    draft = queries.draft_of(application, timezone.now())
    return shell.shown(
        application,
        "structure",
        known_form=known,
        wishes_form=ranks,
        wishes=wishes(definition),
        eligibility=eligibility_findings(definition, draft.facts, application.track),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def partners(request: Request, application: Application) -> HttpResponse:
    """The consortium: its rules, who is in it, who to add."""
    return _partner(request, application, None)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def partner(request: Request, application: Application, partner: str) -> HttpResponse:
    """Correct what is said of a partner."""
    rows = application.partners.select_related("territory")
    found: Partner = row_or_404(rows.all, public_id=partner)
    return _partner(request, application, found)


def _partner(request: Request, application: Application, row: Partner | None) -> HttpResponse:
    definition, track, now = application.edition.definition, application.track, timezone.now()
    form = PartnerForm(definition, track, request.POST or None, row)
    known = KnownForm(
        definition, track, request.POST or None, row.known if row else None, of_members=True,
        listed=row is not None and row.territory_id is not None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and known.is_valid():
        try:
            lead_body(application, at=now)
            actions.set_partner(
                application, row, **form.cleaned_data, known=known.known, by=request.user, at=now
            )
        except Refused as refusal:
            shown = _partners(application, form, known, row)
            return refused(request, "applications/partners.html", refusal.findings, **shown)
        return onward(request, "applications:partners", application.public_id)
    calm = form.is_bound and only_looking(form)
    context = {**_partners(application, form, known, row), "findings": []}
    status = 422 if request.method == "POST" and not calm else 200
    return render(request, "applications/partners.html", context, status=status)


def _partners(
    application: Application, form: PartnerForm, known: KnownForm, row: Partner | None
) -> dict[str, Any]:
    definition = application.edition.definition
    rules = definition.consortium_of(application.track)
    rows = queries.partners(application)
    labels = {one.key: one.label for one in rules.categories} if rules else {}
    on = application.edition.today(timezone.now()) if located(rules) else None
    theirs, names = queries.bodies(rows, on), definition.own_names()
    found = consortium_findings(rules, theirs, application.step, names) if rules else []
    return shell.shown(
        application,
        "partners",
        rules=rules,
        rows=[(one, labels.get(one.category, "")) for one in rows],
        remarks=found,
        form=form,
        known_form=known,
        partner=row,
    )


@require_POST
@guarded(shell.files, policy.may_write)
def drop_partner(request: Request, application: Application, partner: str) -> HttpResponse:
    """Take a partner off."""
    found: Partner = row_or_404(application.partners.all, public_id=partner)
    try:
        actions.drop_partner(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        context = shell.shown(application, "partners")
        return refused(request, "applications/not_yet.html", refusal.findings, **context)
    return onward(request, "applications:partners", application.public_id)
