"""What is typed about who sits, and who leaves which file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.forms import said

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
    voting = forms.BooleanField(
        label=gettext_lazy("Avec voix délibérative"), required=False, initial=True
    )
    president = forms.BooleanField(label=gettext_lazy("Préside le jury"), required=False)

    def __init__(self, panel: Panel | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = panel.seats if panel else ()
        if seats:
            choices = [(one.key, said(one.label)) for one in seats]
            self.fields["seat"].choices = [("", _("Sans siège particulier")), *choices]  # type: ignore[attr-defined]
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
        self.fields["juror"].choices = [("", "—"), *jurors]  # type: ignore[attr-defined]
        self.fields["deposit"].choices = [("", "—"), *deposits]  # type: ignore[attr-defined]
