"""What is typed in the register of communication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.works.forms.workstreams import day, one_of
from cordee.alliance.works.models import RegisterLine, Term
from cordee.alliance.works.queries.workstreams import terms, workstreams
from cordee.alliance.works.rules.speaking import FAMILIES
from cordee.journeys.learning.models import Resource
from cordee.web.forms import offer_rows


class KindField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic in the stubs only
    """A kind, told with its family."""

    def label_from_instance(self, obj: Term) -> str:
        """« Interventions – Festival »."""
        return f"{obj.get_list_display()} – {obj.label}".capitalize()


class LineForm(forms.Form):
    """A line of the register."""

    kind = KindField(
        Term.objects.none(), label=_("Genre"), to_field_name="public_id", empty_label="—"
    )
    title = forms.CharField(label=_("Titre, ou de quoi il s’agit"), max_length=300)
    on = day(_("Date"))
    who = forms.CharField(
        label=_("Qui intervient, écrit ou en parle"), max_length=200, required=False
    )
    patronage = forms.CharField(label=_("Sous l’égide de"), max_length=200, required=False)
    place = forms.CharField(label=_("Où"), max_length=200, required=False)
    hearers = forms.CharField(label=_("Pour qui"), max_length=200, required=False)
    link = forms.URLField(label=_("Lien"), max_length=200, required=False)
    workstream = one_of(_("Chantier dont cela parle"), None, required=False)
    resource = one_of(_("Ressource de la maison"), None, required=False)
    audience = forms.ChoiceField(
        label=_("Qui lit cette ligne"), choices=RegisterLine.Audience.choices
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        resources = Resource.objects.filter(state="published", removed_at=None).order_by("title")
        for name, rows in (("kind", terms(*FAMILIES)), ("workstream", workstreams()),
                           ("resource", resources)):  # fmt: skip
            offer_rows(self, name, rows)

    @staticmethod
    def known(one: RegisterLine) -> dict[str, Any]:
        """A line as the form shows it."""
        found = {name: getattr(one, name) for name in LineForm.base_fields}
        for name in ("kind", "workstream", "resource"):
            found[name] = found[name].public_id if found[name] else None
        return found


class TakeUpForm(forms.Form):
    """Where a publication was taken up."""

    where = forms.CharField(label=_("Reprise par"), max_length=200)
    on = day(_("Date de la reprise"))
    link = forms.URLField(label=_("Lien"), max_length=200, required=False)
