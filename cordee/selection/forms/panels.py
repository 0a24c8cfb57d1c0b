"""What is typed about who sits, and who leaves which file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.forms import said
from cordee.selection.models import Contact, Juror
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema.choosing import Panel


class WhyForm(forms.Form):
    """The reason of a withdrawal."""

    reason = forms.CharField(
        label=gettext_lazy("Pour quelle raison ?"),
        help_text=gettext_lazy("Une phrase suffit. Elle figure au procès-verbal."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class InviteForm(forms.Form):
    """Someone to invite to a panel."""

    email = forms.EmailField(label=gettext_lazy("Adresse électronique"), max_length=254)
    organisation = forms.CharField(
        label=gettext_lazy("Institution représentée"), max_length=200, required=False
    )
    seat = forms.ChoiceField(label=gettext_lazy("Siège"), required=False)
    part = forms.ChoiceField(
        label=gettext_lazy("Rôle au jury"),
        choices=[(one.value, one.label) for one in Juror.Part if one != Juror.Part.TEAM],
        initial=Juror.Part.MEMBER,
        required=False,
    )
    voting = forms.BooleanField(
        label=gettext_lazy("Avec voix délibérative"), required=False, initial=True
    )
    president = forms.BooleanField(label=gettext_lazy("Préside le jury"), required=False)

    def __init__(self, panel: Panel | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = panel.seats if panel else ()
        if seats:
            choices = [(one.key, said(one.label)) for one in seats]
            offer(self, "seat", [("", _("Sans siège particulier")), *choices])
        else:
            del self.fields["seat"]


class RecusalForm(forms.Form):
    """A withdrawal that the team records by itself."""

    juror = forms.ChoiceField(label=gettext_lazy("Membre du jury"))
    deposit = forms.ChoiceField(label=gettext_lazy("Dossier"))
    reason = forms.CharField(
        label=gettext_lazy("Raison"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(
        self,
        jurors: Iterable[tuple[str, str]],
        deposits: Iterable[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "juror", [("", "—"), *jurors])
        offer(self, "deposit", [("", "—"), *deposits])


class SeatForm(forms.Form):
    """What a seat is once held: its part, mandate, load, what its holder knows."""

    part = forms.ChoiceField(
        label=gettext_lazy("Rôle au jury"),
        choices=[(one.value, one.label) for one in Juror.Part if one != Juror.Part.TEAM],
    )
    seat = forms.ChoiceField(label=gettext_lazy("Siège"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Institution représentée"), max_length=200, required=False
    )
    voting = forms.BooleanField(label=gettext_lazy("Avec voix délibérative"), required=False)
    president = forms.BooleanField(label=gettext_lazy("Préside le jury"), required=False)
    stands_for = forms.ChoiceField(
        label=gettext_lazy("Supplée"),
        help_text=gettext_lazy("Une personne suppléante ne lit ni ne vote avant d’être appelée."),
        required=False,
    )
    starts = forms.DateField(
        label=gettext_lazy("Mandat à partir du"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends = forms.DateField(
        label=gettext_lazy("Mandat jusqu’au (inclus)"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    expertise = forms.CharField(
        label=gettext_lazy("Domaines connus"),
        help_text=gettext_lazy(
            "Un par ligne : thème, département, mot du dossier. La répartition s’en sert."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    languages = forms.CharField(
        label=gettext_lazy("Langues lues"),
        help_text=gettext_lazy("Séparées par des virgules ; rien : toutes."),
        max_length=200,
        required=False,
    )
    load_min = forms.IntegerField(
        label=gettext_lazy("Dossiers, au moins"), min_value=0, max_value=500, required=False
    )
    load_max = forms.IntegerField(
        label=gettext_lazy("Dossiers, au plus"), min_value=0, max_value=500, required=False
    )

    def __init__(
        self,
        panel: Panel | None,
        others: Iterable[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "stands_for", [("", _("Personne")), *others])
        seats = panel.seats if panel else ()
        choices = [(one.key, said(one.label)) for one in seats]
        offer(self, "seat", [("", _("Sans siège particulier")), *choices])

    def listed(self, name: str, mark: str) -> tuple[str, ...]:
        """The entries of a list typed in one field."""
        typed = str(self.cleaned_data[name]).replace("\0", "").replace("\r", "")
        found = (" ".join(one.split())[:100] for one in typed.split(mark))
        return tuple(dict.fromkeys(one for one in found if one))[:40]


class InterestsForm(forms.Form):
    """What someone says of herself on appointment."""

    interests = forms.CharField(
        label=gettext_lazy("Vos liens d’intérêts en général"),
        help_text=gettext_lazy(
            "Emplois, mandats, financements que vous décidez, accompagnements. Lus par l’équipe "
            "d’animation, jamais publiés."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    given_name = forms.CharField(
        label=gettext_lazy("Votre prénom"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=gettext_lazy("Votre nom"),
        help_text=gettext_lazy("Tel que le procès-verbal le portera."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named:
            del self.fields["given_name"], self.fields["family_name"]

    @property
    def name(self) -> dict[str, str]:
        """The name typed, when it was asked."""
        keys = self.fields.keys() & {"given_name", "family_name"}
        return {key: self.cleaned_data[key] for key in keys}


class ContactForm(forms.Form):
    """A question put to a candidate, with its answer when it is known (R47)."""

    means = forms.ChoiceField(label=gettext_lazy("Par"), choices=Contact.Means.choices)
    reached = forms.CharField(label=gettext_lazy("Personne jointe"), max_length=160)
    question = forms.CharField(
        label=gettext_lazy("Question posée"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
    )
    answer = forms.CharField(
        label=gettext_lazy("Réponse donnée"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        required=False,
    )
