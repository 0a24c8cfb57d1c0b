"""What is typed about a strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import choices
from cordee.journeys.strategy.models import PlannedAction
from cordee.journeys.strategy.rules.plans import LONGEST
from cordee.web.forms import expect, offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema.year import Chapter

DATE = {"type": "date"}


class PassageForm(forms.Form):
    """The text of a section."""

    text = forms.CharField(
        label=_("Votre texte"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    expect(text)


class RemarkForm(forms.Form):
    """What one says of a section."""

    remark = forms.CharField(
        label=_("Votre remarque"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """What the delegation makes of a remark."""

    answer = forms.CharField(label=_("Ce que nous en faisons"), max_length=1000)


class AudienceForm(forms.Form):
    """Who reads, while it is written."""

    audience = forms.ChoiceField(label=_("Qui lit la stratégie pendant que vous l’écrivez"))

    def __init__(self, names: Iterable[str], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        cast("forms.ChoiceField", self.fields["audience"]).choices = choices(names)


class ActionForm(forms.Form):
    """An action: what, by whom, when, where it stands, what holds it back."""

    title = forms.CharField(label=_("Action"), max_length=200)
    pilot = forms.CharField(
        label=_("Pilote"), max_length=160, help_text=_("Une personne ou un service.")
    )
    chapter = forms.ChoiceField(label=_("Partie de la stratégie"), required=False)
    description = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts = forms.DateField(
        label=_("Commence le"),
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )
    due = forms.DateField(
        label=_("Pour le"), required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    state = forms.ChoiceField(label=_("État"), choices=PlannedAction.State.choices)
    blocked_by = forms.ModelChoiceField(
        PlannedAction.objects.none(),
        label=_("Bloquée par une autre action"),
        required=False,
        empty_label="–",
    )
    blocked_because = forms.CharField(
        label=_("Ce qui la bloque, en quelques mots"), required=False, max_length=300
    )
    proof = forms.CharField(
        label=_("Preuve"),
        required=False,
        max_length=300,
        help_text=_("Ce qui montre que l’action est réalisée."),
    )
    proof_link = forms.URLField(label=_("Lien de la preuve"), required=False, max_length=200)

    def __init__(self, chapters: Iterable[Chapter], others: Any, data: Any, one: Any) -> None:
        known = {name: getattr(one, name) for name in self.base_fields} if one else {}
        super().__init__(data, initial=known)
        named = [("", "–"), *((chapter.key, str(chapter.label)) for chapter in chapters)]
        offer(self, "chapter", named)
        cast("forms.ModelChoiceField[PlannedAction]", self.fields["blocked_by"]).queryset = others
