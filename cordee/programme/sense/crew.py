"""Teams and projects against themselves: sizes, parts, mixes, and dates a project cannot keep."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Asked, Choice, Day, Money, Number, Table
from cordee.programme.schema.team import Team
from cordee.programme.schema.timeline import Project
from cordee.programme.schema.walk import every
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw


def sizes(definition: Definition) -> Iterator[Flaw]:
    """A team said smaller than its roles, parts that too few people may play."""
    for path, team in every(definition, Team):
        least = sum(role.min for role in team.roles if role.strength.value == "obligation")
        waived = {key for one in team.exceptions for key in one.waives}
        fewest = least - sum(role.min for role in team.roles if role.key in waived)
        if "min" in team.model_fields_set and team.min < fewest:
            yield flaw(
                (*path, "min"),
                "L’équipe peut avoir {least}, mais ses rôles en demandent au moins {fewest}.",
                least=french.plural(team.min, "personne"),
                fewest=fewest,
            )
        roles = {role.key: role for role in team.roles}
        for index, lead in enumerate(team.leads):
            some = [roles[key] for key in lead.among_roles if key in roles]
            most = sum(role.max or 0 for role in some)
            bounded = some and all(role.max for role in some)
            if lead.of == "person" and bounded and lead.min > most:
                yield flaw(
                    (*path, "leads", index, "min"),
                    "{label} : il en faut {least}, parmi {most} au plus.",
                    label=french.quoted(lead.label),
                    least=lead.min,
                    most=french.plural(most, "personne"),
                )
        alone = [one for one in team.leads if one.of == "person" and not one.may_cumulate]
        parts = sum(one.min for one in alone)
        if team.max and parts > team.max:
            yield flaw(
                (*path, "leads"),
                "Il faut {parts} personnes pour tenir des fonctions qui ne se cumulent pas : "
                "l’équipe en a {most} au plus.",
                parts=parts,
                most=team.max,
            )


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
                yield flaw(
                    (*path, "exceptions", index, "min_services"),
                    "Il faut {min_services}, pour {most} au plus.",
                    min_services=french.plural(
                        one.min_services, "service différent", "services différents"
                    ),
                    most=french.plural(team.max, "personne"),
                )


def mixes(definition: Definition) -> Iterator[Flaw]:
    """Mixes that no team can have."""
    for path, team in every(definition, Team):
        shares: dict[str, Decimal] = {}
        seen: dict[str, list[str]] = {}
        for index, one in enumerate(team.balances):
            least = max(one.min or 0, one.distinct_min or 0)
            if team.max and least > team.max:
                yield flaw(
                    (*path, "balances", index),
                    "{label} demande {least}, pour {most} au plus.",
                    label=french.quoted(one.label),
                    least=least,
                    most=french.plural(team.max, "personne"),
                )
            if one.values and one.min_share:
                shares[one.attribute] = shares.get(one.attribute, Decimal()) + one.min_share
                seen.setdefault(one.attribute, []).extend(one.values)
        for attribute, share in shares.items():
            if share > 1 and len(seen[attribute]) == len(set(seen[attribute])):
                yield flaw(
                    (*path, "balances"),
                    "Les parts minimales ({attribute}) font {number} %.",
                    attribute=attribute,
                    number=french.number(share * 100),
                )


def projects(definition: Definition) -> Iterator[Flaw]:
    """Projects that must end before they may start, or before they may be long enough."""
    answer = days.answered(definition)
    for path, one in every(definition, Project):
        after = days.first(definition, one.starts_after)
        before = days.last(definition, one.starts_before)
        ends = days.last(definition, one.ends_before)
        if after and before and before < after:
            yield flaw(
                (*path, "starts_before"),
                "Un projet commence au plus tard le {before}, mais pas avant le {after}.",
                before=french.day(before),
                after=french.day(after),
            )
        elif before and answer and before < answer:
            yield flaw(
                (*path, "starts_before"),
                "Un projet commence au plus tard le {before}, avant la réponse ({answer}).",
                before=french.day(before),
                answer=french.day(answer),
            )
        yield from _ending(path, one, after, ends, answer)
        if one.per_body and (definition.applicant.awards_max or 0) > one.per_body:
            yield flaw(
                (*path, "per_body"),
                "Un organisme mène {per_body} projet à la fois, mais peut être retenu "
                "{awards_max} fois.",
                per_body=one.per_body,
                awards_max=definition.applicant.awards_max,
            )


def _ending(
    path: Path, one: Project, after: date | None, ends: date | None, answer: date | None
) -> Iterator[Flaw]:
    """An end before the project may start, or be long enough."""
    told = one.starts_after and one.starts_after.anchor in {"notification", "agreement"}
    start = after or (answer if told else None)
    if ends and start and ends < start:
        yield flaw(
            (*path, "ends_before"),
            "Un projet finit au plus tard le {ends}, avant de pouvoir commencer ({start}).",
            ends=french.day(ends),
            start=french.day(start),
        )
    elif ends and start and one.lasts_min and (ends - start).days < days.length(one.lasts_min):
        yield flaw(
            (*path, "ends_before"),
            "Un projet dure au moins {said}, mais n’a que {days} entre le {start} et le {ends}.",
            said=one.lasts_min.said(),
            days=french.plural((ends - start).days, "jour"),
            start=french.day(start),
            ends=french.day(ends),
        )


KINDS: tuple[tuple[str, tuple[type[Asked], ...], str], ...] = (
    ("start_question", (Day,), say("une question de date")),
    ("end_question", (Day,), say("une question de date")),
    ("months_question", (Number, Choice), say("une question de nombre")),
    ("cost_question", (Money, Table), say("une question de somme, ou un tableau")),
)


def told(definition: Definition) -> Iterator[Flaw]:
    """Questions named to say what a project is, that say something else, or too much."""
    asked = {one.key: one for _, one in every(definition.form, Asked)}
    for path, one in every(definition, Project):
        for field, kinds, wanted in KINDS:
            question = asked.get(getattr(one, field) or "")
            if question is not None and not isinstance(question, kinds):
                yield flaw(
                    (*path, field),
                    "{label} n’est pas {wanted}.",
                    label=french.quoted(question.label),
                    wanted=wanted,
                )
        cost = asked.get(one.cost_question or "")
        most = cost.max if isinstance(cost, Money) else None
        if most is not None and one.cost_max is not None and most > one.cost_max:
            yield flaw(
                (*path, "cost_max"),
                "La question {quoted} va jusqu’à {most}, mais un projet coûte au plus {cost_max}.",
                quoted=french.quoted(str(cost.label if cost else "")),
                most=french.number(most),
                cost_max=french.number(one.cost_max),
            )
        end = asked.get(one.end_question or "")
        over, latest = days.first(definition, one.ends_before), None
        if isinstance(end, Day) and end.latest and over:
            latest = end.latest[:10]
        if latest and over and latest > over.isoformat():
            yield flaw(
                (*path, "ends_before"),
                "La question qui dit la fin va jusqu’au {latest}, mais un projet finit au plus "
                "tard le {over}.",
                latest=latest,
                over=french.day(over),
            )


CHECKS = (
    Check("project.told", Severity.WARNING, told, ("duration",)),
    Check("team.small", Severity.WARNING, sizes, ("team",)),
    Check("team.services", Severity.WARNING, services, ("team",)),
    Check("team.mixes", Severity.ERROR, mixes),
    Check("project.dates", Severity.WARNING, projects, ("duration", "calendar")),
)
