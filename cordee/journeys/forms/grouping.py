"""Forms of groups of peers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Grouping


class GroupsForm(forms.Form):
    """How to put people together."""

    kind = forms.ChoiceField(label=_("Comment"), choices=Grouping.Kind.choices)
    size = forms.IntegerField(
        label=_("Personnes par groupe, environ"), min_value=2, max_value=30, initial=4
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"kind": "mixed", "size": 4})
