"""« And if? »: other terms tried beside the proposal, then adopted with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, missing
from cordee.kernel.places import REGION_OF
from cordee.selection import actions, policy, queries
from cordee.selection.queries.trials import Trial, cost_said, tried
from cordee.selection.queries.wording import rule_labels
from cordee.selection.rules import Relaxed, Terms, relaxing, terms_of
from cordee.selection.rules.terms import COUNT
from cordee.selection.views.choosing.rows import proposal_of
from cordee.selection.views.shell import seen
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from cordee.kernel.findings import Finding
    from cordee.selection.models import Deliberation, Panel
    from cordee.web.requests import Request

LONGEST_REASON = 2000
MOST = 9999
SHOWN = 15
"""Rules that the form offers at once."""
FILES = 10
"""Files that the form offers at once: ten keep the page light."""


MOST_EUROS = 10**11


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule of the form: its name, its bounds as the call says, as they are tried."""

    key: str
    index: int
    label: str
    hard: bool
    low: int | None
    high: int | None
    tried_low: int | None
    tried_high: int | None


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def trial(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Try other terms: the answer comes beside; posting adopts them, with a reason."""
    made = proposal_of(panel, key)
    sent = request.POST if request.method == "POST" else request.GET
    reason = tidy(str(sent.get("raison", "")).replace("\0", ""))[:LONGEST_REASON]
    terms = _read(made, sent, reason)
    if request.method == "POST":
        return _adopt(request, made, terms, reason)
    if request.htmx:
        return render(request, "selection/parts/trial.html", _outcome(made, terms))
    return _page(request, made, terms, [])


def _page(
    request: Request, made: Deliberation, terms: Terms, findings: list[Finding], reason: str = ""
) -> HttpResponse:
    panel = made.panel
    files = sorted(made.instance["candidates"], key=lambda one: one["name"])
    context = seen(
        panel,
        "choices",
        made=made,
        files=[(one["id"], one["name"], _asked(one["id"], terms)) for one in _first(files, terms)],
        more=len(files) > FILES,
        bounds=list(_bounds(made, terms)),
        seats=_seats(made, terms),
        reason=reason,
        ruling=queries.ruling_of(panel),
        findings=findings,
        **_outcome(made, terms),
    )
    status = 422 if findings else 200
    return render(request, "selection/team/trial.html", context, status=status)


def _first(files: list[dict[str, Any]], terms: Terms) -> list[dict[str, Any]]:
    """The files the form offers: those already in the terms, then the others by name."""
    named = {*terms.must_in, *terms.must_out}
    return sorted(files, key=lambda one: one["id"] not in named)[:FILES]


def _asked(file: str, terms: Terms) -> str:
    return "in" if file in terms.must_in else "out" if file in terms.must_out else ""


def _outcome(made: Deliberation, terms: Terms) -> dict[str, Any]:
    try:
        found = tried(made, terms)
    except Refused as refusal:
        found = Trial(feasible=False, why=str(refusal))
    regions = {REGION_OF.get(code, "") for code in found.counts}
    region = regions.pop() if len(regions) == 1 else ""
    return {"trial": found, "cost": cost_said(found), "region": region}


def _rows(made: Deliberation) -> list[dict[str, Any]]:
    rows = [row for row in made.instance.get("balance", ()) if not row["id"].startswith("in:")]
    return [*(_in_euros(row) for row in made.instance.get("budgets", ())), *rows][:SHOWN]


def _in_euros(row: Mapping[str, Any]) -> dict[str, Any]:
    """An envelope as a rule of the form: whole euros."""
    low, high = (None if row[side] is None else int(Decimal(row[side])) for side in ("min", "max"))
    return {"id": row["id"], "hard": True, "min": low, "max": high, "top": MOST_EUROS}


def _bounds(made: Deliberation, terms: Terms) -> Iterator[Bound]:
    labels = rule_labels(made.version.definition, made.instance)
    for index, row in enumerate(_rows(made)):
        moved = terms.of(row["id"])
        low = moved.low if moved and moved.low is not None else row["min"]
        high = moved.high if moved and moved.high is not None else row["max"]
        yield Bound(
            row["id"], index, labels.get(row["id"], row["id"]), row["hard"], row["min"],
            row["max"], low, high,
        )  # fmt: skip


def _seats(made: Deliberation, terms: Terms) -> tuple[int, int]:
    return terms.places(made.instance["k_min"], made.instance["k_max"])


def _read(made: Deliberation, sent: Mapping[str, Any], reason: str) -> Terms:
    """The terms typed; nothing typed at all gives back those of the proposal."""
    before = terms_of(made.terms)
    if not sent:
        return before
    put_in, out = dict(before.must_in), dict(before.must_out)
    for one in made.instance["candidates"]:
        said = sent.get(f"dossier-{one['id']}")
        if said is None:
            continue
        put_in.pop(one["id"], None)
        out.pop(one["id"], None)
        if said == "in":
            put_in[one["id"]] = before.must_in.get(one["id"], reason)
        elif said == "out":
            out[one["id"]] = before.must_out.get(one["id"], reason)
    return Terms(put_in, out, (*before.relaxed, *_moved(made, sent, reason)))


def _moved(made: Deliberation, sent: Mapping[str, Any], reason: str) -> Iterator[Relaxed]:
    """The bounds typed that differ from those of the proposal."""
    least, most = made.instance["k_min"], made.instance["k_max"]
    low, high = _number(sent.get("places-min"), least), _number(sent.get("places-max"), most)
    if (low, high) != (least, most):
        yield Relaxed(COUNT, low, high, reason)
    for index, row in enumerate(_rows(made)):
        top = row.get("top", MOST)
        low = _number(sent.get(f"min-{index}"), row["min"], top)
        high = _number(sent.get(f"max-{index}"), row["max"], top)
        if (low, high) != (row["min"], row["max"]):
            yield Relaxed(row["id"], low, high, reason)


def _number(typed: object, default: int | None, top: int = MOST) -> int | None:
    """What was typed, when it is a number of files (or of euros)."""
    text = str(typed).strip() if typed is not None else ""
    if text.isascii() and text.isdigit():
        return min(int(text[:12]), top)
    return default


def _adopt(request: Request, made: Deliberation, terms: Terms, reason: str) -> HttpResponse:
    """Ask for a proposal under these terms."""
    seed = str(made.instance.get("seed", ""))
    if terms == terms_of(made.terms):
        said = _("Ce sont déjà les conditions de cette proposition : changez-en une.")
        return _page(request, made, terms, [missing("terms.same", "terms", said)], reason)
    try:
        found = actions.ask(made.panel, seed=seed, terms=terms, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, made, terms, refusal.findings, reason)
    if found is None:
        messages.info(request, _("Le calcul est lancé : la proposition apparaîtra ici."))
        return onward(request, "selection:choices", made.panel.public_id)
    messages.success(request, _("La proposition suit ces conditions ; leurs raisons sont gardées."))
    return onward(request, "selection:choice", made.panel.public_id, found.public_id)


@require_POST
@guarded(queries.panels, policy.may_run)
def relax(request: Request, panel: Panel, key: str) -> HttpResponse:
    """Adopt the smallest relaxation that makes the call possible, with the reason of the jury."""
    made = proposal_of(panel, key)
    reason = tidy(request.POST.get("raison", "").replace("\0", ""))[:LONGEST_REASON]
    if made.explanation is None:
        actions.explain(made)
    found = (made.explanation or {}).get("impossible", {}).get("relaxation", {})
    before = terms_of(made.terms)
    relaxed = relaxing(found.get("changes", ()), reason)
    terms = Terms(before.must_in, before.must_out, (*before.relaxed, *relaxed))
    return _adopt(request, made, terms, reason)
