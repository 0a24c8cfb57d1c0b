"""Giving an arrival to a file, or opening one for whoever sent it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.forms.gathering import track_choices
from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.kernel.french import unaccented
from cordee.territories.forms import TerritoryField
from cordee.web.forms import offer

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _open_calls() -> QuerySet[Edition]:
    return Edition.objects.published().filter(archived_at=None).order_by("title", "pk")


class AssignForm(forms.Form):
    """The file an arrival is for: the name of its body, or the address of its page."""

    application = forms.CharField(
        label=gettext_lazy("Dossier"),
        help_text=gettext_lazy("Le nom de la structure, ou l’adresse de la page du dossier."),
        max_length=300,
    )

    def __init__(
        self, edition: Edition | None, data: Any = None, *, without: Collection[int] = ()
    ) -> None:
        super().__init__(data)
        self.edition, self.without = edition, without

    def clean_application(self) -> Application:
        """The file itself, of the same call when the call is known."""
        rows = Application.objects.select_related("edition__current").filter(withdrawn_at=None)
        rows = rows.exclude(pk__in=self.without)
        rows = rows.filter(edition=self.edition) if self.edition else rows
        given = str(self.cleaned_data["application"])
        number = UUID.search(given)
        named = {"public_id": number[0]} if number else {"sort_key": unaccented(given)[:260]}
        found = list(rows.filter(**named).order_by("pk")[:2])
        if len(found) > 1:
            said = _("Plusieurs dossiers portent ce nom : donnez l’adresse de la page du bon.")
            raise forms.ValidationError(said)
        if not found:
            raise forms.ValidationError(_("Aucun dossier de cet appel ne porte ce nom."))
        return found[0]


class OpenForm(forms.Form):
    """Who applies, when the form came without a file to go to."""

    edition = forms.ModelChoiceField(Edition.objects.none(), label=gettext_lazy("Appel"))
    email = forms.EmailField(
        label=gettext_lazy("Adresse de la personne qui candidate"),
        help_text=gettext_lazy("Le dossier sera à elle : un code lui ouvrira son compte."),
    )
    territory = TerritoryField(required=False, label=gettext_lazy("Sa collectivité"))
    body_name = forms.CharField(
        required=False, max_length=250, label=gettext_lazy("Ou le nom de sa structure")
    )
    track = forms.ChoiceField(label=gettext_lazy("Volet"))

    def __init__(self, edition: Edition | None, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if edition is not None:
            del self.fields["edition"]
        else:
            choice = cast("forms.ModelChoiceField[Edition]", self.fields["edition"])
            choice.queryset = _open_calls()
        if edition and edition.definition.tracks:
            choices = track_choices(edition.definition)
            offer(self, "track", choices)
        else:
            del self.fields["track"]

    def clean(self) -> dict[str, Any]:
        """One body at least, by one way or the other."""
        found = super().clean() or {}
        named = found.get("territory") or found.get("body_name", "").strip()
        if not named and "territory" not in self.errors:  # told once what to do is enough
            self.add_error("territory", _("Choisissez la collectivité, ou écrivez son nom."))
        return found
