"""What is typed of decisions and objections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.forms.organs import DAY, TOP, PersonForm
from cordee.alliance.models import Objection, Position
from cordee.alliance.rules import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.alliance.models import Mandate


class DecisionForm(forms.Form):
    """What was decided, of which sum, why, and where each member stood."""

    on = forms.DateField(label=_("Décidé le"), widget=DAY)
    purpose = forms.CharField(label=_("Objet"), max_length=300)
    beneficiary = forms.CharField(label=_("Pour qui"), max_length=200)
    asked = forms.DecimalField(
        label=_("Somme demandée (en euros)"), required=False, min_value=0, max_value=TOP,
        decimal_places=2,
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("Somme mise aux voix (en euros)"), min_value=0, max_value=TOP, decimal_places=2
    )
    reason = forms.CharField(
        label=_("Raison de la décision"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, mandates: Sequence[Mandate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandates = mandates
        absent = ("", _("absent·e"))
        for one in mandates:
            self.fields[f"voix-{one.pk}"] = forms.ChoiceField(
                label=_("%(name)s : sa voix") % {"name": one},
                choices=[absent, *Position.Said.choices],
                required=False,
            )
            self.fields[f"raison-{one.pk}"] = forms.CharField(
                label=_("%(name)s : raison du déport, s’il y a lieu") % {"name": one.person},
                max_length=300,
                required=False,
            )

    def positions(self) -> dict[int, Said]:
        """Where each member stood, by person; nothing for who was not there."""
        typed = self.cleaned_data
        return {
            one.person_id: Said(said, typed[f"raison-{one.pk}"] if said == "withdrawn" else "")
            for one in self.mandates
            if (said := typed[f"voix-{one.pk}"])
        }

    def facts(self) -> dict[str, Any]:
        """What the decision is about."""
        return {key: self.cleaned_data[key] for key in ("purpose", "beneficiary", "asked")}


class ObjectionForm(PersonForm):
    """Who objects, and why (R219)."""

    reason = forms.CharField(
        label=_("Sa raison"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class AnswerForm(forms.Form):
    """What is answered, and what becomes of the objection."""

    answer = forms.CharField(
        label=_("Ce qui est répondu"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    outcome = forms.ChoiceField(
        label=_("Ce qu’elle devient"), choices=[("", "—"), *Objection.Outcome.choices]
    )


class StrikeForm(forms.Form):
    """Why a decision was recorded by mistake."""

    because = forms.CharField(label=_("Pourquoi cette décision est rayée"), max_length=300)
