"""What is typed to propose who visits whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cordee.journeys.strategy.forms.diagnoses import person_at
from cordee.journeys.strategy.rules.pairing import Ally
from cordee.kernel.bodies import Kind
from cordee.territories.queries import living
from cordee.territories.rules import key as key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.journeys.rules.roads import Place
    from cordee.people.models import Person

MOST = 200
TIMES = 50


class PairingForm(forms.Form):
    """The allies ready to visit, one a line, and who of the team comes along."""

    allies = forms.CharField(
        label=_("Les allié·es prêt·es à visiter, un par ligne"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("adresse ; structure ; visites au plus ; expérimenté·e (oui) ; territoires "
                    "souhaités, séparés par des virgules ; commune de départ (nom ou code INSEE). "
                    "L’adresse seule suffit."),
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
        cut = [[part.strip() for part in one.split(";")] + [""] * 6 for one in lines]
        homes = _homes({parts[5] for parts in cut if parts[5]})
        found = {one.id: one for one in (self._ally(parts, homes.get(parts[5])) for parts in cut)}
        return list(found.values())

    def _ally(self, parts: list[str], home: Place | None) -> Ally:
        person = person_at(parts[0])
        key = (person.email or parts[0]).lower()
        self.people[key] = person
        most = int(parts[2]) if parts[2].isascii() and parts[2].isdigit() else 1
        wishes = frozenset(self._place(one) for one in parts[4].split(",") if one.strip())
        senior = parts[3].lower() == "oui"
        return Ally(key, parts[1].lower(), min(most, TIMES), senior, wishes, home)

    def _place(self, name: str) -> str:
        found = self.places.get(name.strip().lower())
        if found is None:
            said = _t("Aucun territoire à visiter ne s’appelle « %(name)s ».")
            raise forms.ValidationError(said % {"name": name.strip()})
        return found

    def clean_host(self) -> Person | None:
        """The person behind the address."""
        return person_at(self.cleaned_data["host"]) if self.cleaned_data["host"] else None


def _homes(typed: set[str]) -> dict[str, Place]:
    """Where the communes typed lie, in one query; one unknown or borne by several is named."""
    if not typed:
        return {}
    words = {one: key_of(one) for one in typed}
    named = Q(key__in=words.values()) | Q(insee__in=[one.upper() for one in typed])
    rows = living().filter(named, kind=Kind.COMMUNE).exclude(latitude=None).exclude(longitude=None)
    found: dict[str, list[Place]] = defaultdict(list)
    for town in rows.order_by("pk"):
        if town.latitude is not None and town.longitude is not None:
            for name in (town.key, town.insee):
                found[name].append((town.latitude, town.longitude))
    homes = {}
    for one, name in words.items():
        spots = found.get(one.upper()) or found.get(name, [])
        if len(spots) != 1:
            raise forms.ValidationError(_unplaced(one, len(spots)))
        homes[one] = spots[0]
    return homes


def _unplaced(name: str, count: int) -> str:
    if count:
        said = _("Plusieurs communes s’appellent « %(name)s » : donnez son code INSEE.")
    else:
        said = _("Nous ne trouvons pas la commune « %(name)s » sur la carte.")
    return said % {"name": name}
