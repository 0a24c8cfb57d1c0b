"""What is typed of who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.applications.forms import said
from cordee.programme.explain.words import MILESTONES
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema import Definition
    from cordee.programme.schema.timeline import Milestone


def labelled(asked: Iterable[Milestone]) -> list[tuple[str, str]]:
    """Each date with its label, or the name of its kind."""
    return [(one.key, said(one.label) if one.label else str(MILESTONES[one.kind])) for one in asked]


def sheets(definition: Definition) -> list[tuple[str, str]]:
    """The mandatory dates of a call, each with its label: one sheet for each."""
    return labelled(one for one in definition.milestones if one.mandatory)


class AttendanceForm(forms.Form):
    """A mandatory date, and whether the candidate was there."""

    milestone = forms.ChoiceField(label=_("Date de l’appel"))
    there = forms.TypedChoiceField(
        label=_("L’équipe candidate"), widget=forms.RadioSelect,
        choices=[("yes", _("était là")), ("no", _("n’était pas là"))],
        coerce=lambda told: told == "yes",
    )  # fmt: skip
    note = forms.CharField(
        label=_("Remarque, pour l’équipe de l’appel"), max_length=300, required=False
    )

    def __init__(self, asked: Iterable[Milestone], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "milestone", labelled(asked))
