"""One seat of a panel: its part and mandate, the signs of conflict, who sits in whose place."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.selection import actions, queries
from cordee.selection.forms import SeatForm, WhyForm
from cordee.selection.models import Juror, Replacement
from cordee.selection.views.shell import led, seen
from cordee.selection.views.staff import composition_of, organisation_named
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_POST, row_or_404

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.web.requests import Request


def _juror(panel: Panel, key: str) -> Juror:
    rows = panel.jurors.exclude(part=Juror.Part.TEAM)
    found: Juror = row_or_404(
        lambda: rows.select_related("person", "organisation", "stands_for__person"),
        public_id=key,
    )
    found.panel = panel
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@led
def seat(request: Request, panel: Panel, juror: str) -> HttpResponse:
    """What a seat is, and what the house sees of its holder's ties."""
    found = _juror(panel, juror)
    form = SeatForm(
        composition_of(panel), _others(panel, found), request.POST or None, initial=_initial(found)
    )
    if request.method != "POST":
        return _seat(request, panel, found, form)
    if not form.is_valid():
        return _seat(request, panel, found, form, status=422)
    try:
        profile = _profile(request, panel, found, form)
        actions.change_juror(found, profile, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _seat(request, panel, found, form, findings=refusal.findings, status=422)
    messages.success(request, _("Le siège est à jour."))
    return onward(request, "selection:seat", panel.public_id, found.public_id)


def _others(panel: Panel, juror: Juror) -> list[tuple[str, str]]:
    rows = panel.jurors.filter(stands_for=None).exclude(pk=juror.pk).exclude(part=Juror.Part.TEAM)
    rows = rows.exclude(ends__lte=timezone.now()).select_related("person").order_by("pk")
    return [(str(one.public_id), str(one)) for one in rows]


def _initial(juror: Juror) -> dict[str, Any]:
    return {
        "part": juror.part,
        "seat": juror.seat,
        "organisation": juror.organisation.name if juror.organisation else "",
        "voting": juror.voting,
        "president": juror.president,
        "stands_for": str(juror.stands_for.public_id) if juror.stands_for else "",
        "starts": timezone.localtime(juror.starts).date(),
        "ends": timezone.localtime(juror.last_day).date() if juror.last_day else None,
        "expertise": "\n".join(juror.expertise),
        "languages": ", ".join(juror.languages),
        "load_min": juror.load_min or None,
        "load_max": juror.load_max,
    }


def _profile(request: Request, panel: Panel, juror: Juror, form: SeatForm) -> actions.Profile:
    asked = form.cleaned_data
    chosen = asked["stands_for"]
    first = timezone.localtime(juror.starts).date()
    return actions.Profile(
        part=asked["part"],
        seat=asked["seat"],
        voting=asked["voting"],
        president=asked["president"],
        organisation=organisation_named(request, asked["organisation"]),
        stands_for=panel.jurors.get(public_id=chosen) if chosen else None,
        starts=juror.starts if asked["starts"] == first else _midnight(asked["starts"]),
        ends=_midnight(asked["ends"] + timedelta(days=1)) if asked["ends"] else None,
        expertise=form.listed("expertise", "\n"),
        languages=form.listed("languages", ","),
        load_min=asked["load_min"] or 0,
        load_max=asked["load_max"],
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _seat(
    request: Request,
    panel: Panel,
    juror: Juror,
    form: SeatForm,
    *,
    findings: list[Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    left = set(juror.recusals.standing().values_list("application", flat=True).order_by())
    rows = queries.files(panel).exclude(application__in=left)
    signs = [(one, said) for one, said in queries.conflicted(juror, rows, now) if said]
    context = seen(
        panel,
        "members",
        juror=juror,
        form=form,
        page=paginated(request, signs),
        call=Replacement.objects.filter(substitute=juror, ends=None).first(),
        calls=list(Replacement.objects.filter(substitute=juror).order_by("-starts", "-pk")[:25]),
        why=WhyForm(),
        findings=findings or [],
        failed=bool(findings) or form.is_bound,
    )
    return render(request, "selection/team/seat.html", context, status=status)


@require_POST
@led
def call_substitute(request: Request, panel: Panel, juror: str) -> HttpResponse:
    """A substitute sits from now on."""
    found = _juror(panel, juror)
    reason = request.POST.get("reason", "").replace("\0", "")[:1000]
    actions.call_substitute(found, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, _("La suppléance commence : cette personne siège maintenant."))
    return onward(request, "selection:seat", panel.public_id, found.public_id)


@require_POST
@led
def release_substitute(request: Request, panel: Panel, juror: str) -> HttpResponse:
    """The absent sits again."""
    found = _juror(panel, juror)
    call = row_or_404(
        lambda: Replacement.objects.select_related("substitute", "absent"),
        substitute=found,
        ends=None,
    )
    actions.release_substitute(call, by=request.user, at=timezone.now())
    messages.success(request, _("La suppléance est finie."))
    return onward(request, "selection:seat", panel.public_id, found.public_id)
