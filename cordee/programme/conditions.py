"""Judging conditions: one engine for eligibility, priorities, fee rates and displays.

A condition is data (`schema/who.py`); the facts of an applicant come from the caller. Each kind
of condition has one pure function and one French sentence; what is not known yet is « à
compléter », never refused.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cordee.kernel import french
from cordee.kernel.bodies import GROUPS, Kind
from cordee.kernel.findings import Finding, Verdict, broken, missing, ok
from cordee.kernel.places import opened, place_words
from cordee.kernel.typography import NBSP
from cordee.programme.schema import who


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an applicant on a day.

    `refs` are the places it is or lies in (`commune:62510`, `departement:62`, `country:FR`,
    `FR`); `circles` those it belongs to on the day that counts; `numbers` by fact (`population`);
    `declared` by key or statement; `lists` and `codes` where it is named; `awarded` programme →
    day; `answers` by question. `members` are the facts of the members of a team or consortium.
    """

    kind: str = ""
    refs: frozenset[str] = frozenset()
    circles: frozenset[str] | None = None
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    declared: Mapping[str, bool] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    awarded: Mapping[str, date] = field(default_factory=dict)
    refused: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    members: tuple["Facts", ...] = ()
    category: str = ""
    """Of a partner, in a consortium."""
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    """`area|population|members:PLACE` → share of the applicant that lies there, 0 to 1."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Words for places and kinds only the caller can name."""
    today: date | None = None


def judge(condition: who.Condition, facts: Facts) -> Finding:
    """Judge one condition of one applicant; its own `sentence` replaces ours when refused."""
    found = _of_whom(condition, facts)
    if found.verdict is Verdict.OK or condition.sentence is None:
        return found
    return Finding(
        found.code,
        found.where,
        found.verdict,
        french.own(condition.sentence),
        found.strength,
        (found.sentence, *found.evidence),
    )


def judge_all(conditions: Iterable[who.Condition], facts: Facts) -> list[Finding]:
    """Judge each condition, in the order of the definition."""
    return [judge(condition, facts) for condition in conditions]


def holds(condition: who.Condition | None, facts: Facts) -> bool:
    """Whether a condition is met; the absence of condition always is."""
    return condition is None or judge(condition, facts).verdict is Verdict.OK


def _of_whom(condition: who.Condition, facts: Facts) -> Finding:
    """Ask the applicant, every member, any of them, or at least so many."""
    if condition.of == "applicant":
        return _judge_one(condition, facts)
    members = [one for one in facts.members if condition.category in {None, one.category}]
    if condition.of == "together" and members:
        return _judge_one(condition, together(members))
    found = [_judge_one(condition, member) for member in members]
    needed = _needed(condition, len(found))
    held = sum(one.verdict is Verdict.OK for one in found)
    if not found:
        return _finding(
            missing, condition, french.say("Indiquez d’abord les membres ou partenaires.")
        )
    if held >= needed:
        return _finding(
            ok,
            condition,
            french.say("{held} sur {found}.", held=french.plural(held, "membre"), found=len(found)),
        )
    first = next(one for one in found if one.verdict is not Verdict.OK)
    return _finding(
        missing if any(one.verdict is Verdict.MISSING for one in found) else broken,
        condition,
        french.say(
            "Il faut {needed} sur {found}, il y en a {held}. {told}",
            needed=needed,
            found=len(found),
            held=held,
            told=first.sentence,
        ),
    )


def _needed(condition: who.Condition, members: int) -> int:
    """How many of the members must meet the condition."""
    if condition.of == "every_member":
        return members
    share = condition.members_share if condition.of == "members" else None
    part = math.ceil(share * members) if share is not None else 0
    return max(part, condition.members or 1) if condition.of == "members" else 1


