"""The form of a file, from its definition: permissive fields, since a draft accepts everything.

Nothing is refused while writing: what does not fit is kept and told by the rules (`rules.answers`).
A question becomes one field, or several whose names share its key: `contact.name`, `budget.0.cost`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cordee.kernel.bodies import Kind
from cordee.programme.schema import questions as q
from cordee.territories.forms import TerritoryField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.programme.schema.who import Team

ROWS_MORE = 2
"""Empty rows offered after those already written."""
LONGEST = 40_000
SHORT_LIST = 7
"""Up to so many options are radio buttons; more are a select."""
CONTACT = {
    "name": gettext_lazy("Nom et prénom"),
    "capacity": gettext_lazy("Qualité"),
    "organisation": gettext_lazy("Structure"),
    "service": gettext_lazy("Service"),
    "email": gettext_lazy("Adresse électronique"),
    "phone": gettext_lazy("Téléphone"),
    "address": gettext_lazy("Adresse postale"),
}
AUTOCOMPLETE = {"email": "off", "phone": "off", "name": "off"}


def said(words: Any) -> str:
    """Words of a definition in the language of the page."""
    if words is None:
        return ""
    into = getattr(words, "into", None)
    return into(get_language() or "fr") if into else str(words)


@dataclass(frozen=True, slots=True)
class Block:
    """A question on the page: its fields, drawn together; several make a fieldset."""

    question: q.Asked
    fields: Sequence[forms.BoundField]
    revision: int = 0

    @property
    def alone(self) -> bool:
        """Whether one field carries the question's own label."""
        return len(self.fields) == 1


class AnswersForm(forms.Form):
    """The fields of some questions, filled with what is already written."""

    def __init__(
        self, questions: Iterable[q.Asked], answers: Mapping[str, Any], data: Any = None
    ) -> None:
        super().__init__(data, initial={})
        self.questions = [one for one in questions if not isinstance(one, q.File)]
        for question in self.questions:
            value = answers.get(question.key)
            for name, field, initial in fields_of(question, value):
                self.fields[name] = field
                self.initial[name] = initial

    def blocks(self, revisions: Mapping[str, int]) -> list[Block]:
        """The questions of the page, each with its fields."""
        return [Block(one, self._of(one.key), revisions.get(one.key, 0)) for one in self.questions]

    def _of(self, key: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name == key or name.startswith(f"{key}.")]

    def value(self, question: q.Asked) -> Any:
        """What was typed for a question, as plain data; call after `is_valid`."""
        prefix = f"{question.key}."
        typed = {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name == question.key or name.startswith(prefix)
        }
        return collected(question, typed)


type Fields = list[tuple[str, forms.Field, Any]]


def fields_of(question: q.Asked, value: Any) -> Fields:
    """The fields of a question: name, field, what is already written."""
    make = _MAKERS.get(type(question))
    made = make(question, value) if make else []
    for _name, field, _value in made:  # blank in a draft, but awaited at the deposit
        field.expected = question.required or len(made) > 1  # type: ignore[attr-defined]
    return made


def _options(question: q.Asked, **more: Any) -> dict[str, Any]:
    hint = " ".join(filter(None, (said(question.description), said(question.help))))
    return {"label": said(question.label), "help_text": hint, "required": False, **more}


def _text(question: q.Text, value: Any) -> Fields:
    kinds = {"email": "email", "phone": "tel", "url": "url"}
    widget = forms.TextInput(
        attrs={"type": kinds.get(question.format, "text"), "autocomplete": "off"}
    )
    return [(question.key, _limited(question, forms.CharField(
        **_options(question, widget=widget, max_length=LONGEST))), value)]  # fmt: skip


def _limited(question: q.Text | q.LongText, field: forms.Field) -> forms.Field:
    """Tell the counter of the page what to count, and up to where."""
    if question.limit is not None and question.limit.max is not None:
        field.limit = question.limit.max  # type: ignore[attr-defined]
        field.unit = question.limit.unit.value  # type: ignore[attr-defined]
    return field


