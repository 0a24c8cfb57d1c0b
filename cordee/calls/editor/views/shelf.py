"""The drafts: their list, how one begins, its first page, its history, its folder."""

from __future__ import annotations

import difflib
import io
import json
import zipfile
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls import uploads
from cordee.calls.editor import actions, chapters, pages, places, queries
from cordee.calls.editor.cloning import cloned
from cordee.calls.editor.forms import BeginForm
from cordee.calls.editor.panel import panel, said
from cordee.calls.editor.views.door import with_draft
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.programme.commands.begin import skeleton
from cordee.programme.jsonschema import json_schema
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import FORMAT
from cordee.web.components import Task, paginated
from cordee.web.guards import (
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cordee.calls.editor.models import Draft, Save
    from cordee.web.requests import Request

DIFF_LINES = 400
"""Changed lines shown of a file: nobody reads more at once."""


@require_safe
@for_team
def drafts(request: Request) -> HttpResponse:
    """Every draft, the last written first."""
    page = paginated(request, queries.drafts().listed())
    return render(request, "editor/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def begin(request: Request) -> HttpResponse:
    """Begin a draft: from a commented skeleton, a published call, an example, one's own files."""
    first = {"edition": request.GET.get("appel"), "way": "edition"} if "appel" in request.GET else {
        "way": "skeleton"}  # fmt: skip
    form = BeginForm(request.POST or None, request.FILES or None, initial=first)
    findings: Any = []
    if request.method == "POST" and form.is_valid():
        try:
            files, origin = _source(form.cleaned_data)
            draft = actions.begin(files, origin=origin, by=request.user, at=timezone.now())
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("Le brouillon est commencé. Tout y est enregistré à "
                                        "mesure ; rien n’est public."))  # fmt: skip
            return onward(request, draft)
    failed = form.is_bound and bool(form.errors or findings)
    context = {"form": form, "findings": findings, "failed": failed, "draft": None}
    return render(request, "editor/begin.html", context, status=422 if failed else 200)


def _source(chosen: Mapping[str, Any]) -> tuple[dict[str, bytes], str]:
    """The files a draft begins with, and where they come from, in words."""
    key, way = chosen["key"], chosen["way"]
    if way == "skeleton":
        texts = skeleton(key, timezone.localdate())
        return {name: text.encode() for name, text in texts.items()}, _("trame commentée")
    if way == "edition":
        edition = chosen["edition"]
        files = queries.published_files(edition.rules_in_force)
        made = cloned(files, key=key, weeks=chosen["weeks"] or 0)
        return made, _("appel « {title} »").format(title=edition.title)
    if way == "example":
        files = uploads.example_files(chosen["example"])
        origin = _("exemple {name}").format(name=chosen["example"])
    else:
        files = dict(uploads.files(chosen["file"].read()))
        origin = _("fichiers apportés")
    if key:
        files = cloned(files, key=key, weeks=0)
    return files, origin


@require_safe
@with_draft
def draft(request: Request, draft: Draft) -> HttpResponse:
    """The first page of a draft: its parts, what the checks say, what one may do with it."""
    save = draft.save_now
    loaded = queries.examined(save)
    data = save.data or {}
    context = {
        "draft": draft, "save": save, "panel": panel(draft, loaded, (), data),
        "tasks": [] if save.data is None else _tasks(draft, data),
        "loaded": loaded, "old": data.get("format", FORMAT) != FORMAT,
        "texts": sorted(save.texts), "others": sorted(save.blobs),
        "meanwhile": _meanwhile(draft),
    }  # fmt: skip
    return render(request, "editor/draft.html", context)


def _tasks(draft: Draft, data: Mapping[str, Any]) -> list[Task]:
    """The parts of the definition, each with its state."""
    loaded = queries.examined(draft.save_now)
    counts: dict[str, list[Severity]] = {}
    for one in loaded.findings:
        if one.path:
            slug = chapters.holding(str(one.path[0])).slug
            counts.setdefault(slug, []).append(one.severity)
    first = draft.first_data
    return [
        _as_begun(_task(draft, part, data, counts.get(part.slug, [])))
        if chapters.untouched(part, data, first) and not counts.get(part.slug)
        else _task(draft, part, data, counts.get(part.slug, []))
        for part in chapters.CHAPTERS
    ]


def _as_begun(task: Task) -> Task:
    """A part nobody changed yet: written, but by the model the draft began with."""
    return replace(task, status=_("à relire"), tone="info")


def _task(
    draft: Draft, part: chapters.Chapter, data: Mapping[str, Any], found: list[Severity]
) -> Task:
    url = reverse("editor:chapter", args=[draft.public_id, part.slug])
    if part.place:
        url = places.url(draft, part.place)
        if pages.raw(data, part.place) is pages.ABSENT:
            url = reverse("editor:open", args=[draft.public_id, part.slug])
    errors = sum(one is Severity.ERROR for one in found)
    warnings = sum(one is Severity.WARNING for one in found)
    if errors:
        return Task(part.title, _("à corriger"), "bad", url, part.hint)
    if warnings:
        return Task(part.title, _("à trancher"), "warn", url, part.hint)
    written = any(field.name in data for field in chapters.shown(part))
    return Task(part.title, _("écrit") if written else _("vide"),
                "good" if written else "neutral", url, part.hint)  # fmt: skip


def _meanwhile(draft: Draft) -> bool:
    """Whether the call was amended by someone else since this draft was begun."""
    return (draft.edition is not None and draft.closed_at is None
            and draft.edition.current_id != draft.based_on_id)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def remarks(request: Request, draft: Draft) -> HttpResponse:
    """Everything the checks say, choices told included."""
    save = draft.save_now
    loaded = queries.examined(save)
    page = paginated(request, list(loaded.findings))
    context = {
        "draft": draft, "save": save, "page": page, "valid": loaded.valid,
        "remarks": said(draft, page.object_list, save.data or {}),
    }  # fmt: skip
    return render(request, "editor/remarks.html", context)


@require_safe
@with_draft
def download(_request: Request, draft: Draft) -> HttpResponse:
    """The folder in a zip, exactly as written by hand or by the pages."""
    name = str((draft.save_now.data or {}).get("key") or "appel")
    safe = "".join(one for one in name if one.isascii() and (one.isalnum() or one in "-_"))[:60]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in queries.folder(draft.save_now).items():
            made.writestr(f"{safe or 'appel'}/{path}", content)
        made.writestr(f"{safe or 'appel'}/{actions.SCHEMA}", _schema())
    response = HttpResponse(held.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{safe or "appel"}.zip"'
    return response


@require_safe
@for_team
def schema(_request: Request) -> HttpResponse:
    """The JSON Schema of the format, for text editors (VS Code with Taplo)."""
    response = HttpResponse(_schema(), content_type="application/schema+json")
    response["Content-Disposition"] = f'attachment; filename="{actions.SCHEMA}"'
    return response


def _schema() -> str:
    return json.dumps(json_schema(), indent=2, ensure_ascii=False)


@require_safe
@with_draft
def history(request: Request, draft: Draft) -> HttpResponse:
    """Every save: who, when, what."""
    rows = draft.saves.select_related("by__person").defer("toml", "texts").order_by("-number")
    return render(request, "editor/history.html",
                  {"draft": draft, "page": paginated(request, rows)})  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def save(request: Request, draft: Draft, number: int) -> HttpResponse:
    """One save, told apart from the one before it; one may come back to it."""
    if request.method == "POST":
        actions.restore(draft, number, by=request.user, at=timezone.now())
        messages.success(request, _("Le brouillon est revenu à cet enregistrement."))
        return onward(request, draft)
    found = draft.saves.select_related("by__person").filter(number=number).first()
    if found is None:
        raise Http404
    before = draft.saves.filter(number=number - 1).first()
    context = {"draft": draft, "save": found, "files": changed_files(before, found)}
    return render(request, "editor/save.html", context)


def changed_files(before: Save | None, after: Save) -> list[tuple[str, list[tuple[str, str]]]]:
    """The files that differ, each with its lines told apart: (sign, line)."""
    old = before.files() if before else {}
    new = after.files()
    return [
        (name, lines(old.get(name, b"").decode("utf-8", "replace"),
                     new.get(name, b"").decode("utf-8", "replace")))
        for name in {**new, **old} if old.get(name) != new.get(name)
    ]  # fmt: skip


def lines(old: str, new: str) -> list[tuple[str, str]]:
    """The runs of a difference, with three lines around: `+`, `-`, a space, or `@` for a gap."""
    told = difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=3)
    kept = [line for line in told if not line.startswith(("---", "+++"))][:DIFF_LINES]
    said = [(line[:1], "…" if line.startswith("@@") else line[1:]) for line in kept]
    return [(sign, _run(sign, [line for _, line in run])) for sign, run in _runs(said)]


def _runs(said: list[tuple[str, str]]) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    """Lines of one sign that follow each other: one element on the page, not one a line."""
    return groupby(said, key=itemgetter(0))


def _run(sign: str, run: list[str]) -> str:
    mark = {"+": "+ ", "-": "− "}.get(sign, "\N{NO-BREAK SPACE} ")
    return "\n".join(mark + line for line in run)


@require_POST
@with_draft
def close(request: Request, draft: Draft) -> HttpResponse:
    """Put the draft away."""
    actions.close(draft, by=request.user, at=timezone.now())
    messages.success(request, _("Le brouillon est rangé ; il reste lisible."))
    return onward(request, "editor:list")


@require_POST
@with_draft
def modernise(request: Request, draft: Draft) -> HttpResponse:
    """Write the definition in today's format."""
    actions.modernise(draft, by=request.user, at=timezone.now())
    messages.success(request, _("La définition est réécrite au format d’aujourd’hui. Ses "
                                "commentaires restent dans l’historique."))  # fmt: skip
    return onward(request, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def open_part(request: Request, draft: Draft, slug: str) -> HttpResponse:
    """A part that is one record and does not exist yet: created by its first visit's button."""
    part = chapters.of(slug)
    if part is None or not part.place:
        raise Http404
    if (
        request.method == "POST"
        and pages.raw(draft.save_now.data or {}, part.place) is pages.ABSENT
    ):
        actions.open_part(draft, part.place, by=request.user, at=timezone.now())
    if request.method == "POST":
        return onward(request, places.url(draft, part.place))
    return render(request, "editor/open.html", {"draft": draft, "part": part})
