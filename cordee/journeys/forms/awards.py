"""What is typed of the money a winner receives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.forms import DATE, ReasonForm
from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema.money import Grant

TOP = 99_999_999_999


class AwardForm(ReasonForm):
    """Which aid of the programme, how much, why."""

    grant = forms.ChoiceField(label=_("Aide du programme"))
    amount = forms.DecimalField(label=_("Montant"), min_value=0, max_value=TOP, decimal_places=2)
    field_order = ("grant", "amount", "reason")

    def __init__(self, grants: Iterable[Grant], data: Any = None) -> None:
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["grant"]).choices = [
            (one.key, f"{one.label} ({one.currency})") for one in grants
        ]


class ReleaseForm(forms.Form):
    """What was seen, or why a payment does not wait."""

    seen = forms.BooleanField(label=_("C’est constaté."), required=False)
    reason = forms.CharField(
        label=_("Raison de ne pas attendre, que le territoire lira"), required=False,
        max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, people: list[str], data: Any = None, *, waits: bool = False) -> None:
        super().__init__(data)
        if people:
            self.fields["seen"].help_text = french.listed(people)
        else:
            del self.fields["seen"]
        if not waits:
            del self.fields["reason"]


class PaidForm(forms.Form):
    """When it was paid, under which reference."""

    on = forms.DateField(label=_("Versé le"), widget=forms.DateInput(attrs=DATE))
    reference = forms.CharField(
        label=_("Référence (mandat, virement)"), required=False, max_length=80
    )


class SpentForm(forms.Form):
    """How much of an aid is spent."""

    amount = forms.DecimalField(
        label=_("Dépensé à ce jour"), min_value=0, max_value=TOP, decimal_places=2
    )
