"""Forms of the year."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import EVIDENCE, Availability, Slot
from cordee.journeys.rules.proofs import by_each
from cordee.journeys.screens import said_slot
from cordee.kernel import french
from cordee.kernel.findings import Verdict
from cordee.people.models import Person
from cordee.programme.schema.pledges import WorkTime
from cordee.web.forms import expect, offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from django.db.models import QuerySet

    from cordee.journeys.models import Delegate, Meeting
    from cordee.journeys.queries import Poll
    from cordee.programme.schema.base import Labelled
    from cordee.programme.schema.pledges import PledgeBase

DATE = {"type": "date"}
MOMENT = {"type": "datetime-local"}


class EvidenceForm(forms.Form):
    """What a territory shows for a pledge."""

    pledge = forms.ChoiceField(label=_("Engagement"))
    kind = forms.ChoiceField(label=_("Nature de la preuve"), choices=list(EVIDENCE.items()))
    on = forms.DateField(label=_("Date du fait"), widget=forms.DateInput(attrs=DATE))
    body = forms.CharField(
        label=_("Instance (conseil, bureau…), s’il y a lieu"), required=False, max_length=200
    )
    text = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = forms.URLField(label=_("Lien"), required=False, max_length=200)
    quantity = forms.DecimalField(
        label=_("Temps donné"), required=False, min_value=0, max_value=9999, decimal_places=2
    )

    people = forms.MultipleChoiceField(
        label=_("Qui l’a fait"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    def __init__(
        self,
        pledges: Iterable[PledgeBase],
        data: Any = None,
        *,
        people: Mapping[Delegate, str],
        mine: Delegate | None = None,
    ) -> None:
        """Offer the pledges that are shown by hand, and people by what tells them apart."""
        super().__init__(data)
        known = list(pledges)
        self._offer_people([one for one in known if by_each(one)], people, mine)
        choices = [(one.key, str(one.label)) for one in known]
        offer(self, "pledge", choices)
        counted = [one for one in known if isinstance(one, WorkTime) and (one.days or one.hours)]
        if not counted:
            del self.fields["quantity"]
            return
        units = [f"{one.label} ({_('en jours') if one.days else _('en heures')})"
                 for one in counted]  # fmt: skip
        self.fields["quantity"].help_text = french.listed(units)

    def _offer_people(
        self, each: list[PledgeBase], people: Mapping[Delegate, str], mine: Delegate | None
    ) -> None:
        """Whom it concerns, where a pledge is kept by each person: oneself to begin with."""
        self.known = {str(one.public_id): one for one in people}
        if not each or not self.known:
            del self.fields["people"]
            return
        offer(self, "people", [(key, people[one]) for key, one in self.known.items()])
        told = _("Compte pour : %(pledges)s. Ne cochez personne si toute la délégation l’a fait "
                 "ensemble.")  # fmt: skip
        labels = french.listed([f"« {one.label} »" for one in each])
        self.fields["people"].help_text = told % {"pledges": labels}
        if mine is not None:
            self.fields["people"].initial = [str(mine.public_id)]

    def clean_people(self) -> list[Delegate]:
        """The delegates behind the names ticked."""
        return [self.known[key] for key in self.cleaned_data["people"]]


class MeetingForm(forms.Form):
    """When and where a meeting is held."""

    starts = forms.DateTimeField(label=_("Début"), widget=forms.DateTimeInput(attrs=MOMENT))
    ends = forms.DateTimeField(label=_("Fin"), widget=forms.DateTimeInput(attrs=MOMENT))
    venue = forms.CharField(label=_("Lieu"), required=False, max_length=300)
    video = forms.URLField(
        label=_("Lien de visioconférence"),
        required=False,
        help_text=_(
            "Réservé aux personnes attendues : il n’apparaît pas dans le calendrier public."
        ),
    )
    reason = forms.CharField(
        label=_("Pourquoi ce changement, et avec l’accord de qui"), required=False, max_length=1000
    )


class ReasonForm(forms.Form):
    """An act that needs its reason."""

    reason = forms.CharField(
        label=_("Raison"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CharterForm(forms.Form):
    """Who signed, in what capacity, when."""

    signatory = forms.CharField(label=_("Signataire"), max_length=160)
    capacity = forms.CharField(
        label=_("Qualité"), max_length=160, help_text=_("Maire, présidente, par délégation…")
    )
    delegation = forms.CharField(
        label=_("Délégation (arrêté, délibération)"), required=False, max_length=300
    )
    signed_on = forms.DateField(label=_("Signée le"), widget=forms.DateInput(attrs=DATE))
    scan = forms.FileField(
        label=_("Original signé, numérisé (PDF ou photo)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class SendCharterForm(forms.Form):
    """To whom the charter is sent."""

    address = forms.EmailField(
        label=_("Adresse de la personne qui signe"),
        help_text=_("Elle reçoit le texte et un lien pour le signer, sans compte à créer."),
    )


class SignatureForm(forms.Form):
    """One's own signature of the charter (R90)."""

    signatory = forms.CharField(label=_("Vos prénom et nom"), max_length=160)
    capacity = forms.CharField(
        label=_("Votre qualité"), max_length=160, help_text=_("Maire, présidente, vice-président…")
    )
    delegation = forms.CharField(
        label=_("Délégation (arrêté, délibération), si vous signez pour quelqu’un"),
        required=False,
        max_length=300,
    )
    agreed = forms.BooleanField(label=_("J’ai lu cette charte et je la signe."))

    def __init__(self, data: Any = None, *, may_delegate: bool = True) -> None:
        super().__init__(data)
        if not may_delegate:
            del self.fields["delegation"]


