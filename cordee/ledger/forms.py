"""Register the address of another program."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy

from cordee.ledger.rules.hooks import LONGEST, TELLABLE
from cordee.ledger.sayings import naming


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

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        kinds = cast("forms.MultipleChoiceField", self.fields["kinds"])
        kinds.choices = [(one, naming(one)) for one in TELLABLE]
