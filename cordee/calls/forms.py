"""The forms of those who publish calls."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.calls import uploads


class DefinitionForm(forms.Form):
    """A definition: one of the house, or a file; and what to say to those who rely on it."""

    example = forms.ChoiceField(label=_("Une définition fournie avec Cordée"), required=False)
    file = forms.FileField(
        label=_("Ou la vôtre"),
        help_text=_("Le dossier compressé en .zip, ou son fichier definition.toml."),
        required=False,
    )
    notice = forms.CharField(
        label=_("Ce qui change et pourquoi"),
        help_text=_("Demandé quand une promesse faite aux candidats est touchée."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, amending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", "–"), *((name, name) for name in uploads.examples())]
        cast("forms.ChoiceField", self.fields["example"]).choices = names
        if not amending:
            del self.fields["notice"]

    def clean(self) -> dict[str, Any]:
        """One definition, by one way or the other."""
        found = super().clean() or {}
        if not found.get("example") and not found.get("file"):
            self.add_error("file", _("Choisissez une définition, ou joignez la vôtre."))
        upload = found.get("file")
        if upload is not None and upload.size > uploads.MOST_BYTES:
            self.add_error("file", _("Ce fichier est trop gros : 5 Mo au plus."))
        return found
