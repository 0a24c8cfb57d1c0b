"""An assembly prepared by the team: its days, its agenda, its offers, its guests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.works import policy
from cordee.alliance.works.actions import assemblies as actions
from cordee.alliance.works.forms import assemblies as forms
from cordee.alliance.works.models import DayReply
from cordee.alliance.works.queries import assemblies as queries
from cordee.alliance.works.rules import assemblies as rules
from cordee.alliance.works.views.acting import BOTH, asked, done, status, tried
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.alliance.works.models import Assembly, AssemblyDay, AssemblyPart
    from cordee.web.requests import Request


@require_http_methods([*BOTH])
@for_team
def desk(request: Request) -> HttpResponse:
    """Every assembly and seminar, and a new one."""
    form = forms.AssemblyForm(request.POST or None)
    made: list[Assembly] = []
    findings = tried(form, lambda typed: made.append(actions.keep_assembly(
        typed.pop("title"), **typed, by=request.user, at=timezone.now()
    ))) if request.method == "POST" else []  # fmt: skip
    if made:
        said = _("Elle est inscrite : écrivez maintenant ses temps.")
        return done(request, said, "works:prepare", made[0].public_id)
    shown = {"page": paginated(request, queries.assemblies()), "form": form,
             "findings": findings or []}  # fmt: skip
    return render(request, "works/assemblies.html", shown, status=status(request, findings))


@require_http_methods([*BOTH])
@guarded(queries.assemblies, policy.may_keep)
def prepare(request: Request, assembly: Assembly) -> HttpResponse:
    """Its text, its days, its agenda; what the agenda does not treat yet."""
    if request.method != "POST":
        return _prepare(request, assembly, [])
    form = forms.AssemblyForm(request.POST)
    found = tried(form, lambda typed: actions.keep_assembly(
        typed.pop("title"), assembly, **typed, by=request.user, at=timezone.now()
    ))  # fmt: skip
    return _after(request, assembly, found, form=form)


def _prepare(
    request: Request, one: Assembly, findings: list[Any] | None, **more: Any
) -> HttpResponse:
    rows = list(queries.days(one))
    agenda = rules.agenda_findings(queries.treated(rows), seminar=one.kind == "seminar")
    shown = {
        "one": one, "days": rows, "agenda": agenda, "findings": findings or [],
        "offers": one.offers.all()[:25], "open": one.state != "closed",
        "form": forms.AssemblyForm(initial=forms.AssemblyForm.known(one)),
        "day": forms.DayForm(prefix="temps"), "offer": forms.OfferForm(prefix="offre"),
        "part": forms.PartForm(prefix="sequence"), "parted": 0, **more,
    }  # fmt: skip
    return render(request, "works/prepare.html", shown, status=status(request, findings))


def _after(request: Request, one: Assembly, found: list[Any] | None, **more: Any) -> HttpResponse:
    if found == []:
        return done(request, _("C’est enregistré."), "works:prepare", one.public_id)
    return _prepare(request, one, found, **more)


@require_POST
@guarded(queries.assemblies, policy.may_keep)
def day(request: Request, assembly: Assembly) -> HttpResponse:
    """Write one of its times."""
    form = forms.DayForm(request.POST, prefix="temps")
    found = tried(form, lambda typed: actions.keep_day(
        assembly, typed.pop("on"), typed.pop("mode"), **typed, by=request.user, at=timezone.now()
    ))  # fmt: skip
    return _after(request, assembly, found, day=form)


@require_POST
@guarded(queries.every_day, policy.may_keep, by="pk")
def part(request: Request, day: AssemblyDay) -> HttpResponse:
    """Put a part on the agenda of a day."""
    form = forms.PartForm(request.POST, prefix="sequence")
    found = tried(form, lambda typed: actions.add_part(
        day, typed.pop("half"), typed.pop("title"), **typed, by=request.user, at=timezone.now()
    ))  # fmt: skip
    return _after(request, day.assembly, found, part=form, parted=day.pk)


@require_POST
@guarded(queries.parts, policy.may_keep, by="pk")
def drop_part(request: Request, part: AssemblyPart) -> HttpResponse:
    """Take a part off the agenda."""
    one = part.day.assembly
    found = asked(lambda: actions.take_part_away(part, by=request.user, at=timezone.now()))
    return _after(request, one, found)


@require_POST
@guarded(queries.assemblies, policy.may_keep)
def offer(request: Request, assembly: Assembly) -> HttpResponse:
    """Propose something beside."""
    form = forms.OfferForm(request.POST, prefix="offre")
    found = tried(form, lambda typed: actions.add_offer(
        assembly, typed.pop("title"), **typed, by=request.user, at=timezone.now()
    ))  # fmt: skip
    return _after(request, assembly, found, offer=form)


@require_POST
@guarded(queries.assemblies, policy.may_keep)
def announce(request: Request, assembly: Assembly) -> HttpResponse:
    """Announce it: its guests are written to."""
    found = asked(lambda: actions.announce(assembly, by=request.user, at=timezone.now()))
    if found == []:
        said = _("Elle est annoncée : les personnes invitées reçoivent un courriel.")
        return done(request, said, "works:guests", assembly.public_id)
    return _prepare(request, assembly, found)


@require_http_methods([*BOTH])
@guarded(queries.assemblies, policy.may_keep)
def guests(request: Request, assembly: Assembly) -> HttpResponse:
    """Who is invited, who comes; invite others."""
    form, now = forms.InviteForm(request.POST or None), timezone.now()
    findings: list[Any] | None = []
    if request.method == "POST":

        def act(typed: dict[str, Any]) -> None:
            people, strangers = queries.by_address(rules.addresses(typed["addresses"]))
            if typed["alliance"]:
                people += list(queries.of_the_alliance(now, timezone.localdate(now)))
            new = actions.invite(assembly, people, by=request.user, at=now)
            messages.success(request, _("Personnes invitées : %(count)s") % {"count": new})
            if strangers:
                said = _("Absentes de l’annuaire, donc pas invitées : %(them)s")
                messages.warning(request, said % {"them": ", ".join(strangers[:20])})

        findings = tried(form, act)
        if findings == []:
            return onward(request, "works:guests", assembly.public_id)
    shown = {"one": assembly, "form": form, "days": list(queries.days(assembly)),
             "page": paginated(request, queries.guests(assembly)),
             "findings": findings or []}  # fmt: skip
    return render(request, "works/guests.html", shown, status=status(request, findings))


@require_http_methods([*BOTH])
@guarded(queries.every_day, policy.may_keep, by="pk")
def came(request: Request, day: AssemblyDay) -> HttpResponse:
    """Tick who came to a day, twenty-five guests a page."""
    page = paginated(request, queries.guests(day.assembly))
    ways = {"", *DayReply.Way.values}
    if request.method == "POST":
        sent = {one.pk: request.POST.get(f"venue-{one.pk}") for one in page.object_list}
        ticked = {key: way for key, way in sent.items() if way in ways and way is not None}
        found = asked(lambda: actions.note_came(day, ticked, by=request.user, at=timezone.now()))
        if found == []:
            return done(request, _("C’est noté."), "works:held", day.assembly.public_id)
    else:
        found = []
    rows = [(one, _seen(one.replies.all(), day)) for one in page.object_list]
    shown = {"one": day.assembly, "day": day, "page": page, "rows": rows,
             "ways": DayReply.Way.choices, "findings": found}  # fmt: skip
    return render(request, "works/came.html", shown, status=status(request, found))


def _seen(replies: Any, day: AssemblyDay) -> DayReply | None:
    return next((one for one in replies if one.day_id == day.pk), None)
