"""What is typed of days given, of help outside any programme, of the sequel chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.strategy.forms.diagnoses import DATE
from cordee.journeys.strategy.models import Contribution, Support, SupportStep
from cordee.kernel.currencies import symbol
from cordee.territories.forms import TerritoryField
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema.year import Sequel

DAY = forms.DateInput(attrs=DATE, format="%Y-%m-%d")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DaysForm(forms.Form):
    """Days of an ally: who, which activity, how many, at what price."""

    name = forms.CharField(label=_("Allié·e : la personne"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("Son adresse électronique"),
        required=False,
        help_text=_("Si elle a un compte, elle retrouvera ces jours parmi ses données."),
    )
    structure = forms.CharField(label=_("Sa structure"), max_length=200, required=False)
    activity = forms.ChoiceField(label=_("Activité"), choices=Contribution.Activity.choices)
    what = forms.CharField(label=_("Ce qui a été fait"), max_length=300)
    days = forms.DecimalField(label=_("Jours"), min_value=0, max_value=9999, decimal_places=2)
    rate = forms.DecimalField(
        label=_("Valeur d’un jour"), min_value=0, max_value=99_999, decimal_places=2
    )
    manner = forms.ChoiceField(label=_("Ces jours sont"), choices=Contribution.Manner.choices)
    funder = forms.CharField(label=_("Qui finance"), max_length=250, required=False)
    on = forms.DateField(label=_("Date"), widget=DAY)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Convention, facture, déclaration…")
    )

    def __init__(self, data: Any = None, *, currency: str = "EUR") -> None:
        super().__init__(data)
        self.fields["rate"].label = f"{self.fields['rate'].label} ({symbol(currency)})"


class SupportForm(forms.Form):
    """Help given outside any programme."""

    towards = forms.ChoiceField(label=_("Qui est soutenu"), choices=Support.Towards.choices)
    name = forms.CharField(label=_("Son nom"), max_length=250)
    territory = TerritoryField(required=False, label=_("Sa collectivité, si c’en est une"))
    nature = forms.CharField(label=_("Ce qui est apporté"), max_length=4000, widget=_lines(4))
    partners = forms.CharField(
        label=_("Avec qui, un par ligne"), max_length=2000, required=False, widget=_lines(3)
    )
    outputs = forms.CharField(
        label=_("Ce qui en est sorti, un par ligne"), max_length=4000, required=False,
        widget=_lines(4),
    )  # fmt: skip
    starts = forms.DateField(label=_("Depuis le"), widget=DAY)
    ends = forms.DateField(label=_("Jusqu’au, s’il est fini"), required=False, widget=DAY)


class StepForm(forms.Form):
    """One time of a support."""

    on = forms.DateField(label=_("Date"), widget=DAY)
    kind = forms.ChoiceField(label=_("Nature"), choices=SupportStep.Kind.choices)
    days = forms.DecimalField(
        label=_("Jours passés"), min_value=0, max_value=9999, decimal_places=2
    )
    people = forms.IntegerField(
        label=_("Personnes rencontrées"), required=False, min_value=0, max_value=99_999
    )
    what = forms.CharField(label=_("Ce qui s’est fait"), max_length=500, widget=_lines(2))


class SequelForm(forms.Form):
    """What a territory chooses to live next."""

    key = forms.ChoiceField(label=_("Ce que nous choisissons"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("En quelques mots"), required=False, max_length=2000, widget=_lines(3),
        help_text=_("Ce que vous attendez de cette suite, ce qu’il vous faudrait."),
    )  # fmt: skip

    def __init__(self, sequels: Iterable[Sequel], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        named = [(one.key, str(one.label)) for one in sequels]
        offer(self, "key", named)
