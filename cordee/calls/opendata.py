"""A call in the shapes that others harvest: Aides-territoires, and etalab's « dispositif-aide ».

Nothing here says more than the public page of the call. Fields nobody told are empty, never
guessed; the schemas are pinned by tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.calls.reach import expected_departments, places_of
from cordee.calls.rules import bounds
from cordee.kernel.places import DEPARTMENTS, place_words
from cordee.programme.schema import who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
LONGEST_NAME = 180
BENEFICIARIES = {
    "commune": "Communes", "commune_associee": "Communes", "commune_deleguee": "Communes",
    "epci": "EPCI à fiscalité propre", "cc": "EPCI à fiscalité propre",
    "ca": "EPCI à fiscalité propre", "cu": "EPCI à fiscalité propre",
    "metropole": "EPCI à fiscalité propre", "ept": "EPCI à fiscalité propre",
    "departement": "Départements", "region": "Régions", "association": "Associations",
    "personne": "Particuliers", "entreprise": "Entreprises privées",
    "etat": "Établissements publics - Services de l'État",
    "etablissement_public": "Établissements publics - Services de l'État",
    "pnr": "Établissements publics - Services de l'État",
    "petr": "Établissements publics - Services de l'État",
    "scot": "Établissements publics - Services de l'État",
    "syndicat": "Établissements publics - Services de l'État",
    "syndicat_mixte": "Établissements publics - Services de l'État",
    "universite": "Recherche",
}  # fmt: skip
AUTHORITIES = ("commune", "epci", "departement", "region")
AUDIENCES = {
    "Communes": "Communes",
    "EPCI à fiscalité propre": "Intercommunalités / Pays",
    "Départements": "Départements",
    "Régions": "Régions",
    "Associations": "Associations",
    "Particuliers": "Particuliers",
    "Entreprises privées": "Entreprises privées",
    "Établissements publics - Services de l'État": "Établissements publics / Services de l’État",
    "Recherche": "Recherche",
}
AID_TYPES = {
    "subsidy": "Subvention", "prize": "Subvention", "stipend": "Subvention", "loan": "Prêt",
    "refund": "Avance récupérable", "in_kind": "Technique", "service": "Technique",
}  # fmt: skip


def dispositif_aide(edition: Edition) -> dict[str, Any]:
    """A row of etalab's `dispositif-aide` 0.0.2, as JSON values (lists joined by commas)."""
    definition, page = edition.definition, _page(edition)
    opens, closes = bounds(definition)
    return {
        "id_aide": str(edition.public_id),
        "nom_aide": _said(definition.title),
        "nom_aide_normalise": _said(definition.title)[:LONGEST_NAME],
        "programme_aides": _said(definition.programme or ""),
        "porteur_aide": ",".join(_organisers(definition)),
        "porteur_siren": settings.SERVICE["siren"].replace(" ", "")[:9],
        "instructeurs_aide": ",".join(_organisers(definition)),
        "beneficiaires_aide": ",".join(_beneficiaries(definition)),
        "types_aides": ",".join(_types(definition)),
        "aap_ami": True,
        "description": _description(definition),
        "thematique_aide": ";".join(_themes(definition)),
        "recurrence_aide": _recurrence(definition, "Permanente", "Récurrente", "Ponctuelle"),
        "date_ouverture": _day(opens),
        "date_cloture": _day(closes),
        "condition_eligibilite": _conditions(definition),
        "zone_geographique": ",".join(_zones(definition)),
        "url_descriptif": page,
        "url_demarche": page,
        "contact": _contact(definition),
        "date_mise_a_jour": _day(edition.rules_in_force.at),
    }


def aides_territoires(edition: Edition) -> dict[str, Any]:
    """An aid as the API of Aides-territoires tells it."""
    definition, page = edition.definition, _page(edition)
    opens, closes = bounds(definition)
    return {
        "id": str(edition.public_id),
        "slug": edition.key,
        "url": page,
        "name": _said(definition.title)[:LONGEST_NAME],
        "name_initial": _said(definition.title),
        "short_title": _said(definition.subtitle or definition.title)[:64],
        "financers": [_said(one.label) for one in definition.funders],
        "instructors": _organisers(definition),
        "programs": [definition.programme] if definition.programme else [],
        "description": _description(definition),
        "eligibility": _conditions(definition),
        "perimeter": ", ".join(_zones(definition)),
        "perimeter_scale": _scale(definition),
        "mobilization_steps": ["Réflexion / conception"],
        "origin_url": page,
        "application_url": page,
        "is_call_for_project": True,
        "aid_types": _types(definition),
        "targeted_audiences": [AUDIENCES[one] for one in _beneficiaries(definition)],
        "categories": _themes(definition),
        "destinations": [],
        "start_date": _day(opens),
        "predeposit_date": None,
        "submission_deadline": _day(closes),
        "submission_deadline_at": _instant(closes),
        "subvention_rate_lower_bound": None,
        "subvention_rate_upper_bound": None,
        "contact": _contact(definition),
        "recurrence": _recurrence(definition, "Permanente", "Récurrente", "Ponctuelle"),
        "is_charged": bool(definition.fees),
        "project_examples": "",
        "import_share_licence": "openlicence20",
        "date_created": _instant(edition.published_at),
        "date_updated": _instant(edition.rules_in_force.at),
    }


