"""Forms of surveys: prepare one, answer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.audiences import choices
from cordee.journeys.learning.models import Survey
from cordee.journeys.learning.rules.surveys import Asked, asked
from cordee.web.forms import expect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOM = 8
"""Questions a page prepares; nobody answers more on a phone."""
MOMENT = {"type": "datetime-local"}
WORDS = (
    (1, _("1 – pas du tout")),
    (2, _("2 – peu")),
    (3, _("3 – assez")),
    (4, _("4 – bien")),
    (5, _("5 – tout à fait")),
)


class SurveyForm(forms.Form):
    """What is asked, of whom, between which dates, and who reads what is told of it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    intro = forms.CharField(
        label=_("Présentation"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[one for one in Survey.Kind.choices if one[0] != Survey.Kind.PULSE],
    )
    before = forms.ChoiceField(
        label=_("Comparer avec"),
        required=False,
        help_text=_("Les questions sont alors celles de ce premier questionnaire."),
    )
    to = forms.ChoiceField(label=_("Qui répond"), choices=Survey.To.choices)
    anonymous = forms.BooleanField(
        label=_("Anonyme"),
        required=False,
        help_text=_(
            "Qui a répondu et ce qui a été répondu sont gardés à part. Rien n’est montré avant la "
            "fermeture, ni en dessous de cinq réponses."
        ),
    )
    audience = forms.ChoiceField(
        label=_("Qui lit les résultats"), choices=choices(("staff", "cohort")), initial="cohort"
    )
    opens_at = forms.DateTimeField(
        label=_("Ouvre le"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    )
    closes_at = forms.DateTimeField(
        label=_("Ferme le"), widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    )

    def __init__(
        self,
        firsts: Sequence[Survey],
        data: Any = None,
        *,
        ready: Sequence[Asked] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.firsts = {str(one.public_id): one for one in firsts}
        listed = [(key, one.title) for key, one in self.firsts.items()]
        before = cast("forms.ChoiceField", self.fields["before"])
        before.choices = [("", _("aucun")), *listed]
        self.known = {f"q{rank}": one for rank, one in enumerate(ready, 1)}
        self.room = max(ROOM, len(self.known) + 2)
        for rank in range(1, self.room + 1):
            self._add(rank, self.known.get(f"q{rank}"))

    def _add(self, rank: int, one: Asked | None) -> None:
        self.fields[f"q{rank}"] = forms.CharField(
            label=_("Question %(rank)d") % {"rank": rank},
            max_length=400,
            required=False,
            initial=str(one.label) if one else "",
        )
        self.fields[f"q{rank}_kind"] = forms.ChoiceField(
            label=_("Réponse %(rank)d") % {"rank": rank},
            choices=[("text", _("des mots")), ("scale", _("de 1 à 5"))],
            initial=one.kind if one else "text",
        )
        self.fields[f"q{rank}_public"] = forms.CharField(
            label=_("Pour quel public ? (question %(rank)d)") % {"rank": rank},
            max_length=80,
            required=False,
            help_text=_(
                "Les résultats sont rangés par public : délégations, autres acteurs, alliés…"
            ),
        )

    def clean_before(self) -> Survey | None:
        """The first survey itself."""
        return self.firsts.get(self.cleaned_data["before"])

    def questions(self) -> list[Asked]:
        """The questions written, or those of the survey this one is compared with."""
        told = self.cleaned_data
        if told["kind"] == Survey.Kind.AFTER and told["before"] is not None:
            return asked(told["before"].questions)
        return [
            Asked(
                f"q{rank}", told[f"q{rank}"], told[f"q{rank}_kind"], told[f"q{rank}_public"],
                self.known[f"q{rank}"].reuse if f"q{rank}" in self.known else (),
            )
            for rank in range(1, self.room + 1)
            if told[f"q{rank}"].strip()
        ]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Everything but the questions."""
        names = ("title", "intro", "kind", "before", "to", "anonymous", "audience", "opens_at",
                 "closes_at")  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class AnswersForm(forms.Form):
    """The answers to a survey; `said` is what the application already told, given back."""

    def __init__(
        self,
        questions: Iterable[Asked],
        data: Any = None,
        *,
        given: Mapping[str, Any],
        said: Mapping[str, str],
        code: str | None = None,
        coded: bool = False,
    ) -> None:
        super().__init__(data, auto_id="r_%s")
        for one in questions:
            field = self._field(one, given.get(one.key), said.get(one.key, ""))
            expect(field)
            self.fields[one.key] = field
        if code is not None:
            self.fields["code"] = forms.CharField(
                initial=code, max_length=40, required=False, widget=forms.HiddenInput
            )
        elif coded:
            self.fields["code"] = forms.CharField(
                label=_("Votre code, gardé du premier questionnaire"),
                max_length=40,
                required=False,
                help_text=_("Perdu ? Laissez vide : votre réponse compte, sans comparaison."),
            )

    @staticmethod
    def _field(one: Asked, given: Any, said: str) -> forms.Field:
        if one.kind == "scale":
            return forms.TypedChoiceField(
                label=one.label, choices=WORDS, coerce=int, required=False, empty_value=None,
                widget=forms.RadioSelect, initial=given,
            )  # fmt: skip
        hint = _("Vous l’aviez écrit dans votre candidature : précisez, complétez.") if said else ""
        return forms.CharField(
            label=one.label, required=False, max_length=6000, initial=given or said,
            help_text=hint, widget=forms.Textarea(attrs={"rows": 4}),
        )  # fmt: skip
