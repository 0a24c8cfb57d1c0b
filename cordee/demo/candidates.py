"""The demonstration's candidates: uneven files, one late, one withdrawn, two not eligible."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.demo.script import Script
from cordee.kernel.findings import Refused
from cordee.people.actions import accounts, organisations, persons
from cordee.people.models import Organisation, User
from cordee.programme.schema import questions as q
from cordee.programme.schema.team import Role, Team
from cordee.territories.models import Territory


def play(script: Script, edition: Edition, boss: User) -> None:
    """Write every file, each in its own time of the call."""
    entries = script.data["candidates"]
    for rank, entry in enumerate(entries):
        write(script, edition, boss, entry, rank / len(entries))


def write(
    script: Script, edition: Edition, boss: User, entry: dict[str, Any], share: float
) -> None:
    """A file, from its first line to its deposit, or to what else became of it."""
    territory = find(entry)
    _join_circle(script, territory, entry, boss)
    start = script.moment(share * 0.6)
    owner = owner_of(script, territory, start)
    application = actions.start(edition, territory=territory, by=owner, at=start)
    gather(script, application, entry, owner, start + timedelta(hours=2))
    _answer(script, application, entry, owner, start + timedelta(days=2))
    _hand_in(script, application, entry.get("fate", "deposited"), owner, share)


def find(entry: dict[str, Any]) -> Territory:
    """The territory an entry names, by its reference or by its name."""
    if "ref" in entry:
        return Territory.objects.get(ref=entry["ref"])
    return Territory.objects.get(name=entry["name"])


def _join_circle(script: Script, territory: Territory, entry: dict[str, Any], boss: User) -> None:
    at = script.moment(0) - timedelta(days=30)
    organisation = Organisation(
        name=territory.name, kind=territory.kind, territory_code=territory.siren or territory.insee
    )
    organisations.keep_organisation(organisation, by=boss, at=at)
    if entry.get("governance"):
        organisations.join_governance(
            organisation, starts=at.date(), circle=script.data["circle"], by=boss, at=at
        )


def owner_of(script: Script, territory: Territory, at: datetime) -> User:
    """The technicienne who opens the file."""
    given, family = script.person(territory.ref, "owner")
    user = accounts.reserve(f"equipe.{territory.pk}@example.org", at=at)
    person = accounts.welcome(user, method="code", at=at)
    persons.change_profile(person, given_name=given, family_name=family, by=user, at=at)
    user.refresh_from_db()
    return user


def gather(
    script: Script, application: Application, entry: dict[str, Any], owner: User, at: datetime
) -> None:
    """The team the call asks for; without its outside ally when the entry says so."""
    team = application.edition.definition.team
    if team is None:
        return
    lacks = entry.get("lacks", [])
    cast = _cast(team, incomplete=entry.get("incomplete", False))
    roles = [role for role in cast if role.key not in lacks]
    first_agent = next((rank for rank, role in enumerate(roles) if role.actor == "agent"), 0)
    for rank, role in enumerate(roles):
        leading = rank == first_agent
        given, family = script.person(application.body_name, rank)
        if leading:
            given, family = owner.person.given_name, owner.person.family_name
        services = script.data["people"]["services"]
        actions.join(
            application,
            role=role.key,
            given_name=given,
            family_name=family,
            person=owner.person if leading else None,
            email=owner.email if leading else f"membre.{application.pk}.{rank}@example.org",
            capacity=str(role.label),
            service="" if role.external else services[rank % len(services)],
            organisation=_organisation(script, application, role),
            leads=_parts(team, roles, rank, first_agent),
            by=owner,
            at=at,
        )


def _parts(team: Team, roles: list[Role], rank: int, first_agent: int) -> list[str]:
    """The parts of this member: each goes to the agent who writes, or to the first who may."""
    found = []
    for lead in team.leads:
        able = [
            n
            for n, role in enumerate(roles)
            if not lead.among_roles or role.key in lead.among_roles
        ]
        holder = first_agent if first_agent in able else next(iter(able), -1)
        if lead.of == "person" and holder == rank:
            found.append(lead.key)
    return found


def _organisation(script: Script, application: Application, role: Role) -> str:
    if role.external:
        return str(script.pick(script.data["people"]["externals"], application.body_name))
    return application.body_name


def _cast(team: Team, *, incomplete: bool) -> Iterator[Role]:
    """Enough people for each role, then more of those that admit more, up to the size asked."""
    waived = team.exceptions[0].waives if incomplete and team.exceptions else ()
    roles = [role for role in team.roles if role.key not in waived]
    size = 0
    for role in roles:
        yield from [role] * role.min
        size += role.min
    for role in roles:
        if size < team.min and (role.max is None or role.max > role.min):
            yield role
            size += 1


def _answer(
    script: Script, application: Application, entry: dict[str, Any], owner: User, at: datetime
) -> None:
    for question in application.edition.definition.questions(application.step):
        given = value(script, application, entry, question)
        if given is not None:
            actions.save_answer(application, question.key, given, by=owner, at=at)


def value(  # noqa: PLR0911 - one line a kind of question
    script: Script, application: Application, entry: dict[str, Any], question: q.AnyQuestion
) -> Any:
    """Something plausible for every kind of question."""
    name = application.body_name
    contact = {
        "name": " ".join(script.person(name, question.key)),
        "capacity": "Responsable",
        "email": "contact@example.org",
        "phone": "03 00 00 00 00",
    }
    match question:
        case q.LongText():
            return script.text(entry, question, name)
        case q.Text():
            return entry["project"]
        case q.Choice():
            option = script.pick(question.options, name, question.key).key
            return [option] if question.max > 1 else option
        case q.YesNo() | q.Attestation():
            return True
        case q.Contact():
            return contact
        case q.Group():
            return [{one.key: value(script, application, entry, one) for one in question.questions}]
        case q.Number() | q.Money():
            return "10"
        case _:
            return None


def _hand_in(
    script: Script, application: Application, fate: str, owner: User, share: float
) -> None:
    """Deposit in time, too late, then take back, or never."""
    if fate == "draft":
        return
    at = script.moment(0.75 + share * 0.24)
    if fate == "late":
        at = script.moment(1) + timedelta(seconds=40)
    try:
        actions.deposit(application, by=owner, at=at)
    except Refused:
        if fate not in {"late", "ineligible"}:
            raise
    if fate == "withdrawn":
        actions.withdraw(
            application,
            reason="Notre projet change de périmètre après une fusion de services.",
            by=owner,
            at=at + timedelta(hours=3),
        )
