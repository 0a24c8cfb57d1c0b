"""What a delegation asks to change, and what the team answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.forms import DATE, ReasonForm, ReplaceForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.journeys.models import Delegate


class ReplacementForm(ReplaceForm):
    """Whose place, and who takes it."""

    delegate = forms.ChoiceField(label=_("Personne remplacée"))
    field_order = ("delegate", "given_name", "family_name", "email", "reason")

    def __init__(self, people: Iterable[Delegate], data: Any = None) -> None:
        super().__init__(data)
        self.people = {str(one.public_id): one for one in people}
        cast("forms.ChoiceField", self.fields["delegate"]).choices = [
            (key, str(one.person)) for key, one in self.people.items()
        ]

    def said(self) -> dict[str, Any]:
        """As the action asks it."""
        told = dict(self.cleaned_data)
        return {"leaving": self.people[told.pop("delegate")], **told}


class ExtensionForm(ReasonForm):
    """Until when, and why."""

    until = forms.DateField(label=_("Jusqu’au"), widget=forms.DateInput(attrs=DATE))
    field_order = ("until", "reason")


class LeavingForm(ReasonForm):
    """Why a territory leaves, said twice."""

    sure = forms.BooleanField(label=_("Notre territoire quitte le parcours."))


class AnswerForm(forms.Form):
    """Yes or no, with a word that the delegation reads."""

    granted = forms.ChoiceField(
        label=_("Réponse"),
        choices=[("yes", _("J’accepte")), ("no", _("Je refuse"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Votre mot, que la délégation lira"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """As the action asks it."""
        told = self.cleaned_data
        return {"granted": told["granted"] == "yes", "answer": told["answer"]}
