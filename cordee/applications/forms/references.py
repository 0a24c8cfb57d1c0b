"""What a referee answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.models import Reference

MOST = 20_000


class ReferenceForm(forms.Form):
    """Her letter, signed, or that she will write none, or knows nobody there."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=[
            (Reference.Answer.GIVEN.value, gettext_lazy("J’écris une lettre")),
            (Reference.Answer.REFUSED.value, gettext_lazy("Je n’écrirai pas de lettre")),
            (
                Reference.Answer.UNKNOWN.value,
                gettext_lazy("Je ne connais pas cette personne : ne plus m’écrire"),
            ),
        ],
        initial=Reference.Answer.GIVEN.value,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Votre lettre, si vous écrivez"),
        help_text=gettext_lazy("Écrivez ou collez votre texte : 20 000 signes au plus."),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MOST,
        required=False,
    )
    signed = forms.CharField(
        label=gettext_lazy("Vos nom, prénom et qualité, si vous écrivez"),
        help_text=gettext_lazy("Ils signent la lettre."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A letter has a text and a name."""
        found = super().clean() or {}
        if found.get("answer") == Reference.Answer.GIVEN:
            if not found.get("text") and "text" not in self.errors:
                self.add_error("text", _("Écrivez votre lettre, ou dites que vous n’écrirez pas."))
            if not found.get("signed") and "signed" not in self.errors:
                self.add_error("signed", _("Signez votre lettre de vos nom et qualité."))
        return found
