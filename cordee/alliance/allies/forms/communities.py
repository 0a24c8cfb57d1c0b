"""What is typed of communities and of seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.allies.forms.charter import USES, KindChoice, Kinded
from cordee.alliance.allies.models import SeatPortrait
from cordee.alliance.forms import DAY
from cordee.alliance.works.models import Workstream
from cordee.web.forms import offer_rows

TEXT = forms.Textarea(attrs={"rows": 5})


class CommunityForm(forms.Form):
    """A community, and what it tells those who come."""

    label = forms.CharField(label=_("Nom de la communauté"), max_length=120)
    theme = forms.CharField(label=_("Thème"), max_length=300)
    opened_on = forms.DateField(label=_("Ouverte le"), widget=DAY)
    open_to = forms.CharField(
        label=_("À qui elle s’adresse"),
        max_length=300,
        required=False,
        help_text=_("Par exemple : élu·es, agents, centres de ressources, conteurs et conteuses."),
    )
    every_months = forms.IntegerField(
        label=_("Une séance tous les (mois)"), required=False, min_value=1, max_value=24,
        help_text=_("Le rythme annoncé : il est comparé aux séances tenues."),
    )  # fmt: skip
    agenda = forms.CharField(
        label=_("Ordre du jour constant, une ligne par point"), widget=TEXT, max_length=2000,
        required=False,
    )  # fmt: skip
    framing = forms.CharField(
        label=_("Note de cadrage : ce qu’est cette communauté"), widget=TEXT, max_length=8000,
        required=False,
    )  # fmt: skip
    welcome = forms.CharField(
        label=_("Mot d’accueil, envoyé à qui la rejoint"), widget=TEXT, max_length=4000,
        required=False,
    )  # fmt: skip
    mailing_list = forms.EmailField(label=_("Liste de diffusion"), required=False, max_length=254)


class HostForm(forms.Form):
    """A structure that hosts."""

    structure = forms.CharField(label=_("Structure"), max_length=200)
    starts = forms.DateField(label=_("À partir du"), widget=DAY)


class ShareForm(forms.Form):
    """A resource."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    on = forms.DateField(label=_("Date"), widget=DAY)
    authors = forms.CharField(label=_("Auteurs et autrices"), max_length=300, required=False)
    link = forms.URLField(label=_("Lien"), max_length=200, assume_scheme="https")
    collective = forms.BooleanField(
        label=_("Publication écrite par la communauté : tout le monde la lit"), required=False
    )


class CloseForm(forms.Form):
    """The end of a community, or what it becomes."""

    on = forms.DateField(label=_("Dernier jour"), widget=DAY)
    because = forms.CharField(label=_("Pourquoi"), max_length=300)
    extended_into = forms.ModelChoiceField(
        Workstream.objects.none(), label=_("Prolongée dans le chantier (s’il y a lieu)"),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "extended_into", Workstream.objects.order_by("title", "pk"))


class SeatForm(Kinded):
    """What a seat stands for."""

    structure = forms.CharField(
        label=_("Structure représentée (aucune : laissez vide)"), max_length=200, required=False
    )
    by_function = forms.BooleanField(label=_("Siège par sa fonction"), required=False)
    kind = KindChoice(USES.SEAT, label=_("Sorte d’acteurs"), required=False)
    age = forms.ChoiceField(
        label=_("Tranche d’âge, si la personne l’a dite"), required=False,
        choices=[("", "—"), *SeatPortrait.Age.choices],
    )  # fmt: skip
