"""The same people and the same partners in several files of one call, when it bounds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema.team import Consortium, Lead, Role, Team


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


def counted(team: Team | None, consortium: Consortium | None) -> bool:
    """Whether the call bounds in how many files people or partners are."""
    people = team is not None and (
        team.files_max is not None
        or any(one.files_max for one in team.roles)
        or any(one.files_max for one in team.leads)
    )
    return people or (consortium is not None and consortium.files_as_partner is not None)


def elsewhere_findings(
    team: Team | None, consortium: Consortium | None, others: Sequence[Elsewhere]
) -> list[Finding]:
    """Who is already in as many files as the call allows."""
    found = []
    for one in others:
        if one.partner:
            most = consortium.files_as_partner if consortium else None
            if most is not None and one.files >= most:
                found.append(_too_many("consortium.elsewhere", "partners", one, most))
        elif team is not None:
            found += list(_person(team, one))
    return found


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
    said = french.say(
        "{name} figure déjà dans {most} de cet appel, et ne peut être dans un de "
        "plus. Choisissez avec l’autre équipe où garder sa place.",
        name=one.name,
        most=french.plural(most, "dossier"),
    )
    return broken(code, where, french.typeset(said))
