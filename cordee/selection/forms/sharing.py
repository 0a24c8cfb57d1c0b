"""What the team types to share files between readers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cordee.selection.rules.sharing import Terms

MOST = 500


class ShareForm(forms.Form):
    """What is asked of a sharing."""

    readers = forms.IntegerField(
        label=gettext_lazy("Lecteurs par dossier"), min_value=1, max_value=50
    )
    least = forms.IntegerField(
        label=gettext_lazy("Dossiers par personne, au moins"), min_value=0, max_value=MOST
    )
    most = forms.IntegerField(
        label=gettext_lazy("Dossiers par personne, au plus"), min_value=1, max_value=MOST
    )
    together = forms.BooleanField(
        label=gettext_lazy("Un dossier peut être lu par plusieurs personnes d’une institution"),
        required=False,
    )
    seed = forms.CharField(
        label=gettext_lazy("Graine du tirage"),
        help_text=gettext_lazy(
            "Un mot ou un nombre public : il départage les lecteurs que rien d’autre ne distingue."
        ),
        max_length=100,
    )

    @classmethod
    def of(cls, terms: Terms) -> ShareForm:
        """The form, filled with what was last asked."""
        return cls(
            initial={
                "readers": terms.readers,
                "least": terms.least,
                "most": terms.most,
                "together": terms.institution is None,
                "seed": terms.seed,
            }
        )

    @property
    def terms(self) -> Terms:
        """What was asked, once valid."""
        asked: dict[str, Any] = self.cleaned_data
        return Terms(
            readers=asked["readers"],
            least=asked["least"],
            most=asked["most"],
            institution=None if asked["together"] else 1,
            seed=asked["seed"].replace("\0", ""),
        )
