"""How every form of the house is drawn: labels, hints, errors and the links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting

from cordee.kernel.counting import Unit, measure
from cordee.kernel.typography import NBSP

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
AUTOCOMPLETE = {
    "email": "email",
    "first_name": "given-name",
    "given_name": "given-name",
    "last_name": "family-name",
    "family_name": "family-name",
    "name": "name",
    "phone": "tel",
    "telephone": "tel",
    "organisation": "organization",
    "job": "organization-title",
    "address": "street-address",
    "postcode": "postal-code",
    "city": "address-level2",
    "code": "one-time-code",
}
"""Purposes that browsers can fill (RGAA 11.13), by field name; a widget's own value wins."""
WRITTEN = {"date": "%Y-%m-%d", "datetime-local": "%Y-%m-%dT%H:%M", "time": "%H:%M"}
"""How HTML writes a value in each of these controls: another way shows a blank one."""


def offer(form: forms.BaseForm, name: str, choices: Collection[Any]) -> None:
    """Offer these answers, values and labels, in a box of choices."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Offer these rows in a box that picks among rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def expect(field: forms.Field, *, wanted: bool = True) -> None:
    """Show a field as awaited, or as optional, though the form itself lets it stay blank."""
    vars(field)["expected"] = wanted


def limit_to(field: forms.Field, limit: int, unit: Unit) -> None:
    """Tell the counter beside a field what it counts, and up to where."""
    vars(field).update(limit=limit, unit=unit.value)


class BoundField(DjangoBoundField):
    """A field in its form, with the classes and attributes of our components."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Add classes, autocomplete and the live counter to Django's own attributes."""
        widget = widget or self.field.widget
        if written := WRITTEN.get(getattr(widget, "input_type", "")):
            widget.format = getattr(widget, "format", None) or written
        built = super().build_widget_attrs(attrs, widget)
        if kind := css_class(widget):
            own = widget.attrs.get("class", "")
            wrong = " is-invalid" if self.errors else ""
            built["class"] = f"{own} {kind}{wrong}".strip()
        if self.name in AUTOCOMPLETE and "autocomplete" not in widget.attrs:
            built.setdefault("autocomplete", AUTOCOMPLETE[self.name])
        if "maxlength" in widget.attrs:
            built["maxlength"] = False  # browsers would cut a pasted text without a word
        return built

    @property
    def aria_describedby(self) -> str | None:
        """Django's hint and error, then the counter."""
        said = super().aria_describedby
        return f"{said} {self.auto_id}_counter".strip() if self.limit else said

    @property
    def limit(self) -> int | None:
        """The most one may write: the field's own `limit`, else a long text's `max_length`."""
        if own := getattr(self.field, "limit", None):
            return int(own)
        long = isinstance(self.field.widget, forms.Textarea)
        return getattr(self.field, "max_length", None) if long else None

    @property
    def unit(self) -> str:
        """What the limit counts: the field's own `unit`, else characters."""
        return str(getattr(self.field, "unit", Unit.CHARACTERS))

    @property
    def used(self) -> int:
        """How much is written, as the server counts it."""
        return measure(str(self.value() or ""), Unit(self.unit))

    @property
    def optional(self) -> bool:
        """Whether to say « facultatif »; a draft's field may be blank now and `expected` later."""
        return not getattr(self.field, "expected", self.field.required)

    @property
    def grouped(self) -> bool:
        """Whether the widget is a set of choices, drawn in a fieldset."""
        return isinstance(self.field.widget, CHOICES)

    @property
    def single_box(self) -> bool:
        """Whether the widget is one checkbox, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def target(self) -> str:
        """The id that the error summary links to: the first control."""
        return f"{self.auto_id}_0" if self.grouped else str(self.id_for_label or self.auto_id)


class Renderer(TemplatesSetting):
    """The one template pack of the house (settings.FORM_RENDERER)."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = BoundField


def css_class(widget: forms.Widget) -> str:
    """The class of a widget's control."""
    if isinstance(widget, CHOICES) or widget.is_hidden:
        return ""
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def faults(*sources: forms.BaseForm | forms.BaseFormSet[Any]) -> list[tuple[str, str]]:
    """Every error of these forms and formsets: (id of the control or empty, sentence)."""
    found: list[tuple[str, str]] = []
    for source in sources:
        if isinstance(source, forms.BaseFormSet):
            found += [("", str(error)) for error in source.non_form_errors()]
            found += faults(*source.forms)
        else:
            found += _form_faults(source)
    return found


def target(where: str, *sources: forms.BaseForm | forms.BaseFormSet[Any]) -> str:
    """The id of the control that bears the name of what a rule judged; empty when none does."""
    for form in sources:
        if isinstance(form, forms.BaseForm) and where in form.fields:
            return _target(form[where])
    return ""


def _target(field: forms.BoundField) -> str:
    return str(getattr(field, "target", field.id_for_label))


def _form_faults(form: forms.BaseForm) -> list[tuple[str, str]]:
    if not form.is_bound:
        return []
    found = [("", str(error)) for error in form.non_field_errors()]
    for name in form.fields:
        field = form[name]
        found += [(_target(field), _named(str(field.label), str(error))) for error in field.errors]
    return found


def _named(label: str, error: str) -> str:
    """« Nom de la collectivité : ce champ est obligatoire. », since the summary stands apart."""
    if not label:
        return error
    return f"{label.rstrip(' :?')}{NBSP}: {error[:1].lower()}{error[1:]}"
