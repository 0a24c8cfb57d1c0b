"""Forms of minutes, of the directory and of introductions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.forms.resources import READERS
from cordee.journeys.learning.models import Introduction
from cordee.journeys.screens import said_with_day
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cordee.journeys.models import Delegate, Meeting
    from cordee.people.models import Person

CONTACTS = [("email", _("mon adresse électronique")), ("phone", _("mon téléphone"))]


class MinutesForm(forms.Form):
    """Minutes to write: of which meeting, in which parts, for whom."""

    meeting = forms.ChoiceField(label=_("Rencontre"))
    title = forms.CharField(label=_("Titre"), max_length=200)
    parts = forms.CharField(
        label=_("Parties, une par ligne"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    audience = forms.ChoiceField(
        label=_("Qui le lira une fois publié"),
        choices=READERS,
        widget=forms.RadioSelect,
        initial="cohort",
    )

    def __init__(self, meetings: Sequence[Meeting], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.meetings = {str(one.public_id): one for one in meetings}
        listed = [(key, said_with_day(one)) for key, one in self.meetings.items()]
        offer(self, "meeting", listed)

    def clean_meeting(self) -> Meeting:
        """The meeting itself."""
        return self.meetings[self.cleaned_data["meeting"]]

    def clean_parts(self) -> list[str]:
        """The titles of the parts."""
        return str(self.cleaned_data["parts"]).splitlines()


class EntrustForm(forms.Form):
    """Who writes a part."""

    person = forms.ChoiceField(label=_("Confiée à"), required=False)

    def __init__(self, people: Iterable[Delegate], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        rows = list(people)
        self.people = {str(one.person.public_id): one.person for one in rows}
        listed = [
            (str(one.person.public_id), f"{one.person} – {one.participation.name}") for one in rows
        ]
        field = cast("forms.ChoiceField", self.fields["person"])
        field.choices = [("", _("toute la cohorte")), *listed]

    def clean_person(self) -> Person | None:
        """The person herself."""
        return self.people.get(self.cleaned_data["person"])


class CardForm(forms.Form):
    """What one's peers find."""

    shows = forms.MultipleChoiceField(
        label=_("Avec mon nom et mon territoire, je montre"),
        required=False,
        choices=[("title", _("ma fonction")), *CONTACTS],
        widget=forms.CheckboxSelectMultiple,
    )
    about = forms.CharField(
        label=_("Ce sur quoi je peux aider"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants = forms.CharField(
        label=_("Ce que je cherche"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label=_("Ma fiche se retire d’elle-même le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AskIntroductionForm(forms.Form):
    """Why one wants to talk, and what one gives."""

    message = forms.CharField(
        label=_("Pourquoi vous aimeriez lui parler"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    gives = forms.MultipleChoiceField(
        label=_("Si elle ou il accepte, je donne"),
        choices=CONTACTS,
        widget=forms.CheckboxSelectMultiple,
        initial=["email"],
    )


class AnswerIntroductionForm(forms.Form):
    """Yes, with which contacts; or no."""

    accepts = forms.TypedChoiceField(
        label=_("Votre réponse"),
        choices=[("yes", _("oui, mettez-nous en relation")), ("no", _("non, pas cette fois"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    gives = forms.MultipleChoiceField(
        label=_("Si oui, je donne"),
        choices=CONTACTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=["email"],
    )


class OutcomeForm(forms.Form):
    """What became of it."""

    outcome = forms.ChoiceField(
        label=_("Où en êtes-vous ?"),
        choices=Introduction.Outcome.choices,
        widget=forms.RadioSelect,
    )
