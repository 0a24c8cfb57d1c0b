"""Groups of peers: proposed with their reasons, changed by hand at a known cost, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries, screens
from cordee.journeys.audiences import reader
from cordee.journeys.forms.grouping import GroupsForm, beginning
from cordee.journeys.models import Cohort, Grouping
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.rules import grouping as rules
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, refused, require_http_methods, require_safe

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Delegate
    from cordee.programme.schema.year import PeerGroup
    from cordee.web.requests import Request

PLACED = {"role", "mixed", "theme", "free"}
"""Ways to group people that are placed here; those of one territory are groups already."""
MOST = 400
"""People placed on one page."""


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_run)
@on_its_clock
def groups(request: Request, cohort: Cohort) -> HttpResponse:
    """Propose groups, see why, change them, adopt them."""
    now = timezone.now()
    asked = [one for one in cohort.edition.definition.year.groups if one.by in PLACED]
    form = GroupsForm(request.GET if "kind" in request.GET else None, next(iter(asked), None))
    shown: dict[str, Any] = {
        "asked": [(one, beginning(one)) for one in asked],
        "label": next((str(one.label) for one in asked if _on_show(request, one)), ""),
        "cohort": cohort,
        "form": form,
        "page": paginated(request, cohort.groupings.order_by("-at", "-pk")),
    }
    if not (form.is_bound and form.is_valid()):
        status = 422 if form.is_bound and request.GET.get("kind") else 200
        return render(request, "journeys/groups.html", {**shown, "findings": []}, status=status)
    people = queries.group_peers(cohort, now)[:MOST]
    kind, size = form.cleaned_data["kind"], form.cleaned_data["size"]
    peers = queries.as_peers(people)
    if found := rules.faults(kind, size, peers):
        return refused(request, "journeys/groups.html", found, **shown)
    met = queries.already_met(cohort)
    best = rules.proposed(kind, peers, size, met)
    placed = best
    if request.method == "POST":
        placed = rules.priced(kind, peers, size, met, _typed(request, best))
    shown |= _told(cohort, people, best, placed)
    if "adopt" not in request.POST:
        return render(request, "journeys/groups.html", {**shown, "findings": []})
    try:
        label = request.POST.get("label", "").replace("\0", "")[:120]
        made = actions.adopt_groups(cohort, placed, label=label, by=request.user, at=now)
    except Refused as refusal:
        return refused(request, "journeys/groups.html", refusal.findings, **shown)
    messages.success(request, _("Les groupes sont adoptés : chacun·e voit le sien."))
    return onward(request, "journeys:group", made.public_id)


def _on_show(request: Request, asked: PeerGroup) -> bool:
    """Whether the groups on show are those that the programme asks for."""
    return all(request.GET.get(key) == str(value) for key, value in beginning(asked).items())


def _typed(request: Request, best: rules.Placed) -> dict[str, int]:
    """The numbers chosen by hand, from 1; what is not a number keeps its proposal."""
    found = {}
    for key, (_pool, number) in best.places.items():
        typed = request.POST.get(f"g-{key}", "")
        asked = int(typed) - 1 if typed.isascii() and typed.isdecimal() and len(typed) < 4 else -1  # noqa: PLR2004 - digits
        found[key] = asked if 0 <= asked < MOST else number
    return found


def _told(
    cohort: Cohort, people: list[Delegate], best: rules.Placed, placed: rules.Placed
) -> dict[str, Any]:
    words = role_words(cohort)
    count = max((number for _pool, number in best.places.values()), default=0) + 1
    rows = [(one, words.get(one.role, one.role), placed.places[str(one.public_id)][1] + 1)
            for one in people]  # fmt: skip
    rows.sort(key=lambda row: (placed.places[str(row[0].public_id)], str(row[0].person)))
    return {
        "rows": rows,
        "numbers": list(range(1, count + 2)),
        "why": rules.why(best),
        "cost": rules.cost(best, placed),
        "changed": dict(placed.places) != dict(best.places),
    }


def role_words(cohort: Cohort) -> dict[str, str]:
    """Role → its words."""
    return {one.key: str(one.label) for one in queries.roles_of(cohort.edition.definition)}


def _groupings() -> QuerySet[Grouping]:
    return Grouping.objects.select_related("cohort__edition__current")


@require_safe
@guarded(_groupings, policy.may_see_groups)
def group(request: Request, grouping: Grouping) -> HttpResponse:
    """Who is with whom."""
    words = role_words(grouping.cohort)
    teams = [
        (words.get(pool, "") if pool != rules.ALL else "", number, team)
        for pool, number, team in queries.teams_of(grouping)
    ]
    back = screens.way_back(reader(request.user, timezone.now()), grouping.cohort)
    shown = {"grouping": grouping, "cohort": grouping.cohort, "teams": teams, "back": back,
             "why": rules.why(rules.Placed(grouping.kind, {}, grouping.levels))}  # fmt: skip
    return render(request, "journeys/group.html", shown)
