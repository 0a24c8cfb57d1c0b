"""The register of communication: what the alliance says, what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.works import policy
from cordee.alliance.works.actions import speaking as actions
from cordee.alliance.works.forms import speaking as forms
from cordee.alliance.works.models import RegisterLine, Term
from cordee.alliance.works.queries import speaking as queries
from cordee.alliance.works.rules.speaking import FAMILIES
from cordee.alliance.works.views.acting import BOTH, done, status, tried
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import guarded, onward, require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


def _asked(request: Request) -> tuple[str, int | None]:
    """The family and the year the page asks for; nonsense asks for all."""
    family, year = request.GET.get("famille", ""), request.GET.get("annee", "")
    known = family if family in FAMILIES else ""
    return known, int(year) if year.isdecimal() and len(year) == len("2025") else None


def families() -> list[tuple[str, str]]:
    """Each family in words."""
    return [(one, str(Term.List(one).label)) for one in FAMILIES]


@require_http_methods([*BOTH])
@for_team
def register(request: Request) -> HttpResponse:
    """Every line, by family and year, counted; a new line."""
    form = forms.LineForm(request.POST or None)
    findings: list[Any] | None = []
    if request.method == "POST":
        findings = tried(form, lambda typed: actions.keep_line(
            typed.pop("kind"), typed.pop("title"), typed.pop("on"), **typed, by=request.user,
            at=timezone.now(),
        ))  # fmt: skip
        if findings == []:
            return done(request, _("La ligne est inscrite."), "works:register")
    family, year = _asked(request)
    shown = {
        "form": form, "findings": findings or [], "family": family, "year": year,
        "families": families(), "years": queries.years(), "counts": queries.counts(year),
        "page": paginated(request, queries.lines(family, year)),
    }  # fmt: skip
    return render(request, "works/register.html", shown, status=status(request, findings))


@require_http_methods([*BOTH])
@guarded(queries.lines, policy.may_keep)
def line(request: Request, line: RegisterLine) -> HttpResponse:
    """A line: change it, note where it was taken up."""
    known = forms.LineForm.known(line) if request.method != "POST" else None
    form = forms.LineForm(request.POST or None, initial=known)
    findings: list[Any] | None = []
    if request.method == "POST":
        findings = tried(form, lambda typed: actions.keep_line(
            typed.pop("kind"), typed.pop("title"), typed.pop("on"), line, **typed,
            by=request.user, at=timezone.now(),
        ))  # fmt: skip
        if findings == []:
            return done(request, _("C’est enregistré."), "works:line", line.public_id)
    return _line(request, line, findings, form=form)


def _line(
    request: Request, one: RegisterLine, findings: list[Any] | None, **more: Any
) -> HttpResponse:
    shown = {"one": one, "form": forms.LineForm(initial=forms.LineForm.known(one)),
             "taking": forms.TakeUpForm(prefix="reprise"), "findings": findings or [],
             **more}  # fmt: skip
    return render(request, "works/line.html", shown, status=status(request, findings))


@require_POST
@guarded(queries.lines, policy.may_keep)
def take_up(request: Request, line: RegisterLine) -> HttpResponse:
    """Note a take-up."""
    form = forms.TakeUpForm(request.POST, prefix="reprise")
    found = tried(form, lambda typed: actions.take_up(
        line, typed.pop("where"), **typed, by=request.user, at=timezone.now()))  # fmt: skip
    if found == []:
        return done(request, _("La reprise est notée."), "works:line", line.public_id)
    return _line(request, line, found, taking=form)


@require_POST
@guarded(queries.lines, policy.may_keep)
def strike(request: Request, line: RegisterLine) -> HttpResponse:
    """Strike a line written by mistake."""
    actions.strike_line(line, by=request.user, at=timezone.now())
    return onward(request, "works:register")


@require_safe
@for_team
def export(_request: Request) -> HttpResponse:
    """The whole register, for a spreadsheet."""
    return table_file(queries.table(), "communication")


@require_safe
def said(request: Request) -> HttpResponse:
    """What everybody reads: interventions, publications, press, news."""
    family, _year = _asked(request)
    shown = {"page": paginated(request, queries.public(family)), "families": families(),
             "family": family}  # fmt: skip
    return render(request, "works/said.html", shown)
