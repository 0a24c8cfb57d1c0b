"""What an organ is made of, now and over the years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cordee.alliance.allies import actions, policy, queries
from cordee.alliance.allies.forms.communities import SeatForm
from cordee.alliance.allies.views.acting import BOTH, Act, acting
from cordee.alliance.models import Organ
from cordee.web.components import paginated
from cordee.web.guards import guarded, require_http_methods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.alliance.models import Mandate
    from cordee.web.requests import Request

YEARS = 6


@require_http_methods([*BOTH])
@guarded(Organ, policy.may_keep)
def composition(request: Request, organ: Organ) -> HttpResponse:
    """Which actors sit there, today and at the end of each year (R206, R208, R209)."""
    today = timezone.localdate()
    rows = queries.seats(organ)
    page = paginated(request, rows)
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}

    def portray(mandate: Mandate) -> Any:
        def do(typed: dict[str, Any]) -> None:
            name = typed.pop("structure")
            body = actions.structure(name, **now) if name else None
            actions.portray(mandate, organisation=body, **typed, **now)

        return do

    for mandate, _portrait in page.object_list:
        mandate.portrait_act = f"siege-{mandate.pk}"  # read by the page
    acts = {
        f"siege-{mandate.pk}": Act(SeatForm, portray(mandate), _known(portrait))
        for mandate, portrait in page.object_list
    }

    def shown() -> dict[str, Any]:
        starts = [one.starts.year for one, _portrait in rows]
        first = max(min(starts, default=today.year), today.year - YEARS)
        years = [
            (str(year), queries.composition(rows, date(year, 12, 31))["kinds"])
            for year in range(first, today.year)
        ]
        return {"organ": organ, "page": page, "now": queries.composition(rows, today),
                "years": years}  # fmt: skip

    return acting(request, "allies/composition.html", acts, shown)


def _known(portrait: Any) -> dict[str, Any]:
    if portrait is None:
        return {}
    return {"structure": portrait.organisation, "by_function": portrait.by_function,
            "kind": portrait.kind, "age": portrait.age}  # fmt: skip
