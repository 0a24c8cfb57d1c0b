"""The forms of exchanges and of letters to a segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cordee.applications.forms.words import said
from cordee.applications.models import Exchange, Mailing
from cordee.applications.rules.merging import FIELDS
from cordee.kernel.bodies import Kind
from cordee.kernel.french import typeset
from cordee.kernel.speech import heard
from cordee.territories.rules import department_name
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema import Definition


class SayForm(forms.Form):
    """A word of a team to the staff."""

    text = forms.CharField(
        label=gettext_lazy("Votre message"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
    )


class StaffSayForm(SayForm):
    """A word of the staff to a team, or the trace of a contact."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Moyen"),
        choices=Exchange.Channel.choices,
        initial=Exchange.Channel.HERE,
        help_text=gettext_lazy(
            "« ici » : le message part par courriel. Sinon : la trace d’un échange déjà eu, "
            "question et réponse ; rien n’est envoyé."
        ),
    )
    awaits = forms.BooleanField(
        label=gettext_lazy("J’attends une réponse de l’équipe"), required=False
    )
    due = forms.DateField(
        label=gettext_lazy("Réponse souhaitée le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class MailingForm(forms.Form):
    """A letter and the segment it goes to."""

    state = forms.ChoiceField(
        label=gettext_lazy("État des dossiers"),
        required=False,
        choices=[
            ("", gettext_lazy("Tous, sauf les dossiers retirés")),
            ("brouillon", gettext_lazy("non déposés")),
            ("deposee", gettext_lazy("déposés")),
            ("retiree", gettext_lazy("retirés")),
        ],
    )
    department = forms.ChoiceField(label=gettext_lazy("Département"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Nature"), required=False)
    track = forms.ChoiceField(label=gettext_lazy("Volet"), required=False)
    missing = forms.ChoiceField(
        label=gettext_lazy("Ce qui manque au dossier"),
        required=False,
        choices=[
            ("", gettext_lazy("Peu importe")),
            ("answers", gettext_lazy("des réponses")),
            ("team", gettext_lazy("l’équipe")),
            ("files", gettext_lazy("des pièces")),
        ],
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Destinataires"), choices=Mailing.To.choices, initial=Mailing.To.OWNER
    )
    subject = forms.CharField(label=gettext_lazy("Objet"), max_length=180)
    text = forms.CharField(
        label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 12}), max_length=8000
    )

    def __init__(
        self, definition: Definition, departments: Iterable[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = [(one.key, said(one.label)) for one in definition.kinds]
        every = gettext_lazy("Tous")
        choices = {
            "department": [(code, f"{department_name(code)} ({code})") for code in departments],
            "kind": [*((kind.value, kind.label) for kind in Kind), *own],
            "track": [(one.key, said(one.label)) for one in definition.tracks],
        }
        for name, found in choices.items():
            offer(self, name, [("", every), *found])
        if not definition.tracks:
            del self.fields["track"]
        self.fields["text"].help_text = heard(
            typeset(
                " ; ".join(f"{{{name}}} – {heard(meaning)}" for name, meaning in FIELDS.items())
            )
        )


class TableForm(forms.Form):
    """A table of applicants."""

    file = forms.FileField(
        label=gettext_lazy("Le tableau des candidats (CSV, XLSX ou ODS)"),
        help_text=gettext_lazy(
            "Une ligne par dossier ; colonnes « structure », « courriel », et si possible « code » "
            "(INSEE ou SIREN) et « volet »."
        ),
    )
