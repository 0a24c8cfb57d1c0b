"""The buttons of a record's page: add, take away, move, open, change kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.translation import gettext as _

from cordee.calls.editor import actions, pages, places, surgery, values
from cordee.calls.editor import fields as schema
from cordee.kernel.findings import Refused, broken
from cordee.programme.schema import Definition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from cordee.calls.editor.fields import Field
    from cordee.calls.editor.models import Draft
    from cordee.calls.editor.surgery import Edited
    from cordee.programme.remarks import Path
    from cordee.web.requests import Request

    type Change = Callable[[str, dict[str, Any]], Edited]


def perform(request: Request, draft: Draft, place: Path, at: datetime) -> str:
    """Do what the button says; answers where to go: an address, `#…` on this page, or nothing."""
    verb, _sep, rest = request.POST.get("do", "").partition(":")
    act = ACTS.get(verb)
    if act is None:
        return ""
    return act(request, draft, place, rest, at)


def _add(request: Request, draft: Draft, place: Path, name: str, at: datetime) -> str:
    """A new record at the end of a list, or in an empty field, then its page."""
    field = _field(draft, place, name)
    label = values.cleaned(request.POST.get(f"new:{name}", ""))[:200]
    kind = request.POST.get(f"kind:{name}", "")
    path = (*place, field.name)
    many = field.kind is schema.Kind.RECORDS

    def change(toml: str, data: dict[str, Any]) -> Edited:
        wanted = label or (field.label if many else "")
        made = pages.beginning(field, kind, wanted, pages.keys(data))
        if not label:
            made = {key: one for key, one in made.items() if key in {"key", *_tag(made)}}
        if not many:
            return surgery.put(toml, path, made)
        return surgery.add(toml, path, made)

    _alter(request, draft, change, f"+ {field.label}", at)
    if not many:
        return places.url(draft, path)
    count = len(surgery.at(draft.save_now.data, path))
    return places.url(draft, (*path, count - 1))


def _tag(made: Mapping[str, Any]) -> set[str]:
    return {"kind", "rule"} & set(made)


def _remove(request: Request, draft: Draft, place: Path, rest: str, at: datetime) -> str:
    """Take away an element, or the record of a field; an earlier save still holds it."""
    path = _inside(place, rest)
    _alter(request, draft, lambda toml, _data: surgery.drop(toml, path), "−", at)
    messages.success(request, _("Retiré. L’historique du brouillon le garde."))
    return f"#c-{path[len(place)]}"


def _move(step: int) -> Callable[..., str]:
    def act(request: Request, draft: Draft, place: Path, rest: str, at: datetime) -> str:
        path = _inside(place, rest)
        if not isinstance(path[-1], int):
            raise _nonsense()
        first = (*path[:-1], path[-1] + min(step, 0))
        _alter(request, draft, lambda toml, _data: _swapped(toml, first), "⇅", at)
        return "#r-" + "-".join(map(str, (*path[:-1], path[-1] + step)))

    return act


def _swapped(toml: str, path: Path) -> Edited:
    if int(path[-1]) < 0:
        raise LookupError(path)
    return surgery.swap(toml, path)


def _kind(request: Request, draft: Draft, place: Path, _rest: str, at: datetime) -> str:
    """Give a record another kind: what both know stays, the rest is kept and told as unknown."""
    wanted = request.POST.get("other-kind", "")
    found = kinds(draft.save_now.data or {}, place)
    if wanted not in dict(found):
        raise _nonsense()
    name = own(draft.save_now.data or {}, place)
    change = lambda toml, _data: surgery.put(toml, (*place, name), wanted)  # noqa: E731 - one line
    _alter(request, draft, change, f"{name} = {wanted}", at)
    return ""


def _alter(request: Request, draft: Draft, change: Change, what: str, at: datetime) -> None:
    done = actions.alter(draft, change, what=what, by=request.user, at=at)
    told(request, kept=done.kept)


def told(request: Request, *, kept: bool) -> None:
    """Say when the comments of the file could not be kept."""
    if not kept:
        messages.warning(
            request,
            _("Cette partie du fichier était écrite d’une façon que la page ne sait pas changer "
              "en place : la définition est réécrite, ses commentaires restent dans "
              "l’historique."),
        )  # fmt: skip


def kinds(data: Mapping[str, Any], place: Path) -> list[tuple[str, str]]:
    """The kinds a record could be of: (tag, words); empty when there is only one."""
    field = _holder(data, place)
    if field is None or len(field.models) < 2:  # noqa: PLR2004 - a choice needs two
        return []
    return [(schema.tag(model)[1], schema.said(model)) for model in field.models]


def own(data: Mapping[str, Any], place: Path) -> str:
    """The name of the line that tells its kind."""
    model = pages.record(data, place) if place else None
    return schema.tag(model)[0] if model else ""


def _holder(data: Mapping[str, Any], place: Path) -> Field | None:
    """The field in which a record stands."""
    if not place:
        return None
    path = place[:-1] if isinstance(place[-1], int) else place
    model = pages.record(data, path[:-1]) if len(path) > 1 else Definition
    return schema.field(model, str(path[-1])) if model else None


def _field(draft: Draft, place: Path, name: str) -> Field:
    data = draft.save_now.data or {}
    model = pages.record(data, place) if place else Definition
    found = schema.field(model, name) if model else None
    if found is None or not found.nested:
        raise _nonsense()
    return found


def _inside(place: Path, rest: str) -> Path:
    """A place under the page's own record: `windows.0`, `team`."""
    parts = tuple(int(part) if part.isdecimal() and len(part) < 6 else part  # noqa: PLR2004 - more digits would be an attack
                  for part in rest.split(".") if part)  # fmt: skip
    if not parts or len(parts) > 2:  # noqa: PLR2004 - a field, an index
        raise _nonsense()
    return (*place, *parts)


def _nonsense() -> Refused:
    return Refused(broken("do", "do", "Ce bouton ne correspond à rien ici : rechargez la page."))


ACTS: Mapping[str, Callable[..., str]] = {
    "add": _add, "remove": _remove, "up": _move(-1), "down": _move(1), "kind": _kind,
}  # fmt: skip
