"""The reference of the vocabulary: every record and field, in French, from the schema itself."""

import re
import types
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cordee.kernel.findings import Strength
from cordee.kernel.french import unaccented
from cordee.kernel.moments import Duration, When
from cordee.programme.explain import said
from cordee.programme.explain.choices import STRENGTHS, meaning
from cordee.programme.explain.notes import note
from cordee.programme.schema import (
    Definition,
    around,
    base,
    choosing,
    definition,
    diagnosis,
    form,
    labels,
    money,
    pledges,
    questions,
    sharing,
    team,
    timeline,
    who,
    year,
)
from cordee.programme.schema.base import Record
from cordee.programme.schema.words import Words
from cordee.programme.sense.references import CALLED, USES

CHAPTERS = (
    (definition, "Le programme et ses textes"),
    (around, "Autour de l’appel"),
    (timeline, "Le temps, les étapes, les volets"),
    (who, "Qui peut candidater"),
    (team, "L’équipe et le consortium"),
    (form, "Le formulaire"),
    (questions, "Les questions"),
    (choosing, "Le choix"),
    (year, "L’année des lauréats"),
    (pledges, "Les engagements"),
    (diagnosis, "Le diagnostic de chaque territoire"),
    (money, "L’argent"),
    (sharing, "Le partage de l’argent et des points"),
    (base, "Les briques"),
)
SHARED: tuple[type[Record], ...] = (who.Condition, questions.Asked, pledges.PledgeBase)
"""Records that others extend: told once."""
LABELS = ("key", "label", "description")
SOME = 4
"""Places enough to understand where a record is written."""
SIMPLE: dict[type, str] = {
    Words: "[texte](#textes)",
    When: "[date](#dates)",
    Duration: "[durée](#dates)",
    datetime: "[instant](#dates)",
    date: "`2025-02-27`",
    time: '`"09:30"`',
    Decimal: "[nombre](#nombres)",
    int: "nombre entier",
    float: "nombre",
    bool: "`true` ou `false`",
    str: "texte",
}


WITHIN_THEMSELVES: dict[type[Record], tuple[str, ...]] = {
    who.If: ("condition", "then"),
    who.AllOf: ("conditions",),
    who.AnyOf: ("conditions",),
    who.AtLeast: ("conditions",),
    who.NoneOf: ("conditions",),
    questions.Group: ("questions",),
}
"""Records that hold others of their kind, whose places would be endless."""
type Places = dict[type[Record], list[str]]


def places() -> Places:
    """Where each record is written, the shortest places first."""
    found: Places = {Definition: [""]}
    waiting: list[tuple[type[Record], str]] = [(Definition, "")]
    for kind, path in waiting:
        for name, info in kind.model_fields.items():
            if kind in WITHIN_THEMSELVES and name in WITHIN_THEMSELVES[kind]:
                continue
            place = _written(path, info.alias or name, info)
            for inside in _records(info.annotation):
                if inside not in found:
                    waiting.append((inside, place.strip("[]")))
                if place not in found.setdefault(inside, []):
                    found[inside].append(place)
    return found


def _written(path: str, name: str, info: FieldInfo) -> str:
    full = f"{path}.{name}" if path else name
    return f"[[{full}]]" if _is_list(info.annotation) else f"[{full}]"


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return True
    return get_origin(annotation) in {Union, types.UnionType} and any(
        _is_list(one) for one in get_args(annotation)
    )


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, (str, ForwardRef)):  # resolved later, or already: told the same
        return
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inside in get_args(annotation):
        yield from _records(inside)


SAID, SAID_END = "<!-- début de ce qui est dit -->", "<!-- fin de ce qui est dit -->"
START, END = "<!-- début de la référence -->", "<!-- fin de la référence -->"
"""Marks between which a guide holds the reference; `renewed` writes it there again."""


def renewed(guide: str) -> str:
    """The guide with today's reference between its marks; raises `ValueError` without them."""
    before, start, rest = guide.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"Il manque les repères {START} et {END}.")
    return _told(f"{before}{START}\n\n{reference()}\n{END}{after}")


def _told(guide: str) -> str:
    """The guide with today's table of what is only said, where it keeps a place for it."""
    before, start, rest = guide.partition(SAID)
    _, end, after = rest.partition(SAID_END)
    return f"{before}{start}\n\n{said.chapter()}\n{end}{after}" if start and end else guide


