"""What is typed of an order given to a winner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.journeys.models import Participation
    from cordee.programme.schema.money import CallOff


class OrderForm(forms.Form):
    """In which way, to whom, of what, for how much."""

    way = forms.ChoiceField(label=_("Façon de commander"))
    to = forms.ChoiceField(label=_("Territoire"))
    label = forms.CharField(label=_("Ce que vous commandez"), max_length=200)
    amount = forms.DecimalField(label=_("Montant"), max_digits=14, decimal_places=2, localize=True)
    because = forms.CharField(
        label=_("Raison"), required=False, max_length=300,
        help_text=_("Seulement si ce n’est pas le tour de ce territoire."),
    )  # fmt: skip

    def __init__(
        self, rules: Iterable[CallOff], territories: Iterable[Participation], data: Any = None
    ) -> None:
        super().__init__(data)
        self.territories = {str(one.public_id): one for one in territories}
        way = cast("forms.ChoiceField", self.fields["way"])
        way.choices = [(one.key, str(one.label)) for one in rules]
        to = cast("forms.ChoiceField", self.fields["to"])
        to.choices = [(key, one.name) for key, one in self.territories.items()]