def _long(question: q.LongText, value: Any) -> Fields:
    rows = 12 if question.limit is None or (question.limit.max or 99) > 8 else 5  # noqa: PLR2004
    widget = forms.Textarea(attrs={"rows": rows})
    if not question.languages:
        field = forms.CharField(**_options(question, widget=widget, strip=False))
        return [(question.key, _limited(question, field), value)]
    texts = value if isinstance(value, dict) else {}
    return [
        (
            f"{question.key}.{language}",
            _limited(question, forms.CharField(
                **_options(question, widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
                           strip=False, label=f"{said(question.label)} ({language})"))),
            texts.get(language, ""),
        )
        for language in question.languages
    ]  # fmt: skip


def _choice(question: q.Choice, value: Any) -> Fields:
    choices = [(option.key, said(option.label)) for option in question.options]
    known = {key for key, _label in choices}
    values = value if isinstance(value, list) else [value] if value else []
    picked = [one for one in values if one in known]
    other = next((one for one in values if one not in known), "")
    fields: Fields = []
    if question.max > 1:
        field: forms.Field = forms.MultipleChoiceField(
            **_options(question, choices=choices, widget=forms.CheckboxSelectMultiple)
        )
        fields.append((question.key, field, picked))
    else:
        few = len(choices) <= SHORT_LIST
        widget = forms.RadioSelect if few else forms.Select
        shown = choices if few else [("", "–"), *choices]
        field = forms.ChoiceField(**_options(question, choices=shown, widget=widget))
        fields.append((question.key, field, picked[0] if picked else None))
    if question.other:
        fields.append((f"{question.key}.other", _plain(_("Autre, précisez")), other))
    return fields


def _plain(label: Any, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=attrs), **more)


def _yes_no(question: q.YesNo, value: Any) -> Fields:
    choices = [("yes", _("Oui")), ("no", _("Non"))]
    initial = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
    widget = forms.RadioSelect
    return [
        (
            question.key,
            forms.ChoiceField(**_options(question, choices=choices, widget=widget)),
            initial,
        )
    ]


def _attestation(question: q.Attestation, value: Any) -> Fields:
    statements = " ".join(said(one) for one in question.statements)
    field = forms.BooleanField(**_options(question, help_text=statements))
    return [(question.key, field, value is True)]


def _number(question: q.Number | q.Money, value: Any) -> Fields:
    unit = "€" if isinstance(question, q.Money) else said(question.unit)
    label = f"{said(question.label)} ({unit})" if unit else said(question.label)
    field = _plain(label, help_text=_options(question)["help_text"], attrs={"inputmode": "decimal"})
    return [(question.key, field, value)]


def _day(question: q.Day, value: Any) -> Fields:
    widget = forms.DateInput(attrs={"type": "date"})
    return [(question.key, forms.CharField(**_options(question, widget=widget)), value)]


def _place(question: q.Place, value: Any) -> Fields:
    values = value if isinstance(value, list) else [value] if value else []
    count = min(question.max, max(question.min, len(values) + 1))
    names = [question.key] if question.max == 1 else [f"{question.key}.{n}" for n in range(count)]
    return [
        (name, TerritoryField(**_options(question)), values[n] if n < len(values) else None)
        for n, name in enumerate(names)
    ]


def _contact(question: q.Contact, value: Any) -> Fields:
    known = value if isinstance(value, dict) else {}
    return [
        (f"{question.key}.{part}", _plain(CONTACT[part]), known.get(part, ""))
        for part in question.fields
    ]


