"""How the jury marked: disputed files first, severity beside raw marks, how solid the set is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from cordee.selection import policy, queries
from cordee.selection.queries.analysis import reviews_of
from cordee.selection.queries.rankings import said
from cordee.selection.rules.analysis import analysis as analysed
from cordee.selection.rules.analysis import ranks
from cordee.selection.views.shell import seen
from cordee.web.components import paginated
from cordee.web.guards import guarded, require_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from cordee.selection.models import Panel
    from cordee.selection.queries import Ranked
    from cordee.selection.rules.analysis import Analysis
    from cordee.selection.solvers.select.marks import Evaluations
    from cordee.web.requests import Request


@dataclass(frozen=True, slots=True)
class Line:
    """A file: its raw mean and rank, the calibrated ones, and how often it is chosen."""

    ranked: Ranked
    calibrated: str
    rank: int | None
    solid: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A juror: whole readings, her mean, what she adds to the marks, her common file."""

    name: str
    readings: int
    mean: str
    severity: str
    tone: str
    common: str


@require_safe
@guarded(queries.panels, policy.may_run)
def analysis(request: Request, panel: Panel) -> HttpResponse:
    """The analysis: it describes, it decides nothing."""
    reviews = reviews_of(panel)
    people = panel.jurors.select_related("person").order_by("pk")
    names = {str(one.public_id): str(one) for one in people}
    told = analysed(reviews, names)
    rows = queries.ranking(panel, by="spread")
    solid = _solidity(panel)
    places = ranks(told.calibrated)
    common = _common(panel, reviews, rows)
    readers = _readers(reviews, names, told, common)
    page = paginated(request, range(max(len(rows), len(readers))))  # both lists turn together
    shown = slice(page.start_index() - 1, page.end_index()) if page.object_list else slice(0)
    context = seen(
        panel,
        "analysis",
        page=page,
        lines=[_line(one, told, places, solid) for one in rows[shown]],
        files=len(rows),
        readers=readers[shown],
        people=len(readers),
        told=told.findings,
        solid=bool(solid),
        tests=[label for _key, label in _labels()],
        common=common is not None,
    )
    return render(request, "selection/team/analysis.html", context)


def _labels() -> list[tuple[str, Any]]:
    return [
        ("jurors_drawn_again", _("Lecteurs retirés au sort")),
        ("one_juror_fewer", _("Sans une personne du jury")),
        ("one_step_of_noise", _("Notes bougées d’un pas")),
        ("weights_moved", _("Poids bougés")),
    ]


def _solidity(panel: Panel) -> Mapping[str, Any]:
    """What the last explained proposal says of the solidity of the set, by public id."""
    made = panel.deliberations.filter(explanation__isnull=False).order_by("-pk").first()
    found: Mapping[str, Any] = (made.explanation or {}).get("solidity", {}) if made else {}
    return found


def _line(
    ranked: Ranked, told: Analysis, places: Mapping[str, int], solid: Mapping[str, Any]
) -> Line:
    key = str(ranked.deposit.public_id)
    return Line(
        ranked,
        said(told.calibrated.get(key)),
        places.get(key),
        [(label, _share(solid, test, key)) for test, label in _labels()] if solid else [],
    )


def _share(solid: Mapping[str, Any], test: str, key: str) -> str:
    """« 84 % », out of the replicates of a test."""
    found = solid.get(test, {})
    times = found.get("replicates", 0)
    if not times:
        return "–"
    return f"{round(100 * found['chosen'].get(key, 0) / times)}\u00a0%"


def _common(panel: Panel, reviews: Evaluations, rows: list[Ranked]) -> dict[str, Fraction] | None:
    """The marks given to the file that everybody reads first."""
    if panel.calibration_id is None:
        return None
    shared = [one for one in rows if one.deposit.application_id == panel.calibration_id]
    return dict(reviews.get(str(shared[0].deposit.public_id), ())) if shared else None


def _readers(
    reviews: Evaluations,
    names: Mapping[str, str],
    told: Analysis,
    common: Mapping[str, Fraction] | None,
) -> list[Reader]:
    given: dict[str, list[Fraction]] = {}
    for marks in reviews.values():
        for juror, mark in marks:
            given.setdefault(juror, []).append(mark)
    order = sorted(given, key=lambda one: (told.severity.get(one, 0), names.get(one, "")))
    return [
        Reader(
            names.get(one, ""),
            len(given[one]),
            said(sum(given[one]) / len(given[one])),  # type: ignore[arg-type] # fractions sum to a fraction
            _severity(told.severity.get(one)),
            "warn" if abs(told.severity.get(one, Fraction(0))) >= 1 else "neutral",
            said((common or {}).get(one)),
        )
        for one in order
    ]


def _severity(value: Fraction | None) -> str:
    if value is None:
        return "–"
    if value == 0:
        return _("comme les autres")
    words = {"points": said(abs(value))}
    if value < 0:
        return _("plus sévère, −%(points)s") % words
    return _("plus généreuse, +%(points)s") % words
