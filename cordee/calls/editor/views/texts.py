"""The files as they are: the raw definition with its faults by line, Markdown texts, the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls.editor import actions, queries, values
from cordee.calls.editor.forms import FileForm
from cordee.calls.editor.panel import panel
from cordee.calls.editor.views.door import number, with_draft
from cordee.kernel.findings import Refused
from cordee.programme.loading.reading import DEFINITION
from cordee.programme.remarks import Severity
from cordee.web.guards import onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.calls.editor.models import Draft
    from cordee.programme.remarks import Remark
    from cordee.web.requests import Request

AROUND = 1
"""Lines shown around a faulty one."""


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def text(request: Request, draft: Draft, name: str = DEFINITION) -> HttpResponse:
    """The whole text of a file, saved even when it is faulty; each fault shows its lines."""
    save = draft.save_now
    if name != DEFINITION and name not in save.texts:
        raise Http404
    typed, dispute, findings = None, "", None
    if request.method == "POST":
        typed = values.long(request.POST.get("text", "")) + "\n"
        try:
            if _written(request, draft, name, typed):
                messages.success(request, _("Enregistré."))
                return onward(request, request.path)
            dispute = _standing(draft, name)
        except Refused as refusal:
            findings = refusal.findings
    save = draft.save_now
    loaded = queries.examined(save)
    shown = _standing(draft, name) if typed is None else typed
    context = {
        "draft": draft, "save": save, "name": name, "text": shown, "raw": name == DEFINITION,
        "rows": max(12, min(40, shown.count("\n") + 3)), "dispute": dispute,
        "findings": findings or [], "failed": bool(dispute or findings),
        "faults": _by_line(loaded.findings, shown, name),
        "panel": panel(draft, loaded, (), save.data or {}),
    }  # fmt: skip
    status = 409 if dispute else 422 if findings else 200
    return render(request, "editor/text.html", context, status=status)


def _written(request: Request, draft: Draft, name: str, typed: str) -> bool:
    return actions.write_file(
        draft, name, typed, base=number(request.POST.get("base"), draft.current),
        by=request.user, at=timezone.now(), force="force" in request.POST,
    )  # fmt: skip


def _standing(draft: Draft, name: str) -> str:
    save = draft.save_now
    return save.toml if name == DEFINITION else str(save.texts.get(name, ""))


def _by_line(
    remarks: Sequence[Remark], shown: str, name: str
) -> list[tuple[Remark, list[tuple[int, str]]]]:
    """The faults of a file with the lines they speak of."""
    lines = shown.split("\n")
    told = [one for one in remarks
            if one.severity is not Severity.NOTICE and one.file in {name, ""}][:25]  # fmt: skip
    return [(one, _around(lines, one.line)) for one in told]


def _around(lines: Sequence[str], line: int | None) -> list[tuple[int, str]]:
    if not line or line > len(lines):
        return []
    first = max(1, line - AROUND)
    return [(n, lines[n - 1]) for n in range(first, min(len(lines), line + AROUND) + 1)]


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def files(request: Request, draft: Draft) -> HttpResponse:
    """The files of the folder: add one, write one, take one away."""
    form = FileForm(request.POST or None, request.FILES or None)
    findings = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.add_file(draft, form.cleaned_data["name"], upload.read() if upload else b"",
                             by=request.user, at=timezone.now())  # fmt: skip
            messages.success(request, _("Le fichier est dans le dossier."))
            return onward(request, "editor:files", draft.public_id)
        except Refused as refusal:
            findings = refusal.findings
    save = draft.save_now
    failed = form.is_bound and bool(form.errors or findings)
    context = {
        "draft": draft, "save": save, "form": form, "findings": findings or [], "failed": failed,
        "texts": sorted(save.texts), "others": sorted(save.blobs), "named": _named(draft),
    }  # fmt: skip
    return render(request, "editor/files.html", context, status=422 if failed else 200)


def _named(draft: Draft) -> list[str]:
    """Files that the definition names and that the folder lacks."""
    definition = queries.examined(draft.save_now).definition
    if definition is None:
        return []
    held = {*draft.save_now.texts, *draft.save_now.blobs}
    told = [*definition.text_files(), *definition.other_files()]
    return sorted({name for _path, name in told} - held)


@require_POST
@with_draft
def remove_file(request: Request, draft: Draft, name: str) -> HttpResponse:
    """Take a file out of the folder."""
    actions.remove_file(draft, name, by=request.user, at=timezone.now())
    messages.success(request, _("Le fichier est retiré ; l’historique le garde."))
    return onward(request, "editor:files", draft.public_id)
