"""Judging conditions: one function for each kind, alone or combined, of one or of several."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, Verdict, broken, missing, ok
from cordee.programme.conditions import answers, bodies, earlier, numbers, places
from cordee.programme.conditions.facts import Facts, together
from cordee.programme.conditions.findings import finding
from cordee.programme.schema import who


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
    if not found and facts.members and condition.of == "every_member":
        return finding(ok, condition, french.say("Aucun membre n’est concerné."))
    if not found:
        return finding(
            missing, condition, french.say("Indiquez d’abord les membres ou partenaires.")
        )
    if held >= needed:
        return finding(
            ok,
            condition,
            french.say("{held} sur {found}.", held=french.plural(held, "membre"), found=len(found)),
        )
    first = next(one for one in found if one.verdict is not Verdict.OK)
    return finding(
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


def _judge_one(condition: who.Condition, facts: Facts) -> Finding:
    return _JUDGES[type(condition)](condition, facts)


def _several(rule: who.AllOf | who.AnyOf | who.AtLeast, needed: int, facts: Facts) -> Finding:
    found = judge_all(rule.conditions, facts)
    held = sum(one.verdict is Verdict.OK for one in found)
    open_ = sum(one.verdict is Verdict.MISSING for one in found)
    evidence = [one.sentence for one in found if one.verdict is not Verdict.OK]
    if held >= needed:
        said = next((one.sentence for one in found if one.verdict is Verdict.OK), "")
        return finding(ok, rule, said)
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
    return finding(missing if held + open_ >= needed else broken, rule, sentence)


def _none_of(rule: who.NoneOf, facts: Facts) -> Finding:
    found = judge_all(rule.conditions, facts)
    if held := [one for one in found if one.verdict is Verdict.OK]:
        return finding(
            broken, rule, french.say("Cas exclu par l’appel."), *(one.sentence for one in held)
        )
    if any(one.verdict is Verdict.MISSING for one in found):
        return finding(missing, rule, french.strung(*(one.sentence for one in found)))
    return finding(ok, rule, french.say("Aucun cas d’exclusion."))


def _if(rule: who.If, facts: Facts) -> Finding:
    """Those whom the case does not concern pass; the others are judged on what it asks."""
    case = judge(rule.condition, facts)
    if case.verdict is Verdict.OK:
        found = judge(rule.then, facts)
        return Finding(found.code, found.where, found.verdict, found.sentence, rule.strength,
                       found.evidence)  # fmt: skip
    if case.verdict is Verdict.MISSING:
        return finding(missing, rule, case.sentence)
    return finding(ok, rule, french.say("Cette condition ne vous concerne pas."))


_JUDGES: Mapping[type[who.Condition], Callable[[Any, Facts], Finding]] = {
    who.KindIs: bodies.kind,
    who.PlaceIs: places.place,
    who.ListedIn: bodies.named,
    who.NumberIs: numbers.number,
    who.Declares: bodies.declares,
    who.Speaks: bodies.speaks,
    who.MemberOf: bodies.member,
    who.NotAwarded: earlier.not_awarded,
    who.Awarded: earlier.awarded,
    who.AnswerIs: answers.answer,
    who.AllOf: lambda rule, facts: _several(rule, len(rule.conditions), facts),
    who.AnyOf: lambda rule, facts: _several(rule, 1, facts),
    who.AtLeast: lambda rule, facts: _several(rule, rule.count, facts),
    who.NoneOf: _none_of,
    who.If: _if,
}
