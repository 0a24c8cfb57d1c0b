"""Conditions on where: the territory, the project, where one lives or was born."""

from collections.abc import Iterable
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.kernel.places import opened, part_unknown, place_words
from cordee.programme.conditions.facts import Facts
from cordee.programme.conditions.findings import finding
from cordee.programme.schema import who

PERSON = "personne"


def place_key(rule: who.PlaceIs) -> str:
    """Under what a candidate declares where a project is led, where one lives or was born."""
    return rule.key or f"place-{rule.place_of}-{'-'.join(rule.within)}"


def place(rule: who.PlaceIs, facts: Facts) -> Finding:
    """Whether the territory lies where the call asks (R8)."""
    wanted = french.listed([place_words(one, facts.names) for one in rule.within], "ou")
    if rule.place_of != "seat" and not (rule.place_of == "residence" and facts.kind == PERSON):
        return _elsewhere(rule, facts, wanted)
    if not known_by_list(rule, facts.refs):
        return _elsewhere(rule, facts, wanted)
    if facts.refs & opened(rule.outside):
        return finding(broken, rule, french.say("Votre territoire est exclu de cet appel."))
    if not facts.refs & opened(rule.within):
        return finding(
            broken,
            rule,
            french.say("Cet appel est réservé à ce périmètre : {wanted}.", wanted=wanted),
        )
    if rule.min_share is not None:
        return _share(rule, facts, wanted)
    return finding(
        ok, rule, french.say("Votre territoire est dans le périmètre : {wanted}.", wanted=wanted)
    )


def known_by_list(rule: who.PlaceIs, refs: Iterable[str]) -> bool:
    """Whether what is known of a body tells if it lies there; of one unlisted, it declares it."""
    found = set(refs)
    if part_unknown(rule.within, found):
        return False
    finer = any(":" in one and not one.startswith("country:") for one in found)
    countries = all(one.startswith("country:") or ":" not in one for one in rule.within)
    return finer or (bool(found) and (countries or bool(found & opened(rule.within))))


def _elsewhere(rule: who.PlaceIs, facts: Facts, wanted: str) -> Finding:
    """A place that the seat does not tell: what the candidate declares of it."""
    answer = facts.declared.get(place_key(rule))
    what = _PLACES[rule.place_of]
    if answer is None and rule.place_of == "seat":
        said = french.say(
            "Choisissez votre collectivité dans la liste ou, si elle n’y est pas, dites si {what} "
            "dans ce périmètre : {wanted}.",
            what=what,
            wanted=wanted,
        )
        return finding(missing, rule, said)
    if answer is None:
        return finding(
            missing,
            rule,
            french.say("Dites si {what} dans ce périmètre : {wanted}.", what=what, wanted=wanted),
        )
    if not answer:
        return finding(
            broken,
            rule,
            french.say("L’appel demande ceci : {what} dans {wanted}.", what=what, wanted=wanted),
        )
    return finding(
        ok, rule, french.say("Vous déclarez ceci : {what} dans {wanted}.", what=what, wanted=wanted)
    )


_PLACES = {
    "seat": french.say("votre siège est"),
    "residence": french.say("vous habitez"),
    "nationality": french.say("votre pays est"),
    "birth": french.say("votre lieu de naissance est"),
    "project": french.say("le projet est mené"),
    "activity": french.say("l’activité s’exerce"),
}


def _share(rule: who.PlaceIs, facts: Facts, wanted: str) -> Finding:
    """The part of the territory that lies within, when a part is enough or needed."""
    known = [facts.shares.get(f"{rule.share_of}:{place}") for place in rule.within]
    if not any(one is not None for one in known):
        return finding(
            missing,
            rule,
            french.say("Indiquez quelle part du territoire est dans : {wanted}.", wanted=wanted),
        )
    share = sum((one for one in known if one is not None), Decimal())
    said = french.say(
        "Part du territoire dans {wanted} : {share} %",
        wanted=wanted,
        share=french.number(share * 100),
    )
    if share < (rule.min_share or 0):
        least = french.number((rule.min_share or Decimal()) * 100)
        return finding(
            broken, rule, french.say("{said}, il faut au moins {least} %.", said=said, least=least)
        )
    return finding(ok, rule, french.say("{said}.", said=said))