class SettleForm(ReasonForm):
    """The staff settles a pledge by hand."""

    pledge = forms.ChoiceField(label=_("Engagement"))
    verdict = forms.ChoiceField(
        label=_("Décision"),
        choices=[(Verdict.OK.value, _("tenu")), (Verdict.BROKEN.value, _("non tenu"))],
    )
    field_order = ("pledge", "verdict", "reason")

    def __init__(self, pledges: Iterable[PledgeBase], data: Any = None) -> None:
        super().__init__(data)
        choices = [(one.key, str(one.label)) for one in pledges]
        offer(self, "pledge", choices)


class ReplaceForm(ReasonForm):
    """Someone takes another's place in a delegation."""

    given_name = forms.CharField(label=_("Prénom"), max_length=80)
    family_name = forms.CharField(label=_("Nom"), max_length=80)
    email = forms.EmailField(label=_("Adresse électronique"))
    field_order: tuple[str, ...] = ("given_name", "family_name", "email", "reason")


WHERE = {
    "on_site": _("sur place"),
    "remote": _("à distance"),
    "proximity": _("en regroupement de proximité"),
}
SEVERAL = {"hybrid": ("on_site", "remote"), "proximity": ("proximity", "remote"),
           "either": tuple(WHERE)}  # fmt: skip


class AttendForm(forms.Form):
    """One's own signature; asked where one is only when the meeting leaves the choice (R311)."""

    def __init__(self, meeting: Meeting, source: str, data: Any = None) -> None:
        super().__init__(data)
        keys = SEVERAL.get(meeting.mode, ())
        if not keys:
            return
        there = "remote" if source == "link" and "remote" in keys else keys[0]
        self.fields["mode"] = forms.ChoiceField(
            label=_("Où êtes-vous ?"),
            choices=[(key, WHERE[key]) for key in keys],
            initial=there,
            widget=forms.RadioSelect,
        )


ROWS = 5
"""Dates proposed at once."""


