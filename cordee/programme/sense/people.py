"""Who may apply: teams, consortia and conditions that contradict themselves."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cordee.kernel import bodies, french
from cordee.kernel.french import say
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.team import Consortium, Lead, Role, Team, TeamException
from cordee.programme.schema.walk import every, walk
from cordee.programme.schema.who import AtLeast, KindIs, NumberIs, PlaceIs
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.sense.stated import quotes, sentences


def sizes(definition: Definition) -> Iterator[Flaw]:
    """Teams that no set of roles can fill."""
    for path, team in every(definition, Team):
        least = sum(role.min for role in team.roles)
        most = sum(role.max or team.max or role.min for role in team.roles)
        if team.max and least > team.max:
            yield flaw(
                (*path, "max"),
                "Équipe impossible : les rôles demandent au moins {least} personnes, la taille "
                "maximale est {most}.",
                least=least,
                most=team.max,
            )
        if team.roles and all(role.max for role in team.roles) and most < team.min:
            yield flaw(
                (*path, "min"),
                "Équipe impossible : les rôles n’admettent que {most}, il en faut au moins "
                "{least}.",
                most=french.plural(most, "personne"),
                least=team.min,
            )


def reversed_bounds(definition: Definition) -> Iterator[Flaw]:
    """A minimum above its maximum."""
    for path, one in walk(definition):
        if isinstance(one, (Team, Role, Lead, Consortium, NumberIs)):
            yield from reversed_pair(path, one.min, one.max)


def reversed_pair(
    path: Path, low: Decimal | int | None, high: Decimal | int | None
) -> Iterator[Flaw]:
    """A flaw when `low` is above `high`."""
    if low is not None and high is not None and low > high:
        yield flaw(
            (*path, "min"), "Le minimum ({low}) dépasse le maximum ({high}).", low=low, high=high
        )


def exceptions(definition: Definition) -> Iterator[Flaw]:
    """Exceptions that waive nothing, or still ask for more than a role allows."""
    for path, team in every(definition, Team):
        roles = {role.key: role for role in team.roles}
        for index, one in enumerate(team.exceptions):
            yield from _exception((*path, "exceptions", index), one, roles)


def _exception(path: Path, one: TeamException, roles: dict[str, Role]) -> Iterator[Flaw]:
    for key in one.waives:
        if key in roles and roles[key].min == 0:
            yield flaw(
                (*path, "waives"),
                "Le rôle {key} est déjà facultatif : l’exception ne dispense de rien.",
                key=french.quoted(key),
            )
    for key, count in one.needs.items():
        most = roles[key].max if key in roles else None
        if most and count > most:
            yield flaw(
                (*path, "needs"),
                "L’exception demande {count} fois le rôle {key}, qui n’admet que {most}.",
                count=count,
                key=french.quoted(key),
                most=most,
            )
        if key in one.waives and count:
            yield flaw(
                (*path, "needs"),
                "Le rôle {key} est à la fois dispensé et demandé.",
                key=french.quoted(key),
            )


def one_name(definition: Definition) -> Iterator[Flaw]:
    """One name for a person and for a body: two mentions are needed (R27)."""
    said = sentences(definition, "lead")
    for path, team in every(definition, Team):
        bodies_ = [lead for lead in team.leads if lead.of == "body"]
        people = [lead for lead in team.leads if lead.of == "person"]
        for person in people:
            for body in bodies_:
                if common := _shared(person.label, body.label):
                    source = say(" Le texte : {said}.", said=quotes(said)) if said else ""
                    yield flaw(
                        (*path, "leads"),
                        "{common} nomme à la fois une personne ({label}) et un organisme "
                        "({label2}) : deux mentions distinctes.{source}",
                        common=french.quoted(common),
                        label=french.quoted(person.label),
                        label2=french.quoted(body.label),
                        source=source,
                    )
                    return
    if len({one.value for _, one in said}) > 1:
        yield flaw(
            said[0][0],
            "Le même mot désigne une personne et un organisme : {said}.",
            said=quotes(said),
        )


def _shared(first: str, second: str) -> str:
    """The words two labels share, beyond small ones: « chef de file »."""
    stems = {_stem(word) for word in second.split()}
    words = [word for word in first.split() if _stem(word) in stems]
    while words and len(words[-1]) < len("file"):
        words.pop()
    return " ".join(words)


def _stem(word: str) -> str:
    plain = french.unaccented(word).replace("·", "").replace(".", "")
    return plain[:4]


def kinds(definition: Definition) -> Iterator[Flaw]:
    """Kinds both included and excluded."""
    for path, one in every(definition, KindIs):
        both = opened(one.among) & opened(one.except_)
        if one.among and both == opened(one.among):
            yield Flaw(
                (*path, "except"),
                "Tous les genres admis sont aussi exclus : personne ne "
                "peut remplir cette condition.",
            )
        for name in sorted({*one.among} & {*one.except_}):
            yield flaw(
                (*path, "except"), "{name} est à la fois admis et exclu.", name=french.quoted(name)
            )


def opened(names: Iterable[str]) -> frozenset[str]:
    """Kinds, groups opened; names of one's own stay as they are."""
    found: set[str] = set()
    for name in names:
        found |= {str(kind) for kind in bodies.GROUPS.get(name, ())} or {name}
    return frozenset(found)


