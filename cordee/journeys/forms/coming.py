"""Forms of whoever comes to a meeting: how, what she eats, whom she shares a car with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Coming, Ride
from cordee.journeys.rules.coming import Said, modes_of
from cordee.journeys.rules.keeping import diets_kept
from cordee.kernel import french
from cordee.web.forms import offer

if TYPE_CHECKING:
    from cordee.journeys.models import Meeting

FARTHEST = 2000


class ComingForm(forms.Form):
    """How one comes; meals only where one is served."""

    mode = forms.ChoiceField(label=_("Comment venez-vous ?"), widget=forms.RadioSelect)
    meal = forms.BooleanField(label=_("Je prends le repas"), required=False)
    diet = forms.ChoiceField(
        label=_("Régime"), required=False, choices=Coming.Diet.choices
    )  # fmt: skip
    words = forms.CharField(label=_("Précision sur le régime"), required=False, max_length=200)
    travel = forms.ChoiceField(
        label=_("Mode de transport"), required=False,
        choices=[("", "–"), *Coming.Travel.choices],
    )  # fmt: skip
    km = forms.IntegerField(
        label=_("Kilomètres, aller simple"), required=False, min_value=0,
        max_value=FARTHEST,
    )  # fmt: skip

    def __init__(
        self, meeting: Meeting, known: Coming | None, data: Any = None, *, meal: bool = True
    ) -> None:
        super().__init__(data, initial=_shown(known))
        labels = dict(Coming.Mode.choices)
        offer(self, "mode", [(one, labels[one]) for one in modes_of(meeting.mode)])
        if not meal:
            for name in ("meal", "diet", "words"):
                del self.fields[name]
            return
        kept = diets_kept(meeting.cohort.edition.definition).said()
        self.fields["diet"].help_text = french.say(
            "Compté pour le traiteur, sans votre nom, puis effacé {kept} après la rencontre.",
            kept=kept,
        )

    def said(self) -> Said:
        """What the rules read."""
        kept = self.cleaned_data
        return Said(kept["mode"], kept.get("meal", False), kept.get("diet", ""),
                    kept.get("words", ""), kept["travel"], kept["km"])  # fmt: skip


def _shown(known: Coming | None) -> dict[str, Any] | None:
    if known is None:
        return None
    return {"mode": known.mode, "meal": known.meal, "diet": known.diet, "words": known.diet_words,
            "travel": known.travel, "km": known.km}  # fmt: skip


class RideForm(forms.Form):
    """Seats offered, or one asked for."""

    kind = forms.ChoiceField(
        label=_("Vous"), choices=Ride.Kind.choices, widget=forms.RadioSelect, initial="offer"
    )
    place = forms.CharField(
        label=_("Au départ de"), max_length=160,
        help_text=_("Une commune, une gare : pas votre adresse."),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("Trajet"), choices=Ride.Way.choices)
    hour = forms.TimeField(
        label=_("Heure de départ, à peu près"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=8, initial=1)
    words = forms.CharField(label=_("Précision"), required=False, max_length=300)
