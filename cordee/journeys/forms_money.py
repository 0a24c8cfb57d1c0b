"""The form that asks for a contribution."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.people.models.organisations import a_siret


class ClaimForm(forms.Form):
    """Who pays and where the paper goes; only the name is asked for sure."""

    name = forms.CharField(label=_("Collectivité qui paie"), max_length=200)
    address = forms.CharField(
        label=_("Adresse"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    siret = forms.CharField(
        label=_("SIRET"),
        required=False,
        max_length=20,
        validators=[a_siret],
        help_text=_("Avec lui, et le SIREN de votre organisme dans les réglages, le PDF est aussi "
                    "une facture électronique (Factur-X)."),
    )  # fmt: skip
    service = forms.CharField(label=_("Code service (Chorus Pro)"), required=False, max_length=60)
    order_number = forms.CharField(
        label=_("Numéro d’engagement ou de bon de commande"), required=False, max_length=60
    )
    email = forms.EmailField(
        label=_("Adresse électronique où l’envoyer"),
        required=False,
        help_text=_("Sans adresse, rien ne part : vous remettez vous-même le PDF."),
    )

    def clean_siret(self) -> str:
        """Its digits alone."""
        return "".join(self.cleaned_data["siret"].split())