def _page(edition: Edition) -> str:
    return str(settings.SITE_URL + reverse("calls:detail", args=[edition.key]))


def _said(words: Any) -> str:
    """Words as other software reads them: plain spaces."""
    return str(words).replace("\u00a0", " ").replace("\u202f", " ")


def _organisers(definition: Definition) -> list[str]:
    """Who runs the call, commas taken out since they separate."""
    ran = [one for one in definition.organisers if one.part in {"lead", "co_organiser"}]
    return [_said(one.label).replace(",", " ") for one in ran or definition.organisers[:1]]


def _kinds(conditions: Iterable[who.AnyCondition]) -> Iterator[who.KindIs]:
    for one in conditions:
        if isinstance(one, who.KindIs) and one.of in {"applicant", "every_member"}:
            yield one
        elif isinstance(one, who.AllOf | who.AnyOf):
            yield from _kinds(one.conditions)


def _beneficiaries(definition: Definition) -> list[str]:
    """Who may apply, in the closed list of the schema; the local authorities unless it is said."""
    found = [*_kinds(definition.eligibility)]
    among = [kind for one in found for kind in one.among]
    barred = {kind for one in found for kind in one.except_}
    unsaid = [] if {*definition.applicant.is_} == {"person"} else AUTHORITIES
    kinds = among or [kind for kind in unsaid if kind not in barred]
    if "person" in definition.applicant.is_:
        kinds = [*kinds, "personne"]
    named = [BENEFICIARIES[kind] for kind in kinds if kind in BENEFICIARIES]
    return list(dict.fromkeys(named)) or ["Communes"]


def _types(definition: Definition) -> list[str]:
    """What is given; a collective support is technical help."""
    named = [AID_TYPES.get(one.kind, "Autre") for one in definition.grants]
    return list(dict.fromkeys(named)) or ["Technique"]


def _themes(definition: Definition) -> list[str]:
    return [_said(one.label) for one in definition.themes] or ["Autre"]


def _description(definition: Definition) -> str:
    return _said(definition.summary or definition.subtitle or definition.title)


def _conditions(definition: Definition) -> str:
    return " ".join(_said(one.sentence) for one in definition.eligibility if one.sentence)


def _zones(definition: Definition) -> list[str]:
    """The places named, régions and départements in words."""
    names = {f"perimeter:{one.key}": str(one.label) for one in definition.perimeters}
    named = [place_words(place, names) for place in places_of(definition)]
    if named:
        return [_said(one) for one in named]
    expected = expected_departments(definition)
    return ["France"] if len(expected) == len(DEPARTMENTS) else list(expected)


SCALES = {
    "commune": "Commune", "epci": "EPCI", "departement": "Département", "region": "Région",
    "country": "Pays",
}  # fmt: skip


def _scale(definition: Definition) -> str:
    """The one kind of place the call is for; the country when nothing restricts it."""
    kinds = {SCALES.get(place.partition(":")[0], "Autre") for place in places_of(definition)}
    if not kinds:
        return "Pays" if _zones(definition) == ["France"] else "Autre"
    return kinds.pop() if len(kinds) == 1 else "Autre"


def _recurrence(definition: Definition, always: str, often: str, once: str) -> str:
    if bounds(definition)[1] is None:
        return always
    return often if definition.programme else once


def _contact(definition: Definition) -> str:
    people = [one for one in definition.contacts if one.public]
    named = [", ".join(filter(None, (one.name, one.email, one.phone))) for one in people]
    bodies = [
        ", ".join(filter(None, (str(one.label), one.email, one.phone)))
        for one in definition.organisers
    ]
    return _said("; ".join(named or bodies))


def _day(at: datetime | None) -> str | None:
    """The day of an instant, as the call counts it."""
    return at.date().isoformat() if at else None


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
