"""The page of a record as its template receives it: controls, lists, remarks beside each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.calls.editor import fields as schema
from cordee.calls.editor import pages, places
from cordee.calls.editor.fields import Field, Kind
from cordee.calls.editor.pages import ABSENT, Control
from cordee.kernel.french import capitalized
from cordee.kernel.moments import Duration, When
from cordee.programme.remarks import Remark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cordee.calls.editor.models import Draft
    from cordee.calls.editor.values import Parts
    from cordee.programme.remarks import Path

TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "neutral"}
LONG, TICKED = 60, 12
"""Characters from which a text is written in a tall box; keys up to which they are ticked."""
PER_PAGE = 25
FEW, MANY_LISTS = 6, 2
"""Rows shown of each list on a page that holds more lists than that."""
TOLD, CROWD = 3, 7
"""Rows only told, to be written on their own page, where there are more lists than that."""


@dataclass(frozen=True, slots=True)
class Box:
    """One control: a box, a list to choose from, boxes to tick."""

    name: str
    id: str
    shape: str
    values: Sequence[str]
    label: str = ""
    options: Sequence[tuple[str, str]] = ()
    rows: int = 1
    mode: str = ""

    @property
    def value(self) -> str:
        """What it holds."""
        return self.values[0] if self.values else ""

    @property
    def ticked(self) -> list[str]:
        """What is ticked."""
        return [line for value in self.values for line in value.split("\n")]


@dataclass(frozen=True, slots=True)
class Row:
    """An element of a list."""

    index: int
    place: str
    label: str
    kind: str
    url: str
    tone: str
    faults: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field drawn: its boxes, or its rows, with its remarks."""

    name: str
    id: str
    label: str
    help: str
    optional: bool
    default: str
    style: str
    boxes: Sequence[Box] = ()
    rows: Sequence[Row] = ()
    total: int = 0
    kinds: Sequence[tuple[str, str]] = ()
    named: bool = False
    url: str = ""
    inside: Sequence[Drawn] = ()
    remarks: Sequence[Remark] = ()
    filled: bool = False
    said: str = ""
    hint: str = ""
    shared: bool = False
    open: bool = False
    told: bool = False

    @property
    def chosen(self) -> bool:
        """Whether the default is said by the list one chooses from."""
        return bool(self.boxes) and self.boxes[0].shape == "select"


