"""Forms of the logbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import choices
from cordee.journeys.learning.models import Extract
from cordee.journeys.screens import said_with_day
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.journeys.models import Meeting

LONG = 6000
CIRCLES = ("me", "team", "staff", "cohort")


class EntryForm(forms.Form):
    """A note in a section."""

    section = forms.ChoiceField(label=_("Rubrique"))
    text = forms.CharField(
        label=_("Ce que vous notez"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, sections: Sequence[str], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, "section", [(one, one) for one in sections])


class ShareForm(forms.Form):
    """Who reads an entry, and for which meeting."""

    audience = forms.ChoiceField(
        label=_("Qui lit cette entrée"),
        widget=forms.RadioSelect,
        choices=choices(CIRCLES),
    )
    meeting = forms.ChoiceField(
        label=_("La mettre en discussion au début de"),
        required=False,
        help_text=_("Elle s’affiche alors dans « partagé pour aujourd’hui », le jour venu."),
    )

    def __init__(self, meetings: Sequence[Meeting], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.meetings = {str(one.public_id): one for one in meetings}
        listed = [(key, said_with_day(one)) for key, one in self.meetings.items()]
        offer(self, "meeting", [("", _("aucune")), *listed])

    def clean_meeting(self) -> Meeting | None:
        """The meeting itself."""
        return self.meetings.get(self.cleaned_data["meeting"])


class AskExtractForm(forms.Form):
    """Words to quote, and what for."""

    text = forms.CharField(
        label=_("Extrait, mot pour mot"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
    use = forms.ChoiceField(
        label=_("Pour"),
        choices=Extract.Use.choices,
        widget=forms.RadioSelect,
        help_text=_("L’accord vaut pour cet usage seulement."),
    )
    reason = forms.CharField(label=_("Précision pour la personne"), max_length=300, required=False)


class AnswerExtractForm(forms.Form):
    """What the author says."""

    answer = forms.ChoiceField(
        label=_("Acceptez-vous que ces mots soient repris ?"),
        choices=Extract.Answer.choices,
        widget=forms.RadioSelect,
    )


class UseExtractForm(forms.Form):
    """Where granted words were printed."""

    where = forms.CharField(label=_("Utilisé dans"), max_length=300)
