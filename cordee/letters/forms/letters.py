"""What is typed of letters: their sections, an issue, a text, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.forms import TextForm
from cordee.journeys.models import Cohort
from cordee.web.forms import offer
from cordee.web.honest import HonestForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.letters.models import Letter
    from cordee.people.models import Person


class LetterForm(forms.Form):
    """A letter and its standing sections."""

    title = forms.CharField(label=_("Titre de la lettre"), max_length=160)
    about = forms.CharField(
        label=_("En une phrase"), max_length=300, required=False,
        help_text=_("Ce qu’on y trouve, et tous les combien."),
    )  # fmt: skip
    sections = forms.CharField(
        label=_("Ses parties, une par ligne"),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=4000,
        help_text=_(
            "Un emoji si vous voulez, un titre, puis la ligne qui l’explique à chaque numéro. "
            "Par exemple : 💡 En théorie : une notion, en dix lignes"
        ),
    )
    cohort = forms.ChoiceField(
        label=_("Pour une cohorte"), required=False,
        help_text=_("Ses délégations la reçoivent sans s’abonner, jusqu’à ce qu’elles disent non."),
    )  # fmt: skip
    coming = forms.BooleanField(
        label=_("Finir par les prochaines rencontres de la cohorte"), required=False
    )
    public = forms.BooleanField(
        label=_("Tout le monde peut la lire et s’y abonner"), required=False, initial=True
    )
    every = forms.IntegerField(
        label=_("Un numéro tous les… jours"), required=False, min_value=7, max_value=400,
        help_text=_("Chaque numéro annonce alors le suivant. 30 pour une lettre mensuelle."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("Numéros en trente jours, au plus"), min_value=1, max_value=10, initial=2
    )

    def __init__(self, data: Any = None, letter: Letter | None = None) -> None:
        known = {}
        if letter is not None:
            known = {
                "title": letter.title, "about": letter.about, "coming": letter.coming,
                "every": letter.every, "public": letter.public, "most": letter.most,
                "sections": "\n".join(one.told() for one in letter.headings),
                "cohort": str(letter.cohort.public_id) if letter.cohort else "",
            }  # fmt: skip
        super().__init__(data, initial=known)
        cohorts = Cohort.objects.select_related("edition").order_by("-pk")[:50]
        self.cohorts = {str(one.public_id): one for one in cohorts}
        labels = [(key, str(one)) for key, one in self.cohorts.items()]
        offer(self, "cohort", [("", _("aucune")), *labels])

    def clean_cohort(self) -> Cohort | None:
        """The cohort itself."""
        return self.cohorts.get(self.cleaned_data["cohort"])


class IssueForm(forms.Form):
    """The title of a new issue."""

    title = forms.CharField(label=_("Titre du numéro"), max_length=200)


class HeadingForm(forms.Form):
    """A section of this issue alone."""

    heading = forms.CharField(
        label=_("Une partie de plus"), max_length=330,
        help_text=_("Emoji, titre : ligne qui l’explique."),
    )  # fmt: skip


class PassageForm(TextForm):
    """The text of a section, and who signs it."""

    signature = forms.CharField(
        label=_("Signature"), max_length=200, required=False,
        help_text=_("Nom, fonction, adresse, comme vous voulez. Rien si c’est l’équipe."),
    )  # fmt: skip


class EntrustForm(forms.Form):
    """Who writes a section."""

    person = forms.ChoiceField(label=_("Qui l’écrit"), required=False)

    def __init__(self, people: Sequence[Person], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.people = {str(one.public_id): one for one in people}
        labels = [(key, str(one)) for key, one in self.people.items()]
        offer(self, "person", [("", _("toute l’équipe")), *labels])

    def clean_person(self) -> Person | None:
        """The person herself."""
        return self.people.get(self.cleaned_data["person"])


class SendForm(forms.Form):
    """How many readers were seen, and that they were."""

    seen = forms.IntegerField(min_value=0, max_value=9_999_999, widget=forms.HiddenInput)
    agreed = forms.BooleanField(label=_("J’ai vu qui reçoit ce numéro"))


class SubscribeForm(HonestForm):
    """An address that asks for a letter."""

    action = "letter"
    letter_email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Un message vous demandera de la confirmer. Un clic suffit pour arrêter."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
