"""What is typed once the results are known."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 10_000


class ReasonForm(forms.Form):
    """Why a place is given back."""

    reason = forms.CharField(
        label=_("Pour quelle raison ?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class OfferForm(forms.Form):
    """The place, on other terms."""

    text = forms.CharField(
        label=_("Ce qui change dans la proposition"),
        help_text=_("L’équipe le lira tel quel et confirmera de nouveau."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )


class TalkForm(forms.Form):
    """What a team wants to talk about, and when it can be reached."""

    text = forms.CharField(
        label=_("Ce que vous aimeriez comprendre, et quand vous joindre"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )


class TalkedForm(forms.Form):
    """What was said in that talk, for the team of the house."""

    text = forms.CharField(
        label=_("Ce qui s’est dit (pour l’équipe d’animation)"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )


class ComplaintForm(forms.Form):
    """What a team contests."""

    text = forms.CharField(
        label=_("Ce que vous contestez, et pourquoi"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )


class ComplaintAnswerForm(forms.Form):
    """The answer to a complaint, and whether it opens the result again."""

    upheld = forms.ChoiceField(
        label=_("Après un nouvel examen"),
        choices=[
            ("", "—"),
            ("no", _("la décision est confirmée")),
            ("yes", _("la contestation est fondée : une place est proposée")),
        ],
    )
    text = forms.CharField(
        label=_("Réponse à l’équipe, avec ses raisons"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )


class ReplyToReviewsForm(forms.Form):
    """What a team answers to the reviews of its file."""

    text = forms.CharField(
        label=_("Votre réponse aux avis"),
        help_text=_(
            "Corrigez une erreur, précisez un point : le jury et l’équipe d’animation la liront. "
            "Le dossier lui-même ne change plus."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=10_000,
    )
