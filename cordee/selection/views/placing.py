"""Where the winners go, by their wishes: seen, relaxed with a reason, moved, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.forms import SeedForm
from cordee.selection.forms.placing import HandForm, OrderForm, PlacesForm
from cordee.selection.queries import placing as reading
from cordee.selection.views.shell import seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms

    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel, Ruling
    from cordee.web.requests import Request


def _ruling(panel: Panel) -> Ruling:
    found = queries.ruling_of(panel)
    if found is None or not reading.places_winners(found):
        raise Http404
    return found


@require_safe
@guarded(queries.panels, policy.may_run)
def wishes(request: Request, panel: Panel) -> HttpResponse:
    """Every winner, its wishes, where it goes and why; the places of each host."""
    return _page(request, panel, _ruling(panel))


def _page(
    request: Request,
    panel: Panel,
    ruling: Ruling,
    form: forms.Form | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    made = reading.placement_of(ruling)
    rows = reading.wishing(ruling, made)
    hosts = reading.taken(ruling, made)
    named = [(key, label) for key, label, *_rest in hosts]
    files = [(row.key, row.name) for row in rows]
    asked = ruling.version.definition.preferences
    usual: dict[str, Any] = {
        "seed_form": SeedForm(initial={"seed": panel.edition.key}),
        "places_form": PlacesForm(named),
        "hand_form": HandForm(files, named),
    }
    if form is not None:
        name = {SeedForm: "seed_form", PlacesForm: "places_form"}.get(type(form), "hand_form")
        usual[name] = form
    context = seen(
        panel, "decision", ruling=ruling, made=made, page=paginated(request, rows), hosts=hosts,
        mutual=bool(asked and asked.mutual), orders=set(made.orders) if made else set(),
        labels=dict(named), findings=findings or [], bound=form, **usual,
    )  # fmt: skip
    failed = bool(findings) or form is not None
    return render(request, "selection/team/wishes.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def order(request: Request, panel: Panel, host: str) -> HttpResponse:
    """The ranks that a host gives to the winners who wished for it, where both sides rank."""
    ruling = _ruling(panel)
    made = reading.placement_of(ruling)
    labels = reading.labels_of(ruling.version.definition)
    if host not in labels:
        raise Http404
    known = made.orders.get(host, {}) if made else {}
    rows = [row for row in reading.wishing(ruling, made) if host in row.keys]
    page = paginated(request, rows)
    here = [(row.key, row.name, known.get(row.key)) for row in page.object_list]
    form = OrderForm(here, request.POST if request.method == "POST" else None)
    findings: list[Finding] = []
    if form.is_valid():
        elsewhere = {key: rank for key, rank in known.items() if key not in dict(_pairs(here))}
        try:
            ranks = elsewhere | form.ranks
            actions.rank_by_host(ruling, host, ranks, by=request.user, at=timezone.now())
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("Ce classement est enregistré."))
            return onward(request, "selection:wishes", panel.public_id)
    context = seen(panel, "decision", form=form, page=page, host=labels[host], findings=findings)
    failed = form.is_bound
    return render(
        request, "selection/team/wishes_order.html", context, status=422 if failed else 200
    )


def _pairs(rows: list[tuple[str, str, int | None]]) -> list[tuple[str, str]]:
    return [(key, name) for key, name, _rank in rows]


@require_POST
@guarded(queries.panels, policy.may_run)
def act(request: Request, panel: Panel, verb: str) -> HttpResponse:
    """Compute, move places, place by hand, settle."""
    ruling = _ruling(panel)
    known: dict[str, Callable[..., HttpResponse | None]] = {
        "proposer": _compute, "places": _places, "placer": _hand, "arreter": _settle,
    }  # fmt: skip
    if verb not in known:
        raise Http404
    try:
        refused = known[verb](request, panel, ruling)
    except Refused as refusal:
        return _page(request, panel, ruling, findings=refusal.findings)
    return refused or onward(request, "selection:wishes", panel.public_id)


def _compute(request: Request, panel: Panel, ruling: Ruling) -> HttpResponse | None:
    form = SeedForm(request.POST)
    if not form.is_valid():
        return _page(request, panel, ruling, form)
    seed = form.cleaned_data["seed"]
    actions.place(ruling, seed=seed, by=request.user, at=timezone.now())
    messages.success(request, _("Les affectations sont proposées d’après les vœux."))
    return None


def _named(ruling: Ruling) -> list[tuple[str, str]]:
    return list(reading.labels_of(ruling.version.definition).items())


def _places(request: Request, panel: Panel, ruling: Ruling) -> HttpResponse | None:
    form = PlacesForm(_named(ruling), request.POST)
    if not form.is_valid():
        return _page(request, panel, ruling, form)
    asked = form.cleaned_data
    actions.change_places(
        ruling, asked["host"], least=asked["least"], most=asked["most"], reason=asked["reason"],
        by=request.user, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Les places sont changées : proposez de nouveau les affectations."))
    return None


def _hand(request: Request, panel: Panel, ruling: Ruling) -> HttpResponse | None:
    files = [(row.key, row.name) for row in reading.wishing(ruling, None)]
    form = HandForm(files, _named(ruling), request.POST)
    if not form.is_valid():
        return _page(request, panel, ruling, form)
    asked = form.cleaned_data
    actions.place_by_hand(
        ruling, asked["file"], asked["into"], reason=asked["reason"], by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Le dossier est placé ; le procès-verbal en donnera la raison."))
    return None


def _settle(request: Request, panel: Panel, ruling: Ruling) -> HttpResponse | None:  # noqa: ARG001 - the shape of a verb
    actions.settle_places(ruling, by=request.user, at=timezone.now())
    messages.success(request, _("Les affectations sont arrêtées : chaque lettre les dit."))
    return None