def _table(question: q.Table, value: Any) -> Fields:
    written = value if isinstance(value, list) else []
    count = len(question.rows) or min(question.max, max(question.min, len(written) + ROWS_MORE))
    fields: Fields = []
    for row in range(count):
        known = written[row] if row < len(written) else {}
        title = said(question.rows[row].label) if question.rows else f"{_('Ligne')} {row + 1}"
        for column in question.columns:
            label = f"{title} – {said(column.label)}"
            fields.append(
                (f"{question.key}.{row}.{column.key}", _plain(label), known.get(column.key, ""))
            )
    return fields


def _group(question: q.Group, value: Any) -> Fields:
    written = value if isinstance(value, list) else []
    count = min(question.max, max(question.min, len(written) + 1))
    fields: Fields = []
    for rank in range(count):
        known = written[rank] if rank < len(written) else {}
        for inner in question.questions:
            if not isinstance(inner, q.Asked):
                continue
            for name, field, initial in fields_of(inner, known.get(inner.key)):
                field.label = f"{rank + 1}. {field.label}"
                fields.append((f"{question.key}.{rank}.{name}", field, initial))
    return fields


_MAKERS: Mapping[type[q.Asked], Callable[[Any, Any], Fields]] = {
    q.Text: _text,
    q.LongText: _long,
    q.Choice: _choice,
    q.YesNo: _yes_no,
    q.Attestation: _attestation,
    q.Number: _number,
    q.Money: _number,
    q.Day: _day,
    q.Place: _place,
    q.Contact: _contact,
    q.Table: _table,
    q.Group: _group,
}


