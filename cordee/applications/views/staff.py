"""Files as the team of the house sees them: the list, one file, the export."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.applications import queries
from cordee.applications.models import Application
from cordee.applications.reading import read_content
from cordee.calls.models import Edition
from cordee.kernel import french
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import require_safe, row_or_404

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from cordee.web.requests import Request

LONGEST_SEARCH = 100


@require_safe
@for_team
def received(request: Request, key: str) -> HttpResponse:
    """The files of a call, with a search and filters."""
    edition = row_or_404(Edition, key=key)
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH].strip()
    state, department = request.GET.get("etat", ""), request.GET.get("departement", "")[:3]
    rows = queries.staff_list(edition, words=words, state=state, department=department)
    context = {
        "edition": edition,
        "page": paginated(request, rows),
        "words": words,
        "state": state,
        "department": department,
        "states": queries.STATES.items(),
        "departments": queries.departments(edition),
    }
    return render(request, "applications/received.html", context)


@require_safe
@for_team
def received_one(request: Request, public_id: str) -> HttpResponse:
    """One file: its deposit in force, or the draft when nothing was handed in."""
    rows = Application.objects.select_related(
        "edition__current", "current__version", "owner__person"
    )
    application = row_or_404(lambda: rows, public_id=public_id)
    made = application.current
    context: dict[str, Any] = {
        "application": application,
        "edition": application.edition,
        "deposit": made,
    }
    if made is not None:
        context["reading"] = read_content(made.version.definition, made.content)
        context["team"] = made.team
    context["deposits"] = list(application.deposits.order_by("number"))
    context["twins"] = list(queries.same_body(application)[:5])
    return render(request, "applications/received_one.html", context)


class _Echo:
    """A file that gives back what is written, so that the answer streams."""

    def write(self, value: str) -> str:
        return value


@require_safe
@for_team
def export(_request: Request, key: str) -> StreamingHttpResponse:
    """Every file of a call as CSV, streamed: constant memory, three queries."""
    edition = row_or_404(Edition, key=key)
    writer = csv.writer(_Echo(), delimiter=";")
    lines = (writer.writerow([harmless(cell) for cell in row]) for row in _lines(edition))
    response = StreamingHttpResponse(_with_mark(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="candidatures-{edition.key}.csv"'
    return response


def _with_mark(lines: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines


def _lines(edition: Edition) -> Iterator[list[Any]]:
    questions = [one for one in edition.definition.questions() if hasattr(one, "required")]
    yield ["structure", "nature", "département", "état", "déposée le", "empreinte", "équipe",
           *(str(one.label) for one in questions)]  # fmt: skip
    rows = queries.staff_list(edition).defer(None).select_related("current")
    for row in rows.iterator(chunk_size=500):
        made = row.current
        answers = made.content.get("answers", {}) if made else {}
        yield [
            row.body_name,
            row.kind,
            row.department,
            queries.state_of(row),
            french.moment(timezone.localtime(made.at)) if made else "",
            made.digest if made else "",
            len(made.team) if made else 0,
            *(_cell(answers.get(one.key)) for one in questions),
        ]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(_cell(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} : {_cell(one)}" for key, one in value.items() if one)
    return "" if value is None else str(value)


def harmless(cell: Any) -> str:
    """A cell no spreadsheet takes for a formula (formula injection)."""
    text = str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
