"""Kinds of bodies: the closed list that calls, territories and reports share (R8, R108, R252)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from cordee.kernel import french
from cordee.kernel.typography import NBSP


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


_NOUNS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.COMMUNE: (french.say("commune"), french.say("communes")),
        Kind.ASSOCIATED: (french.say("commune associée"), french.say("communes associées")),
        Kind.DELEGATED: (french.say("commune déléguée"), french.say("communes déléguées")),
        Kind.DISTRICT: (
            french.say("arrondissement municipal"),
            french.say("arrondissements municipaux"),
        ),
        Kind.CC: (french.say("communauté de communes"), french.say("communautés de communes")),
        Kind.CA: (
            french.say("communauté d’agglomération"),
            french.say("communautés d’agglomération"),
        ),
        Kind.CU: (french.say("communauté urbaine"), french.say("communautés urbaines")),
        Kind.METROPOLE: (french.say("métropole"), french.say("métropoles")),
        Kind.EPT: (
            french.say("établissement public territorial"),
            french.say("établissements publics territoriaux"),
        ),
        Kind.DEPARTEMENT: (french.say("département"), french.say("départements")),
        Kind.REGION: (french.say("région"), french.say("régions")),
        Kind.PNR: (french.say("parc naturel régional"), french.say("parcs naturels régionaux")),
        Kind.PETR: (
            french.say("pôle d’équilibre territorial et rural"),
            french.say("pôles d’équilibre territorial et rural"),
        ),
        Kind.SCOT: (
            french.say("structure porteuse de SCoT"),
            french.say("structures porteuses de SCoT"),
        ),
        Kind.SYNDICATE: (french.say("syndicat"), french.say("syndicats")),
        Kind.POLE: (french.say("pôle métropolitain"), french.say("pôles métropolitains")),
        Kind.STATE: (french.say("service de l’État"), french.say("services de l’État")),
        Kind.ASSOCIATION: (french.say("association"), french.say("associations")),
        Kind.FOREIGN: (
            french.say("collectivité d’un autre pays"),
            french.say("collectivités d’autres pays"),
        ),
        Kind.OTHER: (french.say("autre organisme"), french.say("autres organismes")),
    }
)

BESIDE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "entreprise": (french.say("entreprise"), french.say("entreprises")),
        "etablissement_public": (
            french.say("établissement public"),
            french.say("établissements publics"),
        ),
        "universite": (french.say("université"), french.say("universités")),
        "ecole": (french.say("école"), french.say("écoles")),
        "personne": (french.say("personne"), french.say("personnes")),
    }
)
"""Applicants that calls name and that are no territories: noun and plural."""


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
        raise ValueError(f"{said}{NBSP}: genre de territoire inconnu. Écrivez {known}.")
    return frozenset().union(*(GROUPS.get(name) or {Kind(name)} for name in wanted))
