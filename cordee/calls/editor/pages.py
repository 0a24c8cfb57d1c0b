"""The page of one record: its controls, what they hold, and how what comes back is written."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cordee.calls.editor import fields as schema
from cordee.calls.editor import surgery, values
from cordee.calls.editor.fields import Field, Kind
from cordee.calls.editor.merge import Clash, clash, relocated
from cordee.calls.editor.values import ABSENT, Parts
from cordee.kernel.french import listed, unaccented
from cordee.programme.remarks import Path
from cordee.programme.schema import Definition
from cordee.programme.schema.shape import Model, fields, record_at


class Control(NamedTuple):
    """A field on the page of a record; `path` starts at that record (`("due", "date")`)."""

    path: Path
    field: Field

    @property
    def name(self) -> str:
        """Its name in what the page sends."""
        return ".".join(map(str, self.path))


class Written(NamedTuple):
    """What became of what was typed: the new text, the names of what changed, what clashes."""

    toml: str
    changed: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()
    kept: bool = True
    place: Path | None = ()


def record(data: Mapping[str, Any], place: Path) -> Model | None:
    """The record of the schema that stands at a place of the data."""
    return record_at(Definition, data, place)


def languages(data: Mapping[str, Any]) -> list[str]:
    """The languages of the call, the first one first."""
    found = data.get("languages")
    known = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return known or ["fr"]


def controls(shown: Iterable[Field]) -> Iterator[Control]:
    """The controls of these fields; those of a small record stand among them."""
    for field in shown:
        if field.small:
            for inner in schema.fields(field.models[0]):
                yield Control((field.name, inner.name), inner)
        elif not field.nested:
            yield Control((field.name,), field)


def raw(data: Any, path: Path) -> Any:
    """What the file has at a place, or `ABSENT`."""
    try:
        return surgery.at(data, path)
    except LookupError:
        return ABSENT


def held(data: Mapping[str, Any], place: Path, control: Control) -> Parts:
    """What a control shows of the data."""
    return values.shown(control.field, raw(data, (*place, *control.path)), languages(data))


def unknown(data: Any, place: Path, model: Model) -> dict[str, Any]:
    """What a record holds that its schema does not know; it is kept, and told."""
    found = raw(data, place)
    if not isinstance(found, Mapping):
        return {}
    return {name: one for name, one in found.items() if name not in fields(model)}


def written(
    toml: str,
    place: Path,
    typed: Mapping[Path, tuple[Control, Parts]],
    *,
    base: Mapping[str, Any],
    now: Mapping[str, Any],
) -> Written:
    """Write in `toml` (whose data is `now`) what was typed on a page that showed `base`.

    What was not changed on the page is not touched. What someone else changed meanwhile is kept,
    and given back with what was typed: neither is lost.
    """
    there = relocated(base, now, place)
    if there is None:
        return Written(toml, (), place=None)
    changed, clashes, kept = [], [], True
    for control, sent in typed.values():
        before, standing = held(base, place, control), held(now, there, control)
        mine = _same_parts(sent, before)
        if found := clash(control.name, before, standing, mine):
            clashes.append(found)
        elif mine not in (before, standing):
            edited = _one(toml, there, control, mine, now)
            toml, kept = edited.text, kept and edited.kept
            changed.append(control.field.label)
    return Written(toml, tuple(changed), tuple(clashes), kept, there)


def _same_parts(mine: Parts, before: Parts) -> Parts:
    """What was typed, with the line feeds and the ends of a file rather than of a browser."""
    tidy = {name: [values.long(one) for one in held] for name, held in mine.items()}
    same = {name: [values.long(one) for one in held] for name, held in before.items()}
    whole = {**{name: [""] for name in same}, **tidy}
    whole = {name: held for name, held in whole.items() if name in same or any(held)}
    texts = {name: [one for one in held if one] for name, held in whole.items()}
    return before if texts == {n: [o for o in h if o] for n, h in same.items()} else whole


def _one(
    toml: str, place: Path, control: Control, mine: Parts, now: Mapping[str, Any]
) -> surgery.Edited:
    """Write one control; a small record appears with its first field, goes with its last one."""
    path = (*place, *control.path)
    given = values.read(control.field, mine, raw(now, path))
    data = surgery.parsed(toml)
    if given is not ABSENT:
        holder = path[:-1]
        if len(control.path) > 1 and raw(data, holder) is ABSENT:
            return surgery.put(toml, holder, {control.path[-1]: given})
        return surgery.put(toml, path, given)
    if raw(data, path) is ABSENT:
        return surgery.Edited(toml)
    alone = len(control.path) > 1 and len(raw(data, path[:-1])) == 1
    return surgery.drop(toml, path[:-1] if alone else path)


def beginning(field: Field, tag: str, name: str, taken: Iterable[str]) -> dict[str, Any]:
    """A new record for a list: its tag, and its key and label when it has some."""
    model = _model(field, tag)
    made: dict[str, Any] = {}
    if (tagged := schema.tag(model))[0]:
        made[tagged[0]] = tagged[1]
    known = {one.name: one for one in schema.fields(model)}
    if name and "key" in known and known["key"].required:
        made["key"] = _free(slug(name), set(taken))
    naming = next((one for one in ("label", "name", "text", "said") if one in known), "")
    if naming and name:
        made[naming] = name
    return made


def _model(field: Field, tag: str) -> Model:
    return next((one for one in field.models if schema.tag(one)[1] == tag), field.models[0])


def _free(key: str, taken: set[str]) -> str:
    """The key, or the first of its likes that nothing bears."""
    found, number = key, 2
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def slug(name: str) -> str:
    """A key made of a name: « Élu·e » → `elue`."""
    bare = "".join(one if one.isascii() and one.isalnum() else " " for one in
                   unaccented(name).lower().replace("·", ""))  # fmt: skip
    return "-".join(bare.split())[:60].strip("-") or "fiche"


def keys(value: Any) -> Iterator[str]:
    """Every key already taken."""
    if isinstance(value, Mapping):
        if isinstance(value.get("key"), str):
            yield value["key"]
        for one in value.values():
            yield from keys(one)
    elif isinstance(value, list):
        for one in value:
            yield from keys(one)


def summary(found: Any, model: Model | None) -> str:
    """A record in a few words, for the list that holds it."""
    if not isinstance(found, Mapping):
        return "?"
    for name in ("label", "title", "sentence", "name", "text", "statement", "said", "choice",
                 "key", "anchor"):  # fmt: skip
        one = found.get(name) or (_usual(model) if name == "label" else None)
        if isinstance(one, Mapping):
            one = next(iter(one.values()), None)
        if isinstance(one, str) and one.strip():
            return one if len(one) <= MANY else one[: MANY - 1] + "…"
    inner = next((text for name, one in found.items() if name not in TAGS
                  and (text := _plain(one))), "")  # fmt: skip
    return inner or (schema.said(model) if model else "?")


TAGS = {"rule", "kind"}
"""Words of the file that say of which kind a record is: the page tells them in French."""


def _plain(value: Any) -> str:
    """A value in a few words; a list by what it names, records by nothing."""
    if isinstance(value, list):
        text = listed(one for one in value if isinstance(one, str))
    else:
        text = str(value) if type(value) in {str, int, float} else ""
    return text if len(text) <= MANY else text[: MANY - 1] + "…"


def _usual(model: Model | None) -> str:
    """The label a record bears when none is written."""
    info = model.model_fields.get("label") if model else None
    return str(info.default) if info and isinstance(info.default, str) else ""


MANY = 110
"""Characters of a record told in a list."""

__all__ = ["ABSENT", "Control", "Kind", "Written", "written"]
