"""What is typed of an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.strategy.models import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActorForm(forms.Form):
    """An actor, where it stands, what comes next."""

    name = forms.CharField(
        label=_("Structure ou fonction"), max_length=160,
        help_text=_("Jamais le nom d’une personne : « la directrice du marché », pas le sien."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Nature"), choices=Actor.Kind.choices)
    stance = forms.ChoiceField(label=_("Position"), choices=Actor.Stance.choices)
    brings = forms.CharField(
        label=_("Ce qu’il apporte, ou ce qui le retient"), max_length=300, required=False
    )
    next = forms.CharField(label=_("Prochain pas"), max_length=300, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, actor: Actor | None = None) -> None:
        known = {} if actor is None else {
            name: getattr(actor, name) for name in ("name", "kind", "stance", "brings", "next")
        }  # fmt: skip
        super().__init__(data, initial=known)
