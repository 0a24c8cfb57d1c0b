"""Forms of exercises and of their returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.rules.versions import Since, since
from cordee.journeys.audiences import choices
from cordee.journeys.learning.models import Exercise
from cordee.journeys.screens import said_with_day
from cordee.web.forms import expect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.journeys.models import Meeting
    from cordee.programme.schema.year import Deliverable

LONG = 30_000


class ExerciseForm(forms.Form):
    """What is asked, until when, who reads what comes back."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    instructions = forms.CharField(
        label=_("Consigne"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 8})
    )
    deliverable = forms.ChoiceField(
        label=_("Livrable annoncé par l’appel"),
        required=False,
        help_text=_("Le retour compte alors pour les engagements qui attendent ce livrable."),
    )
    meeting = forms.ChoiceField(
        label=_("À rendre pour le début de"),
        required=False,
        help_text=_("L’échéance suit la rencontre si sa date change."),
    )
    due_at = forms.DateTimeField(
        label=_("Ou à une date fixe"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    audience = forms.ChoiceField(
        label=_("Qui lit les retours une fois rendus"),
        choices=choices(("team", "staff", "cohort")),
        widget=forms.RadioSelect,
        initial="cohort",
    )
    peers = forms.ChoiceField(
        label=_("Les autres territoires lisent un retour"),
        choices=Exercise.Peers.choices,
        widget=forms.RadioSelect,
        initial=Exercise.Peers.AFTER_OWN,
    )

    def __init__(
        self,
        meetings: Sequence[Meeting],
        planned: Sequence[Deliverable],
        data: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.meetings = {str(one.public_id): one for one in meetings}
        listed = [(key, said_with_day(one)) for key, one in self.meetings.items()]
        fields = cast("dict[str, forms.ChoiceField]", self.fields)
        fields["meeting"].choices = [("", _("aucune rencontre")), *listed]
        fields["deliverable"].choices = [
            ("", _("aucun")),
            *((one.key, str(one.label)) for one in planned),
        ]

    def clean_meeting(self) -> Meeting | None:
        """The meeting itself."""
        return self.meetings.get(self.cleaned_data["meeting"])


class TextForm(forms.Form):
    """A text written together; `started` is the revision and the mark it started from."""

    text = forms.CharField(
        label=_("Votre texte"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    started = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        expect(self.fields["text"])

    def from_revision(self) -> Since:
        """The revision she started from, none when it makes no sense, and the mark she saw."""
        return since(self.cleaned_data.get("started", ""))


class FilesForm(forms.Form):
    """A file to give with a text."""

    file = forms.FileField(
        label=_("Joindre un fichier"),
        help_text=_("PDF, texte, tableur, diaporama ou image, 20 Mo au plus."),
    )


class WordForm(forms.Form):
    """A few words to those who read."""

    text = forms.CharField(
        label=_("Votre avis"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
