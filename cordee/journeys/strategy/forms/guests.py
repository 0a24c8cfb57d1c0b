"""What is typed to let someone look on."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.journeys.strategy.forms.diagnoses import DATE, person_at
from cordee.journeys.strategy.models import Guest
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.people.models import Person
    from cordee.programme.schema.year import Part


class GuestForm(forms.Form):
    """Who, why, as which part, until when."""

    person = forms.EmailField(
        label=_("Son adresse électronique"),
        help_text=_("Une personne déjà connue : invitez-la d’abord."),
    )
    kind = forms.ChoiceField(label=_("À quel titre"), choices=Guest.Kind.choices)
    part = forms.ChoiceField(label=_("Place prévue par le programme"), required=False)
    purpose = forms.CharField(
        label=_("Ce qui est étudié, et pourquoi"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Les participant·es le lisent."),
    )
    ends = forms.DateField(label=_("Jusqu’au (inclus)"), widget=forms.DateInput(attrs=DATE))

    def __init__(self, parts: Iterable[Part], data: Any = None) -> None:
        super().__init__(data)
        named = [("", "–"), *((one.key, str(one.label)) for one in parts)]
        offer(self, "part", named)

    def clean_person(self) -> Person:
        """The person behind the address."""
        return person_at(self.cleaned_data["person"])

    def clean_ends(self) -> datetime:
        """The end of that day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["ends"], time.max))