def together(members: Iterable[Facts]) -> Facts:
    """Several members as one: their numbers are added; a number that one of them lacks is lost."""
    every = list(members)
    known = set.intersection(*(set(one.numbers) for one in every))
    sums = {name: sum((one.numbers[name] for one in every), Decimal()) for name in known}
    refs = frozenset[str]().union(*(one.refs for one in every))
    return Facts(refs=refs, numbers=sums, names=every[0].names, today=every[0].today)


def _judge_one(condition: who.Condition, facts: Facts) -> Finding:
    return _JUDGES[type(condition)](condition, facts)


def _finding(
    make: Callable[..., Finding], condition: who.Condition, sentence: str, *evidence: str
) -> Finding:
    rule = getattr(condition, "rule", "condition")
    return make(
        condition.key or f"eligibility.{rule}",
        "eligibility",
        sentence,
        strength=condition.strength,
        evidence=tuple(filter(None, evidence)),
    )


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
    return Kind(kind).plural if kind in set(Kind) else kind.replace("_", " ")


def is_kind(kind: str, among: Iterable[str]) -> bool:
    """Whether `kind` is one of those words or belongs to one of those groups."""
    return any(kind == one or kind in GROUPS.get(one, ()) for one in among)


def _kind(rule: who.KindIs, facts: Facts) -> Finding:
    if not facts.kind:
        return _finding(missing, rule, french.say("Indiquez la nature de votre structure."))
    said = kind_words(facts.kind, facts)
    if rule.except_ and is_kind(facts.kind, rule.except_):
        return _finding(
            broken, rule, french.say("Cet appel ne s’adresse pas aux {said}.", said=said)
        )
    if rule.among and not is_kind(facts.kind, rule.among):
        wanted = french.listed([kind_words(one, facts) for one in rule.among])
        return _finding(
            broken,
            rule,
            french.say(
                "Cet appel s’adresse aux {wanted} ; il ne s’adresse pas aux {said}.",
                wanted=wanted,
                said=said,
            ),
        )
    return _finding(ok, rule, french.say("L’appel est ouvert aux {said}.", said=said))


def _place(rule: who.PlaceIs, facts: Facts) -> Finding:
    wanted = french.listed([place_words(one, facts.names) for one in rule.within], "ou")
    if rule.place_of != "seat" and not (rule.place_of == "residence" and facts.kind == PERSON):
        return _elsewhere(rule, facts, wanted)
    if not facts.refs:
        return _finding(missing, rule, french.say("Indiquez votre territoire."))
    if facts.refs & opened(rule.outside):
        return _finding(broken, rule, french.say("Votre territoire est exclu de cet appel."))
    if not facts.refs & opened(rule.within):
        return _finding(
            broken,
            rule,
            french.say("Cet appel est réservé à ce périmètre : {wanted}.", wanted=wanted),
        )
    if rule.min_share is not None:
        return _share(rule, facts, wanted)
    return _finding(
        ok, rule, french.say("Votre territoire est dans le périmètre : {wanted}.", wanted=wanted)
    )


PERSON = "personne"


def place_key(rule: who.PlaceIs) -> str:
    """Under what a candidate declares where a project is led, where one lives or was born."""
    return rule.key or f"place-{rule.place_of}-{'-'.join(rule.within)}"


def _elsewhere(rule: who.PlaceIs, facts: Facts, wanted: str) -> Finding:
    """A place that the seat does not tell: what the candidate declares of it."""
    answer = facts.declared.get(place_key(rule))
    what = _PLACES[rule.place_of]
    if answer is None:
        return _finding(
            missing,
            rule,
            french.say("Dites si {what} dans ce périmètre : {wanted}.", what=what, wanted=wanted),
        )
    if not answer:
        return _finding(
            broken,
            rule,
            french.say("L’appel demande ceci : {what} dans {wanted}.", what=what, wanted=wanted),
        )
    return _finding(
        ok, rule, french.say("Vous déclarez ceci : {what} dans {wanted}.", what=what, wanted=wanted)
    )


