"""The forms of the staff's examination: complements, verdicts, doors, notes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.forms.words import said
from cordee.applications.rules.examination import Checked, Decided
from cordee.programme.schema import questions as q
from cordee.territories.forms import TerritoryField
from cordee.web.forms import expect, offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cordee.applications.models import Application
    from cordee.programme.schema import Definition


class MomentField(forms.CharField):
    """A day and an hour on the clock of the call."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
        super().__init__(max_length=30, widget=widget, **options)

    def clean(self, value: Any) -> datetime | None:
        """The wall clock that was typed, without zone."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError as odd:
            raise forms.ValidationError(
                _("Écrivez un jour et une heure, par exemple 2025-01-10T12:00.")
            ) from odd


def there(typed: datetime, definition: Definition) -> datetime:
    """The instant a wall clock of the call shows that."""
    return typed.replace(tzinfo=ZoneInfo(definition.timeline.zone))


class CompletionForm(forms.Form):
    """Which answers to open again, why each, until when."""

    due = MomentField(label=_("À compléter avant le"), help_text=_("À l’heure de l’appel."))
    message = forms.CharField(
        label=_("Message à l’équipe"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, application: Application, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        definition = application.edition.definition
        asked = definition.questions(application.step, application.track)
        self.questions = [one for one in asked if isinstance(one, q.Asked)]
        for one in self.questions:
            self.fields[f"why-{one.key}"] = forms.CharField(
                label=said(one.label),
                required=False,
                max_length=1000,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def points(self) -> dict[str, str]:
        """Question → reason, for those given one."""
        typed = {one.key: self.cleaned_data.get(f"why-{one.key}", "") for one in self.questions}
        return {key: reason for key, reason in typed.items() if reason.strip()}

    def reasons(self) -> list[forms.BoundField]:
        """The fields of the reasons, to draw apart."""
        return [self[f"why-{one.key}"] for one in self.questions]


class ReplyForm(forms.Form):
    """What a team says with its complement."""

    reply = forms.CharField(
        label=_("Votre réponse à l’équipe de l’appel"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


ANSWERS = (("held", _("respectée")), ("failed", _("non respectée")))
WAIVED = ("waived", _("dérogation accordée"))


class ExaminationForm(forms.Form):
    """One decision a rule, with its motive, and the reasons of the whole."""

    reasons = forms.CharField(
        label=_("Motifs du verdict"),
        help_text=_("Lus par le candidat quand le verdict lui est notifié."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, checked: Sequence[Checked], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.checked = checked
        for one in checked:
            choices = [*ANSWERS, *([WAIVED] if one.derogation else [])]
            self.fields[f"answer-{one.key}"] = forms.ChoiceField(
                label=_("Cette règle est"),
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=one.proposed,
            )
            expect(self.fields[f"answer-{one.key}"])
            self.fields[f"motive-{one.key}"] = forms.CharField(
                label=_("Motif"),
                required=False,
                max_length=1000,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def decided(self) -> dict[str, Decided]:
        """The decisions that were taken."""
        found = {}
        for one in self.checked:
            answer = self.cleaned_data.get(f"answer-{one.key}")
            if answer:
                motive = self.cleaned_data.get(f"motive-{one.key}", "")
                found[one.key] = Decided(cast("Any", answer), motive)
        return found

    def rows(self) -> list[tuple[Checked, forms.BoundField, forms.BoundField]]:
        """Each rule with its two fields."""
        return [(one, self[f"answer-{one.key}"], self[f"motive-{one.key}"]) for one in self.checked]


class AsOfForm(forms.Form):
    """The day the rules are judged at."""

    au = forms.DateField(
        label=_("Apprécier les règles au"), widget=forms.DateInput(attrs={"type": "date"})
    )


class NoteForm(forms.Form):
    """A note the staff keeps for itself."""

    text = forms.CharField(
        label=_("Note interne"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LabelsForm(forms.Form):
    """Words to sort files by."""

    labels = forms.CharField(
        label=_("Étiquettes"),
        help_text=_("Séparées par des virgules ; les candidats ne les voient pas."),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CodeForm(forms.Form):
    """A late code to give to someone."""

    for_whom = forms.CharField(label=_("Pour qui"), max_length=200)
    expires_at = MomentField(label=_("Valable jusqu’au"), help_text=_("À l’heure de l’appel."))
    reason = forms.CharField(
        label=_("Pourquoi ce retard est admis"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TypedCodeForm(forms.Form):
    """A late code as its holder types it."""

    code = forms.CharField(
        label=_("Code de dépôt tardif"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class GuestForm(forms.Form):
    """Someone to put on a list of the call."""

    onto = forms.ChoiceField(label=_("Sur quelle liste"))
    territory = TerritoryField(required=False, label=_("Collectivité"))
    name = forms.CharField(
        label=_("Ou le nom de la structure ou de la personne"), required=False, max_length=250
    )
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    nominated_by = forms.CharField(label=_("Désignée par"), required=False, max_length=200)
    sort = forms.ChoiceField(label=_("Qui désigne est de cette sorte"), required=False)
    reason = forms.CharField(
        label=_("Raison"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        lists: Sequence[tuple[str, str]],
        data: Any = None,
        sorts: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        offer(self, "onto", list(lists))
        if sorts:
            choices = [("", _("Choisissez")), *sorts.items()]
            offer(self, "sort", choices)
        else:
            del self.fields["sort"]
