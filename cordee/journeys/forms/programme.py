"""Forms of the programme of a meeting, and of whoever speaks there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Item, Participation
from cordee.journeys.queries import hours_of_item
from cordee.journeys.rules.programme import begins_at

if TYPE_CHECKING:
    from datetime import time

    from cordee.journeys.models import Meeting

HOUR = {"type": "time"}


class ItemForm(forms.Form):
    """A time of the programme."""

    label = forms.CharField(label=_("Intitulé"), max_length=200)
    kind = forms.ChoiceField(label=_("Nature"), choices=Item.Kind.choices)
    day = forms.IntegerField(
        label=_("Jour de la rencontre"), min_value=1, max_value=10, initial=1,
        help_text=_("1 pour le premier jour, 2 pour le suivant."),
    )  # fmt: skip
    start = forms.TimeField(label=_("De"), widget=forms.TimeInput(attrs=HOUR))
    end = forms.TimeField(label=_("À"), widget=forms.TimeInput(attrs=HOUR))
    description = forms.CharField(
        label=_("Contenu"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    voices = forms.CharField(
        label=_("Avec"), required=False, max_length=300,
        help_text=_("Des noms seulement. Pour inviter quelqu’un, ajoutez une intervention."),
    )  # fmt: skip

    def __init__(self, meeting: Meeting, item: Item | None, data: Any = None) -> None:
        super().__init__(data, initial=_shown(meeting, item) if item else None)
        self.meeting = meeting

    def written(self) -> dict[str, Any]:
        """What `write_item` receives: minutes after the beginning, minutes it lasts."""
        kept = dict(self.cleaned_data)
        day, start, end = kept.pop("day"), kept.pop("start"), kept.pop("end")
        planned, meeting = self.meeting.planned, self.meeting
        starts = meeting.starts.astimezone(meeting.zone) if meeting.starts else None
        begins = begins_at(day, start, starts, planned.start if planned else None)
        return {**kept, "begins": begins, "lasts": _minutes(end) - _minutes(start)}


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _shown(meeting: Meeting, item: Item) -> dict[str, Any]:
    hours = hours_of_item(meeting, item)
    first = meeting.starts.astimezone(meeting.zone).date() if meeting.starts else None
    day = (hours.day - first) // timedelta(days=1) + 1 if hours.day and first else 1
    return {
        "label": item.label, "kind": item.kind, "day": day, "start": hours.start.strftime("%H:%M"),
        "end": hours.end.strftime("%H:%M"), "description": item.description, "voices": item.voices,
    }  # fmt: skip


class RhythmForm(forms.Form):
    """How a meeting comes back."""

    rhythm = forms.ChoiceField(
        label=_("Rythme"),
        choices=[("weeks", _("toutes les … semaines")),
                 ("months", _("tous les … mois, le même jour de la semaine"))],
    )  # fmt: skip
    step = forms.IntegerField(label=_("Toutes les combien"), min_value=1, max_value=52, initial=2)
    count = forms.IntegerField(label=_("Combien de fois"), min_value=1, max_value=24, initial=3)


class SpeakerForm(forms.Form):
    """Whom to ask, for what."""

    given_name = forms.CharField(label=_("Prénom"), max_length=80)
    family_name = forms.CharField(label=_("Nom"), max_length=80)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Elle reçoit un lien à elle : répondre, envoyer ses supports, sans compte."),
    )
    structure = forms.CharField(label=_("Structure"), required=False, max_length=200)
    asked_to = forms.CharField(
        label=_("Ce qui lui est demandé"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    items = forms.MultipleChoiceField(
        label=_("Pendant"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, items: list[Item], data: Any = None) -> None:
        super().__init__(data)
        self.known = {str(one.public_id): one for one in items}
        if not items:
            del self.fields["items"]
            return
        choices = [(key, one.label) for key, one in self.known.items()]
        cast("forms.MultipleChoiceField", self.fields["items"]).choices = choices

    def asked(self) -> dict[str, Any]:
        """What `ask_speaker` receives."""
        kept = dict(self.cleaned_data)
        return {**kept, "items": [self.known[key] for key in kept.get("items", [])]}


class DutyForm(forms.Form):
    """Who does what."""

    who = forms.CharField(label=_("Qui"), max_length=160)
    does = forms.CharField(label=_("Fait quoi"), max_length=300)


class PreparationForm(forms.Form):
    """Which territory hosts, what is read before."""

    host = forms.ModelChoiceField(
        Participation.objects.none(), label=_("Territoire qui accueille"), required=False
    )
    note = forms.CharField(
        label=_("Note de contexte, lue avant la rencontre"), required=False, max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    note_days = forms.IntegerField(
        label=_("Envoyée combien de jours avant"), required=False, min_value=0, max_value=90,
        help_text=_("Vide : ce que dit l’appel, ou une semaine."),
    )  # fmt: skip

    def __init__(self, meeting: Meeting, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        living = meeting.cohort.participations.filter(ends=None).order_by("name", "pk")
        cast("forms.ModelChoiceField[Participation]", self.fields["host"]).queryset = living


class AnswerForm(forms.Form):
    """What a speaker says."""

    comes = forms.ChoiceField(
        label=_("Votre réponse"), widget=forms.RadioSelect,
        choices=[("yes", _("Je serai là")), ("no", _("Je ne pourrai pas venir"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Un mot pour l’équipe"), required=False, max_length=2000,
        help_text=_("Ce dont vous avez besoin : écran, temps, trajet, repas…"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class MaterialForm(forms.Form):
    """What a speaker brings."""

    title = forms.CharField(label=_("Titre"), required=False, max_length=200)
    file = forms.FileField(
        label=_("Fichier"), required=False,
        help_text=_("Document, présentation, tableau ou image, 40 Mo au plus."),
    )  # fmt: skip
    link = forms.URLField(label=_("Ou un lien"), required=False, max_length=200)
    audience = forms.ChoiceField(
        label=_("Qui le lira"),
        choices=[("cohort", _("la cohorte et l’équipe d’animation")),
                 ("staff", _("l’équipe d’animation seulement"))],
    )  # fmt: skip
