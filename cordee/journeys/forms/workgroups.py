"""What is typed of working groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.forms import MOMENT
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.people.models import Person


class WorkingGroupForm(forms.Form):
    """The question of a group, and who may join it."""

    question = forms.CharField(label=_("La question que le groupe travaille"), max_length=300)
    about = forms.CharField(
        label=_("Ce qu’il en attend, en quelques lignes"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    voices = forms.CharField(
        label=_("Avec l’appui de"), required=False, max_length=300,
        help_text=_("Des personnes sans compte ici : noms et structures."),
    )  # fmt: skip
    open = forms.BooleanField(
        label=_("Chacun·e de la cohorte peut le rejoindre"), required=False, initial=True
    )


class TakeInForm(forms.Form):
    """Who comes in, and whether she leads."""

    person = forms.ChoiceField(label=_("Faire entrer"))
    leads = forms.BooleanField(label=_("Elle ou il anime le groupe"), required=False)

    def __init__(self, people: Sequence[Person], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.people = {str(one.public_id): one for one in people}
        labels = [(key, str(one)) for key, one in self.people.items()]
        offer(self, "person", [("", "–"), *labels])

    def clean_person(self) -> Person:
        """The person herself."""
        return self.people[self.cleaned_data["person"]]


class SessionForm(forms.Form):
    """When and where a group meets."""

    starts = forms.DateTimeField(label=_("Début"), widget=forms.DateTimeInput(attrs=MOMENT))
    ends = forms.DateTimeField(label=_("Fin"), widget=forms.DateTimeInput(attrs=MOMENT))
    place = forms.CharField(label=_("Lieu"), required=False, max_length=300)
    video = forms.URLField(
        label=_("Lien de visioconférence"), required=False,
        help_text=_("Réservé aux membres du groupe et à l’équipe."),
    )  # fmt: skip
    times = forms.IntegerField(label=_("Combien de séances"), min_value=1, max_value=24, initial=1)
    months = forms.IntegerField(
        label=_("Si plusieurs : une tous les… mois"), min_value=1, max_value=12, initial=2,
        help_text=_("Même jour de la semaine, même rang dans le mois, même heure."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, once: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        if once:
            del self.fields["times"], self.fields["months"]


class SessionWordsForm(forms.Form):
    """What was said at a session."""

    words = forms.CharField(
        label=_("Ce qui s’y est dit"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip


class SynthesisForm(forms.Form):
    """The synthesis, and the text it was started from."""

    text = forms.CharField(
        label=_("La synthèse du groupe"), required=False, max_length=40_000,
        help_text=_("Ce que le groupe a trouvé, ce qu’il propose, ce qui reste ouvert."),
        widget=forms.Textarea(attrs={"rows": 16}),
    )  # fmt: skip
    revision = forms.IntegerField(
        min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput
    )