def reference() -> str:
    """The whole reference, as Markdown."""
    placed = places()
    parts = [_chapter(module, title, placed) for module, title in CHAPTERS]
    return "\n".join([_index(parts), *parts, _words(placed)]).rstrip() + "\n"


def _home(kind: type[Record], placed: Places) -> str:
    """Where a record is written, in the shortest way, or what it is when it is shared."""
    written = [place for place in placed.get(kind, ()) if place]
    if kind is Definition:
        return "en haut du fichier"
    if not written or kind in SHARED:
        return labels.record(kind.__name__).lower()
    return f"`{written[0]}`{_tag(kind).replace(' avec', ',')}"


def _words(placed: Places) -> str:
    """Every field from A to Z, with the records it is written in."""
    found: dict[str, dict[str, str]] = {}
    for kind in [*placed, *SHARED]:
        for name in _own_fields(kind):
            word = kind.model_fields[name].alias or name
            if word not in LABELS:
                found.setdefault(word, {})[kind.__name__.lower()] = _home(kind, placed)
    lines = [
        f"| `{word}` | {' · '.join(f'[{home}](#{anchor})' for anchor, home in some.items())} |"
        for word, some in sorted(found.items())
    ]
    head = "| mot | se trouve dans |\n|---|---|"
    told = "`key`, `label` et `description`, que presque tout porte, sont dits [plus haut](#cles)."
    return "\n".join(
        ['<a id="mots"></a>', "", "### Tous les mots, de A à Z", "", told, "", head, *lines]
    )


HEAD = re.compile(r'<a id="([a-z]+)"></a>\n\n#### (.+) — `(\w+)`')


def _index(parts: Iterable[str]) -> str:
    """Every record from A to Z, by its French name, with the block it is written in."""
    found = [one for part in parts for one in HEAD.findall(part)]
    rows = sorted(found, key=lambda one: unaccented(one[1]))
    lines = [f"[{label}](#{anchor})" for anchor, label, _ in rows]
    return "De A à Z : " + " · ".join(lines) + ".\n"


def _chapter(module: types.ModuleType, title: str, placed: Places) -> str:
    kinds = [one for one in placed if one.__module__ == module.__name__]
    kinds += [one for one in SHARED if one.__module__ == module.__name__]
    kinds.sort(key=list(vars(module).values()).index)
    return "\n".join([f"### {title}", "", *(_record(one, placed) for one in kinds)])


def _record(kind: type[Record], placed: Places) -> str:
    own = _own_fields(kind)
    rows = "".join(_row(kind, name, kind.model_fields[name]) for name in own)
    head = "| champ | ce que c’est | ce que l’on écrit | sans lui |\n|---|---|---|---|\n"
    about = [note(kind.__name__), _where(kind, placed), _inherited(kind)]
    said = "\n\n".join(one for one in about if one)
    table = f"\n{head}{rows}" if rows else ""
    anchor = f'<a id="{kind.__name__.lower()}"></a>'
    return f"{anchor}\n\n#### {labels.record(kind.__name__)} — `{kind.__name__}`\n\n{said}\n{table}"


def _where(kind: type[Record], placed: Places) -> str:
    if kind in SHARED:
        return ""
    written = [place for place in placed[kind] if place]
    if not written:
        return "À la racine du fichier."
    some = ", ".join(f"`{place}`" for place in written[:SOME])
    more = "…" if len(written) > SOME else ""
    return f"S’écrit dans {some}{more}{_tag(kind)}."


def _inherited(kind: type[Record]) -> str:
    """What it carries besides its own fields."""
    said = [f"tous les champs de [`{one.__name__}`](#{one.__name__.lower()})"
            for one in SHARED if one in kind.__mro__ and one is not kind]  # fmt: skip
    plain = issubclass(kind, base.Labelled) and not said
    if plain and not {*LABELS} <= {*_own_fields(kind)}:
        said.append("[`key`, `label` et `description`](#cles)")
    return f"Porte aussi {', '.join(said)}." if said else ""


def _own_fields(kind: type[Record]) -> list[str]:
    """The fields told in its own table: not those of the records it extends."""
    bases: tuple[type[Record], ...] = (base.Labelled, *SHARED)
    extended = [one for one in bases if one is not kind and issubclass(kind, one)]
    told = {name: info for one in extended for name, info in one.model_fields.items()}
    return [
        name
        for name, info in kind.model_fields.items()
        if not _constant(info) and (name not in told or told[name].default != info.default)
    ]


