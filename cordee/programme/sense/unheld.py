"""Results reached before the start, roles beyond the team, themes that nobody deals with."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.pledges import PledgeBase
from cordee.programme.schema.walk import every
from cordee.programme.sense.flaws import Check, Flaw, flaw


def leaving(definition: Definition) -> Iterator[Flaw]:
    """Extensions bounded and not allowed, results already reached."""
    absence = definition.year.absence
    if absence and not absence.extension_allowed:
        for field in ("extension_max", "extension_asked"):
            if getattr(absence, field) is not None:
                yield Flaw(
                    ("year", "absence", field),
                    "Une prolongation est bornée, mais elle "
                    "n’est pas permise : écrivez extension_allowed = true.",
                )
    for index, one in enumerate(definition.year.results):
        if one.target is not None and one.target == one.baseline:
            yield flaw(
                ("year", "results", index, "target"),
                "{label} : la cible est déjà atteinte au départ.",
                label=french.quoted(one.label),
            )


def bound(definition: Definition) -> Iterator[Flaw]:
    """People together who cannot be: more of a role, or of all, than a team may hold."""
    team = definition.team
    for path, one in every(definition.year, PledgeBase):
        needs: dict[str, int] = getattr(one, "needs", {})
        for role in team.roles if team else ():
            if role.max and needs.get(role.key, 0) > role.max:
                yield flaw(
                    ("year", *path, "needs"),
                    "{label} demande {key} fois {label2}, qui n’admet que {most}.",
                    label=french.quoted(one.label),
                    key=needs[role.key],
                    label2=french.quoted(role.label),
                    most=role.max,
                )
        if team and team.max and sum(needs.values()) > team.max:
            yield flaw(
                ("year", *path, "needs"),
                "{label} demande {sum} personnes, mais l’équipe n’en a que {most}.",
                label=french.quoted(one.label),
                sum=sum(needs.values()),
                most=team.max,
            )


def untreated(definition: Definition) -> Iterator[Flaw]:
    """Themes announced for sessions and dealt with by none, once some say theirs (R130)."""
    treated = {key for one in definition.year.meetings for key in one.themes}
    for index, one in enumerate(definition.themes):
        if treated and one.of == "session" and one.key not in treated:
            yield flaw(
                ("themes", index),
                "Aucune rencontre ne traite {label}, thème annoncé : ajoutez sa clé aux themes "
                "d’une rencontre.",
                label=french.quoted(one.label),
            )


CHECKS = (
    Check("theme.untreated", Severity.NOTICE, untreated),
    Check("sequel.leaving", Severity.WARNING, leaving),
    Check("pledge.people", Severity.ERROR, bound),
)
