"""Teams and projects against themselves: sizes, parts, mixes, and dates a project cannot keep."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Asked, Choice, Day, Money, Number, Table
from cordee.programme.schema.timeline import Project
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import Team
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw


def sizes(definition: Definition) -> Iterator[Flaw]:
    """A team said smaller than its roles, parts that too few people may play."""
    for path, team in every(definition, Team):
        least = sum(role.min for role in team.roles if role.strength.value == "obligation")
        waived = {key for one in team.exceptions for key in one.waives}
        fewest = least - sum(role.min for role in team.roles if role.key in waived)
        if "min" in team.model_fields_set and team.min < fewest:
            yield Flaw((*path, "min"), f"L’équipe peut avoir {french.plural(team.min, 'personne')},"
                       f" mais ses rôles en demandent au moins {fewest}.")  # fmt: skip
        roles = {role.key: role for role in team.roles}
        for index, lead in enumerate(team.leads):
            some = [roles[key] for key in lead.among_roles if key in roles]
            most = sum(role.max or 0 for role in some)
            bounded = some and all(role.max for role in some)
            if lead.of == "person" and bounded and lead.min > most:
                yield Flaw(
                    (*path, "leads", index, "min"),
                    f"{french.quoted(lead.label)} : il en "
                    f"faut {lead.min}, parmi {french.plural(most, 'personne')} au plus.",
                )
        alone = [one for one in team.leads if one.of == "person" and not one.may_cumulate]
        parts = sum(one.min for one in alone)
        if team.max and parts > team.max:
            yield Flaw((*path, "leads"), f"Il faut {parts} personnes pour tenir des fonctions qui "
                       f"ne se cumulent pas : l’équipe en a {team.max} au plus.")  # fmt: skip


def services(definition: Definition) -> Iterator[Flaw]:
    """Services counted and never asked, or more of them than people."""
    for path, team in every(definition, Team):
        for index, one in enumerate(team.exceptions):
            if one.min_services and not team.asks_service:
                yield Flaw(
                    (*path, "exceptions", index, "min_services"),
                    "Les services sont "
                    "comptés, mais personne ne dit le sien : écrivez asks_service = true.",
                )
            if one.min_services and team.max and one.min_services > team.max:
                yield Flaw((*path, "exceptions", index, "min_services"), f"{one.min_services} "
                           f"services différents, pour {team.max} personnes au plus.")  # fmt: skip


def mixes(definition: Definition) -> Iterator[Flaw]:
    """Mixes that no team can have."""
    for path, team in every(definition, Team):
        shares: dict[str, Decimal] = {}
        seen: dict[str, list[str]] = {}
        for index, one in enumerate(team.balances):
            least = max(one.min or 0, one.distinct_min or 0)
            if team.max and least > team.max:
                yield Flaw((*path, "balances", index), f"{french.quoted(one.label)} demande "
                           f"{least}, pour {team.max} personnes au plus.")  # fmt: skip
            if one.values and one.min_share:
                shares[one.attribute] = shares.get(one.attribute, Decimal()) + one.min_share
                seen.setdefault(one.attribute, []).extend(one.values)
        for attribute, share in shares.items():
            if share > 1 and len(seen[attribute]) == len(set(seen[attribute])):
                yield Flaw((*path, "balances"), f"Les parts minimales ({attribute}) font "
                           f"{french.number(share * 100)} %.")  # fmt: skip


def projects(definition: Definition) -> Iterator[Flaw]:
    """Projects that must end before they may start, or before they may be long enough."""
    answer = days.answered(definition)
    for path, one in every(definition, Project):
        after = days.first(definition, one.starts_after)
        before = days.last(definition, one.starts_before)
        ends = days.last(definition, one.ends_before)
        if after and before and before < after:
            yield Flaw((*path, "starts_before"), f"Un projet commence au plus tard le "
                       f"{french.day(before)}, mais pas avant le {french.day(after)}.")  # fmt: skip
        elif before and answer and before < answer:
            yield Flaw(
                (*path, "starts_before"),
                f"Un projet commence au plus tard le "
                f"{french.day(before)}, avant la réponse ({french.day(answer)}).",
            )
        told = one.starts_after and one.starts_after.anchor in {"notification", "agreement"}
        start = after or (answer if told else None)
        if ends and start and ends < start:
            yield Flaw(
                (*path, "ends_before"),
                f"Un projet finit au plus tard le "
                f"{french.day(ends)}, avant de pouvoir commencer ({french.day(start)}).",
            )
        elif ends and start and one.lasts_min and (ends - start).days < days.length(one.lasts_min):
            yield Flaw((*path, "ends_before"), f"Un projet dure au moins {one.lasts_min.said()}, "
                       f"mais n’a que {(ends - start).days} jours entre le {french.day(start)} et "
                       f"le {french.day(ends)}.")  # fmt: skip
        if one.per_body and (definition.applicant.awards_max or 0) > one.per_body:
            yield Flaw(
                (*path, "per_body"),
                f"Un organisme mène {one.per_body} projet à la fois, "
                f"mais peut être retenu {definition.applicant.awards_max} fois.",
            )


KINDS: tuple[tuple[str, tuple[type[Asked], ...], str], ...] = (
    ("start_question", (Day,), "une question de date"),
    ("end_question", (Day,), "une question de date"),
    ("months_question", (Number, Choice), "une question de nombre"),
    ("cost_question", (Money, Table), "une question de somme, ou un tableau"),
)


def told(definition: Definition) -> Iterator[Flaw]:
    """Questions named to say what a project is, that say something else, or too much."""
    asked = {one.key: one for _, one in every(definition.form, Asked)}
    for path, one in every(definition, Project):
        for field, kinds, wanted in KINDS:
            question = asked.get(getattr(one, field) or "")
            if question is not None and not isinstance(question, kinds):
                yield Flaw((*path, field), f"{french.quoted(question.label)} n’est pas {wanted}.")
        cost = asked.get(one.cost_question or "")
        most = cost.max if isinstance(cost, Money) else None
        if most is not None and one.cost_max is not None and most > one.cost_max:
            yield Flaw(
                (*path, "cost_max"),
                f"La question {french.quoted(str(cost.label if cost else ''))} va jusqu’à "
                f"{french.number(most)}, mais un projet coûte au plus "
                f"{french.number(one.cost_max)}.",
            )
        end = asked.get(one.end_question or "")
        over, latest = days.first(definition, one.ends_before), None
        if isinstance(end, Day) and end.latest and over:
            latest = end.latest[:10]
        if latest and over and latest > over.isoformat():
            yield Flaw(
                (*path, "ends_before"),
                f"La question qui dit la fin va jusqu’au {latest}, "
                f"mais un projet finit au plus tard le {french.day(over)}.",
            )


CHECKS = (
    Check("project.told", Severity.WARNING, told, ("duration",)),
    Check("team.small", Severity.WARNING, sizes, ("team",)),
    Check("team.services", Severity.WARNING, services, ("team",)),
    Check("team.mixes", Severity.ERROR, mixes),
    Check("project.dates", Severity.WARNING, projects, ("duration", "calendar")),
)
