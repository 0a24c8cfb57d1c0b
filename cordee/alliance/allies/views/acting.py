"""A page with several small forms: the one that was sent is tried, the others stay blank."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django import forms
    from django.http import HttpResponse

    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")
FAILED = 422


@dataclass(frozen=True, slots=True)
class Act:
    """A form, and what it does; `do` may give back where to go next."""

    form: type[forms.Form]
    do: Callable[[dict[str, Any]], object]
    initial: dict[str, Any] = field(default_factory=dict)


def acting(
    request: Request,
    template: str,
    acts: Mapping[str, Act],
    shown: Callable[[], dict[str, Any]],
    *,
    back: str = "",
) -> HttpResponse:
    """Try the act that was sent, then come back; say what was wrong, 422, what was typed kept."""
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    forms_ = {
        name: act.form(request.POST if name == sent else None, prefix=name, initial=act.initial)
        for name, act in acts.items()
    }
    findings: list[Any] = []
    if (form := forms_.get(sent)) is not None and form.is_valid():
        try:
            to = acts[sent].do(form.cleaned_data)
        except Refused as refusal:
            findings = list(refusal.findings)
        else:
            messages.success(request, _("C’est enregistré."))
            return HttpResponseRedirect(to if isinstance(to, str) else back or request.path)
    status = FAILED if request.method == "POST" else 200
    context = {**shown(), "forms": forms_, "sent": form or "", "findings": findings}
    return render(request, template, context, status=status)