def places(definition: Definition) -> Iterator[Flaw]:
    """Places both inside and outside."""
    for path, one in every(definition, PlaceIs):
        for name in sorted({*one.within} & {*one.outside}):
            yield flaw(
                (*path, "outside"),
                "{name} est à la fois dedans et dehors.",
                name=french.quoted(name),
            )


def too_many(definition: Definition) -> Iterator[Flaw]:
    """More conditions asked than there are."""
    for path, one in every(definition, AtLeast):
        if one.count > len(one.conditions):
            yield flaw(
                (*path, "count"),
                "Il faudrait {count}, mais il n’y en a que {conditions}.",
                count=french.plural(one.count, "condition remplie", "conditions remplies"),
                conditions=len(one.conditions),
            )


def open_to_all(definition: Definition) -> Iterator[Flaw]:
    """A call that says nothing of who may apply."""
    if not definition.eligibility:
        yield Flaw(
            ("eligibility",),
            "Rien ne dit qui peut candidater : tout le monde le peut. "
            "Sinon, ajoutez des [[eligibility]].",
        )


def lead_time(definition: Definition) -> Iterator[Flaw]:
    """Less time to apply than it takes to gather such a team (R250)."""
    opens, closes = definition.opens(), definition.closes()
    for path, team in every(definition, Team):
        if team.lead_time and opens and closes and team.lead_time.after(opens) > closes:
            yield flaw(
                (*path, "lead_time"),
                "Réunir cette équipe demande {said}, mais l’appel n’est ouvert que {days} : "
                "annoncez-le plus tôt.",
                said=team.lead_time.said(),
                days=french.plural((closes - opens).days, "jour"),
            )


def addresses(definition: Definition) -> Iterator[Flaw]:
    """E-mail addresses and sites that no message nor browser could reach."""
    for path, one in walk(definition):
        for field, pattern in REACHED.items():
            value = getattr(one, field, None)
            if isinstance(value, str) and value and not pattern.fullmatch(value):
                yield Flaw((*path, field), _unreached(value, field))
    for index, mailbox in enumerate(definition.form.mailboxes):
        if not REACHED["email"].fullmatch(mailbox):
            yield Flaw(("form", "mailboxes", index), _unreached(mailbox, "email"))


REACHED = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"),
    "site": re.compile(r"https?://\S+\.\S+"),
    "portal": re.compile(r"https?://\S+\.\S+"),
}


def _unreached(value: str, field: str) -> str:
    wanted = "nom@domaine.fr" if field == "email" else "https://www.domaine.fr"
    return say(
        "{value} n’est pas une adresse : elle s’écrit comme {wanted}.",
        value=french.quoted(value),
        wanted=wanted,
    )


def nobody_to_ask(definition: Definition) -> Iterator[Flaw]:
    """A call without anyone to ask."""
    if not any(one.public for one in definition.contacts):
        yield Flaw(
            ("contacts",),
            "Personne n’est nommé pour répondre aux questions : ajoutez un "
            "[[contacts]] avec une adresse.",
        )


def consortium_without_rules(definition: Definition) -> Iterator[Flaw]:
    """A consortium expected and not described, or described and not expected."""
    expected = "consortium" in definition.applicant.is_
    described = any(True for _ in every(definition, Consortium))
    if expected and not described:
        yield Flaw(
            ("applicant", "is"),
            "Des consortiums sont attendus mais rien ne les décrit : ajoutez [consortium].",
        )
    if described and not expected:
        yield Flaw(
            ("consortium",),
            "Un consortium est décrit mais personne ne candidate ainsi : "
            "ajoutez « consortium » à applicant.is.",
        )


CHECKS = (
    Check("team.size", Severity.ERROR, sizes),
    Check("bounds.people", Severity.ERROR, reversed_bounds),
    Check("team.exception", Severity.WARNING, exceptions, ("team",)),
    Check("team.one_name", Severity.WARNING, one_name, ("lead",)),
    Check("eligibility.kinds", Severity.ERROR, kinds),
    Check("eligibility.places", Severity.ERROR, places),
    Check("eligibility.too_many", Severity.ERROR, too_many),
    Check("eligibility.open", Severity.NOTICE, open_to_all),
    Check("team.lead_time", Severity.WARNING, lead_time, ("team", "closes")),
    Check("contact.address", Severity.WARNING, addresses),
    Check("contact.nobody", Severity.NOTICE, nobody_to_ask),
    Check("consortium.alone", Severity.WARNING, consortium_without_rules),
)
