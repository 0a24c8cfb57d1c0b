"""Kinds of bodies: the closed list that calls, territories and reports share (R8, R108, R252)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from cordee.kernel import french


class Kind(StrEnum):
    """What a body is; the value is the word written in definitions and stored in rows."""

    COMMUNE = "commune"
    ASSOCIATED = "commune_associee"
    DELEGATED = "commune_deleguee"
    DISTRICT = "arrondissement"
    CC = "cc"
    CA = "ca"
    CU = "cu"
    METROPOLE = "metropole"
    EPT = "ept"
    DEPARTEMENT = "departement"
    REGION = "region"
    PNR = "pnr"
    PETR = "petr"
    SCOT = "scot"
    SYNDICATE = "syndicat"
    POLE = "pole_metropolitain"
    STATE = "etat"
    ASSOCIATION = "association"
    FOREIGN = "etranger"
    OTHER = "autre"

    @property
    def label(self) -> str:
        """The French noun, singular: « communauté de communes »."""
        return _NOUNS[self][0]

    @property
    def plural(self) -> str:
        """The French noun, plural: « communautés de communes »."""
        return _NOUNS[self][1]


_NOUNS: Mapping[Kind, tuple[str, str]] = MappingProxyType({
    Kind.COMMUNE: ("commune", "communes"),
    Kind.ASSOCIATED: ("commune associée", "communes associées"),
    Kind.DELEGATED: ("commune déléguée", "communes déléguées"),
    Kind.DISTRICT: ("arrondissement municipal", "arrondissements municipaux"),
    Kind.CC: ("communauté de communes", "communautés de communes"),
    Kind.CA: ("communauté d’agglomération", "communautés d’agglomération"),
    Kind.CU: ("communauté urbaine", "communautés urbaines"),
    Kind.METROPOLE: ("métropole", "métropoles"),
    Kind.EPT: ("établissement public territorial", "établissements publics territoriaux"),
    Kind.DEPARTEMENT: ("département", "départements"),
    Kind.REGION: ("région", "régions"),
    Kind.PNR: ("parc naturel régional", "parcs naturels régionaux"),
    Kind.PETR: ("pôle d’équilibre territorial et rural", "pôles d’équilibre territorial et rural"),
    Kind.SCOT: ("structure porteuse de SCoT", "structures porteuses de SCoT"),
    Kind.SYNDICATE: ("syndicat", "syndicats"),
    Kind.POLE: ("pôle métropolitain", "pôles métropolitains"),
    Kind.STATE: ("service de l’État", "services de l’État"),
    Kind.ASSOCIATION: ("association", "associations"),
    Kind.FOREIGN: ("collectivité d’un autre pays", "collectivités d’autres pays"),
    Kind.OTHER: ("autre organisme", "autres organismes"),
})  # fmt: skip

GROUPS: Mapping[str, frozenset[Kind]] = MappingProxyType({
    "epci": frozenset({Kind.CC, Kind.CA, Kind.CU, Kind.METROPOLE}),
    "partie_de_commune": frozenset({Kind.ASSOCIATED, Kind.DELEGATED, Kind.DISTRICT}),
    "syndicat_mixte": frozenset({Kind.SYNDICATE, Kind.SCOT, Kind.PETR, Kind.PNR, Kind.POLE}),
    "tous": frozenset(Kind),
})  # fmt: skip
"""Words that stand for several kinds. An EPT has no own taxation: it is not in « epci »."""


def kinds(names: Iterable[str]) -> frozenset[Kind]:
    """Open words and groups into kinds; raises `ValueError` naming every unknown word."""
    wanted = list(names)
    if unknown := [name for name in wanted if name not in GROUPS and name not in set(Kind)]:
        known = french.listed(sorted({*GROUPS, *Kind}), "ou")
        said = french.listed([french.quoted(name) for name in unknown])
        raise ValueError(f"{said}{french.NBSP}: genre de territoire inconnu. Écrivez {known}.")
    return frozenset().union(*(GROUPS.get(name) or {Kind(name)} for name in wanted))