def _tag(kind: type[Record]) -> str:
    for name, info in kind.model_fields.items():
        if _constant(info) and name != "format":
            return f' avec `{name} = "{get_args(info.annotation)[0]}"`'
    return ""


def _constant(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is Literal and len(get_args(info.annotation)) == 1


def _row(kind: type[Record], name: str, info: FieldInfo) -> str:
    bases = [one.__name__ for one in kind.__mro__]
    alias = info.alias or name
    label = labels.field(alias, *bases)
    about = next((said for one in bases if (said := note(f"{one}.{alias}"))), "")
    said = f"{label}. {about}" if about else label
    cells = [f"`{alias}`", said, _type(kind, alias, info), _default(info)]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _type(kind: type[Record], name: str, info: FieldInfo) -> str:
    words = meaning(kind, name)
    if name in {"language", "languages"}:
        return "code de langue : `fr`, `en`…" if name == "language" else 'liste : `["fr", "en"]`'
    said = _said(info.annotation, words, info.metadata)
    return f"{said}{_target(kind, name)}{_bounds(info)}"


def _target(kind: type[Record], name: str) -> str:
    """What a key must name."""
    for use in USES:
        if issubclass(kind, use.record) and use.field.rstrip("_") == name:
            also = " · ".join(f"`{word}`" for word in use.words)
            return f" : {CALLED[use.target]}{f', ou {also}' if also else ''}"
    return ""


def _said(annotation: Any, words: Any, metadata: Any = ()) -> str:  # noqa: PLR0911 - one line a type
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _said(args[0], words, args[1:])
    if origin in {Union, types.UnionType}:
        return _union(args, words)
    if origin is Literal:
        return " · ".join(_choice(one, words) for one in args)
    if origin is tuple:
        return f"liste de : {_said(args[0], words)}"
    if origin is dict:
        return f"table {{ {_said(args[0], words)} = {_said(args[1], words)} }}"
    if isinstance(annotation, (str, ForwardRef)):
        name = annotation if isinstance(annotation, str) else annotation.__forward_arg__
        return _recursive(name)
    if not isinstance(annotation, type):
        return "texte"
    if any(getattr(one, "pattern", None) for one in metadata):
        return "[clé](#cles)"
    return _simple(annotation, words)


def _union(kinds: tuple[Any, ...], words: Any) -> str:
    if who.KindIs in kinds:
        return CONDITION
    if questions.Group in kinds:
        return QUESTIONS
    options = [_said(one, words) for one in kinds if one is not types.NoneType]
    return " ou ".join(dict.fromkeys(options))


CONDITION = "[condition](#condition)"
QUESTIONS = "[questions](#asked)"


def _recursive(name: str) -> str:
    known = {"AnyCondition": CONDITION, "AnyQuestion": QUESTIONS}
    return known.get(name) or _link(name)


def _link(name: str) -> str:
    return f"[`{name}`](#{name.lower()})"


def _simple(kind: type, words: Any) -> str:
    if kind is Strength:
        return " · ".join(_choice(one, STRENGTHS) for one in STRENGTHS)
    if issubclass(kind, BaseModel):
        return _link(kind.__name__)
    if issubclass(kind, Enum):
        return " · ".join(_choice(one.value, words) for one in kind)
    return SIMPLE.get(kind, "texte")


def _choice(value: Any, words: Any) -> str:
    meant = words.get(value, "")
    return f"`{value}` ({meant})" if meant else f"`{value}`"


def _bounds(info: FieldInfo) -> str:
    names = ("ge", "le", "min_length")
    held = [(name, getattr(one, name, None)) for one in info.metadata for name in names]
    found = {name: value for name, value in held if value is not None}
    said = [
        f"≥ {found['ge']}" if "ge" in found else "",
        f"≤ {found['le']}" if "le" in found else "",
        f"au moins {found['min_length']}" if "min_length" in found else "",
    ]
    kept = ", ".join(one for one in said if one)
    return f" ({kept})" if kept else ""


def _default(info: FieldInfo) -> str:  # noqa: PLR0911 - one line a type
    if info.is_required():
        return "**obligatoire**"
    value = info.get_default(call_default_factory=True)
    match value:
        case None | () | "" | {}:
            return "—"
        case Strength():
            return f"`{next(key for key, said in STRENGTHS.items() if said.startswith(value))}`"
        case bool():
            return f"`{str(value).lower()}`"
        case BaseModel() | Duration():
            return "—"
        case tuple():
            return f"`{[str(one) for one in value]}`".replace("'", '"')
        case _:
            return f"`{value}`"
