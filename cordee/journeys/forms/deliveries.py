"""What is typed of a deliverable given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.journeys.models import Participation
    from cordee.programme.schema.year import Deliverable

DATE = {"type": "date"}


class DeliveryForm(forms.Form):
    """Which deliverable, by whom, when, and where it is."""

    deliverable = forms.ChoiceField(label=_("Livrable"))
    territory = forms.ChoiceField(
        label=_("Territoire"), required=False,
        help_text=_("Pour ce qu’un territoire donne, ou reçoit à lui seul ; sinon, laissez vide."),
    )  # fmt: skip
    on = forms.DateField(label=_("Donné le"), widget=forms.DateInput(attrs=DATE))
    text = forms.CharField(label=_("En quelques mots"), required=False, max_length=300)
    link = forms.URLField(label=_("Lien"), required=False, max_length=200)
    mark = forms.DecimalField(
        label=_("Note"), required=False, max_digits=8, decimal_places=2, localize=True,
        help_text=_("Pour ce que l’appel note ; une nouvelle ligne note ce qui est déjà donné."),
    )  # fmt: skip

    def __init__(
        self,
        asked: Iterable[Deliverable],
        territories: Iterable[Participation],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.territories = {str(one.public_id): one for one in territories}
        asked = list(asked)
        if not any(one.mark_min is not None or one.mark_max is not None for one in asked):
            del self.fields["mark"]
        choice = cast("forms.ChoiceField", self.fields["deliverable"])
        choice.choices = [(one.key, str(one.label)) for one in asked]
        place = cast("forms.ChoiceField", self.fields["territory"])
        place.choices = [("", _("aucun")), *((key, one.name)
                         for key, one in self.territories.items())]  # fmt: skip

    def said(self) -> dict[str, Any]:
        """As the action asks it."""
        told = dict(self.cleaned_data)
        told["participation"] = self.territories.get(told.pop("territory"))
        return told
