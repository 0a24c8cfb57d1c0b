"""What is typed to propose who visits whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cordee.journeys.strategy.forms.diagnoses import person_at
from cordee.journeys.strategy.rules.pairing import Ally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.people.models import Person

MOST = 200
TIMES = 50


class PairingForm(forms.Form):
    """The allies ready to visit, one a line, and who of the team comes along."""

    allies = forms.CharField(
        label=_("Les allié·es prêt·es à visiter, un par ligne"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("adresse ; structure ; visites au plus ; expérimenté·e (oui) ; territoires "
                    "souhaités, séparés par des virgules. L’adresse seule suffit."),
    )  # fmt: skip
    host = forms.EmailField(
        label=_("Qui les accompagne, de l’équipe : son adresse électronique"), required=False
    )

    def __init__(self, places: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.places = places
        """Name in lower case → key of a territory."""
        self.people: dict[str, Person] = {}

    def clean_allies(self) -> list[Ally]:
        """Who they are; the first unknown address or territory is named."""
        lines = [one for one in self.cleaned_data["allies"].splitlines() if one.strip()][:MOST]
        found = {one.id: one for one in map(self._ally, lines)}
        return list(found.values())

    def _ally(self, line: str) -> Ally:
        parts = [one.strip() for one in line.split(";")] + [""] * 5
        person = person_at(parts[0])
        key = (person.email or parts[0]).lower()
        self.people[key] = person
        most = int(parts[2]) if parts[2].isascii() and parts[2].isdigit() else 1
        wishes = frozenset(self._place(one) for one in parts[4].split(",") if one.strip())
        return Ally(key, parts[1].lower(), min(most, TIMES), parts[3].lower() == "oui", wishes)

    def _place(self, name: str) -> str:
        found = self.places.get(name.strip().lower())
        if found is None:
            said = _t("Aucun territoire à visiter ne s’appelle « %(name)s ».")
            raise forms.ValidationError(said % {"name": name.strip()})
        return found

    def clean_host(self) -> Person | None:
        """The person behind the address."""
        return person_at(self.cleaned_data["host"]) if self.cleaned_data["host"] else None
