"""The verdict of composition: roles, size, parts played, the incomplete team (R19-R28)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, Verdict, broken, missing, ok
from cordee.kernel.speech import noted
from cordee.programme.schema.team import Lead, Role, Team, TeamBalance, TeamException


@dataclass(frozen=True, slots=True)
class Teammate:
    """A member as the rules see her; `leads` are the parts she plays (keys of the definition)."""

    name: str
    role: str
    email: str = ""
    organisation: str = ""
    service: str = ""
    leads: tuple[str, ...] = ()
    approved: bool = False
    """Whether she approved the file, when the call asks it of her."""

    @property
    def identity(self) -> str:
        """What tells persons apart: the address, or else the name."""
        return self.email.strip().casefold() or french.unaccented(" ".join(self.name.split()))


class TeamState(StrEnum):
    """Where a team stands, in words for people."""

    COMPLETE = noted("équipe complète")
    INCOMPLETE = noted("équipe incomplète, admise")
    TO_COMPLETE = noted("équipe à compléter")

    @property
    def said(self) -> str:
        """The state in words, that a page says in the language of its reader."""
        return french.say(self.value)


def team_findings(team: Team, teammates: Sequence[Teammate], body: str = "") -> list[Finding]:
    """Every remark on the composition at once; failed obligations refuse the deposit (R24)."""
    exception = waiver(team, teammates)
    found = [*_doubles(teammates), *_size(team, teammates)]
    for role in team.roles:
        waived = exception is not None and role.key in exception.waives
        found.append(_role(role, teammates, exception if waived else None))
    found += [_part(team, lead, teammates) for lead in team.leads if lead.of == "person"]
    found += [*_alone(team, teammates), *_mixes(team, teammates)]
    found += [*_outside(team, teammates, body), *_services(team, teammates)]
    if team.exceptions and exception is None and _lacking(team, teammates):
        found += [_way_out(one, teammates, team) for one in team.exceptions]
    return [_later(one) for one in found] if team.formed != "before" else found


def _later(finding: Finding) -> Finding:
    """What is missing of a team that comes together after the deposit: told, not refused."""
    missing_now = finding.verdict is Verdict.MISSING
    return replace(finding, strength=Strength.ADVICE) if missing_now else finding


def team_state(team: Team, teammates: Sequence[Teammate]) -> TeamState:
    """Sum up: complete, incomplete yet admissible (R25), or to be completed."""
    if any(finding.blocks for finding in team_findings(team, teammates)):
        return TeamState.TO_COMPLETE
    return TeamState.INCOMPLETE if waiver(team, teammates) else TeamState.COMPLETE


def told(team: Team | None, mates: Iterable[tuple[str, Sequence[str]]]) -> set[str]:
    """Addresses of those whose part receives every message of the team, account or not (R29).

    `mates` gives each member as her address and the parts she plays.
    """
    parts = {lead.key for lead in team.leads if lead.receives_messages} if team else set()
    return {email.lower() for email, played in mates if email and parts & {*played}}


def wanted(team: Team, teammates: Sequence[Teammate]) -> list[tuple[Role, int]]:
    """The roles that nobody holds enough yet, with how many people are missing in each."""
    count = Counter(mate.role for mate in teammates)
    return [(role, role.min - count[role.key]) for role in team.roles if count[role.key] < role.min]


def waiver(team: Team, teammates: Sequence[Teammate]) -> TeamException | None:
    """The exception that makes this incomplete team admissible, or `None` (R25)."""
    lacking = _lacking(team, teammates)
    if not lacking:
        return None
    return next((one for one in team.exceptions if _covers(one, lacking, teammates)), None)


def _covers(exception: TeamException, lacking: set[str], teammates: Sequence[Teammate]) -> bool:
    return lacking <= set(exception.waives) and not _unmet(exception, teammates, {})


def _unmet(
    exception: TeamException, teammates: Sequence[Teammate], labels: Mapping[str, object]
) -> list[str]:
    """What an exception still asks, as pieces of a sentence; `labels` names the roles."""
    count = Counter(mate.role for mate in teammates)
    unmet = [
        french.say(
            "au moins {people} au rôle {role}",
            people=french.plural(needed, "personne"),
            role=french.quoted(str(labels.get(key, key))),
        )
        for key, needed in exception.needs.items()
        if count[key] < needed
    ]
    services = {french.unaccented(mate.service.strip()) for mate in teammates} - {""}
    if exception.min_services and len(services) < exception.min_services:
        unmet.append(
            french.say(
                "des personnes d’au moins {min_services} services différents",
                min_services=exception.min_services,
            )
        )
    return unmet


def _lacking(team: Team, teammates: Iterable[Teammate]) -> set[str]:
    count = Counter(mate.role for mate in teammates)
    return {role.key for role in team.roles if count[role.key] < role.min}


def _doubles(teammates: Sequence[Teammate]) -> list[Finding]:
    """The same person twice counts once: size is counted on distinct persons (R19)."""
    count = Counter(mate.identity for mate in teammates if mate.identity)
    return [
        broken(
            "team.double",
            "team",
            french.say(
                "{name} figure {count} fois dans l’équipe : gardez une seule ligne par "
                "personne, avec les parts qu’elle tient.",
                name=mate.name,
                count=count[mate.identity],
            ),
        )
        for mate in {mate.identity: mate for mate in teammates}.values()
        if count[mate.identity] > 1
    ]


def _size(team: Team, teammates: Sequence[Teammate]) -> list[Finding]:
    size = len({mate.identity for mate in teammates})
    bounds = _bounds(team.min, team.max)
    said = french.say(
        "L’équipe compte {size} ; il en faut {bounds}.",
        size=french.plural(size, "personne"),
        bounds=bounds,
    )
    if size < team.min:
        return [missing("team.size", "team", said)]
    if team.max is not None and size > team.max:
        return [
            broken(
                "team.size",
                "team",
                french.say("{said} Retirez-en {size}.", said=said, size=size - team.max),
            )
        ]
    return [ok("team.size", "team", said)]


def _role(role: Role, teammates: Sequence[Teammate], exception: TeamException | None) -> Finding:
    """As many people in a role as it wants, or an exception to do without (R20-R25)."""
    count = sum(mate.role == role.key for mate in teammates)
    where, wanted = f"team.{role.key}", _bounds(role.min, role.max)
    if count < role.min and exception is not None:
        said = french.say(
            "{label} : aucune personne. Candidature recevable en {state}.",
            label=role.label,
            state=french.quoted(exception.state),
        )
        return missing("team.waived", where, said, strength=Strength.ADVICE)
    verdict, sentence = ok, noted("{label} : {count} sur {wanted}.")
    if count < role.min:
        verdict, sentence = missing, noted("{label} : il en faut {wanted}, il y en a {count}.")
    elif role.max is not None and count > role.max:
        verdict, sentence = broken, noted("{label} : {count}, c’est plus que permis ({wanted}).")
    said = french.say(sentence, label=role.label, count=count, wanted=wanted)
    return verdict("team.role", where, said, strength=role.strength)


def _part(team: Team, lead: Lead, teammates: Sequence[Teammate]) -> Finding:
    """Exactly as many people play a part as the call asks, among the roles it names (R26)."""
    where, bounds = f"team.{lead.key}", _bounds(lead.min, lead.max)
    holders = [mate for mate in teammates if lead.key in mate.leads]
    names = french.listed([mate.name for mate in holders])
    if len(holders) < lead.min:
        said = french.say("Désignez {bounds} : {label}.", bounds=bounds, label=lead.label)
        return missing("team.part", where, said)
    if len(holders) > lead.max:
        said = french.say(
            "{label} : {names}. Il en faut {bounds}.",
            label=lead.label,
            names=names,
            bounds=bounds,
        )
        return broken("team.part", where, said)
    wrong = [m.name for m in holders if lead.among_roles and m.role not in lead.among_roles]
    if wrong:
        said = french.say(
            "{label} : {wrong} n’a pas le rôle qui le permet. Désignez une personne du rôle "
            "{roles}, ou donnez ce rôle à {wrong}.",
            label=lead.label,
            wrong=french.listed(wrong),
            roles=french.listed(
                [french.quoted(one.label) for one in team.roles if one.key in lead.among_roles],
                french.say("ou"),
            ),
        )
        return broken("team.part", where, said)
    names = names or french.say("non désigné, ce n’est pas obligatoire")
    return ok("team.part", where, french.say("{label} : {names}.", label=lead.label, names=names))


def _alone(team: Team, teammates: Sequence[Teammate]) -> list[Finding]:
    """Parts that one may not hold with another."""
    apart = {one.key: one.label for one in team.leads if not one.may_cumulate}
    found = []
    for mate in teammates:
        held = [key for key in mate.leads if key in apart]
        if held and len(mate.leads) > 1:
            said = french.say(
                "{name} tient {part} : cette fonction ne se cumule pas. Confiez l’autre à "
                "quelqu’un d’autre.",
                name=mate.name,
                part=french.quoted(apart[held[0]]),
            )
            found.append(broken("team.cumulate", f"team.{held[0]}", said))
    return found


def _outside(team: Team, teammates: Sequence[Teammate], body: str) -> Iterator[Finding]:
    """Whoever comes from another structure says which; it is not the one that applies."""
    apart = {role.key: role for role in team.roles if role.external}
    own = french.unaccented(" ".join(body.split()))
    for mate in teammates:
        role = apart.get(mate.role)
        structure = french.unaccented(" ".join(mate.organisation.split()))
        if role is None or (structure and structure != own):
            continue
        if structure and own:
            said = french.say("{name} vient de la structure candidate : {role} vient d’ailleurs.",
                              name=mate.name, role=role.label)  # fmt: skip
            yield broken("team.external", f"team.{role.key}", said,
                         strength=role.strength)  # fmt: skip
        elif not structure:
            said = french.say("{name} : dites de quelle structure, autre que la vôtre ({role}).",
                              name=mate.name, role=role.label)  # fmt: skip
            yield missing("team.external", f"team.{role.key}", said,
                          strength=role.strength)  # fmt: skip


def _services(team: Team, teammates: Sequence[Teammate]) -> list[Finding]:
    """Who has not said the service she works in, when the call asks for it."""
    silent = [mate.name for mate in teammates if not mate.service.strip()]
    if not team.asks_service or not silent:
        return []
    said = french.say("Service à indiquer : {names}.", names=french.listed(silent))
    return [missing("team.service", "team", said, strength=Strength.ADVICE)]


KNOWN: Mapping[str, Callable[[Teammate], str]] = {
    "organisation": lambda mate: mate.organisation,
    "service": lambda mate: mate.service,
    "role": lambda mate: mate.role,
}
"""What a mix may look at: what each member says of herself."""


def _mixes(team: Team, teammates: Sequence[Teammate]) -> list[Finding]:
    """Mixes of structures, services or roles; the others are for people to judge."""
    return [
        found
        for one in team.balances
        if one.attribute in KNOWN and (found := _mix(one, KNOWN[one.attribute], teammates))
    ]


def _mix(
    rule: TeamBalance, tell: Callable[[Teammate], str], teammates: Sequence[Teammate]
) -> Finding | None:
    values = [french.unaccented(" ".join(tell(mate).split())) for mate in teammates]
    wanted = {french.unaccented(value) for value in rule.values}
    count = sum(value in wanted if wanted else bool(value) for value in values)
    share = Decimal(count) / len(values) if values else Decimal()
    short = (
        (rule.min is not None and count < rule.min)
        or (rule.min_share is not None and share < rule.min_share)
        or (rule.distinct_min is not None and len({*values} - {""}) < rule.distinct_min)
    )
    beyond = (rule.max is not None and count > rule.max) or (
        rule.max_share is not None and share > rule.max_share
    )
    if not short and not beyond:
        return None
    said = french.typeset(
        french.say("{label} : l’équipe n’a pas encore cet équilibre.", label=rule.label)
    )
    make = broken if beyond else missing
    return make("team.mix", f"team.{rule.key}", said, strength=rule.strength)


def _way_out(exception: TeamException, teammates: Sequence[Teammate], team: Team) -> Finding:
    """Say how an incomplete team could be admissible, before it gives up (R25)."""
    labels = {role.key: role.label for role in team.roles}
    waived = french.listed([labels.get(key, key) for key in exception.waives])
    unmet = french.listed(_unmet(exception, teammates, labels)) or french.say(
        "tous les autres rôles présents"
    )
    return missing(
        "team.way_out",
        "team",
        french.say(
            "Une équipe sans {waived} reste recevable, avec {unmet}.", waived=waived, unmet=unmet
        ),
        strength=Strength.ADVICE,
    )


def _bounds(least: int, most: int | None) -> str:
    """« 4 à 6 », « au moins 2 », « 1 »."""
    if most is None:
        return french.say("au moins {least}", least=least)
    if least == most:
        return str(least)
    return french.say("{least} à {most}", least=least, most=most)
