"""The balanced choice: asked for, explained, moved by the jury, worded for each team."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.forms import said
from cordee.kernel.bodies import Kind
from cordee.kernel.findings import Refused
from cordee.kernel.places import REGION_OF
from cordee.selection import actions, policy, queries
from cordee.selection.forms import MoveForm, SeedForm
from cordee.selection.models import Deliberation, Mark
from cordee.selection.papers import stated_rules
from cordee.selection.queries.rankings import said as figure
from cordee.selection.rules import Set, by_merit, moved, proposed, ruling_faults
from cordee.selection.views.shell import seen
from cordee.territories.rules import department_name
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from cordee.applications.models import Deposit
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Panel
    from cordee.web.requests import Request

LONGEST_REASONS = 10_000
PLACES = {"selected": ("lauréat", "good"), "reserve": ("réserve", "info"),
          "refused": ("non retenu", "neutral")}  # fmt: skip
EXCLUDED = {
    "ineligible": "dossier non éligible",
    "not_enough_reviews": "pas assez de lectures complètes",
    "below_min_merit": "sous le seuil de l’appel",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A file of the choice: where it stands and why."""

    deposit: Deposit
    name: str
    department: str
    merit: str
    place: str
    rank: int | None
    why: str
    solid: int | None
    moved: bool

    @property
    def label(self) -> str:
        """The place in words."""
        told = str(PLACES[self.place][0])
        return f"{told} n° {self.rank}" if self.rank else told

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return str(PLACES[self.place][1])


