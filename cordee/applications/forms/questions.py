"""A question of a definition as permissive fields: a draft accepts everything.

A question becomes one field, or several whose names share its key: `contact.name`, `budget.0.cost`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from cordee.applications.forms.words import CONTACT, said
from cordee.applications.rules.tables import computed
from cordee.kernel.bodies import GROUPS, Kind
from cordee.kernel.currencies import symbol
from cordee.programme.schema import questions as q
from cordee.territories.forms import TerritoryField
from cordee.web.forms import expect, limit_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROWS_MORE = 2
"""Empty rows offered after those already written."""


LONGEST = 40_000


SHORT_LIST = 7
"""Up to so many options are radio buttons; more are a select."""


AUTOCOMPLETE = {"email": "off", "phone": "off", "name": "off"}


type Fields = list[tuple[str, forms.Field, Any]]


def fields_of(question: q.Asked, value: Any) -> Fields:
    """The fields of a question: name, field, what is already written."""
    make = _MAKERS.get(type(question))
    made = make(question, value) if make else []
    for _name, field, _value in made:  # blank in a draft, but awaited at the deposit
        expect(field, wanted=question.required or len(made) > 1)
    return made


def _options(question: q.Asked, **more: Any) -> dict[str, Any]:
    hint = " ".join(filter(None, (said(question.description), said(question.help))))
    return {"label": said(question.label), "help_text": hint, "required": False, **more}


def _text(question: q.Text, value: Any) -> Fields:
    kinds = {"email": "email", "phone": "tel", "url": "url"}
    widget = forms.TextInput(
        attrs={"type": kinds.get(question.format, "text"), "autocomplete": "off"}
    )
    options = _options(question, widget=widget, max_length=LONGEST)
    if question.shape:
        hint = _("S’écrit comme %s (9 : un chiffre, A : une lettre).") % question.shape
        options["help_text"] = f"{options['help_text']} {hint}".strip()
    return [(question.key, _limited(question, forms.CharField(**options)), value)]


def _limited(question: q.Text | q.LongText, field: forms.Field) -> forms.Field:
    """Tell the counter of the page what to count, and up to where."""
    if question.limit is not None and question.limit.max is not None:
        limit_to(field, question.limit.max, question.limit.unit)
    return field


def _long(question: q.LongText, value: Any) -> Fields:
    rows = 12 if question.limit is None or (question.limit.max or 99) > 8 else 5  # noqa: PLR2004 - lines of a box
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
    unit = symbol(question.currency) if isinstance(question, q.Money) else said(question.unit)
    label = f"{said(question.label)} ({unit})" if unit else said(question.label)
    field = _plain(label, help_text=_options(question)["help_text"], attrs={"inputmode": "decimal"})
    return [(question.key, field, value)]


def _day(question: q.Day, value: Any) -> Fields:
    kind = "datetime-local" if question.with_hour else "date"
    widget = forms.DateInput(attrs={"type": kind})
    return [(question.key, forms.CharField(**_options(question, widget=widget)), value)]


def _place(question: q.Place, value: Any) -> Fields:
    values = value if isinstance(value, list) else [value] if value else []
    count = min(question.max, max(question.min, len(values) + 1))
    names = [question.key] if question.max == 1 else [f"{question.key}.{n}" for n in range(count)]
    return [
        (name, _territory(question), values[n] if n < len(values) else None)
        for n, name in enumerate(names)
    ]


KNOWN = {"FR", "region", "departement", "epci", "commune"}


def _territory(question: q.Place) -> TerritoryField:
    """A territory of the kinds and of the regions asked; other places are said, not searched."""
    known = {one for name in question.kinds for one in GROUPS.get(name, (name,))}
    kinds = [Kind(one) for one in known if one in set(Kind)] if known <= set(Kind) else []
    heads = [place.partition(":")[::2] for place in question.within]
    regions = [code for _head, code in heads] if {head for head, _ in heads} == {"region"} else []
    named = all(head in KNOWN for head, _ in heads)  # a perimeter, a country: nobody can tell
    within = question.within if named and not regions else ()
    return TerritoryField(kinds=kinds, regions=regions, within=within, **_options(question))


def _contact(question: q.Contact, value: Any) -> Fields:
    known = value if isinstance(value, dict) else {}
    return [
        (f"{question.key}.{part}", _plain(CONTACT[part]), known.get(part, ""))
        for part in question.fields
    ]


def _table(question: q.Table, value: Any) -> Fields:
    written = value if isinstance(value, list) else []
    by_key = {row.get("key"): row for row in written if isinstance(row, dict)}
    count = len(question.rows) or min(question.max, max(question.min, len(written) + ROWS_MORE))
    fields: Fields = []
    for row in range(count):
        if question.rows and computed(question.rows[row]):
            continue  # computed from the others
        known = written[row] if row < len(written) else {}
        if question.rows:
            known = by_key.get(question.rows[row].key, {})
        title = said(question.rows[row].label) if question.rows else f"{_('Ligne')} {row + 1}"
        for column in question.columns:
            if computed(column):
                continue  # computed from the others
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