class Drawer:
    """Draws the fields of one record of a draft."""

    def __init__(
        self,
        draft: Draft,
        data: Mapping[str, Any],
        place: Path,
        remarks: Iterable[Remark],
        known: Mapping[str, Sequence[str]],
        *,
        typed: Mapping[str, Parts] | None = None,
        page: int = 1,
    ) -> None:
        self.draft, self.data, self.place, self.known = draft, data, place, known
        self.remarks, self.typed, self.page = list(remarks), typed or {}, page
        self.most = PER_PAGE

    def draw(self, shown: Iterable[Field]) -> list[Drawn]:
        """Every field, in order; a page of many lists shows the first rows of each."""
        shown = list(shown)
        lists = sum(one.kind is Kind.RECORDS for one in shown)
        self.most = PER_PAGE if lists <= MANY_LISTS else FEW if lists <= CROWD else TOLD
        return [self._field(one) for one in shown]

    def _field(self, one: Field) -> Drawn:
        if one.kind is Kind.RECORDS:
            return self._list(one)
        if one.kind is Kind.RECORD:
            return self._small(one) if one.small else self._link(one)
        return self._control(Control((one.name,), one))

    def _control(self, control: Control) -> Drawn:
        one, path = control.field, (*self.place, *control.path)
        raw = pages.raw(self.data, path)
        parts = self.typed.get(control.name) or pages.held(self.data, self.place, control)
        options = self._options(one, parts)
        boxes = [self._box(control, suffix, values, options) for suffix, values in parts.items()]
        if one.kind is Kind.TEXTS:
            boxes = self._texts(control, parts)
        ident = _id(control.name)
        several = len(boxes) > 1 or one.kind is Kind.TEXTS or boxes[0].shape == "ticks"
        style = "group" if several else "one"
        return Drawn(
            name=control.name, id=ident, label=_capital(one.label), help=one.help,
            optional=not one.required, default=one.default, style=style, boxes=boxes,
            remarks=self._said(path), filled=raw is not ABSENT, said=_understood(one, raw),
            hint=_hint(one, self._among(one)), shared=one.shared,
        )  # fmt: skip

    def _texts(self, control: Control, parts: Parts) -> list[Box]:
        values = [*parts.get("", []), ""]
        return [
            Box(control.name, f"{_id(control.name)}-{rank}", "area", [value],
                label=_("texte {rank}").format(rank=rank + 1), rows=_rows(value))
            for rank, value in enumerate(values)
        ]  # fmt: skip

    def _box(
        self, control: Control, suffix: str, values: Sequence[str],
        options: Sequence[tuple[str, str]],
    ) -> Box:  # fmt: skip
        one, value = control.field, values[0] if values else ""
        shape, mode = _shape(one, suffix, value, options)
        ident = _id(control.name + suffix)
        labels = dict(one.choices)
        part = suffix.removeprefix(":")
        label = {"day": _("jour"), "hour": _("heure")}.get(part, labels.get(part, part))
        return Box(control.name + suffix, ident, shape, values, label=label, mode=mode,
                   options=options, rows=_rows(value, least=3 if one.long else 2))  # fmt: skip

    def _options(self, one: Field, parts: Parts) -> list[tuple[str, str]]:
        """What one may choose from; a value the file has and nobody knows stays choosable."""
        found: list[tuple[str, str]] = []
        if one.kind is Kind.YES_NO:
            found = [("oui", _("oui")), ("non", _("non"))]
        elif one.kind in {Kind.CHOICE, Kind.MANY}:
            found = list(one.choices)
        elif (names := self._among(one)) and self._short(one, names):
            found = [(name, name) for name in names]
        if not found:
            return []
        lines = [line for values in parts.values() for value in values
                 for line in value.split("\n") if line]  # fmt: skip
        extra = [(line, _("« {value} » (inconnu)").format(value=line))
                 for line in lines if line not in dict(found)]  # fmt: skip
        return [*found, *extra]

    def _short(self, one: Field, names: Sequence[str]) -> bool:
        """Whether keys are chosen among those that exist rather than typed."""
        if one.kind is Kind.TEXT:
            return not one.words
        return one.kind is Kind.LINES and len(names) <= TICKED and not _ranked(one)

    def _among(self, one: Field) -> list[str]:
        if not one.target:
            return []
        return [*one.words, *self.known.get(one.target, ())]

    def _list(self, one: Field) -> Drawn:
        path = (*self.place, one.name)
        raw = pages.raw(self.data, path)
        items = raw if isinstance(raw, list) else []
        start = max(0, min(self.page - 1, (len(items) - 1) // PER_PAGE)) * PER_PAGE
        start = start if self.most == PER_PAGE else 0
        rows = [self._row(path, rank, items) for rank in range(len(items))]
        kinds = [(schema.tag(model)[1], schema.said(model)) for model in one.models]
        names = {inner.name for model in one.models for inner in schema.fields(model)}
        return Drawn(
            name=one.name, id=_id(one.name), label=_capital(one.label), help=one.help,
            optional=not one.required, default="", style="list",
            rows=rows[start : start + self.most], total=len(items),
            kinds=kinds if len(kinds) > 1 else (), named=bool(names & {"label", "name"}),
            remarks=self._said(path, exact=True), filled=bool(items), shared=one.shared,
            told=self.most == TOLD,
        )  # fmt: skip

    def _row(self, path: Path, rank: int, items: Sequence[Any]) -> Row:
        place = (*path, rank)
        model = pages.record(self.data, place)
        said = self._said(place)
        worst = next((one.severity for one in said if one.severity is Severity.ERROR),
                     Severity.WARNING)  # fmt: skip
        told = [one for one in said if one.severity is not Severity.NOTICE]
        kind = schema.said(model) if model and schema.tag(model)[0] else ""
        return Row(
            index=rank, place="-".join(map(str, place)), kind=kind,
            label=pages.summary(items[rank], model),
            url=places.url(self.draft, place), tone=TONES[worst], faults=len(told),
            first=rank == 0, last=rank == len(items) - 1,
        )  # fmt: skip

    def _link(self, one: Field) -> Drawn:
        path = (*self.place, one.name)
        raw = pages.raw(self.data, path)
        kinds = [(schema.tag(model)[1], schema.said(model)) for model in one.models]
        model = pages.record(self.data, path)
        return Drawn(
            name=one.name, id=_id(one.name), label=_capital(one.label),
            help=one.help or (_capital(schema.said(model)) if model else ""),
            optional=not one.required, default="", style="link",
            url=places.url(self.draft, path), filled=raw is not ABSENT,
            said="" if raw is ABSENT else pages.summary(raw, model),
            kinds=kinds if len(kinds) > 1 else (), remarks=self._said(path), shared=one.shared,
        )  # fmt: skip

    def _small(self, one: Field) -> Drawn:
        inside = [
            self._control(Control((one.name, inner.name), inner))
            for inner in schema.fields(one.models[0])
        ]
        raw = pages.raw(self.data, (*self.place, one.name))
        return Drawn(
            name=one.name, id=_id(one.name), label=_capital(one.label),
            help=one.help or schema.told(one.models[0]),
            optional=not one.required, default="", style="small", inside=inside,
            remarks=self._said((*self.place, one.name), exact=True), filled=raw is not ABSENT,
            shared=one.shared, open=raw is not ABSENT or one.required,
        )  # fmt: skip

    def _said(self, path: Path, *, exact: bool = False) -> list[Remark]:
        """The remarks about a place, and about what it holds unless `exact`."""
        return [one for one in self.remarks
                if one.path == path or (not exact and one.path[: len(path)] == path)]  # fmt: skip


def _id(name: str) -> str:
    return "c-" + name.replace(".", "-").replace(":", "--")


def _capital(text: str) -> str:
    return capitalized(text)


def _rows(value: str, least: int = 2) -> int:
    return max(least, min(18, value.count("\n") + 1 + len(value) // 90))


def _ranked(one: Field) -> bool:
    return one.name in {"ties", "order", "fed_by"} or not one.target


def _shape(
    one: Field, suffix: str, value: str, options: Sequence[tuple[str, str]]
) -> tuple[str, str]:
    """How a box is drawn, and its keyboard on a phone."""
    if one.kind is Kind.MOMENT:
        return _clocked("date" if suffix == ":day" else "time", value)
    if one.kind in {Kind.MANY, Kind.LINES} and options:
        return "ticks", ""
    if options:
        return "select", ""
    if one.kind in {Kind.LINES, Kind.TEXTS, Kind.PAIRS} and not suffix:
        return "area", ""
    if one.kind is Kind.WORDS:
        return ("area" if one.long or "\n" in value or len(value) > LONG * 2 else "line"), ""
    simple = {Kind.DAY: ("date", ""), Kind.CLOCK: ("time", ""), Kind.NUMBER: ("line", "numeric"),
              Kind.AMOUNT: ("line", "decimal")}  # fmt: skip
    shape, mode = simple.get(one.kind, ("line", ""))
    return _clocked(shape, value) if shape in {"date", "time"} else (shape, mode)


def _clocked(shape: str, value: str) -> tuple[str, str]:
    """A date box empties what it does not understand: such a value is shown in a plain one."""
    form = r"\d{4}-\d\d-\d\d" if shape == "date" else r"\d\d:\d\d(:\d\d)?"
    return (shape if not value or re.fullmatch(form, value) else "line"), ""


def _understood(one: Field, raw: Any) -> str:
    """A date or a duration said in words, so that one sees it was understood."""
    text = raw if isinstance(raw, str) else ""
    try:
        if one.kind is Kind.WHEN and raw is not ABSENT:
            return When.parse(text or raw.isoformat()).said()
        if one.kind is Kind.DURATION and text:
            return Duration.parse(text).said()
    except (ValueError, AttributeError, OverflowError):
        pass
    return ""


def _hint(one: Field, among: Sequence[str]) -> str:  # noqa: PLR0911 - one line a case
    """How it is written."""
    match one.kind:
        case Kind.WHEN:
            return _("Une date (27/02/2025), ou plus vague : 2025-06, 2025-W25, early 2025-06, "
                     "2025-Q2, 2025-06-02/2025-06-20, ? si rien n’est fixé.")  # fmt: skip
        case Kind.DURATION:
            return _("Par exemple « 1 mois », « 10 jours », « 10 jours ouvrés », « 48 heures » ; "
                     "« 2 semaines avant » pour un délai qui précède.")  # fmt: skip
        case Kind.MOMENT:
            return _("Sans heure, une ouverture vaut dès minuit et une clôture à 23 h 59.")
        case Kind.LINES:
            known = ", ".join(among[:30]) if among else ", ".join(v for v, _said in one.choices)
            line = _("Un par ligne.")
            return f"{line} {_('Connus')} : {known}." if known else line
        case Kind.PAIRS if not one.choices:
            return _("Un par ligne : clé = nombre.")
        case Kind.PAIRS:
            return _("Des durées : « 2 ans », « 6 mois ».")
        case Kind.TEXTS:
            return _("Une case par texte ; videz une case pour la retirer.")
        case Kind.TEXT if one.words and among:
            return _("Une clé : {keys}.").format(keys=", ".join(among[:30]))
    return ""