def collected(question: q.Asked, typed: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - by kind
    """Gather the fields of a question back into one answer; empty rows and items are dropped."""
    own = typed.get(question.key)
    match question:
        case q.LongText(languages=languages) if languages:
            return {language: typed.get(language, "") for language in languages}
        case q.Choice():
            return _chosen(question, own, str(typed.get("other") or "").strip())
        case q.YesNo():
            return {"yes": True, "no": False}.get(cast("str", own))
        case q.Attestation():
            return bool(own)
        case q.Place():
            return _places(question, own, typed)
        case q.Contact():
            return {part: typed.get(part, "") for part in question.fields}
        case q.Table():
            return _rows(question, typed)
        case q.Group():
            return _items(question, typed)
        case _:
            return own


def _chosen(question: q.Choice, own: Any, other: str) -> Any:
    values = [
        *(own if isinstance(own, list) else [own] if own else []),
        *([other] if other else []),
    ]
    if question.max > 1:
        return values
    return values[-1] if values else None


def _places(question: q.Place, own: Any, typed: Mapping[str, Any]) -> Any:
    rows = [own] if question.max == 1 else [typed[name] for name in sorted(typed) if name.isdigit()]
    refs = [row.ref for row in rows if row is not None]
    return refs if question.max > 1 else (refs[0] if refs else None)


def _rows(question: q.Table, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for number in _ranks(typed):
        row = {column.key: typed.get(f"{number}.{column.key}", "") for column in question.columns}
        if question.rows:
            rows.append({"key": question.rows[number].key, **row})
        elif any(str(cell).strip() for cell in row.values()):
            rows.append(row)
    return rows


def _items(question: q.Group, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    items = []
    for number in _ranks(typed):
        inside = {
            name.removeprefix(f"{number}."): value
            for name, value in typed.items()
            if name.startswith(f"{number}.")
        }
        item = {
            inner.key: collected(inner, _under(inner.key, inside))
            for inner in question.questions
            if isinstance(inner, q.Asked)
        }
        if any(_filled(value) for value in item.values()):
            items.append(item)
    return items


def _under(key: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of one inner question, named as if it stood alone."""
    return {
        name.removeprefix(f"{key}."): value
        for name, value in typed.items()
        if name == key or name.startswith(f"{key}.")
    }


def _filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_filled(item) for item in value.values())
    return bool(value.strip() if isinstance(value, str) else value)


def _ranks(typed: Mapping[str, Any]) -> list[int]:
    return sorted({int(first) for name in typed if (first := name.split(".", 1)[0]).isdigit()})


class BeginForm(forms.Form):
    """Who applies: a body of the reference list, or one it does not know."""

    territory = TerritoryField(required=False, label=gettext_lazy("Votre collectivité"))
    territory.expected = True  # type: ignore[attr-defined]  # this one, or the name below
    body_name = forms.CharField(
        required=False,
        max_length=250,
        label=gettext_lazy("Ou le nom de votre structure, si la liste ne la connaît pas"),
    )
    kind = forms.ChoiceField(
        required=False, label=gettext_lazy("Et sa nature"), choices=[("", "–")]
    )
    track = forms.ChoiceField(required=False, label=gettext_lazy("Volet"), choices=[("", "–")])

    def __init__(self, definition: Definition, data: Any = None) -> None:
        super().__init__(data)
        own = [(one.key, said(one.label)) for one in definition.kinds]
        kinds = [("", "–"), *((kind.value, kind.label) for kind in Kind), *own]
        cast("forms.ChoiceField", self.fields["kind"]).choices = kinds
        if definition.tracks:
            choices = [("", "–"), *((one.key, said(one.label)) for one in definition.tracks)]
            cast("forms.ChoiceField", self.fields["track"]).choices = choices
            self.fields["track"].required = True
        else:
            del self.fields["track"]
        for number, promise in enumerate(definition.promises):
            if promise.acknowledged:
                self.fields[f"read-{number}"] = forms.BooleanField(
                    label=f"{_('J’ai lu que ce programme n’est pas')} : {said(promise.text)}"
                    if promise.kind == "not"
                    else said(promise.text),
                    error_messages={"required": _("cochez pour confirmer que vous l’avez lu.")},
                )

    def clean(self) -> dict[str, Any]:
        """One body at least, by one way or the other."""
        found = super().clean() or {}
        if not found.get("territory") and not found.get("body_name", "").strip():
            self.add_error("territory", _("Choisissez votre collectivité, ou écrivez son nom."))
        return found


class MemberForm(forms.Form):
    """Someone of the team."""

    given_name = forms.CharField(label=gettext_lazy("Prénom"), max_length=80, strip=True)
    family_name = forms.CharField(label=gettext_lazy("Nom"), max_length=80)
    role = forms.ChoiceField(label=gettext_lazy("Rôle dans l’équipe"))
    leads = forms.MultipleChoiceField(
        label=gettext_lazy("Cette personne est aussi"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.CharField(
        label=gettext_lazy("Qualité, fonction"), required=False, max_length=160
    )
    organisation = forms.CharField(label=gettext_lazy("Structure"), required=False, max_length=200)
    service = forms.CharField(label=gettext_lazy("Service"), required=False, max_length=160)
    email = forms.EmailField(label=gettext_lazy("Adresse électronique"), required=False)
    phone = forms.CharField(label=gettext_lazy("Téléphone"), required=False, max_length=30)
    invite = forms.BooleanField(
        label=gettext_lazy("L’inviter par courriel à écrire avec nous"), required=False
    )

    def __init__(self, team: Team | None, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        roles = [(one.key, said(one.label)) for one in team.roles] if team else []
        cast("forms.ChoiceField", self.fields["role"]).choices = roles or [("member", _("Membre"))]
        leads = (
            [(one.key, said(one.label)) for one in team.leads if one.of == "person"] if team else []
        )
        if leads:
            cast("forms.MultipleChoiceField", self.fields["leads"]).choices = leads
        else:
            del self.fields["leads"]
        for name in ("given_name", "family_name", "email", "phone", "organisation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """An invitation needs an address."""
        found = super().clean() or {}
        if found.get("invite") and not found.get("email"):
            self.add_error("email", _("Donnez son adresse pour l’inviter."))
        return found


class ReasonForm(forms.Form):
    """Why a file is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi retirez-vous cette candidature ?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
