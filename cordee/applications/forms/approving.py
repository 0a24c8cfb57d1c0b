"""What a signatory answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.models import Approval


class ApprovalForm(forms.Form):
    """Yes in a capacity, or no with a reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=[
            (
                Approval.Answer.GIVEN.value,
                gettext_lazy("Je donne mon accord au dépôt de ce dossier"),
            ),
            (Approval.Answer.REFUSED.value, gettext_lazy("Je ne donne pas mon accord")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Nom et prénom"), max_length=160, required=False)
    capacity = forms.CharField(
        label=gettext_lazy("Qualité"),
        help_text=gettext_lazy("Maire, présidente, vice-président délégué…"),
        max_length=160,
        required=False,
    )
    delegation = forms.CharField(
        label=gettext_lazy("Délégation, si vous signez pour une autre personne"),
        help_text=gettext_lazy(
            "Par exemple : arrêté de délégation du 3 juillet, délibération n° 12."
        ),
        max_length=300,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Si vous ne donnez pas votre accord : ce qui vous retient"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A yes has a name and a capacity, a no has its reason."""
        found = super().clean() or {}
        given = found.get("answer") == Approval.Answer.GIVEN
        if given and not found.get("name"):
            self.add_error("name", _("Écrivez vos nom et prénom."))
        if given and not found.get("capacity"):
            self.add_error("capacity", _("Dites à quel titre vous donnez cet accord."))
        if found.get("answer") == Approval.Answer.REFUSED and not found.get("reason"):
            self.add_error("reason", _("Dites en une phrase ce qui vous retient."))
        return found


class BackForm(forms.Form):
    """Why a signatory takes her approval back."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy("L’équipe lira ces mots."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
