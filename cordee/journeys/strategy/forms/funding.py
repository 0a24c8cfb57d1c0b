"""What is typed of the accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.strategy.forms.diagnoses import DATE
from cordee.journeys.strategy.models import Funding
from cordee.kernel.currencies import symbol

TOP = 9_999_999


class FundingForm(forms.Form):
    """A line: who, what for, how much, in which form, from which paper."""

    funder = forms.CharField(label=_("Financeur"), max_length=250)
    nature = forms.ChoiceField(label=_("Nature de l’apport"), choices=Funding.Nature.choices)
    form = forms.ChoiceField(label=_("Cadre"), choices=Funding.Form.choices)
    what = forms.CharField(label=_("Ce que cela paie"), max_length=300)
    amount = forms.DecimalField(
        label=_("Montant"), required=False, min_value=0, max_value=TOP, decimal_places=2
    )
    days = forms.DecimalField(
        label=_("Jours, s’il s’agit de temps"), required=False, min_value=0, max_value=9999,
        decimal_places=2,
    )  # fmt: skip
    rate = forms.DecimalField(
        label=_("Valeur d’un jour"), required=False, min_value=0, max_value=99_999,
        decimal_places=2,
    )  # fmt: skip
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs=DATE))
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Convention, relevé, déclaration…")
    )

    def __init__(
        self, data: Any = None, *, funders: tuple[str, ...] = (), currency: str = "EUR"
    ) -> None:
        super().__init__(data)
        for name in ("amount", "rate"):
            self.fields[name].label = f"{self.fields[name].label} ({symbol(currency)})"
        if funders:
            said = _("Annoncés par le programme : %(names)s.") % {"names": ", ".join(funders)}
            self.fields["funder"].help_text = said
