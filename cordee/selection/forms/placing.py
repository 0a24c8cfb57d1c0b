"""What the team types when it gives winners their places by their wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 100_000


class PlacesForm(forms.Form):
    """The places of a host, moved, with why."""

    prefix = "places"

    host = forms.ChoiceField(label=gettext_lazy("Qui accueille"))
    least = forms.IntegerField(label=gettext_lazy("Au moins"), min_value=0, max_value=MOST)
    most = forms.IntegerField(
        label=gettext_lazy("Au plus"),
        help_text=gettext_lazy("Vide : sans maximum."),
        min_value=0,
        max_value=MOST,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ces places changent"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(self, hosts: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "host", [("", "—"), *hosts])


class HandForm(forms.Form):
    """A winner placed by hand, with why."""

    prefix = "main"

    file = forms.ChoiceField(label=gettext_lazy("Dossier"))
    into = forms.ChoiceField(label=gettext_lazy("Affecté à"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ce dossier va là"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )

    def __init__(
        self,
        files: Iterable[tuple[str, str]],
        hosts: Iterable[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        nowhere = ("", gettext_lazy("nulle part"))
        offer(self, "file", [("", "—"), *files])
        offer(self, "into", [nowhere, *hosts])


class OrderForm(forms.Form):
    """The rank that a host gives each winner who wished for it; empty: it does not take it."""

    def __init__(
        self, files: Iterable[tuple[str, str, int | None]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for key, name, rank in files:
            self.fields[f"rang-{key}"] = forms.IntegerField(
                label=name, min_value=1, max_value=MOST, required=False, initial=rank
            )

    @property
    def ranks(self) -> dict[str, int]:
        """File → its rank, once valid."""
        given: dict[str, Any] = self.cleaned_data
        return {name.removeprefix("rang-"): rank for name, rank in given.items() if rank}
