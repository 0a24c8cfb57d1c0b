"""The reasons each team will read, then the decision, in private."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.kernel.findings import Refused
from cordee.selection import actions, policy, queries
from cordee.selection.models import Deliberation, Mark
from cordee.selection.queries import replies
from cordee.selection.rules import composed
from cordee.selection.rules.choice import CONDITIONS
from cordee.selection.rules.mentions import by_hand
from cordee.selection.views.choosing.rows import (
    Row,
    current_set,
    proposal_of,
    rows_of,
)
from cordee.selection.views.shell import seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.selection.rules import Set
    from cordee.web.requests import Request

LONGEST_REASONS = 10_000
NAMEABLE = 60
"""Files offered for a distinction, the best first: the page stays light."""
MENTIONS = 6
SHOWN = 8
"""Files worded on one page: each has one text a criterion."""


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def reasons(request: Request, panel: Panel, key: str) -> HttpResponse:
    """The reasons each team will read, with what the jurors wrote beside."""
    made = proposal_of(panel, key)
    current = current_set(made)
    asks = queries.stage_of(panel).with_conditions
    rows = [row for row in rows_of(made, current) if asks or row.place != "selected"]
    page = paginated(request, rows, per_page=SHOWN)
    criteria = criteria_said(made)
    if request.method == "POST":
        _word_all(request, made, [row.key for row in page.object_list], criteria)
        messages.success(request, _("Les motifs sont enregistrés."))
        return onward(request, request.get_full_path())
    remarks = _remarks(list(page.object_list))
    answered = replies.replies(panel)
    shown = [
        (
            row,
            made.reasons.get(f"{row.key}:{CONDITIONS}" if row.place == "selected" else row.key, ""),
            [
                *remarks.get(row.deposit.pk, []),
                *(
                    [_("Réponse de l’équipe : %s") % text]
                    if (text := answered.get(row.deposit.application_id, ""))
                    else []
                ),
            ],
            [
                (key, label, made.reasons.get(f"{row.key}:{key}", ""))
                for key, label in criteria.items()
            ],
        )
        for row in page.object_list
    ]
    context = seen(panel, "choices", made=made, page=page, rows=shown)
    return render(request, "selection/team/reasons.html", context)


def criteria_said(made: Deliberation) -> dict[str, str]:
    """The criteria of the stage, by key, as people read them."""
    stage = queries.stage_of(made.panel)
    return {one.key: said(one.label) for one in made.version.definition.criteria_of(stage)}


def _word_all(
    request: Request, made: Deliberation, files: list[str], criteria: dict[str, str]
) -> None:
    """Keep every text of the page that was sent."""
    sent = {
        (file, criterion): f"motifs-{file}-{criterion}" if criterion else f"motifs-{file}"
        for file in files
        for criterion in ("", *criteria, CONDITIONS)
    }
    texts = {
        place: _text(request.POST[name]) for place, name in sent.items() if name in request.POST
    }
    actions.word_all(made, texts, by=request.user, at=timezone.now())


def _text(typed: str) -> str:
    return typed.replace("\0", "")[:LONGEST_REASONS]


def _remarks(rows: list[Row]) -> dict[int, list[str]]:
    """What the jurors wrote of some files, without their names."""
    found: dict[int, list[str]] = {}
    marks = Mark.objects.filter(
        deposit__in=[row.deposit.pk for row in rows], withdrawn_at=None
    ).exclude(comment="")
    for deposit, comment in marks.order_by("criterion", "pk").values_list("deposit", "comment"):
        found.setdefault(deposit, []).append(comment)
    return found


@require_POST
@guarded(queries.panels, policy.may_run)
def word(
    request: Request, panel: Panel, key: str, deposit: str, criterion: str = ""
) -> HttpResponse:
    """Keep the reasons of one file as they are typed."""
    made = proposal_of(panel, key)
    name = f"motifs-{deposit}-{criterion}" if criterion else f"motifs-{deposit}"
    text, now = _text(request.POST.get(name, "")), timezone.now()
    actions.word(made, str(deposit), text, criterion=criterion, by=request.user, at=now)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def decide(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Take the decision, in private, once everything is there."""
    made = proposal_of(panel, key)
    current = current_set(made)
    keys = [str(one.public_id) for one in queries.files(panel)]
    told = {one: composed(criteria_said(made), made.reasons, one) for one in keys}
    found = actions.decision_faults(made, keys, current, told)
    if request.method == "POST":
        try:
            actions.rule(
                made,
                selected=current.selected,
                reserve=current.reserve,
                reasons={one: text for one, text in told.items() if text},
                named=_named(request, made),
                conditions={
                    one: made.reasons.get(f"{one}:{CONDITIONS}", "") for one in current.selected
                },
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            return _decide(request, panel, made, current, refusal.findings, status=422)
        messages.success(request, _("La décision est prise. Rien n’est encore publié."))
        return onward(request, "selection:decision", panel.public_id)
    return _decide(request, panel, made, current, found)


def _named(request: Request, made: Deliberation) -> dict[str, list[str]]:
    """The distinctions that the jury names itself, as they were chosen on the page."""
    rules = made.version.definition.selection
    sent = {one.key: request.POST.getlist(f"distinction-{one.key}") for one in by_hand(rules)}
    return {key: kept for key, files in sent.items() if (kept := [one for one in files if one])}


def _distinctions(
    request: Request, panel: Panel, made: Deliberation, current: Set
) -> dict[str, Any]:
    """What the rules distinguish by themselves, what the jury may name; nothing without any."""
    rules = made.version.definition.selection
    if not rules.mentions:  # most calls have none
        return {"given": [], "to_name": [], "nameable": []}
    stage = queries.stage_of(panel)
    names = {str(one.public_id): queries.name_of(one, stage) for one in queries.files(panel)}
    merit = made.result.get("merit", {})
    rest = sorted(
        (one for one in names if one not in current.selected),
        key=lambda one: (-Fraction(merit.get(one, 0)), names[one]),
    )
    given = actions.given_mentions(made, current, {})
    named = _named(request, made)
    to_name = [
        (one.key, said(one.label), place, (*named.get(one.key, []), *([""] * MENTIONS))[place])
        for one in by_hand(rules)
        for place in range(min(one.count or 1, MENTIONS))
    ]
    labels = {one.key: said(one.label) for one in rules.mentions}
    shown = [(labels[key], [names[one] for one in files]) for key, files in given.items()]
    nameable = [(one, names[one]) for one in rest[:NAMEABLE]]
    return {"given": shown, "to_name": to_name, "nameable": nameable}


def _decide(
    request: Request,
    panel: Panel,
    made: Deliberation,
    current: Set,
    findings: list[Finding],
    *,
    status: int = 200,
) -> HttpResponse:
    context = seen(
        panel, "choices", made=made, chosen=current, found=findings, open=panel.closed_at is None,
        old=queries.changed_since(panel, made.at),
        failed=status != HttpResponse.status_code,
        opinion=queries.opinion_of(panel),
        **_distinctions(request, panel, made, current),
    )  # fmt: skip
    return render(request, "selection/team/decide.html", context, status=status)
