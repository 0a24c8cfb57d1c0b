"""The public page of the data of a cohort: tables, dictionary, licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from cordee.journeys.models import Cohort
from cordee.journeys.strategy import opendata
from cordee.web.guards import require_safe, row_or_404

if TYPE_CHECKING:
    from cordee.web.requests import Request


@require_safe
def data(request: Request, public_id: str) -> HttpResponse:
    """What is published, and what each column means."""
    cohort = row_or_404(lambda: Cohort.objects.select_related("edition"), public_id=public_id)
    tables = [(key, said, columns.items()) for key, (said, columns) in opendata.DICTIONARY.items()]
    context = {"cohort": cohort, "tables": tables, "licence": opendata.LICENCE_SAID}
    return render(request, "strategy/data.html", context)


@require_safe
def table(_request: Request, public_id: str, name: str, form: str) -> HttpResponse:
    """One table, as CSV or JSON, or the dictionary of them all."""
    cohort = row_or_404(Cohort, public_id=public_id)
    if (name, form) == ("dictionnaire", "csv"):
        return _answer(opendata.dictionary_csv(), "text/csv; charset=utf-8")
    if name not in opendata.TABLES or form not in {"csv", "json"}:
        raise Http404
    found = opendata.rows(cohort, name)
    if form == "json":
        return _answer(opendata.as_json(name, found), "application/json; charset=utf-8")
    return _answer(opendata.as_csv(name, found), "text/csv; charset=utf-8")


@require_safe
def bundle(_request: Request, public_id: str) -> HttpResponse:
    """Everything in one archive."""
    cohort = row_or_404(Cohort, public_id=public_id)
    response = HttpResponse(opendata.bundle(cohort), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="donnees.zip"'
    return response


def _answer(text: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Cache-Control"] = "no-cache"  # words taken back are gone from the next reading
    return response