def _deliberation(panel: Panel, key: str) -> Deliberation:
    rows = panel.deliberations.select_related("version", "by__person")
    found = rows.filter(public_id=key).first()
    if found is None:
        raise Http404
    found.panel = panel
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def choices(request: Request, panel: Panel) -> HttpResponse:
    """The proposals made so far, and the form that asks for another."""
    form = SeedForm(request.POST or None, initial={"seed": panel.edition.key})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(
                panel, seed=form.cleaned_data["seed"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return _choices(request, panel, form, refusal.findings)
        if made is not None:
            return onward(request, "selection:choice", panel.public_id, made.public_id)
        messages.info(request, _("Le calcul est lancé : la proposition apparaîtra ici."))
        return onward(request, "selection:choices", panel.public_id)
    return _choices(request, panel, form)


def _choices(
    request: Request, panel: Panel, form: SeedForm, findings: list[Finding] | None = None
) -> HttpResponse:
    rows = panel.deliberations.select_related("by__person").defer("instance", "explanation")
    context = seen(
        panel,
        "choices",
        form=form,
        page=paginated(request, rows.order_by("-at", "-pk")),
        rules=stated_rules(panel.edition.definition),
        ruling=queries.ruling_of(panel),
        findings=findings or [],
    )
    failed = bool(findings) or form.is_bound
    return render(request, "selection/team/choices.html", context, status=422 if failed else 200)


@require_safe
@guarded(queries.panels, policy.may_run)
def choice(request: Request, panel: Panel, key: str) -> HttpResponse:
    """A proposal: who, why, what each rule changes, and the map beside."""
    return _choice(request, panel, _deliberation(panel, key))


def _choice(
    request: Request,
    panel: Panel,
    made: Deliberation,
    form: MoveForm | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    current = _current(made)
    rows = _rows(made, current)
    counts = Counter(row.department for row in rows if row.place == "selected" and row.department)
    regions = {REGION_OF.get(code, "") for code in counts}
    names = [(str(row.deposit.public_id), row.name) for row in rows]
    context = seen(
        panel,
        "choices",
        made=made,
        feasible=made.result.get("status") == "optimal",
        page=paginated(request, rows),
        chosen=current,
        explained=_explained(made),
        counts=dict(counts),
        region=regions.pop() if len(regions) == 1 else "",
        rules=stated_rules(made.version.definition),
        moves=_moves(made, dict(names)),
        swaps=_swaps(made, dict(names)),
        form=form or MoveForm(sorted(names, key=lambda pair: pair[1])),
        ruling=queries.ruling_of(panel),
        findings=findings or [],
    )
    failed = bool(findings) or bool(form and form.is_bound)
    return render(request, "selection/team/choice.html", context, status=422 if failed else 200)


def _current(made: Deliberation) -> Set:
    return moved(proposed(made.result, made.version.definition.selection), made.moves)


_ORDER = {"selected": 0, "reserve": 1, "refused": 2}


def _rows(made: Deliberation, current: Set) -> list[Row]:
    """Every file: the winners by merit, the reserve in its order, then the others."""
    merit = {key: Fraction(value) for key, value in made.result.get("merit", {}).items()}
    reasons = _reasons(made)
    solid = _solidity(made)
    touched = {move["deposit"] for move in made.moves}
    rows = []
    for deposit in queries.files(made.panel):
        key = str(deposit.public_id)
        place = current.place(key)
        rows.append(
            Row(
                deposit,
                str(deposit.content["body"].get("name", "")),
                deposit.application.department,
                figure(merit.get(key)),
                place,
                current.reserve.index(key) + 1 if place == "reserve" else None,
                reasons.get(key, ""),
                solid.get(key),
                key in touched,
            )
        )
    least = Fraction(-(10**9))
    return sorted(
        rows,
        key=lambda row: (
            _ORDER[row.place],
            row.rank or 0,
            -merit.get(str(row.deposit.public_id), least),
            row.name,
        ),
    )


def _reasons(made: Deliberation) -> dict[str, str]:
    """Why each loser is out, in the words of the solver once it has explained."""
    told = {
        key: EXCLUDED.get(reason, reason) for key, reason in made.result.get("excluded", {}).items()
    }
    names = _labels(made)
    for one in (made.explanation or {}).get("why_not", ()):
        told[one["candidate"]] = _named(one["sentence"], names)
    return told


def _solidity(made: Deliberation) -> dict[str, int]:
    """How often each file is chosen when the jurors are drawn again, in percent."""
    found = (made.explanation or {}).get("solidity", {}).get("jurors_drawn_again")
    if not found or not found["replicates"]:
        return {}
    size = found["replicates"]
    known = made.result.get("merit", {})
    return {key: round(100 * found["chosen"].get(key, 0) / size) for key in known}


def _labels(made: Deliberation) -> dict[str, str]:
    """The rules as the call names them: « Équilibre territorial : Pas-de-Calais »."""
    rules = made.version.definition.selection
    labels = {one.key: said(one.label) for one in (*rules.quotas, *rules.priorities)}
    found = {}
    for row in made.instance.get("balance", ()):
        key, _colon, value = row["id"].partition(":")
        place = _valued(row["attr"], value)
        found[row["id"]] = f"{labels.get(key, key)} : {place}" if value else labels.get(key, key)
    return found


def _valued(attribute: str, value: str) -> str:
    """A value of an attribute as people say it."""
    if attribute == "departement":
        return department_name(value)
    if attribute == "kind" and value in set(Kind):
        return Kind(value).label
    return value


def _named(sentence: str, names: dict[str, str]) -> str:
    for key in sorted(names, key=len, reverse=True):
        sentence = sentence.replace(key, names[key])
    return sentence


def _explained(made: Deliberation) -> dict[str, Any] | None:
    """What the solver says of its set, in sentences that name rules as people do."""
    found = made.explanation
    if found is None:
        return None
    names = _labels(made)
    impossible = found.get("impossible", {})
    relaxed = impossible.get("relaxation", {}).get("sentence", "")
    return {
        "sentence": _named(found.get("sentence", ""), names),
        "rules": [_named(one["sentence"], names) for one in found.get("gains", ())],
        "nearest": [_named(one["sentence"], names) for one in found.get("nearest", ())],
        "proof": _named(found.get("proof", {}).get("sentence", ""), names),
        "impossible": _named(impossible.get("sentence", ""), names),
        "relaxation": _named(relaxed, names),
    }


def _swaps(made: Deliberation, names: dict[str, str]) -> dict[str, Any]:
    """What balance changed against the marks alone, and who would replace each winner."""
    chosen = made.result.get("selected", [])
    alone = by_merit(made.result.get("merit", {}), len(chosen), made.result.get("waiting_list", ()))
    return {
        "in": [names.get(key, key) for key in chosen if key not in alone],
        "out": [names.get(key, key) for key in alone if key not in chosen],
        "replacements": [
            (names.get(key, key), names.get(value, "") if value else "")
            for key, value in sorted(made.result.get("replacements", {}).items())
        ],
    }


def _moves(made: Deliberation, names: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": names.get(one["deposit"], one["deposit"]),
            "into": str(PLACES[one["into"]][0]),
            "reason": one["reason"],
        }
        for one in made.moves
    ]


@require_safe
@guarded(queries.panels, policy.may_run)
def document(_request: Request, panel: Panel, key: str) -> HttpResponse:
    """The question and the answer as data: anybody may compute the choice again."""
    made = _deliberation(panel, key)
    found = {"instance": made.instance, "result": made.result, "empreinte": made.digest}
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="choix.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def explain(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Whether the explanation is there (for the page that waits); posting computes it now."""
    made = _deliberation(panel, key)
    if request.method == "POST":
        actions.explain(made)
        return onward(request, "selection:choice", panel.public_id, made.public_id)
    response = HttpResponse(status=204)
    if made.explanation is not None:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@guarded(queries.panels, policy.may_run)
def move(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Put a file elsewhere, with the reason of the jury."""
    made = _deliberation(panel, key)
    names = [(str(one.public_id), one.application.body_name) for one in queries.files(panel)]
    form = MoveForm(sorted(names, key=lambda pair: pair[1]), request.POST)
    if not form.is_valid():
        return _choice(request, panel, made, form)
    asked = form.cleaned_data
    try:
        actions.move(
            made, asked["deposit"], into=asked["into"], reason=asked["reason"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _choice(request, panel, made, form, refusal.findings)
    messages.success(request, _("Le dossier est déplacé ; le procès-verbal en donnera la raison."))
    return onward(request, "selection:choice", panel.public_id, made.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def reasons(request: Request, panel: Panel, key: str) -> HttpResponse:
    """The reasons each team will read, with what the jurors wrote beside."""
    made = _deliberation(panel, key)
    current = _current(made)
    rows = [row for row in _rows(made, current) if row.place != "selected"]
    page = paginated(request, rows)
    if request.method == "POST":
        for row in page.object_list:
            one = str(row.deposit.public_id)
            if f"motifs-{one}" in request.POST:
                text = _text(request.POST[f"motifs-{one}"])
                actions.word(made, one, text, by=request.user, at=timezone.now())
                made.reasons[one] = text
        messages.success(request, _("Les motifs sont enregistrés."))
        return onward(request, request.get_full_path())
    remarks = _remarks(list(page.object_list))
    shown = [
        (row, made.reasons.get(str(row.deposit.public_id), ""), remarks.get(row.deposit.pk, []))
        for row in page.object_list
    ]
    context = seen(panel, "choices", made=made, page=page, rows=shown)
    return render(request, "selection/team/reasons.html", context)


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
def word(request: Request, panel: Panel, key: str, deposit: str) -> HttpResponse:
    """Keep the reasons of one file as they are typed."""
    made = _deliberation(panel, key)
    text = _text(request.POST.get(f"motifs-{deposit}", ""))
    actions.word(made, str(deposit), text, by=request.user, at=timezone.now())
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def decide(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Take the decision, in private, once everything is there."""
    made = _deliberation(panel, key)
    current = _current(made)
    keys = [str(one.public_id) for one in queries.files(panel)]
    found = ruling_faults(made.version.definition.selection, keys, current, made.reasons)
    if request.method == "POST":
        try:
            actions.rule(
                made,
                selected=current.selected,
                reserve=current.reserve,
                reasons={key: text for key, text in made.reasons.items() if key in keys},
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            return _decide(request, panel, made, current, refusal.findings, status=422)
        messages.success(request, _("La décision est prise. Rien n’est encore publié."))
        return onward(request, "selection:decision", panel.public_id)
    return _decide(request, panel, made, current, found)


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
        failed=status != HttpResponse.status_code,
    )  # fmt: skip
    return render(request, "selection/team/decide.html", context, status=status)
