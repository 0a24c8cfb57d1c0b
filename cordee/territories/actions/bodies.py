"""Write by hand what no register knows: associations, services of the State, bodies abroad."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.kernel.bodies import Kind
from cordee.kernel.findings import Finding, Refused, broken
from cordee.kernel.places import REGION_OF, REGIONS
from cordee.ledger.actions import record
from cordee.territories import rules
from cordee.territories.events import MemberJoined, MemberLeft, TerritoryCorrected, TerritoryMade
from cordee.territories.models import Membership, Territory

OFFICIAL = frozenset({
    Kind.COMMUNE, Kind.ASSOCIATED, Kind.DELEGATED, Kind.DISTRICT, Kind.DEPARTEMENT, Kind.REGION,
})  # fmt: skip
"""Kinds that only a vintage writes; an EPCI born during the year may be written before it."""
BY_HAND = tuple(kind for kind in Kind if kind not in OFFICIAL)


@dataclass(frozen=True, slots=True)
class Body:
    """What a person says of a body that no register knows."""

    name: str
    kind: Kind
    siren: str = ""
    country: str = "FR"
    local_scheme: str = ""
    local_code: str = ""
    department: str = ""
    region: str = ""
    population: int | None = None
    population_year: int | None = None


@transaction.atomic
def make(body: Body, *, by: Any, at: datetime) -> Territory:
    """Create a body by hand; raises `Refused` with every reason at once."""
    body = placed(body)
    if found := faults(body):
        raise Refused(found)
    made = Territory(
        ref=f"main:{secrets.token_hex(5)}", origin=Territory.Origin.MANUAL, made_at=at,
        **_columns(body),
    )  # fmt: skip
    _save(made)
    record(TerritoryMade(made.pk, made.ref, made.name), by=by, at=at)
    return made


@transaction.atomic
def correct(territory: Territory, body: Body, *, by: Any, at: datetime) -> Territory:
    """Correct a body made by hand; a former name stays findable. Raises `Refused`."""
    body = placed(body)
    if found := [*_untouchable(territory), *faults(body, but=territory)]:
        raise Refused(found)
    row = Territory.objects.select_for_update().get(pk=territory.pk)
    columns = _columns(body)
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    if not changed:
        return row
    if "name" in changed:
        row.aliases = list(dict.fromkeys([*row.aliases, row.name]))
    for name in changed:
        setattr(row, name, columns[name])
    _save(row)
    record(TerritoryCorrected(row.pk, row.ref, row.name, sorted(changed)), by=by, at=at)
    return row


@transaction.atomic
def join(
    child: Territory, parent: Territory, *, starts: date | None, by: Any, at: datetime
) -> Membership:
    """Write that `child` is a member of `parent`; raises `Refused` when it already is."""
    if child.pk == parent.pk:
        raise Refused(
            broken("member.self", "child", _("Un territoire n’est pas membre de lui-même."))
        )
    if parent.origin == Territory.Origin.COG:
        raise Refused(broken("member.official", "parent", _(
            "La composition de ce territoire vient du Code officiel géographique : "
            "elle change avec le prochain millésime."
        )))  # fmt: skip
    try:
        with transaction.atomic():
            made = Membership.objects.create(
                child=child, parent=parent, role=Membership.Role.MEMBER, starts=starts
            )
    except IntegrityError as clash:
        raise Refused(broken("member.twice", "child", _(
            "%(child)s est déjà membre de %(parent)s à ces dates."
        ) % {"child": child.name, "parent": parent.name})) from clash  # fmt: skip
    record(MemberJoined(parent.pk, child.pk, parent.name, child.name), by=by, at=at)
    return made


@transaction.atomic
def leave(membership: Membership, *, ends: date, by: Any, at: datetime) -> Membership:
    """Write the day from which a body is no longer a member; raises `Refused`."""
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    if row.role != Membership.Role.MEMBER or row.ends:
        raise Refused(broken("member.ended", "membership", _("Cette appartenance est déjà close.")))
    if row.starts and ends <= row.starts:
        raise Refused(broken("member.dates", "ends", _("La fin doit suivre le début.")))
    row.ends = ends
    row.save(update_fields=["ends"])
    record(MemberLeft(row.parent_id, row.child_id, row.parent.name, row.child.name), by=by, at=at)
    return row


def placed(body: Body) -> Body:
    """The body with its région filled from its department, or its SIREN, when they say it."""
    department = body.department or rules.department_of_siren(body.siren)
    region = body.region or REGION_OF.get(department, "") or rules.region_of(body.siren)
    return replace(body, department=department, region=region)


def faults(body: Body, but: Territory | None = None) -> list[Finding]:
    """Every reason to refuse a body, told at once."""
    found = list(_plain_faults(body))
    if body.siren and (other := _other_of_siren(body.siren, but)):
        found.append(broken("siren.taken", "siren", _(
            "Ce SIREN est déjà celui de « %(name)s » : choisissez ce territoire dans la liste."
        ) % {"name": other.name}))  # fmt: skip
    return found


def _plain_faults(body: Body) -> list[Finding]:
    found = []
    if not rules.key(body.name):
        found.append(broken("name", "name", _("Donnez un nom qui contient au moins une lettre.")))
    if body.kind in OFFICIAL:
        found.append(broken("kind", "kind", _(
            "Les communes, départements et régions viennent du Code officiel géographique : "
            "cherchez ce territoire dans la liste."
        )))  # fmt: skip
    if body.siren and not rules.siren_is_valid(body.siren):
        found.append(broken("siren", "siren", _(
            "Ce numéro SIREN n’est pas valable : il a neuf chiffres, le dernier est une clé."
        )))  # fmt: skip
    if body.department and body.department not in REGION_OF:
        found.append(broken("department", "department", _("Ce département n’existe pas.")))
    if body.region and body.region not in REGIONS:
        found.append(broken("region", "region", _("Cette région n’existe pas.")))
    if body.kind is Kind.FOREIGN and body.country == "FR":
        found.append(broken("country", "country", _("Indiquez le pays de cette collectivité.")))
    return found


def _other_of_siren(siren: str, but: Territory | None) -> Territory | None:
    rows = Territory.objects.filter(siren=siren, ends=None)
    return (rows.exclude(pk=but.pk) if but else rows).first()


def _untouchable(territory: Territory) -> list[Finding]:
    if territory.origin == Territory.Origin.MANUAL:
        return []
    return [broken("origin", "territory", _(
        "Ce territoire vient d’un fichier officiel : il se corrige à l’import suivant."
    ))]  # fmt: skip


def _columns(body: Body) -> Mapping[str, Any]:
    return {
        "name": body.name.strip(), "kind": body.kind.value, "siren": body.siren,
        "country": body.country, "local_scheme": body.local_scheme,
        "local_code": body.local_code, "department": body.department, "region": body.region,
        "population": body.population, "population_year": body.population_year,
    }  # fmt: skip


def _save(territory: Territory) -> None:
    """Write the row; a code taken meanwhile is told as such."""
    try:
        with transaction.atomic():
            territory.save()
    except IntegrityError as clash:
        raise Refused(broken("code.taken", "local_code", _(
            "Un autre territoire porte déjà ce code : cherchez-le dans la liste."
        ))) from clash  # fmt: skip
