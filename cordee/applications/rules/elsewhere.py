"""The same people and the same partners in several files of one call, when it bounds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordee.applications.rules.consortium import opened_countries, refused
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema.team import Consortium, Lead, PartnerRule, Role, Team


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody of this file, or one of its partners, as the other files handed in hold them.

    `files` counts those files; `roles` and `leads` count them by what she is there.
    """

    name: str
    files: int = 0
    roles: dict[str, int] | None = None
    """Role here → files in which she holds that role."""
    leads: dict[str, int] | None = None
    partner: bool = False
    """A body that is a partner without leading, rather than a person of a team."""
    category: str | None = None
    """The category here of a body of the consortium, leading or not; nothing for a person."""
    country: str = ""
    held: Sequence[tuple[str, bool]] = ()
    """Its category in each file handed in elsewhere, and whether that is one of the same track."""


def counted(team: Team | None, consortium: Consortium | None) -> bool:
    """Whether the call bounds in how many files people or partners are."""
    people = team is not None and (
        team.files_max is not None
        or any(one.files_max for one in team.roles)
        or any(one.files_max for one in team.leads)
    )
    return people or (
        consortium is not None
        and (consortium.files_as_partner is not None or any(_files_rules(consortium)))
    )


def elsewhere_findings(
    team: Team | None, consortium: Consortium | None, others: Sequence[Elsewhere], step: str = ""
) -> list[Finding]:
    """Who is already in as many files as the call allows, at a step."""
    found = []
    for one in others:
        if one.category is not None or one.partner:
            found += [] if consortium is None else [*_body(consortium, one, step)]
        elif team is not None:
            found += list(_person(team, one))
    return found


def _files_rules(consortium: Consortium) -> Iterator[PartnerRule]:
    return (one for one in consortium.rules if one.rule == "files" and one.max is not None)


def _body(consortium: Consortium, one: Elsewhere, step: str) -> Iterator[Finding]:
    most = consortium.files_as_partner
    if one.partner and most is not None and one.files >= most:
        yield _too_many("consortium.elsewhere", "partners", one, most)
    for rule in _files_rules(consortium):
        named = rule.category is not None
        if (
            (named and one.category != rule.category)
            or (rule.countries and one.country not in opened_countries(rule))
            or (rule.steps and step and step not in rule.steps)
        ):
            continue
        count = sum(
            (not named or category == rule.category) and (rule.per == "call" or same)
            for category, same in one.held
        )
        if rule.max is not None and count >= rule.max:
            yield refused(rule, _told(one, int(rule.max), rule))


def _person(team: Team, one: Elsewhere) -> Iterator[Finding]:
    if team.files_max is not None and one.files >= team.files_max:
        yield _too_many("team.elsewhere", "team", one, team.files_max)
    held: list[tuple[Role | Lead, dict[str, int]]] = [
        *((role, one.roles or {}) for role in team.roles),
        *((lead, one.leads or {}) for lead in team.leads),
    ]
    for part, counts in held:
        if part.files_max is not None and counts.get(part.key, 0) >= part.files_max:
            yield _too_many("team.elsewhere", f"team.{part.key}", one, part.files_max)


def _too_many(code: str, where: str, one: Elsewhere, most: int) -> Finding:
    return broken(code, where, _told(one, most))


def _told(one: Elsewhere, most: int, rule: PartnerRule | None = None) -> str:
    said = french.say(
        "{name} figure déjà dans {most} de cet appel{track}, et ne peut être dans un de "
        "plus. Choisissez avec l’autre équipe où garder sa place.",
        name=one.name,
        most=french.plural(most, "dossier"),
        track=french.say(", pour ce volet") if rule and rule.per == "track" else "",
    )
    return french.typeset(said)
