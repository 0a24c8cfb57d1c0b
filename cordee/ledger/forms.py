"""Register the address of another program."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from cordee.ledger.models import MailChoice
from cordee.ledger.rules.hooks import LONGEST, TELLABLE
from cordee.ledger.sayings import naming


class LettersForm(forms.Form):
    """How often one hears of what obliges nobody, and what is kept silent."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Recevoir les nouvelles"),
        choices=MailChoice.Rhythm.choices,
        widget=forms.RadioSelect,
    )
    cap = forms.IntegerField(
        label=gettext_lazy("Courriels par semaine au plus"),
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("Au-delà, les nouvelles attendent ; ce qui vous oblige part."),
    )
    muted = forms.MultipleChoiceField(
        label=gettext_lazy("Mettre en sourdine"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, rules: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        cast("forms.MultipleChoiceField", self.fields["muted"]).choices = rules


TOLD = {
    "applications.deposited": gettext_lazy("Un dossier est déposé"),
    "calls.amended": gettext_lazy("Un appel est modifié"),
    "calls.extended": gettext_lazy("La clôture d’un appel est reportée"),
    "calls.published": gettext_lazy("Un appel est publié"),
    "selection.released": gettext_lazy("Des résultats sont publiés"),
}
"""Facts told abroad, as a box to tick names them; a fact of another room keeps its own saying."""


def said(kind: str) -> str:
    """A fact told abroad, in words."""
    return str(TOLD.get(kind) or naming(kind))


class HookForm(forms.Form):
    """Where to tell, and what."""

    url = forms.CharField(
        label=gettext_lazy("Adresse du programme à prévenir"),
        max_length=LONGEST,
        help_text=gettext_lazy("Une adresse publique en https://, qui accepte des requêtes POST."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Faits à annoncer"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        kinds = cast("forms.MultipleChoiceField", self.fields["kinds"])
        kinds.choices = [(one, said(one)) for one in TELLABLE]
