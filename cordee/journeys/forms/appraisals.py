"""What is typed of the results of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Appraisal
from cordee.journeys.models.appraisals import NEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cordee.programme.schema.year import Result

LONG = 2000


class AppraisalForm(forms.Form):
    """For each expected result: where it stands and what shows it; then what comes next."""

    def __init__(
        self, results: Sequence[Result], last: Mapping[str, Appraisal], data: Any = None
    ) -> None:
        super().__init__(data)
        self.keys = [str(one.key) for one in results]
        for one in results:
            known = last.get(one.key)
            self.fields[f"state-{one.key}"] = forms.ChoiceField(
                label=str(one.label), required=False, initial=known.state if known else "",
                choices=[("", _("pas encore apprécié")), *Appraisal.State.choices],
            )  # fmt: skip
            self.fields[f"text-{one.key}"] = self._words(
                _("Ce qui le montre, ou ce qui l’a empêché"), known
            )
        self.fields[f"text-{NEXT}"] = self._words(
            _("La suite choisie par le territoire"), last.get(NEXT)
        )

    @staticmethod
    def _words(label: Any, known: Appraisal | None) -> forms.CharField:
        return forms.CharField(
            label=label, required=False, initial=known.text if known else "", max_length=LONG,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip

    def said(self) -> Iterator[tuple[str, str, str]]:
        """Result, state, words."""
        for key in (*self.keys, NEXT):
            yield key, self.cleaned_data.get(f"state-{key}", ""), self.cleaned_data[f"text-{key}"]
