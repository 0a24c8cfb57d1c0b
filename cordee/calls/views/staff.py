"""Calls as the team of the house sees them: the list, publishing, amending, putting away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import actions, queries, uploads
from cordee.calls.editor import actions as drafts
from cordee.calls.editor.policy import may_confirm
from cordee.calls.editor.publishing import propose
from cordee.calls.forms import DefinitionForm
from cordee.calls.rules import closing_words
from cordee.calls.touched import circles
from cordee.calls.views.public import TONES
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.programme import load
from cordee.programme.compare import compare
from cordee.web.components import paginated
from cordee.web.guards import (
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from cordee.calls.models import Edition
    from cordee.programme.loading import Loaded
    from cordee.programme.schema import Definition
    from cordee.web.requests import Request


@require_safe
@for_team
def desk(request: Request) -> HttpResponse:
    """Every call, with what one may do with it."""
    now = timezone.now()
    page = paginated(request, queries.public().order_by("-published_at", "pk"))
    found = [(one, queries.standing(one, now).phase) for one in page.object_list]
    rows = [(one, phase, TONES[phase]) for one, phase in found]
    return render(request, "calls/desk.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def publish(request: Request) -> HttpResponse:
    """Check a definition, say all its faults, publish it when it has none."""
    form, context = DefinitionForm(request.POST or None, request.FILES or None), {}
    if request.method == "POST" and form.is_valid():
        try:
            files = _files(form)
            loaded = load(files)
            context = _read(loaded)
            if loaded.valid and loaded.definition and "publish" in request.POST:
                return _publish(request, loaded.definition, loaded, files)
        except Refused as refusal:
            context["findings"] = refusal.findings
    return _page(request, form, context)


def _publish(
    request: Request, definition: Definition, loaded: Loaded, files: Mapping[str, bytes]
) -> HttpResponse:
    now = timezone.now()
    made = actions.publish(definition, loaded.texts, files=files, by=request.user, at=now)
    messages.success(request, _("L’appel est publié."))
    return onward(request, "calls:detail", made.key)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def amend(request: Request, key: str) -> HttpResponse:
    """Show what a new definition changes, then put it in force with its notice."""
    edition = row_or_404(queries.public_one, key=key)
    form = DefinitionForm(request.POST or None, request.FILES or None, amending=True)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            files = {**queries.file_contents(edition.rules_in_force), **_files(form)}
            loaded = load(files)
            context = _read(loaded)
            if loaded.valid and loaded.definition is not None:
                context["changes"] = compare(edition.definition, loaded.definition)
                if "publish" in request.POST:
                    return _amend(request, edition, form, (loaded, files), context["changes"])
        except Refused as refusal:
            context["findings"] = refusal.findings
    return _page(request, form, context, edition=edition)


def _amend(
    request: Request,
    edition: Edition,
    form: DefinitionForm,
    handed: tuple[Loaded, Mapping[str, bytes]],
    changes: list[Any],
) -> HttpResponse:
    loaded, files = handed
    definition = loaded.definition
    if definition is None:
        raise RuntimeError("a valid definition was read")
    right = may_confirm(request.user, timezone.now())
    if circles(edition, changes) and not right:
        return _proposed(request, edition, handed=files, notice=form.cleaned_data["notice"],
                         reason=right.reason)  # fmt: skip
    actions.amend(
        edition,
        definition,
        loaded.texts,
        notice=form.cleaned_data["notice"],
        promised=any(one.promised for one in changes),
        files=files,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Les nouvelles règles sont en vigueur."))
    return onward(request, "calls:detail", edition.key)


def _proposed(
    request: Request, edition: Edition, *, handed: Mapping[str, bytes], notice: str, reason: str
) -> HttpResponse:
    """A promise made to people changes with the direction's word: the files wait as a draft."""
    now = timezone.now()
    with transaction.atomic():
        draft = drafts.begin(
            handed, origin=_("fichiers apportés"), by=request.user, at=now, edition=edition,
            based_on=edition.current,
        )  # fmt: skip
        propose(draft, notice=notice, by=request.user, at=now)
    messages.warning(request, reason)
    return onward(request, draft)


@require_POST
@for_team
def archive(request: Request, key: str) -> HttpResponse:
    """Put a call away; it stays readable."""
    edition = row_or_404(queries.public_one, key=key)
    actions.archive(edition, by=request.user, at=timezone.now())
    messages.success(request, _("L’appel est archivé."))
    return onward(request, "calls:desk")


def _files(form: DefinitionForm) -> Mapping[str, bytes]:
    """The files handed to us, by name."""
    upload = form.cleaned_data.get("file")
    if upload:
        return uploads.files(upload.read())
    return uploads.example_files(form.cleaned_data["example"])


def _read(loaded: Loaded) -> dict[str, Any]:
    """What a definition says and what is said of it."""
    definition = loaded.definition if loaded.valid else None
    return {
        "loaded": loaded,
        "read": definition,
        "closes": closing_words(definition) if definition else "",
        "faults": loaded.errors,
        "remarks": [one for one in loaded.findings if one not in loaded.errors],
    }


def _page(
    request: Request, form: DefinitionForm, context: dict[str, Any], edition: Edition | None = None
) -> HttpResponse:
    failed = form.is_bound and (
        not form.is_valid() or bool(context.get("faults")) or bool(context.get("findings"))
    )
    shown = {
        "form": form, "edition": edition, "findings": [], "faults": [], "remarks": [],
        "changes": None, "read": None, "closes": "", "failed": failed, **context,
    }  # fmt: skip
    return render(request, "calls/publish.html", shown, status=422 if failed else 200)
