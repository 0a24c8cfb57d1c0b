"""Forms of groups of peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Grouping

if TYPE_CHECKING:
    from cordee.programme.schema.year import PeerGroup


class GroupsForm(forms.Form):
    """How to put people together."""

    kind = forms.ChoiceField(label=_("Comment"), choices=Grouping.Kind.choices)
    size = forms.IntegerField(
        label=_("Personnes par groupe, environ"), min_value=2, max_value=30, initial=4
    )

    def __init__(self, data: Any = None, asked: PeerGroup | None = None) -> None:
        super().__init__(data, initial=beginning(asked))


def beginning(asked: PeerGroup | None) -> dict[str, Any]:
    """What groups the programme asks for; of four, roles and territories mixed, by default."""
    by = "role" if asked is not None and asked.by == "role" else "mixed"
    return {"kind": by, "size": (asked.size if asked else None) or 4}
