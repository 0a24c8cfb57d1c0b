"""What is typed in a report: its period, its plan, its texts, its accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.rules.versions import token
from cordee.reports.models import AccountLine
from cordee.reports.rules import Period
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.reports.models import Section

LONGEST = 20_000
"""Characters of a part of a report."""
LEVELS = ((1, _("partie")), (2, _("sous-partie")), (3, _("point")))
TOP = 10**11
"""Beyond any account of ours, and within what a row holds."""
DAY = forms.DateInput(attrs={"type": "date"})


class PeriodForm(forms.Form):
    """Two days, both included."""

    starts = forms.DateField(label=_("Du"), widget=DAY)
    ends = forms.DateField(label=_("Au"), widget=DAY)

    def period(self) -> Period:
        """The period asked for."""
        return Period(self.cleaned_data["starts"], self.cleaned_data["ends"])


class TitleForm(forms.Form):
    """The title of a part to add, and its level."""

    title = forms.CharField(label=_("Titre de la partie"), max_length=200)
    level = forms.TypedChoiceField(label=_("Niveau"), choices=LEVELS, coerce=int, initial=1)


class SectionForm(forms.Form):
    """A part: its title, its texts, the figures shown under them."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    level = forms.TypedChoiceField(label=_("Niveau"), choices=LEVELS, coerce=int)
    text = forms.CharField(
        label=_("Texte"), required=False, max_length=LONGEST,
        help_text=_("Pour dire un chiffre, collez son repère, par exemple [chiffre:deposits], ou "
                    "avec vos mots : [chiffre:deposits|une soixantaine]."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip
    follow_up = forms.CharField(
        label=_("Ce qu’est devenu ce que le bilan précédent annonçait"), required=False,
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    outlook = forms.CharField(
        label=_("Perspectives"), required=False, max_length=LONGEST,
        help_text=_("Ce que nous avons appris et ce qui vient : le prochain bilan le rappellera."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    figures = forms.MultipleChoiceField(
        label=_("Chiffres montrés sous le texte"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    since_text = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    since_follow_up = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    since_outlook = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, known: Iterable[tuple[str, str]], section: Section, data: Any = None, **more: Any
    ) -> None:
        super().__init__(data, **more)
        offer(self, "figures", list(known))
        if not section.announced:
            for name in ("follow_up", "since_follow_up"):
                del self.fields[name]


def shown(section: Section) -> dict[str, Any]:
    """What the boxes of a part hold, with the version of each text."""
    texts = {name: getattr(section, name) for name in section.TEXTS}
    return {
        "title": section.title,
        "level": section.level,
        "figures": section.figures,
        **{name: one.text for name, one in texts.items()},
        **{f"since_{name}": token(one.revision, one.text) for name, one in texts.items()},
    }


class LineForm(forms.Form):
    """A detail of the accounts."""

    side = forms.ChoiceField(label=_("Côté"), choices=AccountLine.Side.choices)
    heading = forms.CharField(label=_("Poste"), max_length=120)
    label = forms.CharField(label=_("Détail"), max_length=200)
    amount = forms.DecimalField(label=_("Montant"), min_value=-TOP, max_value=TOP, decimal_places=2)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)


class TotalsForm(forms.Form):
    """The totals of the accountant."""

    income = forms.DecimalField(
        label=_("Total des produits"), required=False, min_value=-TOP, max_value=TOP,
        decimal_places=2,
    )  # fmt: skip
    charges = forms.DecimalField(
        label=_("Total des charges"), required=False, min_value=-TOP, max_value=TOP,
        decimal_places=2,
    )  # fmt: skip


class DeclaredForm(forms.Form):
    """A figure that comes from elsewhere."""

    label = forms.CharField(label=_("Ce que c’est"), max_length=200)
    value = forms.DecimalField(label=_("Nombre"), min_value=-TOP, max_value=TOP, decimal_places=2)
    unit = forms.CharField(label=_("Unité"), max_length=20, required=False)
    source = forms.CharField(label=_("Qui le dit, et où"), max_length=300)
    on = forms.DateField(label=_("Constaté le"), widget=DAY)
    against = forms.ChoiceField(
        label=_("À comparer avec"), required=False,
        help_text=_("Un chiffre que la maison compte, ou un autre déclaré ici."),
    )  # fmt: skip
    times = forms.ChoiceField(
        label=_("multiplié par"), required=False,
        help_text=_("Par exemple une moyenne par rencontre, par le nombre de rencontres."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("S’il s’en écarte, d’où vient l’écart"), max_length=300, required=False
    )

    def __init__(self, known: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        choices = [("", "–"), *known]
        for name in ("against", "times"):
            offer(self, name, choices)
