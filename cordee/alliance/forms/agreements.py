"""What is typed of conventions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.alliance.forms.organs import DAY


class AgreementForm(forms.Form):
    """With whom, for what, until when, and how long before the end to be told."""

    partner = forms.CharField(label=_("Avec qui"), max_length=200)
    subject = forms.CharField(label=_("Pour quoi"), max_length=300)
    starts = forms.DateField(label=_("À partir du"), widget=DAY)
    ends = forms.DateField(label=_("Dernier jour"), widget=DAY)
    alert_days = forms.IntegerField(
        label=_("Être prévenu·e combien de jours avant la fin"), min_value=0, max_value=730,
        initial=90,
    )  # fmt: skip
    link = forms.URLField(label=_("Lien vers le texte"), required=False, max_length=200)


class LetEndForm(forms.Form):
    """Why a convention is not renewed."""

    reason = forms.CharField(label=_("Pourquoi elle n’est pas renouvelée"), max_length=300)
