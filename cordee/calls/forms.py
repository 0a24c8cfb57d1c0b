"""The forms of those who publish calls."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.calls import uploads
from cordee.web.forms import offer

if TYPE_CHECKING:
    from cordee.programme.schema import Definition


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
        offer(self, "example", names)
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


class ExtendForm(forms.Form):
    """A closing moved later: which one, until when on its own clock, and why."""

    period = forms.ChoiceField(label=_("Période"))
    closes = forms.CharField(
        label=_("Nouvelle clôture"),
        max_length=30,
        help_text=_("Le jour et l’heure, à l’heure de l’appel."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    why = forms.CharField(
        label=_("Pourquoi ce report"),
        help_text=_("Publié sur la page de l’appel et envoyé aux équipes qui écrivent."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )

    def __init__(self, definition: Definition, data: Any = None) -> None:
        super().__init__(data)
        self.definition = definition
        rows = [(one.key, str(one.label)) for one in definition.windows if one.last_closing]
        offer(self, "period", rows)
        if len(rows) == 1:
            self.fields["period"].initial = rows[0][0]
            self.fields["period"].widget = forms.HiddenInput()

    def clean_closes(self) -> datetime:
        """The wall clock that was typed, without zone."""
        try:
            return datetime.fromisoformat(self.cleaned_data["closes"]).replace(tzinfo=None)
        except ValueError as odd:
            raise forms.ValidationError(
                _("Écrivez un jour et une heure, par exemple 2025-01-10T12:00.")
            ) from odd

    @property
    def window(self) -> str:
        """The key of the window that is moved."""
        return str(self.cleaned_data["period"])

    def instant(self) -> datetime:
        """The new closing, in the zone of its window."""
        window = self.definition.window(self.window)
        zone = (window.zone if window else None) or self.definition.timeline.zone
        typed: datetime = self.cleaned_data["closes"]
        return typed.replace(tzinfo=ZoneInfo(zone))
