"""Kits and library: find, read, carry away; the staff fills them."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.forms import ResourceFileForm, ResourceForm, TakeUpForm
from cordee.journeys.learning.models import Resource
from cordee.journeys.learning.queries.shelves import is_kept, near
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.learning.telling import body_of
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.screens import said_when
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.files.naming import clean_name
from cordee.web.files.serving import closed_in, served
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Cohort, Meeting
    from cordee.web.requests import Request

TAKEUPS = 50
SPOOLED = 8 * 1024 * 1024


def rows() -> QuerySet[Resource]:
    """Resources with what their page shows."""
    return Resource.objects.filter(removed_at=None).select_related(
        "cohort__edition__current", "meeting", "reviewed_by__person"
    )


@require_safe
@guarded(cohorts, policy.may_learn)
def library(request: Request, cohort: Cohort) -> HttpResponse:
    """Every kit, what is new since the last visit, and a search in all of it."""
    place, now = stand(request, cohort), timezone.now()
    words = request.GET.get("q", "")[:200]
    found = queries.library(place, timezone.localdate(now), words)
    known = {one.key: one.label for one in cohort.edition.definition.themes}
    theme = request.GET.get("theme", "")
    if theme in known:
        found = found.filter(themes__contains=[theme])
    mine = "gardees" in request.GET
    if mine:
        found = found.filter(bookmarks__user=request.user)
    page = paginated(request, found)
    since = actions.visit(cohort, by=request.user, at=now)
    shown = around(
        place, "library", page=page, words=words, since=since, mine=mine,
        theme=known.get(theme, ""),
        kits=[] if words or mine or theme in known
        else queries.kits(place, timezone.localdate(now)),
        fresh={one.pk for one in page if since and one.published_at and one.published_at > since},
    )  # fmt: skip
    return render(request, "learning/library.html", shown)


def _kit(place: Place, key: str) -> tuple[Meeting, list[Resource]]:
    meeting = row_or_404(lambda: queries.meetings_seen(place), public_id=key)
    return meeting, list(queries.kit(place, meeting, timezone.localdate())[:200])


@require_safe
@guarded(cohorts, policy.may_learn)
def kit(request: Request, cohort: Cohort, meeting: str) -> HttpResponse:
    """The kit of a meeting, on one page."""
    place = stand(request, cohort)
    found, items = _kit(place, meeting)
    shown = around(place, "library", meeting=found, when=said_when(found), items=items)
    return render(request, "learning/kit.html", shown)


@require_safe
@guarded(cohorts, policy.may_learn)
def bundle(request: Request, cohort: Cohort, meeting: str) -> HttpResponse:
    """The kit of a meeting in one archive: its files, its texts, and a page of its links."""
    place = stand(request, cohort)
    found, items = _kit(place, meeting)
    held = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - sent, then closed
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        names: set[str] = set()
        for one in items:
            _pack(archive, one, names)
        archive.writestr("liens.txt", _links(items))
    held.seek(0)
    name = clean_name(f"mallette-{found.label}.zip")
    answer = FileResponse(
        cast("Any", held), as_attachment=True, filename=name, content_type="application/zip"
    )
    return cast("HttpResponse", closed_in(answer))


def _pack(archive: zipfile.ZipFile, one: Resource, names: set[str]) -> None:
    for file in one.files.all():
        if file.removed_at is None:
            try:
                handle = file.content.open()
            except FileNotFoundError:
                continue
            with handle, archive.open(_unused(file.name, names), "w", force_zip64=True) as packed:
                shutil.copyfileobj(handle, packed)
    if one.body:
        archive.writestr(_unused(f"{clean_name(one.title)}.txt", names), body_of(one))


def _unused(name: str, names: set[str]) -> str:
    """A name no other file of the archive bears."""
    stem, dot, end = name.rpartition(".")
    rank, found = 1, name
    while found.casefold() in names:
        rank += 1
        found = f"{stem or name} ({rank}){dot}{end if stem else ''}"
    names.add(found.casefold())
    return found


def _links(items: Iterable[Resource]) -> str:
    return "\n".join(f"{one.title}\n{one.link}\n" for one in items if one.link)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_lead)
def add(request: Request, cohort: Cohort) -> HttpResponse:
    """Write a resource."""
    return _written(request, cohort, None, {"meeting": request.GET.get("rencontre", "")})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_fill)
def change(request: Request, resource: Resource) -> HttpResponse:
    """Change a resource."""
    names = (
        "title",
        "kind",
        "summary",
        "link",
        "body",
        "credit",
        "version",
        "audience",
        "themes",
        "expires_on",
    )
    initial = {name: getattr(resource, name) for name in names}
    initial["meeting"] = str(resource.meeting.public_id) if resource.meeting else ""
    return _written(request, resource.cohort, resource, initial)


def _written(
    request: Request, cohort: Cohort, resource: Resource | None, initial: dict[str, Any]
) -> HttpResponse:
    place = stand(request, cohort)
    meetings = list(queries.meetings_seen(place).filter(participation=None)[:80])
    themes = [(one.key, str(one.label)) for one in cohort.edition.definition.themes]
    form = ResourceForm(meetings, themes, request.POST or None, initial=initial)
    shown = around(place, "library", form=form, resource=resource)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_resource(
                cohort, resource=resource, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            return refuse(request, "learning/resource_form.html", shown, refusal)
        return onward(request, "learning:resource", made.public_id)
    return render(request, "learning/resource_form.html", shown, status=422 if form.errors else 200)


@require_safe
@guarded(rows, policy.may_read_resource)
def resource(request: Request, one: Resource) -> HttpResponse:
    """A resource: its text, its link, its files; the staff moves it on."""
    return render(request, "learning/resource.html", shown(request, one))


def shown(request: Request, one: Resource, **more: Any) -> dict[str, Any]:
    """What the page of a resource shows."""
    place = stand(request, one.cohort)
    return {
        **around(place, "library"),
        "resource": one,
        "body": body_of(one, aloud=True),
        "files": list(one.files.filter(removed_at=None)),
        "form": ResourceFileForm(),
        "kept": is_kept(one, request.user),
        "themes": [
            theme for theme in one.cohort.edition.definition.themes if theme.key in one.themes
        ],
        "takeups": list(one.takeups.filter(cancelled_at=None).order_by("-on", "-pk")[:TAKEUPS]),
        "noting": TakeUpForm(),
        "near": near(place, one, timezone.localdate()),
        **more,
    }


@require_POST
@guarded(rows, policy.may_fill)
def move(request: Request, one: Resource) -> HttpResponse:
    """Reviewed, published, or back to a draft."""
    try:
        actions.move_resource(
            one, request.POST.get("state", ""), by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return refuse(request, "learning/resource.html", shown(request, one), refusal)
    return onward(request, "learning:resource", one.public_id)


@require_POST
@guarded(rows, policy.may_fill)
def join(request: Request, one: Resource) -> HttpResponse:
    """Add a file."""
    form = ResourceFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return refuse(request, "learning/resource.html", shown(request, one, form=form))
    try:
        actions.join_to_resource(one, form.cleaned_data["file"], by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, "learning/resource.html", shown(request, one, form=form), refusal)
    return onward(request, "learning:resource", one.public_id)


@require_safe
@guarded(rows, policy.may_read_resource)
def file(_request: Request, one: Resource, key: str) -> HttpResponse:
    """A file, always downloaded."""
    found = row_or_404(lambda: one.files.filter(removed_at=None), public_id=key)
    return served(found.content, found.name, found.media_type)


@require_POST
@guarded(rows, policy.may_fill)
def remove_file(request: Request, one: Resource, key: str) -> HttpResponse:
    """Take a file away."""
    found = row_or_404(lambda: one.files.filter(removed_at=None), public_id=key)
    actions.remove_from_resource(found, by=request.user, at=timezone.now())
    return onward(request, "learning:resource", one.public_id)


@require_POST
@guarded(rows, policy.may_fill)
def remove(request: Request, one: Resource) -> HttpResponse:
    """Take a resource away."""
    actions.remove_resource(one, by=request.user, at=timezone.now())
    messages.success(request, _("La ressource est retirée : plus personne ne la trouve."))
    return onward(request, "learning:library", one.cohort.public_id)
