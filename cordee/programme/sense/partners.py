"""Partners and people: rules no consortium meets, conditions on people who do not apply."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Asked, File, Table
from cordee.programme.schema.team import Consortium, Team
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import Condition, KindIs, NumberIs, PlaceIs
from cordee.programme.sense.flaws import Check, Flaw, flaw

OF_A_PERSON = {"residence", "nationality", "birth"}
"""Places that only a person has."""


def crowded(definition: Definition) -> Iterator[Flaw]:
    """Rules that ask for more partners, countries or categories than there may be."""
    for path, one in every(definition, Consortium):
        least = sum(
            (
                rule.min or Decimal()
                for rule in one.rules
                if rule.rule == "count" and rule.category and not rule.countries
            ),
            Decimal(),
        )
        if one.max is not None and least > one.max:
            yield flaw(
                (*path, "rules"),
                "Les règles demandent au moins {least} partenaires, pour {most} au plus.",
                least=least,
                most=one.max,
            )
        for index, rule in enumerate(one.rules):
            most = {"countries": one.max, "count": one.max, "categories": len(one.categories)}.get(
                rule.rule
            )
            if most is not None and rule.min is not None and rule.min > most:
                yield flaw(
                    (*path, "rules", index, "min"),
                    "Cette règle en demande {least}, mais il ne peut y en avoir que {most}.",
                    least=rule.min,
                    most=most,
                )
            if rule.rule.startswith("share") and max(rule.min or 0, rule.max or 0) > 1:
                yield Flaw(
                    (*path, "rules", index), "Une part s’écrit entre 0 et 1 : 0.3 pour 30 %."
                )


def budget(definition: Definition) -> Iterator[Flaw]:
    """Shares of a budget that no table gives."""
    tables = {one.key for _, one in every(definition.form, Table)}
    asked = {one.key for _, one in every(definition.form, Asked)}
    for path, one in every(definition, Consortium):
        shared = any(rule.rule.startswith("share") for rule in one.rules)
        if shared and not one.budget_question:
            yield Flaw(
                path,
                "Des règles portent sur la part de budget de chacun : nommez le "
                "tableau qui la dit (budget_question).",
            )
        if one.budget_question in asked - tables:
            yield flaw(
                (*path, "budget_question"),
                "{quoted} n’est pas une question de tableau.",
                quoted=french.quoted(one.budget_question or ""),
            )


def agreed(definition: Definition) -> Iterator[Flaw]:
    """An agreement joined to what takes no file, or joined and not asked for."""
    asked = {one.key: one for _, one in every(definition.form, Asked)}
    for path, one in every(definition, Consortium):
        question = asked.get(one.agreement_question or "")
        if question is not None and not isinstance(question, File):
            yield flaw(
                (*path, "agreement_question"),
                "{label} ne reçoit pas de fichier.",
                label=french.quoted(question.label),
            )
        if one.agreement_question and one.agreement_signed == "no":
            yield Flaw(
                (*path, "agreement_signed"),
                "Un accord se joint, mais aucun n’est demandé "
                ': écrivez agreement_signed = "before_deposit".',
            )


def persons(definition: Definition) -> Iterator[Flaw]:
    """Conditions on persons when bodies apply, on bodies when persons do."""
    among = {*definition.applicant.is_}
    for index, one in enumerate(definition.eligibility):
        if one.of != "applicant":
            continue
        if "person" not in among and personal(one):
            yield Flaw(
                ("eligibility", index),
                "Cette condition parle d’une personne, mais seuls "
                'des organismes candidatent : écrivez applicant.is = ["person"], ou dites '
                'de quels membres il s’agit (of = "every_member").',
            )
        if (
            among == {"person"}
            and isinstance(one, KindIs)
            and "personne" not in (one.among or ("personne",))
        ):
            yield Flaw(
                ("eligibility", index),
                "Seules des personnes candidatent, mais cette "
                "condition n’admet que des organismes.",
            )


def personal(one: Condition) -> bool:
    """Whether only a person meets it: an age, where one lives."""
    return (
        (isinstance(one, PlaceIs) and one.place_of in OF_A_PERSON)
        or (isinstance(one, NumberIs) and one.fact == "age")
        or (isinstance(one, KindIs) and one.among == ("personne",))
    )


def members(definition: Definition) -> Iterator[Flaw]:
    """Conditions on members of what is neither a team nor a consortium."""
    gathered = any(True for _ in every(definition, Team)) or any(
        True for _ in every(definition, Consortium)
    )
    for index, one in enumerate(definition.eligibility):
        if one.of != "applicant" and not gathered:
            yield Flaw(
                ("eligibility", index, "of"),
                "Cette condition porte sur des membres, mais "
                "il n’y a ni équipe ([team]) ni groupement ([consortium]).",
            )
        if one.of == "applicant" and (one.role or one.category):
            yield Flaw(
                ("eligibility", index),
                "Un rôle ou une catégorie ne dit rien du candidat "
                'lui-même : ajoutez of = "every_member" ou "any_member".',
            )


def approving(definition: Definition) -> Iterator[Flaw]:
    """Sign-off asked of a role that nobody need hold."""
    for path, team in every(definition, Team):
        free = {role.key: role for role in team.roles if not role.min}
        for index, key in enumerate(team.sign_off):
            if key in free:
                yield flaw(
                    (*path, "sign_off", index),
                    "L’accord de {label} est demandé, mais personne n’est tenu d’avoir ce rôle "
                    ": donnez-lui min = 1.",
                    label=french.quoted(free[key].label),
                )


CHECKS = (
    Check("consortium.rules", Severity.ERROR, crowded),
    Check("consortium.budget", Severity.WARNING, budget),
    Check("consortium.agreement", Severity.WARNING, agreed),
    Check("eligibility.persons", Severity.WARNING, persons, ("eligible",)),
    Check("eligibility.of", Severity.WARNING, members, ("eligible",)),
    Check("team.sign_off", Severity.WARNING, approving, ("team",)),
)