_PLACES = {
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
        return _finding(
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
        return _finding(
            broken, rule, french.say("{said}, il faut au moins {least} %.", said=said, least=least)
        )
    return _finding(ok, rule, french.say("{said}.", said=said))


def _listed(rule: who.ListedIn, facts: Facts) -> Finding:
    named = bool(facts.codes & set(rule.codes)) or (
        rule.list is not None and rule.list in facts.lists
    )
    if named:
        return _finding(ok, rule, french.say("Votre structure figure sur la liste de cet appel."))
    by = (
        french.say(" par {nominated_by}", nominated_by=rule.nominated_by)
        if rule.nominated_by
        else ""
    )
    return _finding(
        broken,
        rule,
        french.say(
            "Cet appel est réservé aux structures invitées ou désignées{by}. Si vous "
            "pensez en faire partie, écrivez au contact de l’appel.",
            by=by,
        ),
    )


def _number(rule: who.NumberIs, facts: Facts) -> Finding:
    value = _measured(rule, facts)
    source = french.strung(*filter(None, (rule.source or "", str(rule.year or ""))))
    label = called(rule.fact) + (f" / {called(rule.over)}" if rule.over else "")
    if value is None:
        return _finding(
            missing, rule, french.say("Indiquez ce nombre : {label}.", label=label), source
        )
    beyond = _beyond(rule, value, label, source)
    if beyond and rule.allowances:
        said = french.listed([str(one) for one in rule.allowances], "ou")
        sentence = french.say(
            "{told} Un aménagement est possible ({said}) : on le vérifiera.",
            told=beyond.sentence,
            said=said,
        )
        return _finding(missing, rule, sentence, source)
    return beyond or _finding(
        ok,
        rule,
        french.say(
            "{label} : {quantity}.",
            label=french.capitalized(label),
            quantity=_quantity(value, rule),
        ),
        source,
    )


def _beyond(rule: who.NumberIs, value: Decimal, label: str, source: str) -> Finding | None:
    """What a number outside its bounds is told; nothing when it is inside."""
    said = _quantity(value, rule)
    if rule.min is not None and value < rule.min:
        least = _quantity(rule.min, rule)
        return _finding(
            broken,
            rule,
            french.say(
                "{label} : {said}, il faut au moins {least}.",
                label=french.capitalized(label),
                said=said,
                least=least,
            ),
            source,
        )
    if rule.max is not None and value > rule.max:
        most = _quantity(rule.max, rule)
        return _finding(
            broken,
            rule,
            french.say(
                "{label} : {said}, le maximum est {most}.",
                label=french.capitalized(label),
                said=said,
                most=most,
            ),
            source,
        )
    if rule.above is not None and value <= rule.above:
        more = _quantity(rule.above, rule)
        sentence = french.say(
            "{label} : {said}, il faut plus de {more}.",
            label=french.capitalized(label),
            said=said,
            more=more,
        )
        return _finding(broken, rule, sentence, source)
    if rule.below is not None and value >= rule.below:
        less = _quantity(rule.below, rule)
        sentence = french.say(
            "{label} : {said}, il faut moins de {less}.",
            label=french.capitalized(label),
            said=said,
            less=less,
        )
        return _finding(broken, rule, sentence, source)
    return None


def called(fact: str) -> str:
    """The words for a fact: « population », « part du territoire »."""
    return FACTS.get(fact, fact.replace("_", " "))


def _measured(rule: who.NumberIs, facts: Facts) -> Decimal | None:
    """The number itself, or what it is once divided by another."""
    value = facts.numbers.get(rule.fact)
    if rule.over is None or value is None:
        return value
    whole = facts.numbers.get(rule.over)
    return value / whole if whole else None


FACTS: Mapping[str, str] = {
    "population": french.say("population"),
    "area": french.say("superficie"),
    "budget": french.say("budget"),
    "age": french.say("âge"),
    "years": french.say("ancienneté"),
    "share": french.say("part du territoire"),
    "members": french.say("nombre de membres"),
}
"""Words for the facts every programme may use; others are read from their key."""

_UNITS = {
    "population": french.say("hab."),
    "area": "km²",
    "budget": "€",
    "age": french.say("ans"),
    "years": french.say("ans"),
}


def _quantity(value: Decimal, rule: who.NumberIs) -> str:
    unit = rule.unit or _UNITS.get(rule.fact, "")
    return french.strung(*filter(None, (french.number(value), unit)), between=NBSP)


def _declares(rule: who.Declares, facts: Facts) -> Finding:
    answer = facts.declared.get(rule.key or str(rule.statement))
    if answer is None:
        return _finding(
            missing, rule, french.say("À déclarer : {statement}", statement=rule.statement)
        )
    if not answer:
        return _finding(
            broken,
            rule,
            french.say("Condition non remplie : {statement}", statement=rule.statement),
        )
    return _finding(ok, rule, french.say("Vous déclarez : {statement}", statement=rule.statement))


def _member(rule: who.MemberOf, facts: Facts) -> Finding:
    label = facts.names.get(f"circle:{rule.circle}", rule.circle)
    if facts.circles is None:
        return _finding(
            missing, rule, french.say("Appartenance à vérifier : {label}.", label=label)
        )
    if rule.circle not in facts.circles:
        return _finding(
            broken, rule, french.say("La structure n’est pas membre : {label}.", label=label)
        )
    return _finding(ok, rule, french.say("La structure est membre : {label}.", label=label))


def _earlier(rule: who.NotAwarded | who.Awarded, facts: Facts) -> list[str]:
    """The programmes of the earlier files that the rule looks at."""
    past = {
        "awarded": [facts.awarded],
        "refused": [facts.refused],
        "submitted": [facts.refused, facts.awarded],
    }[rule.outcome]
    return [
        programme
        for files in past
        for programme, on in files.items()
        if (not rule.programmes or programme in rule.programmes)
        and (rule.within is None or facts.today is None or rule.within.after(on) > facts.today)
    ]


def _awarded(rule: who.Awarded, facts: Facts) -> Finding:
    earlier = _earlier(rule, facts)
    if len(earlier) < rule.count:
        of = french.listed(rule.programmes, "ou") or french.say("ce programme")
        wanted = {
            "awarded": french.say("lauréats de"),
            "refused": french.say("refusés à"),
            "submitted": french.say("candidats à"),
        }
        said = french.say(
            "Cet appel s’adresse aux anciens {wanted} {of}.", wanted=wanted[rule.outcome], of=of
        )
        return _finding(broken, rule, said)
    return _finding(
        ok,
        rule,
        french.say("{past} {earlier}.", past=_PAST[rule.outcome], earlier=french.listed(earlier)),
    )


def _not_awarded(rule: who.NotAwarded, facts: Facts) -> Finding:
    recent = _earlier(rule, facts)
    if len(recent) > rule.allowed:
        return _finding(
            broken,
            rule,
            french.say(
                "{past} {recent} : cet appel l’exclut.",
                past=_PAST[rule.outcome],
                recent=french.listed(recent),
            ),
        )
    return _finding(ok, rule, french.say("Aucun soutien antérieur n’exclut cette candidature."))


_PAST = {
    "awarded": french.say("Déjà lauréat de"),
    "refused": french.say("Déjà refusé à"),
    "submitted": french.say("Déjà candidat à"),
}


def _answer(rule: who.AnswerIs, facts: Facts) -> Finding:
    value = facts.answers.get(rule.question)
    if value in (None, "", []):
        return _finding(
            missing,
            rule,
            french.say(
                "Répondez d’abord à la question {question}.", question=french.quoted(rule.question)
            ),
        )
    if not _fits(value, rule):
        return _finding(
            broken,
            rule,
            french.say(
                "Votre réponse à {question} exclut le dossier.",
                question=french.quoted(rule.question),
            ),
        )
    return _finding(
        ok,
        rule,
        french.say("Votre réponse à {question} convient.", question=french.quoted(rule.question)),
    )


def _fits(value: Any, rule: who.AnswerIs) -> bool:
    values = value if isinstance(value, list) else [value]
    if rule.equals is not None and rule.equals not in values:
        return False
    if rule.among and not set(map(str, values)) & set(rule.among):
        return False
    if (rule.after or rule.before) and not _dated(str(value), rule):
        return False
    return (rule.min is None and rule.max is None) or _counted(value, rule)


def _counted(value: Any, rule: who.AnswerIs) -> bool:
    """Whether a number answered lies between the bounds."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    if not number.is_finite():
        return False
    return (rule.min is None or number >= rule.min) and (rule.max is None or number <= rule.max)


def _dated(value: str, rule: who.AnswerIs) -> bool:
    """Whether a day answered is one of those admitted."""
    try:
        on = date.fromisoformat(value[:10])
    except ValueError:
        return False
    return (not rule.after or on >= rule.after) and (not rule.before or on <= rule.before)


def _several(rule: who.AllOf | who.AnyOf | who.AtLeast, needed: int, facts: Facts) -> Finding:
    found = judge_all(rule.conditions, facts)
    held = sum(one.verdict is Verdict.OK for one in found)
    open_ = sum(one.verdict is Verdict.MISSING for one in found)
    evidence = [one.sentence for one in found if one.verdict is not Verdict.OK]
    if held >= needed:
        said = next((one.sentence for one in found if one.verdict is Verdict.OK), "")
        return _finding(ok, rule, said)
    if len(found) == needed:
        sentence = french.strung(*evidence)
    else:
        sentence = (
            french.say(
                "Il faut remplir au moins {needed} de ces {found} conditions : ",
                needed=needed,
                found=len(found),
            )
            + " ; ".join(one.rstrip(".") for one in evidence)
            + "."
        )
    return _finding(missing if held + open_ >= needed else broken, rule, sentence)


def _none_of(rule: who.NoneOf, facts: Facts) -> Finding:
    found = judge_all(rule.conditions, facts)
    if held := [one for one in found if one.verdict is Verdict.OK]:
        return _finding(
            broken, rule, french.say("Cas exclu par l’appel."), *(one.sentence for one in held)
        )
    if any(one.verdict is Verdict.MISSING for one in found):
        return _finding(missing, rule, french.strung(*(one.sentence for one in found)))
    return _finding(ok, rule, french.say("Aucun cas d’exclusion."))


def _if(rule: who.If, facts: Facts) -> Finding:
    """Those whom the case does not concern pass; the others are judged on what it asks."""
    case = judge(rule.condition, facts)
    if case.verdict is Verdict.OK:
        found = judge(rule.then, facts)
        return Finding(found.code, found.where, found.verdict, found.sentence, rule.strength,
                       found.evidence)  # fmt: skip
    if case.verdict is Verdict.MISSING:
        return _finding(missing, rule, case.sentence)
    return _finding(ok, rule, french.say("Cette condition ne vous concerne pas."))


_JUDGES: Mapping[type[who.Condition], Callable[[Any, Facts], Finding]] = {
    who.KindIs: _kind,
    who.PlaceIs: _place,
    who.ListedIn: _listed,
    who.NumberIs: _number,
    who.Declares: _declares,
    who.MemberOf: _member,
    who.NotAwarded: _not_awarded,
    who.Awarded: _awarded,
    who.AnswerIs: _answer,
    who.AllOf: lambda rule, facts: _several(rule, len(rule.conditions), facts),
    who.AnyOf: lambda rule, facts: _several(rule, 1, facts),
    who.AtLeast: lambda rule, facts: _several(rule, rule.count, facts),
    who.NoneOf: _none_of,
    who.If: _if,
}
