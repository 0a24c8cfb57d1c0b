"""What is typed of organs, mandates and meetings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

TOP = 99_999_999
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OrganForm(forms.Form):
    """An organ, and which sums it decides."""

    label = forms.CharField(label=_("Organe"), max_length=120, help_text=_("Le bureau, le CA…"))
    decides = forms.CharField(
        label=_("Les sommes qu’il décide"),
        max_length=300,
        help_text=_("Par exemple : les enveloppes des chantiers."),
    )
    ceiling = forms.DecimalField(
        label=_("Au plus, par décision (en euros)"), required=False, min_value=0, max_value=TOP,
        decimal_places=2,
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=_("Membres présents pour décider"), required=False, min_value=0, max_value=99
    )
    meets_every = forms.IntegerField(
        label=_("Se réunit au moins une fois tous les (mois)"), required=False, min_value=1,
        max_value=60,
    )  # fmt: skip


class MeetingForm(forms.Form):
    """A meeting that an organ held."""

    on = forms.DateField(label=_("Date de la réunion"), widget=DAY)
    attended = forms.IntegerField(label=_("Personnes présentes"), min_value=0, max_value=9999)
    note = forms.CharField(label=_("Objet"), max_length=300)


class PersonForm(forms.Form):
    """Someone, known by her address or added to the directory."""

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    given_name = forms.CharField(label=_("Prénom"), max_length=80)
    family_name = forms.CharField(label=_("Nom"), max_length=80)


class MandateForm(PersonForm):
    """A seat in an organ."""

    title = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    starts = forms.DateField(label=_("À partir du"), widget=DAY)


class EndForm(forms.Form):
    """The last day of a mandate."""

    ends = forms.DateField(label=_("Dernier jour"), widget=DAY)
