"""Conditions on who the applicant is: its kind, a list, a circle, what it declares."""

from collections.abc import Iterable

from cordee.kernel import french
from cordee.kernel.bodies import BESIDE, GROUPS, Kind
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.kernel.tongues import languages
from cordee.programme.conditions.facts import Facts
from cordee.programme.conditions.findings import finding
from cordee.programme.schema import who
from cordee.programme.schema.words import Words


def kind_words(kind: str, facts: Facts | None = None) -> str:
    """« communes », « EPCI » : the plural noun of a kind, a group, or one's own kind."""
    if facts and f"kind:{kind}" in facts.names:
        return facts.names[f"kind:{kind}"]
    groups = {
        "epci": french.say("EPCI à fiscalité propre"),
        "syndicat_mixte": french.say("syndicats mixtes"),
    }
    if kind in groups:
        return groups[kind]
    if kind in BESIDE:
        return BESIDE[kind][1]
    return Kind(kind).plural if kind in set(Kind) else kind.replace("_", " ")


def is_kind(kind: str, among: Iterable[str]) -> bool:
    """Whether `kind` is one of those words or belongs to one of those groups."""
    return any(kind == one or kind in GROUPS.get(one, ()) for one in among)


def kind(rule: who.KindIs, facts: Facts) -> Finding:
    """Whether the kind of body is one the call is open to (R8, R9, R108)."""
    if not facts.kind:
        return finding(missing, rule, french.say("Indiquez la nature de votre structure."))
    said = kind_words(facts.kind, facts)
    if rule.except_ and is_kind(facts.kind, rule.except_):
        return finding(
            broken, rule, french.say("Cet appel ne s’adresse pas aux {said}.", said=said)
        )
    if rule.among and not is_kind(facts.kind, rule.among):
        wanted = french.listed([kind_words(one, facts) for one in rule.among])
        return finding(
            broken,
            rule,
            french.say(
                "Cet appel s’adresse aux {wanted} ; il ne s’adresse pas aux {said}.",
                wanted=wanted,
                said=said,
            ),
        )
    return finding(ok, rule, french.say("L’appel est ouvert aux {said}.", said=said))


def named(rule: who.ListedIn, facts: Facts) -> Finding:
    """Whether the applicant is on the list of the call: any of them when the call names none."""
    any_list = rule.list is None and not rule.codes
    named = bool(facts.codes & set(rule.codes)) or (
        bool(facts.lists) if any_list else rule.list in facts.lists
    )
    if named:
        return finding(ok, rule, french.say("Votre structure figure sur la liste de cet appel."))
    if rule.oneself:
        said = french.say("Personne ne vous a encore désigné : vous vous proposez vous-même, "
                          "comme l’appel le permet.")  # fmt: skip
        return finding(ok, rule, said)
    by = (
        french.say(" par {nominated_by}", nominated_by=rule.nominated_by)
        if rule.nominated_by
        else ""
    )
    return finding(
        broken,
        rule,
        french.say(
            "Cet appel est réservé aux structures invitées ou désignées{by}. Si vous "
            "pensez en faire partie, écrivez au contact de l’appel.",
            by=by,
        ),
    )


def declares(rule: who.Declares, facts: Facts) -> Finding:
    """Whether the applicant declares what is asked (R10, R11, R14, R15, R147)."""
    answer = facts.declared.get(rule.key or str(rule.statement))
    if answer is None:
        return finding(
            missing, rule, french.say("À déclarer : {statement}", statement=rule.statement)
        )
    if not answer:
        return finding(
            broken,
            rule,
            french.say("Condition non remplie : {statement}", statement=rule.statement),
        )
    return finding(ok, rule, french.say("Vous déclarez : {statement}", statement=rule.statement))


def speech_key(rule: who.Speaks) -> str:
    """Under what a candidate declares that she speaks a language well enough."""
    return rule.key or f"language-{rule.language}-{rule.level}".lower()


def speech(rule: who.Speaks) -> str:
    """« Parler anglais, au niveau B2 au moins (cadre européen) »."""
    return french.say("Parler {language}, au niveau {level} au moins (cadre européen)",
                      language=languages((rule.language,)), level=rule.level)  # fmt: skip


def speaks(rule: who.Speaks, facts: Facts) -> Finding:
    """Whether the applicant declares that level, which only a test or an interview would show."""
    asked = who.Declares(
        statement=Words(speech(rule)), key=speech_key(rule), strength=rule.strength
    )
    return declares(asked, facts)


def member_key(rule: who.MemberOf) -> str:
    """Under what a body that no list knows declares that it belongs to a circle."""
    return rule.key or f"member-{rule.circle}"


def membership(label: str) -> str:
    """« Faire partie de « Réseau » », as a body that no list knows declares it."""
    return french.say("Faire partie de {circle}.", circle=french.quoted(label.rstrip(".")))


def member(rule: who.MemberOf, facts: Facts) -> Finding:
    """Whether the body belongs to a circle, on the day of its deposit or on that of the choice."""
    circles = facts.circles
    if rule.on != "deposit" and facts.circles_now is not None:
        circles = facts.circles_now
    label = facts.names.get(f"circle:{rule.circle}", rule.circle)
    if circles is None:
        said = membership(label)
        asked = who.Declares(statement=Words(said), key=member_key(rule), strength=rule.strength)
        return declares(asked, facts)
    if rule.circle not in circles:
        return finding(
            broken, rule, french.say("La structure n’est pas membre : {label}.", label=label)
        )
    return finding(ok, rule, french.say("La structure est membre : {label}.", label=label))
