"""Writing a record of a definition: its fields, its lists, what the checks say beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cordee.calls.editor import actions, chapters, pages, places, queries, values
from cordee.calls.editor import fields as schema
from cordee.calls.editor.drawing import Drawer, Drawn
from cordee.calls.editor.panel import panel
from cordee.calls.editor.views import acts
from cordee.calls.editor.views.door import number, with_draft
from cordee.kernel.findings import Refused
from cordee.programme.schema import Definition
from cordee.web.guards import onward, require_http_methods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cordee.calls.editor.chapters import Chapter
    from cordee.calls.editor.fields import Field
    from cordee.calls.editor.merge import Clash
    from cordee.calls.editor.models import Draft
    from cordee.calls.editor.pages import Control
    from cordee.calls.editor.values import Parts
    from cordee.programme.remarks import Path
    from cordee.programme.schema.shape import Model
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def chapter(request: Request, draft: Draft, slug: str) -> HttpResponse:
    """A part of the definition: the fields of its root that belong together."""
    found = chapters.of(slug)
    if found is None:
        raise Http404
    if found.place:
        return onward(request, places.url(draft, found.place))
    return _answer(request, draft, (), chapters.shown(found), found)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def record(request: Request, draft: Draft, place: str) -> HttpResponse:
    """One record, wherever it stands."""
    path = places.read(place)
    data = draft.save_now.data
    if path is None:
        raise Http404
    if data is None:
        return _no_toml(request, draft)
    model = pages.record(data, path)
    if model is None or (isinstance(path[-1], int) and pages.raw(data, path) is pages.ABSENT):
        return _gone(request, draft)
    return _answer(request, draft, path, schema.fields(model))


def _gone(request: Request, draft: Draft) -> HttpResponse:
    """There is no such record: what was typed for it is given back."""
    if request.method != "POST":
        raise Http404
    ours = {"csrfmiddlewaretoken", "base", "fields", "do"}
    texts = [one for name, held in request.POST.lists() if name not in ours for one in held]
    lost = "\n".join(values.long(one) for one in texts if one.strip())
    return render(request, "editor/gone.html", {"draft": draft, "lost": lost}, status=409)


def _no_toml(request: Request, draft: Draft) -> HttpResponse:
    return onward(request, "editor:text", draft.public_id)


def _answer(
    request: Request, draft: Draft, place: Path, shown: Sequence[Field],
    part: Chapter | None = None,
) -> HttpResponse:  # fmt: skip
    if draft.save_now.data is None:
        return _no_toml(request, draft)
    whole, shown = shown, _chosen(request, draft, place, shown)
    if request.method != "POST":
        return _page(request, draft, place, shown, part)
    typed = sent(request, draft, place, whole)
    now = timezone.now()
    try:
        done = actions.write_fields(
            draft, place, typed, base=number(request.POST.get("base"), draft.current),
            by=request.user, at=now,
        )  # fmt: skip
        if done.place is None or done.clashes:
            return _disputed(request, draft, shown, part, done=done, typed=typed)
        aim = acts.perform(request, draft, done.place, now)
    except Refused as refusal:
        return _page(request, draft, place, shown, part, refusal=refusal, typed=typed)
    if request.htmx and "do" not in request.POST:
        return _spoken(request, draft, done.place, shown)
    acts.told(request, kept=done.kept)
    here = _here(request, draft, done.place, part)
    return onward(request, aim if aim.startswith("/") else here + aim)


def _chosen(request: Request, draft: Draft, place: Path, shown: Sequence[Field]) -> Sequence[Field]:
    """The list that `?liste=` asks for alone; of a long record, what matters, or the rest."""
    if alone := [one for one in shown if one.name == request.GET.get("liste")]:
        return alone
    first, rest = parted(shown, pages.raw(draft.save_now.data or {}, place))
    return rest if "suite" in request.GET and rest else first


def parted(shown: Sequence[Field], held: Any) -> tuple[list[Field], list[Field]]:
    """A long record in two pages: what is required, written or comes first; then the rest."""
    written = held if isinstance(held, dict) else {}
    ranked = sorted(shown, key=lambda one: one.shared)
    kept = {one.name for one in ranked[:LONG]} if len(shown) > LONGEST else {
        one.name for one in shown}  # fmt: skip
    kept |= {one.name for one in shown if one.required or one.name in written}
    first = [one for one in shown if one.name in kept]
    return first, [one for one in shown if one.name not in kept]


LONG, LONGEST = 18, 22
"""Fields shown at first of a record that has more than that."""


def _here(request: Request, draft: Draft, place: Path, part: Chapter | None) -> str:
    base = (reverse("editor:chapter", args=[draft.public_id, part.slug]) if part and not place
            else places.url(draft, place))  # fmt: skip
    kept = {n: request.GET[n] for n in ("liste", "page", "suite") if request.GET.get(n)}
    return f"{base}?{urlencode(kept)}" if kept else base


def sent(
    request: Request, draft: Draft, place: Path, shown: Sequence[Field]
) -> dict[Path, tuple[Control, Parts]]:
    """What the page sends back, control by control; fields it did not show are left alone."""
    asked = set(request.POST.get("fields", "").split(","))
    data = draft.save_now.data or {}
    found = {}
    for control in pages.controls(shown):
        if control.name not in asked:
            continue
        suffixes = pages.held(data, place, control)
        found[control.path] = (control, _parts(request.POST, control, suffixes))
    return found


def _parts(post: Any, control: Control, suffixes: Iterable[str]) -> Parts:
    """The values of one control; its parts are named after it (`opens:day`)."""
    names = {name.removeprefix(control.name) for name in post if name.startswith(control.name)}
    known = [*suffixes, *sorted(name for name in names - set(suffixes) if name.startswith(":"))]
    made = {name: post.getlist(control.name + name) for name in known}
    if control.field.kind is schema.Kind.LINES and "" in made:
        made[""] = ["\n".join(made[""])]
    return {name: held or [""] for name, held in made.items()}


def _page(
    request: Request, draft: Draft, place: Path, shown: Sequence[Field], part: Chapter | None,
    *, refusal: Refused | None = None, typed: Mapping[Path, tuple[Control, Parts]] | None = None,
    clashes: Sequence[Clash] = (),
) -> HttpResponse:  # fmt: skip
    save = draft.save_now
    data = save.data or {}
    loaded = queries.examined(save)
    keep = {c.name: parts for c, parts in (typed or {}).values()} if refusal or clashes else {}
    drawer = Drawer(
        draft, data, place, loaded.findings, queries.keys_by_list(save), typed=keep,
        page=number(request.GET.get("page"), 1),
    )  # fmt: skip
    model: Model = pages.record(data, place) if place else Definition  # type: ignore[assignment] # one records class or the root
    drawn = drawer.draw(shown)
    context = {
        "draft": draft, "save": save, "place": place, "part": part, "model": model,
        "title": places.name(data, place) if place else part.title if part else "",
        "crumbs": places.crumbs(draft, data, place) if place else [],
        "said": "" if part else schema.said(model), "told": "" if part else schema.told(model),
        "main": [one for one in drawn if not one.shared],
        "common": [one for one in drawn if one.shared],
        "names": ",".join(control.name for control in pages.controls(shown)),
        "unknown": pages.unknown(data, place, model) if place else _strays(data, part),
        "kinds": acts.kinds(data, place), "panel": panel(draft, loaded, place, data),
        "findings": refusal.findings if refusal else [], "clashes": _told(clashes, shown),
        "failed": bool(refusal or clashes),
        "rest": _rest(request, draft, place, part),
        "alone": "liste" in request.GET, "page": number(request.GET.get("page"), 1),
        "here": acts.own(data, place),
    }  # fmt: skip
    return render(request, "editor/record.html", context,
                  status=409 if clashes else 422 if refusal else 200)  # fmt: skip


def _rest(request: Request, draft: Draft, place: Path, part: Chapter | None) -> int:
    """How many fields stand on the second page of a long record; none once there."""
    data = draft.save_now.data or {}
    model = pages.record(data, place) if place else None
    if part or model is None or {"suite", "liste"} & set(request.GET):
        return 0
    return len(parted(schema.fields(model), pages.raw(data, place))[1])


def _strays(data: Mapping[str, Any], part: Chapter | None) -> dict[str, Any]:
    """Unknown keys of the root stand on its first part."""
    first = part is chapters.CHAPTERS[0]
    return pages.unknown(data, (), Definition) if first else {}


def _told(clashes: Sequence[Clash], shown: Sequence[Field]) -> list[tuple[str, str, str, str]]:
    """What two people wrote: (field, its control, their text, mine)."""
    named = {control.name: control.field.label for control in pages.controls(shown)}
    return [(named.get(one.name, one.name), one.name, _flat(one.theirs), _flat(one.mine))
            for one in clashes]  # fmt: skip


def _flat(parts: Parts) -> str:
    return " ".join(value for held in parts.values() for value in held if value) or "–"


def _disputed(
    request: Request, draft: Draft, shown: Sequence[Field], part: Chapter | None, *,
    done: actions.Outcome, typed: Mapping[Path, tuple[Control, Parts]],
) -> HttpResponse:  # fmt: skip
    """Someone else wrote here meanwhile: both texts are shown, the rest is saved."""
    if done.place is None:
        return _gone(request, draft)
    if request.htmx:
        base = number(request.POST.get("base"), draft.current)
        told = {"clashes": _told(done.clashes, shown), "base": base}
        return render(request, "editor/parts/clash.html", told, status=422)
    return _page(request, draft, done.place, shown, part, typed=typed, clashes=done.clashes)


def _spoken(request: Request, draft: Draft, place: Path, shown: Sequence[Field]) -> HttpResponse:
    """After an autosave: the panel anew, and what is now said beside each field."""
    save = draft.save_now
    data = save.data or {}
    loaded = queries.examined(save)
    drawn = Drawer(draft, data, place, loaded.findings, {}).draw(shown)
    context = {"draft": draft, "save": save, "panel": panel(draft, loaded, place, data),
               "beside": _beside(drawn)}  # fmt: skip
    return render(request, "editor/parts/spoken.html", context)


def _beside(drawn: Iterable[Drawn]) -> list[Drawn]:
    """Every field that has its place for remarks on the page."""
    return [inner for one in drawn for inner in (one, *one.inside)]
