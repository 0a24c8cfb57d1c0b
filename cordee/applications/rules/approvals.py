"""Who must approve a file before it is handed in, and whether they did (R90)."""

from collections.abc import Sequence

from cordee.applications.rules.team import Teammate
from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, missing, ok
from cordee.programme.schema.team import Team


def signs(team: Team, mate: Teammate) -> list[str]:
    """The roles and parts for which this member is asked to approve the file."""
    return [key for key in team.sign_off if key == mate.role or key in mate.leads]


def approval_findings(team: Team, teammates: Sequence[Teammate]) -> list[Finding]:
    """Each role or part that must approve did, by the voice of one of those who hold it."""
    labels = {one.key: one.label for one in (*team.roles, *team.leads)}
    return [_finding(key, labels.get(key, key), teammates, team) for key in team.sign_off]


def _finding(key: str, label: str, teammates: Sequence[Teammate], team: Team) -> Finding:
    where = f"approval.{key}"
    holders = [mate for mate in teammates if key in signs(team, mate)]
    given = [mate.name for mate in holders if mate.approved]
    if given:
        return ok(
            "team.approval",
            where,
            french.say(
                "{label} : accord donné par {given}.", label=label, given=french.listed(given)
            ),
        )
    if not holders:
        said = french.say(
            "{label} : son accord est demandé, et personne n’a encore cette place.", label=label
        )
        return missing("team.approval", where, said)
    names = french.listed([mate.name for mate in holders], last="ou")
    said = french.say(
        "{label} : il manque l’accord de {names}. Demandez-le depuis la page de l’équipe.",
        label=label,
        names=names,
    )
    return missing("team.approval", where, said)


def changed_since(label: str) -> Finding:
    """The file is no longer the one that was approved: worth telling, nothing to refuse."""
    said = french.say(
        "Le dossier a changé depuis l’accord de {label} : prévenez cette personne.", label=label
    )
    return missing("team.approval_changed", "approval", said, strength=Strength.ADVICE)
