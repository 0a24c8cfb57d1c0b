"""What is typed of the end of a year."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.forms import DATE


class EndingForm(forms.Form):
    """The last day, and what goes on afterwards."""

    on = forms.DateField(label=_("L’année s’est finie le"), widget=forms.DateInput(attrs=DATE))
    goes_on = forms.CharField(
        label=_("Ce qui continue ensuite"), required=False, max_length=2000,
        help_text=_("Rencontres d’ancien·nes, annuaire, bilan à un an : chaque délégation le lit."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
