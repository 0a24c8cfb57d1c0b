"""Signed copies received, the date of a document, two files that become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.models import Referral
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from cordee.applications.models import Application


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class CopyForm(forms.Form):
    """The day a signed copy came, how many."""

    received_on = _day(_("Reçu le"))
    copies = forms.IntegerField(label=_("Exemplaires"), min_value=1, max_value=99, initial=1)
    note = forms.CharField(label=_("Remarque"), required=False, max_length=300)


class DatedForm(forms.Form):
    """The date a joined document bears."""

    dated = _day(_("Date que porte le document"))


class UnionForm(forms.Form):
    """Which file joins this one, and why."""

    absorbed = forms.ChoiceField(
        label=_("Le dossier à réunir à celui-ci"),
        help_text=_("Il sera retiré ; son équipe écrira dans celui-ci."),
    )
    because = forms.CharField(
        label=_("Pourquoi"),
        help_text=_("Les deux équipes le liront."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, others: Iterable[Application], data: Any = None) -> None:
        super().__init__(data)
        choices = [(str(one.public_id), f"{one.body_name} – {one.owner.email}") for one in others]
        offer(self, "absorbed", choices)


class AnswerUnionForm(forms.Form):
    """Whether a team agrees that its file and another become one."""

    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=(("yes", _("Nous acceptons")), ("no", _("Nous préférons rester à part"))),
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Un mot, si vous refusez"), required=False, max_length=300)


class ReferralForm(forms.Form):
    """Where a territory is directed next."""

    kind = forms.ChoiceField(label=_("Vers"), choices=Referral.Kind.choices)
    text = forms.CharField(
        label=_("Ce que vous proposez"),
        help_text=_("L’équipe candidate le lit sur son dossier et le reçoit par courriel."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.URLField(
        label=_("Adresse à suivre"), required=False, max_length=200, assume_scheme="https"
    )
