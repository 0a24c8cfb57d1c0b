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

    from cordee.programme.schema.timeline import Milestone


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
        labels = [
            (one.key, said(one.label) if one.label else str(MILESTONES[one.kind])) for one in asked
        ]
        offer(self, "milestone", labels)
