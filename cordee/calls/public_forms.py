"""The forms of the public of a call, and of those who answer it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.calls.searching import departments
from cordee.web.forms import offer
from cordee.web.honest import HonestForm

MOMENT = {"type": "datetime-local"}


class AskForm(HonestForm):
    """A question on a call."""

    action = "ask"
    text = forms.CharField(
        label=_("Votre question"),
        help_text=_("Elle sera lue par l’équipe, puis publiée sans votre nom avec sa réponse."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    name = forms.CharField(label=_("Votre nom"), required=False, max_length=120)
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Pour recevoir la réponse, et pour rien d’autre."),
        required=False,
    )


class FollowForm(HonestForm):
    """An address that wants the answers."""

    action = "follow"
    follow_email = forms.EmailField(
        label=_("Recevoir les réponses par courriel"),
        help_text=_("Un premier message vous demandera de confirmer votre adresse."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AlertForm(HonestForm):
    """A search of calls, and the address to tell."""

    action = "alert"
    words = forms.CharField(
        label=_("Mots"),
        help_text=_("Par exemple : récit, participation, eau."),
        required=False,
        max_length=100,
    )
    department = forms.ChoiceField(label=_("Votre département"), required=False)
    alert_email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Un premier message vous demandera de confirmer votre adresse."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tous")), *departments()]
        offer(self, "department", choices)


class AnswerForm(forms.Form):
    """The public wording of a question, and its answer."""

    shown = forms.CharField(
        label=_("La question, telle que tout le monde la lira"),
        help_text=_("Retirez les noms et ce qui permettrait de reconnaître la structure."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    answer = forms.CharField(
        label=_("La réponse"), widget=forms.Textarea(attrs={"rows": 8}), max_length=8000
    )


class BecauseForm(forms.Form):
    """An act that needs its reason."""

    because = forms.CharField(
        label=_("Pourquoi"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class RegisterForm(HonestForm):
    """A place at an information meeting."""

    action = "register"
    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Vous y recevrez l’invitation pour votre agenda."),
    )
    body = forms.CharField(label=_("Structure"), required=False, max_length=200)
    need = forms.CharField(
        label=_("De quoi avez-vous besoin pour participer ?"),
        help_text=_("Sous-titres, langue des signes, accès en fauteuil…"),
        required=False,
        max_length=300,
    )


class BriefingForm(forms.Form):
    """An information meeting, as the team announces it."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    text = forms.CharField(
        label=_("Ce qu’on y dira"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    starts_at = forms.DateTimeField(label=_("Début"), widget=forms.DateTimeInput(attrs=MOMENT))
    ends_at = forms.DateTimeField(label=_("Fin"), widget=forms.DateTimeInput(attrs=MOMENT))
    place = forms.CharField(label=_("Lieu"), required=False, max_length=250)
    link = forms.URLField(
        label=_("Lien de visioconférence"),
        help_text=_("Seules les personnes inscrites le reçoivent."),
        required=False,
        assume_scheme="https",
    )
    places = forms.IntegerField(
        label=_("Nombre de places"), required=False, min_value=1, max_value=100_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            self.fields[name].widget.format = "%Y-%m-%dT%H:%M"
