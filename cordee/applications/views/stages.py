"""Where a candidate stands in a call of several steps, as the page of its file tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from cordee.applications import queries
from cordee.applications.forms.instructing import TypedCodeForm
from cordee.applications.forms.words import said
from cordee.applications.queries.times import there, where
from cordee.applications.rules.passage import following, passage_faults
from cordee.calls.rules import Circumstances, time_faults
from cordee.web.components import Step

if TYPE_CHECKING:
    from cordee.applications.models import Application
    from cordee.programme.schema import timeline


def way(application: Application, *, late: bool) -> dict[str, Any]:
    """Its steps behind and ahead, its verdicts, the next step it may take, the box for a code."""
    definition, now = application.edition.definition, timezone.now()
    several = len(definition.steps) > 1
    chain = queries.chain(application) if several else [application]
    examined = any(one.kind in {"regularity", "eligibility"} for one in definition.stages)
    codes = late and application.current_id is None and application.withdrawn_at is None
    return {
        "chain": chain,
        "ahead": _ahead(application, chain),
        "chain_steps": _steps(application, chain) if several else [],
        "verdicts": list(queries.verdicts(application, now)) if examined else [],
        "next_steps": _next(application, chain) if several else [],
        "code_form": TypedCodeForm() if codes and _takes_codes(application) else None,
    }


def _ahead(application: Application, chain: list[Application]) -> Application | None:
    """The file of a later step that is open and not handed in yet."""
    rank = next((n for n, one in enumerate(chain) if one.pk == application.pk), 0)
    return next((one for one in chain[rank + 1 :] if one.current_id is None), None)


def _takes_codes(application: Application) -> bool:
    windows = application.edition.definition.windows_of(application.step)
    return any(one.late == "code" for one in windows)


def _steps(application: Application, chain: list[Application]) -> list[Step]:
    """The steps of the call, with a link to the files this candidate has."""
    files = {one.step: one for one in chain}
    return [
        Step(
            said(step.label),
            _state(application, files.get(step.key)),
            _url(files.get(step.key)),
        )
        for step in application.edition.definition.steps
    ]


def _state(application: Application, file: Application | None) -> Any:
    if file is None:
        return "todo"
    if file.pk == application.pk:
        return "current"
    return "done" if file.current_id is not None else "todo"


def _url(file: Application | None) -> str:
    return reverse("applications:detail", args=[file.public_id]) if file else ""


def _next(application: Application, chain: list[Application]) -> list[timeline.Step]:
    """The steps this candidate may open now by itself."""
    definition, now = application.edition.definition, timezone.now()
    taken = {one.step for one in chain}
    ahead = [
        one
        for one in following(definition, application.step, application.track)
        if one.key not in taken and not one.invited
    ]
    if not ahead:
        return []
    about = Circumstances(
        track=application.track,
        there=there(application, definition),
        refs=where(application, definition, now),
    )
    admitted = queries.admitted_by(application, now)
    return [
        one
        for one in ahead
        if not passage_faults(
            one,
            handed_in=application.current_id is not None,
            withdrawn=application.withdrawn_at is not None,
            admitted=admitted,
            stages={},
        )
        and not time_faults(definition, now, one.key, about)
    ]
