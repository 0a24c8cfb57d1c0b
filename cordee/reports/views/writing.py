"""Pages of a report being written: its plan, each part, its preview, its signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.policy import withheld
from cordee.applications.rules.versions import merged, since, token
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.reports import actions
from cordee.reports.figures import LABELS
from cordee.reports.forms import PeriodForm, SectionForm, TitleForm, shown
from cordee.reports.models import ReportDraft, Section
from cordee.reports.papers import balance, chapters
from cordee.reports.queries import book
from cordee.reports.queries.frozen import whole_of
from cordee.web.components import Tab
from cordee.web.guards import (
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.learning.actions.writing import Written
    from cordee.reports.queries import Book
    from cordee.web.requests import Request

PLAN, PART, PREVIEW = "reports/plan.html", "reports/part.html", "reports/preview.html"


def parts() -> QuerySet[Section]:
    """Parts of the reports still being written, with their texts."""
    return Section.objects.filter(draft__report=None).select_related("draft", *Section.TEXTS)


def show(
    request: Request, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page without a refusal to tell."""
    return render(request, template, {"findings": [], **context}, status=status)


def rooms(draft: ReportDraft, here: str) -> list[Tab]:
    """The pages of a report being written, as tabs."""
    labels = {"plan": _("Plan"), "accounts": _("Comptes"), "declared": _("Chiffres déclarés"),
              "preview": _("Aperçu et signature")}  # fmt: skip
    return [
        Tab(label, reverse(f"reports:{name}", args=[draft.public_id]), name == here)
        for name, label in labels.items()
    ]


def drafts() -> QuerySet[ReportDraft]:
    """Reports still being written."""
    return ReportDraft.objects.filter(report=None)


@require_POST
@for_team
def begin(request: Request) -> HttpResponse:
    """Begin to write the report of a period."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Choisissez d’abord une période : un premier et un dernier jour.")
        )
        return onward(request, "reports:figures")
    title = request.POST.get("title", "").strip() or _("Bilan %(period)s") % {
        "period": form.period().said()
    }
    try:
        made = actions.begin(form.period(), title=title, by=request.user, at=timezone.now())
    except Refused as refusal:
        for one in refusal.findings:
            messages.error(request, one.sentence)
        return onward(request, "reports:figures")
    return onward(request, "reports:plan", made.public_id)


def _book(request: Request, draft: ReportDraft) -> Book:
    return book(draft, without=withheld(request.user, timezone.now()))


def _plan(request: Request, draft: ReportDraft, **more: Any) -> dict[str, Any]:
    found = _book(request, draft)
    lacks = {one.where for one in found.faults}
    rows = [
        (number, section, bool({section.public_id.hex, *section.figures} & lacks))
        for number, section in zip(found.numbers, found.sections, strict=True)
    ]
    return {"draft": draft, "rows": rows, "form": TitleForm(), "faults": found.faults,
            "rooms": rooms(draft, "plan"), **more}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def plan(request: Request, public_id: str) -> HttpResponse:
    """The plan of a report, and one more part."""
    draft = row_or_404(drafts, public_id=public_id)
    if request.method != "POST":
        return show(request, PLAN, _plan(request, draft))
    form = TitleForm(request.POST)
    if not form.is_valid():
        return show(request, PLAN, _plan(request, draft, form=form), status=422)
    try:
        made = actions.add_section(draft, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, PLAN, refusal.findings, **_plan(request, draft, form=form))
    return onward(request, "reports:part", draft.public_id, made.public_id)


@require_POST
@for_team
def change(request: Request, public_id: str, part_id: str) -> HttpResponse:
    """Move a part up or down, or take it out."""
    section = row_or_404(parts, public_id=part_id)
    act = {"by": request.user, "at": timezone.now()}
    match request.POST.get("act"):
        case "up":
            actions.move_section(section, -1, **act)
        case "down":
            actions.move_section(section, 1, **act)
        case "drop":
            actions.drop_section(section, **act)
            messages.success(request, _("La partie est ôtée."))
    return onward(request, "reports:plan", public_id)


def known(draft: ReportDraft) -> list[tuple[str, str]]:
    """The figures a report may show: those of the house, those declared in it."""
    mine = [(one.key, one.label) for one in draft.declared.order_by("pk")]
    return [*((key, str(label)) for key, label in LABELS.items()), *mine]


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def part(request: Request, public_id: str, part_id: str) -> HttpResponse:
    """Write a part: saved whole, or both texts when two hands clash."""
    section = row_or_404(parts, public_id=part_id, draft__public_id=public_id)
    listed = known(section.draft)
    page = {"draft": section.draft, "section": section, "known": listed, "clashes": []}  # fmt: skip
    if request.method != "POST":
        form = SectionForm(listed, section, initial=shown(section))
        return show(request, PART, {**page, "form": form})
    form = SectionForm(listed, section, request.POST)
    if not form.is_valid():
        return show(request, PART, {**page, "form": form}, status=422)
    try:
        clashes = _written(request, section, form)
    except Refused as refusal:
        return refused(request, PART, refusal.findings, **page, form=form)
    if clashes:
        again = SectionForm(listed, section, initial=_both(form, clashes))
        told = [(form.fields[name].label, one.shared.text, form.cleaned_data[name])
                for name, one in clashes.items()]  # fmt: skip
        found = {**page, "form": again, "clashes": told, "failed": True}
        return show(request, PART, found, status=409)
    messages.success(request, _("Enregistré."))
    return onward(request, "reports:plan", public_id)


def _written(request: Request, section: Section, form: SectionForm) -> dict[str, Written]:
    said, act = form.cleaned_data, {"by": request.user, "at": timezone.now()}
    actions.arrange(
        section, title=said["title"], level=said["level"], figures=said["figures"], **act
    )
    texts = {name: said[name] for name in Section.TEXTS if name in said}
    started = {name: since(said.get(f"since_{name}", "")) for name in texts}
    return actions.write_section(section, texts, since=started, **act)


def _both(form: SectionForm, clashes: dict[str, Written]) -> dict[str, Any]:
    """What the boxes hold after a clash: for each text, both hands in one."""
    held = dict(form.cleaned_data)
    for name, one in clashes.items():
        held[name] = merged(one.base, one.shared.text, held[name])
        held[f"since_{name}"] = token(one.shared.revision, one.shared.text)
    return held


@require_safe
@for_team
def preview(request: Request, public_id: str) -> HttpResponse:
    """The report as it would be signed now."""
    draft = row_or_404(drafts, public_id=public_id)
    return show(request, PREVIEW, _previewed(request, draft))


def _previewed(request: Request, draft: ReportDraft) -> dict[str, Any]:
    found = _book(request, draft)
    content = whole_of(found)
    return {"draft": draft, "period": found.period, "chapters": chapters(content, aloud=True),
            "accounts": balance(content), "faults": found.faults,
            "rooms": rooms(draft, "preview")}  # fmt: skip


@require_POST
@for_team
def sign(request: Request, public_id: str) -> HttpResponse:
    """Sign a written report."""
    draft = row_or_404(drafts, public_id=public_id)
    without = withheld(request.user, timezone.now())
    try:
        report = actions.sign_draft(draft, without=without, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, PREVIEW, refusal.findings, **_previewed(request, draft))
    return onward(request, "reports:report", report.public_id)
