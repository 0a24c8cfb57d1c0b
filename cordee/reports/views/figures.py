"""Pages of reports: the figures of any period, the rows behind each, the signed report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.policy import withheld
from cordee.kernel.findings import Refused
from cordee.ledger.policy import unseen
from cordee.people.guards import for_team
from cordee.reports import actions
from cordee.reports.figures import FIGURES, all_of, by_subject, lives
from cordee.reports.forms import PeriodForm
from cordee.reports.models import Report, ReportDraft
from cordee.reports.papers import balance, chapters, report_odt, report_pdf, told
from cordee.reports.rules import Period, contradictions, period_faults, whole
from cordee.web.components import PER_PAGE, paginated
from cordee.web.guards import (
    onward,
    refused,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from typing import Any

    from cordee.web.requests import Request


def _year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def _asked(request: Request) -> tuple[PeriodForm, Period | None]:
    """The period of the address; by default this calendar year, and whole calls."""
    today = timezone.localdate()
    if "starts" in request.GET:
        form = PeriodForm(request.GET)
    else:
        usual = whole(_year(today.year), lives())
        form = PeriodForm({"starts": usual.first.isoformat(), "ends": usual.last.isoformat()})
    if not form.is_valid() or period_faults(form.period(), today):
        return form, None
    return form, as_seen(request, form.period())


def _choices() -> list[tuple[str, str]]:
    """Periods often asked for, in words, and their query: whole calls, the calendar years."""
    today = timezone.localdate()
    usual = whole(_year(today.year), lives())
    years = [_year(today.year), _year(today.year - 1)]
    found = [(_("l’année %(year)s") % {"year": one.first.year}, one) for one in years]
    if usual not in years:
        found.insert(0, (_("les appels entiers, depuis leur publication"), usual))
    return [(label, _query(one)) for label, one in found]


def _query(period: Period | None) -> str:
    return urlencode({"starts": period.first, "ends": period.last}) if period else ""


def as_seen(request: Request, period: Period) -> Period:
    """The period without the files that someone withdrew from: no figure counts them for her."""
    return replace(period, without=withheld(request.user, timezone.now()))


def _shown(form: PeriodForm, period: Period | None, **more: Any) -> dict[str, Any]:
    """What the page of figures shows: the figures of the period, the reports already signed."""
    counted = all_of(period) if period else []
    return {
        "form": form,
        "period": period,
        "query": _query(period),
        "choices": _choices(),
        "figures": counted,
        "subjects": by_subject(counted),
        "empty": [one for one in counted if not one.value],
        "warnings": contradictions(counted),
        "reports": Report.objects.order_by("-ends", "-pk")[:PER_PAGE],
        "drafts": ReportDraft.objects.filter(report=None).order_by("-at", "-pk")[:PER_PAGE],
        "title": "",
        "stopping": False,
        "findings": [],
        **more,
    }


@require_safe
@for_team
def figures(request: Request) -> HttpResponse:
    """Every figure of a period; each opens on its rows."""
    form, period = _asked(request)
    found = period_faults(form.period(), timezone.localdate()) if form.is_valid() else []
    shown = _shown(form, period, findings=found, stopping="arreter" in request.GET)
    return render(request, "reports/figures.html", shown, status=200 if period else 422)


@require_safe
@for_team
def figure(request: Request, key: str) -> HttpResponse:
    """The rows behind a figure."""
    count = FIGURES.get(key)
    _form, period = _asked(request)
    if count is None or period is None:
        raise Http404
    found = count(period)
    page = paginated(request, found.rows.cells)
    page.object_list = [told(row, aloud=True) for row in page.object_list]
    return render(
        request,
        "reports/figure.html",
        {
            "figure": found,
            "period": period,
            "page": page,
            "query": _query(period),
        },
    )


@require_POST
@for_team
def sign(request: Request) -> HttpResponse:
    """Sign a report of a period, some figures left out on purpose."""
    form, title = PeriodForm(request.POST), request.POST.get("title", "")
    if not form.is_valid():
        shown = _shown(form, None, title=title)
        return render(request, "reports/figures.html", shown, status=422)
    try:
        report = actions.sign(
            as_seen(request, form.period()),
            title=title,
            left_out=request.POST.getlist("left_out"),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        shown = _shown(form, as_seen(request, form.period()), title=title)
        shown.pop("findings")
        return refused(request, "reports/figures.html", refusal.findings, **shown)
    return onward(request, "reports:report", report.public_id)


@require_safe
@for_team
def report(request: Request, public_id: str) -> HttpResponse:
    """A signed report."""
    found = row_or_404(Report, public_id=public_id)
    shown = {"chapters": chapters(found.content, aloud=True), "accounts": balance(found.content)}
    return render(request, "reports/report.html", {"report": found, **shown})


@require_safe
@for_team
def paper(request: Request, public_id: str) -> HttpResponse:
    """A signed report as an accessible PDF; no row names a file one withdrew from."""
    found = row_or_404(Report, public_id=public_id)
    made = report_pdf(found, without=unseen(request.user, timezone.now()))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bilan-{found.ends.year}.pdf"'
    return response


@require_safe
@for_team
def office(request: Request, public_id: str) -> HttpResponse:
    """A signed report as ODT, to be taken up in an office."""
    found = row_or_404(Report, public_id=public_id)
    made = report_odt(found, without=unseen(request.user, timezone.now()))
    response = HttpResponse(made, content_type="application/vnd.oasis.opendocument.text")
    response["Content-Disposition"] = f'attachment; filename="bilan-{found.ends.year}.odt"'
    return response
