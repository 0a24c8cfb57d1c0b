"""What is typed of permanences, sessions and meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.allies.forms.charter import USES, KindChoice, Kinded
from cordee.alliance.allies.models import DropIn
from cordee.alliance.allies.rules.counts import MOST
from cordee.alliance.forms import DAY, PersonForm
from cordee.web.forms import offer_rows

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
TEXT = forms.Textarea(attrs={"rows": 5})


class DropInForm(forms.Form):
    """A permanence, by its rule."""

    label = forms.CharField(label=_("Nom de la permanence"), max_length=120)
    rank = forms.TypedChoiceField(
        label=_("Lequel dans le mois"), choices=DropIn.Rank.choices, coerce=int
    )
    weekday = forms.TypedChoiceField(
        label=_("Jour de chaque mois"), choices=DropIn.Weekday.choices, coerce=int
    )
    starts = forms.TimeField(label=_("De"), widget=HOUR)
    ends = forms.TimeField(label=_("À"), widget=HOUR)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Lien de la visioconférence"), required=False, max_length=200,
        assume_scheme="https",
    )  # fmt: skip
    since = forms.DateField(label=_("À partir du"), widget=DAY)
    until = forms.DateField(label=_("Jusqu’au"), widget=DAY, required=False)


class DayForm(forms.Form):
    """A day of a permanence that was held."""

    drop_in = forms.ModelChoiceField(DropIn.objects.none(), label=_("Permanence"))
    on = forms.DateField(label=_("Date"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "drop_in", DropIn.objects.order_by("label", "pk"))


class MissedDayForm(DayForm):
    """A day of a permanence that was not held."""

    because = forms.CharField(label=_("Pourquoi elle n’a pas eu lieu"), max_length=300)


class PlanForm(forms.Form):
    """A session or a meeting."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    on = forms.DateField(label=_("Date"), widget=DAY)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Lien de la visioconférence"), required=False, max_length=200,
        assume_scheme="https",
    )  # fmt: skip


class KeepForm(forms.Form):
    """What is kept of a gathering."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Lien de la visioconférence"), required=False, max_length=200,
        assume_scheme="https",
    )  # fmt: skip
    agenda = forms.CharField(label=_("Ordre du jour"), widget=TEXT, max_length=4000, required=False)
    sheet = forms.CharField(
        label=_("Fiche de suivi"), widget=TEXT, max_length=20000, required=False,
        help_text=_("Ce qui a été demandé, répondu, promis ; les alliés qui se sont rencontrés."),
    )  # fmt: skip
    said_total = forms.IntegerField(
        label=_("Nombre de participant·es annoncé ailleurs"), required=False, min_value=0,
        max_value=MOST, help_text=_("Il est comparé à la liste."),
    )  # fmt: skip


class CameForm(PersonForm, Kinded):
    """Someone who came."""

    structure = forms.CharField(label=_("Sa structure"), max_length=200, required=False)
    kind = KindChoice(USES.PRESENT, label=_("Sorte de participant·es"), required=False)
    remote = forms.BooleanField(label=_("À distance"), required=False)


class CountForm(Kinded):
    """How many of a kind came, unnamed."""

    kind = KindChoice(USES.PRESENT, label=_("Sorte de participant·es"))
    on_site = forms.IntegerField(label=_("Sur place"), min_value=0, max_value=MOST, initial=0)
    remote = forms.IntegerField(label=_("À distance"), min_value=0, max_value=MOST, initial=0)


class TellForm(Kinded):
    """An experience told."""

    title = forms.CharField(label=_("Ce qui est raconté"), max_length=200)
    teller = forms.CharField(label=_("Par qui"), max_length=200)
    kind = KindChoice(USES.PRESENT, label=_("Sorte de participant·es"), required=False)
    kept = forms.CharField(
        label=_("Ce qu’on en retient"), widget=TEXT, max_length=4000, required=False
    )


class CallOffForm(forms.Form):
    """Why it was not held."""

    because = forms.CharField(label=_("Pourquoi elle n’a pas eu lieu"), max_length=300)