class DatesForm(forms.Form):
    """Days to propose, all at the same hours."""

    start = forms.TimeField(label=_("De"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label=_("À"), widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for rank in range(1, ROWS + 1):
            self.fields[f"day-{rank}"] = forms.DateField(
                label=_("Date %(rank)d") % {"rank": rank},
                required=False,
                widget=forms.DateInput(attrs=DATE),
            )

    def dates(self, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
        """The instants asked for, on the wall clock of the programme."""
        days = [self.cleaned_data[f"day-{rank}"] for rank in range(1, ROWS + 1)]
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        return [
            (datetime.combine(day, start, zone), datetime.combine(day, end, zone))
            for day in days
            if day
        ]


class TermsForm(forms.Form):
    """Who must be there for a date to be worth choosing."""

    needed = forms.MultipleChoiceField(
        label=_("Personnes dont la présence est demandée"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=_("Personnes de chaque territoire, au moins"), required=False, min_value=0,
        max_value=50, help_text=_("0 ou rien : une seule personne suffit."),
    )  # fmt: skip

    def __init__(self, meeting: Meeting, parts: Iterable[Labelled], data: Any = None) -> None:
        super().__init__(data, initial={"needed": meeting.needed, "quorum": meeting.quorum})
        choice = cast("forms.MultipleChoiceField", self.fields["needed"])
        choice.choices = [(one.key, str(one.label)) for one in parts]

    def said(self) -> dict[str, Any]:
        """As the action asks it."""
        return {"needed": self.cleaned_data["needed"], "quorum": self.cleaned_data["quorum"] or 0}


class AvailabilityForm(forms.Form):
    """What one says of each date: one choice a date, blank keeps what was said."""

    def __init__(self, poll: Poll, delegate: Delegate, data: Any = None) -> None:
        super().__init__(data)
        for one in poll.options:
            said = poll.answers.get((str(one.pk), str(delegate.pk)))
            self.fields[f"o-{one.public_id}"] = forms.ChoiceField(
                label=french.moment(one.starts.astimezone(one.meeting.zone)),
                choices=Availability.Told.choices,
                required=False,
                initial=said,
                widget=forms.RadioSelect,
            )
            expect(self.fields[f"o-{one.public_id}"])

    def told(self) -> dict[str, str]:
        """Public id of the date → yes, maybe, no; or blank."""
        return {key.removeprefix("o-"): word for key, word in self.cleaned_data.items()}


class SlotsForm(DatesForm):
    """Half-days to offer, with whom and how."""

    host = forms.ModelChoiceField(Person.objects.none(), label=_("Avec"))
    mode = forms.ChoiceField(label=_("Comment"), choices=Slot.Mode.choices)
    field_order = ("host", "mode", "start", "end")

    def __init__(self, team: QuerySet[Person], data: Any = None) -> None:
        super().__init__(data, {"start": "09:30", "end": "12:30"})
        cast("forms.ModelChoiceField[Person]", self.fields["host"]).queryset = team


class BookForm(forms.Form):
    """Which half-day, for which meeting, and what the territory wants to work on (R74)."""

    meeting = forms.ChoiceField(label=_("Séance"))
    slot = forms.ChoiceField(label=_("Créneau"), widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("Ce que vous voulez y travailler"),
        help_text=_("Une action concrète, ou un temps de recul sur ce qui bloque."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, meetings: list[Meeting], slots: list[Slot], data: Any = None) -> None:
        super().__init__(data)
        self.meetings = {str(one.public_id): one for one in meetings}
        self.slots = {str(one.public_id): one for one in slots}
        cast("forms.ChoiceField", self.fields["meeting"]).choices = [
            (key, one.label) for key, one in self.meetings.items()
        ]
        cast("forms.ChoiceField", self.fields["slot"]).choices = [
            (key, said_slot(one)) for key, one in self.slots.items()
        ]

    def booked(self) -> dict[str, Any]:
        """The slot, the meeting and the purpose that were chosen."""
        kept = self.cleaned_data
        return {
            "slot": self.slots[kept["slot"]],
            "meeting": self.meetings[kept["meeting"]],
            "purpose": kept["purpose"],
        }


class ScanForm(forms.Form):
    """A page of the printed sheet, once signed."""

    file = forms.FileField(
        label=_("Photo ou PDF de la page signée"),
        help_text=_("JPG, PNG ou PDF, 20 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
