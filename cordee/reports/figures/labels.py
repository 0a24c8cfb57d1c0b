"""What each figure counts, in words, and how a day is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cordee.kernel import french

if TYPE_CHECKING:
    from datetime import datetime


LABELS: dict[str, Any] = {
    "calls": gettext_lazy("Appels publiés"),
    "files": gettext_lazy("Candidatures commencées"),
    "deposits": gettext_lazy("Candidatures déposées"),
    "departments": gettext_lazy("Départements d’où viennent les candidatures"),
    "kinds": gettext_lazy("Natures de collectivités candidates"),
    "referrals": gettext_lazy("Territoires orientés vers une autre suite"),
    "people": gettext_lazy("Personnes dans les équipes candidates"),
    "elected": gettext_lazy("Part d’élu·es dans les équipes candidates"),
    "winners": gettext_lazy("Territoires lauréats"),
    "success": gettext_lazy("Taux de sélection"),
    "territories": gettext_lazy("Territoires accompagnés"),
    "meetings": gettext_lazy("Rencontres tenues"),
    "presence": gettext_lazy("Taux de présence (demi-journées)"),
    "attendance": gettext_lazy("Personnes présentes par rencontre, en moyenne"),
    "pledges": gettext_lazy("Engagements tenus"),
    "charters": gettext_lazy("Chartes signées"),
    "fees_due": gettext_lazy("Contributions dues"),
    "fees_paid": gettext_lazy("Contributions reçues"),
    "funders": gettext_lazy("Financeurs"),
    "funded": gettext_lazy("Apports des financeurs, en argent"),
    "valued": gettext_lazy("Apports valorisés : nature, compétences, bénévolat"),
    "sizes": gettext_lazy("Natures des territoires accompagnés, et leur taille"),
    "followed": gettext_lazy("Territoires dont le diagnostic se suit dans la durée"),
    "sequels": gettext_lazy("Territoires qui ont choisi leur suite"),
    "supported": gettext_lazy("Territoires soutenus hors programme"),
    "supported_allies": gettext_lazy("Alliés soutenus"),
    "days_paid": gettext_lazy("Jours d’alliés rétribués"),
    "days_given": gettext_lazy("Jours d’alliés donnés"),
    "allies_paid": gettext_lazy("Versé aux alliés"),
    "allies_given": gettext_lazy("Valeur des jours d’alliés donnés"),
    "takeups": gettext_lazy("Reprises de nos ressources ailleurs"),
    "testimonies": gettext_lazy("Témoignages publics"),
    "signed_bodies": gettext_lazy("Structures signataires de la charte de l’alliance"),
    "signed_people": gettext_lazy("Personnes signataires à titre individuel"),
    "active_allies": gettext_lazy("Alliés actifs"),
    "drop_ins": gettext_lazy("Permanences tenues"),
    "drop_ins_missed": gettext_lazy("Permanences qui n’ont pas été tenues"),
    "communities": gettext_lazy("Communautés apprenantes"),
    "alliance_meetings": gettext_lazy("Rencontres de l’alliance tenues"),
    "workstreams": gettext_lazy("Chantiers de l’alliance en cours"),
    "builders": gettext_lazy("Personnes qui prennent part aux chantiers"),
    "presented": gettext_lazy("Chantiers présentés"),
    "objected": gettext_lazy("Chantiers qui ont reçu une objection"),
    "supports": gettext_lazy("Soutiens accordés aux chantiers"),
    "leaders": gettext_lazy("Rencontres des référent·es de chantiers"),
    "assembled": gettext_lazy("Personnes venues aux assemblées"),
    "spoken": gettext_lazy("Interventions, publications, presse et actualités"),
    "interventions": gettext_lazy("Interventions"),
    "press": gettext_lazy("Revue de presse"),
}
"""What each figure counts, in words."""


def said_day(value: datetime | None) -> str:
    """« 3 mars 2025 », or a dash."""
    return french.day(timezone.localtime(value).date(), weekday=False) if value else "–"
