"""What is typed about a diagnosis."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.rules.versions import mark_of
from cordee.journeys.strategy.rules.diagnoses import cell
from cordee.people.models import Person
from cordee.web.forms import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.journeys.strategy.models import Score, Visit
    from cordee.programme.schema.diagnosis import Capacity, Diagnosis

DATE = {"type": "date"}
MANY = 2000
"""Characters of an evidence."""
TEXTS = ("account", "advice")


class VisitForm(forms.Form):
    """Who visits, and when if no meeting says it."""

    visitors = forms.CharField(
        label=_("Qui visite : une adresse électronique par ligne"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("Des personnes déjà connues : invitez d’abord celles qui ne le sont pas."),
    )
    host = forms.EmailField(
        label=_("Qui les accompagne, de l’équipe : son adresse électronique"), required=False
    )
    on = forms.DateField(
        label=_("Jour de la visite, si aucune rencontre ne le dit"),
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )

    def clean_visitors(self) -> list[Person]:
        """The persons behind the addresses; an unknown one is named."""
        lines = [one.strip() for one in self.cleaned_data["visitors"].splitlines()]
        return [person_at(one) for one in dict.fromkeys(lines) if one]

    def clean_host(self) -> Person | None:
        """The person behind an address."""
        return person_at(self.cleaned_data["host"]) if self.cleaned_data["host"] else None


def person_at(address: str) -> Person:
    """The person known at an address; raises a form error that names it."""
    found = Person.objects.filter(email__iexact=address, erased=None).order_by("pk").first()
    if found is None:
        said = _("Nous ne connaissons personne à l’adresse %(address)s : invitez-la d’abord.")
        raise forms.ValidationError(said % {"address": address})
    return found


class GridForm(forms.Form):
    """The grid: a level and its evidence for each capacity, then the advice."""

    def __init__(self, rule: Diagnosis, visit: Visit, data: Any = None) -> None:
        super().__init__(data)
        self.rule = rule
        known = {one.capacity: one for one in visit.scores.all()}
        for one in rule.capacities:
            self._ask(one, known.get(one.key))
        self.fields["account"] = forms.CharField(
            label=_("Compte rendu de la visite"),
            required=False,
            initial=visit.account,
            max_length=20_000,
            help_text=_("Qui vous avez rencontré, ce qui s’est dit : pour le binôme et l’équipe."),
            widget=forms.Textarea(attrs={"rows": 6}),
        )
        for name in TEXTS:
            self.fields[f"was-{name}"] = _hidden(mark_of(getattr(visit, name)))
        self.fields["advice"] = forms.CharField(
            label=_("Recommandations"),
            required=False,
            initial=visit.advice,
            max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 6}),
        )

    def _ask(self, one: Capacity, score: Score | None) -> None:
        """The boxes of a capacity: its level, what showed it, what stood there when asked."""
        self.fields[f"level-{one.key}"] = forms.ChoiceField(
            label=str(one.label),
            required=False,
            initial=_key(score.level) if score else "",
            choices=[("", str(_("pas encore observé"))), *_levels(one)],
            widget=forms.RadioSelect,
            help_text=str(one.description or ""),
        )
        self.fields[f"seen-{one.key}"] = forms.CharField(
            label=_("Ce qui vous l’a montré : %(name)s") % {"name": one.label},
            required=False,
            initial=score.evidence if score else "",
            max_length=MANY,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for name in (f"level-{one.key}", f"seen-{one.key}"):
            expect(self.fields[name])
        mark = cell(score.level, score.evidence) if score else cell(None, "")
        self.fields[f"was-{one.key}"] = _hidden(mark)

    def clean(self) -> dict[str, Any]:
        """Words about a capacity are kept with its level: without one, say so, lose nothing."""
        told = super().clean() or self.cleaned_data
        for one in self.rule.capacities:
            if told.get(f"seen-{one.key}", "").strip() and not told.get(f"level-{one.key}"):
                said = _("Choisissez aussi un degré : vos mots se gardent avec lui.")
                self.add_error(f"level-{one.key}", said)
        return told

    def since(self) -> dict[str, str]:
        """The marks of what the page showed when it was opened, for the boxes it says."""
        names = [*(one.key for one in self.rule.capacities), *TEXTS]
        return {name: self.data[f"was-{name}"] for name in names if f"was-{name}" in self.data}

    def said(self, key: str) -> tuple[str, str]:
        """What a box is called, a capacity or a text, and what it says as it stands."""
        if key in TEXTS:
            return str(self.fields[key].label), str(self.fields[key].initial)
        level = cast("forms.ChoiceField", self.fields[f"level-{key}"])
        words = dict(cast("list[tuple[str, str]]", level.choices))
        told = [words[str(level.initial)], str(self.fields[f"seen-{key}"].initial)]
        return str(level.label), ", ".join(filter(None, told))

    def texts(self) -> dict[str, str]:
        """The texts of the visit."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    def seen(self) -> dict[str, tuple[Decimal | None, str]]:
        """What was observed, by capacity."""
        return dict(self._seen())

    def _seen(self) -> Iterator[tuple[str, tuple[Decimal | None, str]]]:
        for one in self.rule.capacities:
            level = self.cleaned_data[f"level-{one.key}"]
            words = self.cleaned_data[f"seen-{one.key}"]
            yield one.key, (Decimal(level) if level else None, words)


def _hidden(mark: str) -> forms.CharField:
    return forms.CharField(required=False, initial=mark, max_length=64, widget=forms.HiddenInput)


def _key(level: Decimal) -> str:
    return str(level.normalize()) if level else "0"


def _levels(capacity: Capacity) -> Iterator[tuple[str, str]]:
    for one in capacity.levels:
        yield _key(one.value), f"{_key(one.value)} – {one.label}"


class TellingForm(forms.Form):
    """A restitution that took place."""

    on = forms.DateField(label=_("Faite le"), widget=forms.DateInput(attrs=DATE))
