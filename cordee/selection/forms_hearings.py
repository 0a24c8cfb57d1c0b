"""What is typed to offer the times of hearings, and to take one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.kernel import french
from cordee.kernel.slots import cut
from cordee.selection.actions import HearingTerms
from cordee.selection.models import HearingSlot
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from cordee.selection.models import Juror

HALF_AN_HOUR = 30


class OfferHearingsForm(forms.Form):
    """A run of times on one day: from, to, how long each, where, who hears."""

    day = forms.DateField(label=_("Jour"), widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label=_("De"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label=_("À"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(
        label=_("Minutes par audition"),
        help_text=_("Les heures sont découpées en créneaux de cette durée."),
        min_value=5, max_value=240,
    )  # fmt: skip
    pause = forms.IntegerField(
        label=_("Minutes entre deux"), min_value=0, max_value=240, required=False
    )
    mode = forms.ChoiceField(label=_("Comment"), choices=HearingSlot.Mode.choices)
    venue = forms.CharField(label=_("Lieu, si c’est sur place"), max_length=300, required=False)
    video = forms.URLField(
        label=_("Lien, si c’est en visio"),
        help_text=_("Seules l’équipe entendue et les personnes qui l’entendent le reçoivent."),
        max_length=500, required=False, assume_scheme="https",
    )  # fmt: skip
    jurors = forms.MultipleChoiceField(
        label=_("Qui entend"),
        help_text=_("Aucune case : tout le jury."),
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, jurors: Iterable[Juror], minutes: int | None, data: Any = None) -> None:
        super().__init__(data, initial={"minutes": minutes or HALF_AN_HOUR, "pause": 0})
        self.seated = {str(one.public_id): one for one in jurors}
        choices = [(key, str(one)) for key, one in self.seated.items()]
        cast("forms.MultipleChoiceField", self.fields["jurors"]).choices = choices

    def times(self, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
        """The instants asked for, on the wall clock of the call."""
        asked = self.cleaned_data
        starts = datetime.combine(asked["day"], asked["start"], zone)
        ends = datetime.combine(asked["day"], asked["end"], zone)
        pause = timedelta(minutes=asked["pause"] or 0)
        return cut(starts, ends, timedelta(minutes=asked["minutes"]), pause)

    def terms(self) -> HearingTerms:
        """Where and by whom."""
        asked = self.cleaned_data
        jurors = tuple(self.seated[key] for key in asked["jurors"])
        return HearingTerms(asked["mode"], asked["venue"], asked["video"], jurors)


class TakeHearingForm(forms.Form):
    """The time a team takes."""

    slot = forms.ChoiceField(label=_("Créneau"), widget=forms.RadioSelect)

    def __init__(
        self,
        slots: Iterable[HearingSlot],
        zone: ZoneInfo,
        data: Any = None,
        *,
        most: int | None = None,
        people: int | None = None,
    ) -> None:
        super().__init__(data, initial={"people": people})
        if most is not None:
            self.fields["people"] = forms.IntegerField(
                label=_("Combien serez-vous ?"),
                help_text=_("%(most)d au plus : l’appel le dit.") % {"most": most},
                min_value=1, max_value=most,
            )  # fmt: skip
        self.free = {str(one.public_id): one for one in slots}
        choices = [(key, _said(one, zone)) for key, one in self.free.items()]
        offer(self, "slot", choices)

    def taken(self) -> HearingSlot:
        """The time chosen."""
        return self.free[self.cleaned_data["slot"]]


def _said(slot: HearingSlot, zone: ZoneInfo) -> str:
    when = french.moment(slot.starts.astimezone(zone))
    return f"{when}, {slot.venue or slot.get_mode_display()}"
