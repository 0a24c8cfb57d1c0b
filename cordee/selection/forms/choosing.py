"""What the team types when it proposes and moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable


class SeedForm(forms.Form):
    """The seed of the public lottery."""

    seed = forms.CharField(
        label=gettext_lazy("Graine du tirage"),
        help_text=gettext_lazy(
            "Un mot ou un nombre que chacun peut vérifier, annoncé avant le calcul : il ne sert "
            "qu’à départager ce que les règles laissent à égalité."
        ),
        max_length=100,
    )


class MoveForm(forms.Form):
    """A file that the jury puts elsewhere than the rules proposed."""

    deposit = forms.ChoiceField(label=gettext_lazy("Dossier"))
    into = forms.ChoiceField(
        label=gettext_lazy("Nouvelle place"),
        choices=[
            ("selected", gettext_lazy("lauréat")),
            ("reserve", gettext_lazy("liste de réserve")),
            ("refused", gettext_lazy("non retenu")),
        ],
    )
    rank = forms.IntegerField(
        label=gettext_lazy("Rang dans la réserve"),
        help_text=gettext_lazy("Vide : le dernier rang."),
        min_value=1,
        max_value=9999,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi le jury s’écarte-t-il de la proposition ?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, deposits: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "deposit", [("", "—"), *deposits])
