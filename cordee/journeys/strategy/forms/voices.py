"""What is typed about words given and experience told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import choices
from cordee.journeys.rules.audiences import SCALE, within
from cordee.journeys.strategy.actions import Speaker
from cordee.journeys.strategy.models import Voice
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.journeys.models import Participation

DATE = {"type": "date"}
OPEN = [one for one in SCALE if one != "me"]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class GatherForm(forms.Form):
    """Words, who speaks (two voices at most), and how far one would like them to go."""

    text = forms.CharField(label=_("Ses mots"), max_length=5000, widget=_area(6))
    question = forms.CharField(label=_("La question posée"), required=False, max_length=300)
    on = forms.DateField(label=_("Recueilli le"), widget=forms.DateInput(attrs=DATE))
    participation = forms.ChoiceField(label=_("Territoire"), required=False)
    name = forms.CharField(label=_("Qui parle"), max_length=160)
    function = forms.CharField(label=_("Sa fonction"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("Son adresse électronique"),
        help_text=_("Elle reçoit le texte et choisit qui peut le lire."),
    )
    name2 = forms.CharField(label=_("Une seconde voix"), required=False, max_length=160)
    function2 = forms.CharField(label=_("Fonction de la seconde voix"), required=False,
                                max_length=200)  # fmt: skip
    email2 = forms.EmailField(label=_("Adresse de la seconde voix"), required=False)
    wanted = forms.ChoiceField(label=_("Jusqu’où l’on voudrait le faire lire"),
                               choices=choices(OPEN))  # fmt: skip

    def __init__(self, territories: Iterable[Participation], data: Any = None) -> None:
        super().__init__(data)
        self.territories = {str(one.public_id): one for one in territories}
        named = [("", "–"), *((key, one.name) for key, one in self.territories.items())]
        offer(self, "participation", named)

    def speakers(self) -> list[Speaker]:
        """Who speaks."""
        told = self.cleaned_data
        found = [Speaker(told["name"], told["function"], told["email"])]
        if told["name2"]:
            found.append(Speaker(told["name2"], told["function2"], told["email2"]))
        return found


class ConsentForm(forms.Form):
    """How far, and under which name."""

    scope = forms.ChoiceField(label=_("Qui peut le lire"))
    named = forms.ChoiceField(
        label=_("Ce qui est dit de vous"),
        choices=Voice.Named.choices,
        help_text=_("Le territoire, s’il est noté, est dit avec vos mots dans la liste."),
    )

    def __init__(
        self, wanted: str, data: Any = None, *, nearest: str = "team", **more: Any
    ) -> None:
        super().__init__(data, **more)
        names = within(nearest, wanted)
        cast("forms.ChoiceField", self.fields["scope"]).choices = choices(names)


class SheetForm(forms.Form):
    """An experience: what worked, what failed, what to keep of it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    context = forms.CharField(
        label=_("Le contexte"), required=False, max_length=4000, widget=_area(4)
    )
    successes = forms.CharField(
        label=_("Nos réussites, une par ligne"), required=False, max_length=4000, widget=_area(4)
    )
    failures = forms.CharField(
        label=_("Nos échecs, un par ligne"), required=False, max_length=4000, widget=_area(4)
    )
    lesson = forms.CharField(
        label=_("Ce que nous en retenons"), required=False, max_length=4000, widget=_area(4)
    )
    wanted = forms.ChoiceField(
        label=_("Qui pourra la lire"),
        choices=choices(OPEN),
        help_text=_("Au-delà de la cohorte, l’équipe d’animation la relit d’abord."),
    )


class ReviewForm(forms.Form):
    """What the team says of a sheet."""

    review = forms.CharField(
        label=_("Votre avis"), required=False, max_length=2000, widget=_area(3)
    )


class FilmedForm(forms.Form):
    """Someone seen in a film."""

    name = forms.CharField(label=_("Qui l’on voit"), max_length=160)
    function = forms.CharField(label=_("Sa fonction"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("Son adresse électronique"),
        help_text=_("Elle reçoit un lien pour voir le film et dire jusqu’où il peut aller."),
    )
    wanted = forms.ChoiceField(label=_("Jusqu’où l’on voudrait le montrer"),
                               choices=choices(["cohort", "alliance", "public"]))  # fmt: skip

    def __init__(self, data: Any = None, *, told: bool = False) -> None:
        super().__init__(data)
        if told:
            del self.fields["wanted"]
