"""« And if? »: the choice tried under other terms, told against the proposal, never kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cordee.kernel.french import listed, say, strung
from cordee.programme.computed import topped_up
from cordee.selection.queries.counted import sheet
from cordee.selection.queries.panels import candidates, stage_of
from cordee.selection.queries.rankings import said
from cordee.selection.queries.wording import folded, named, rule_labels
from cordee.selection.rules import answered, problem
from cordee.selection.solvers.select.answer import choose
from cordee.selection.solvers.select.explain import impossible, why_not_one
from cordee.selection.solvers.select.parse import parse
from cordee.selection.solvers.select.reasons import why_not
from cordee.selection.solvers.select.sentences import said_loss, said_why_not

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cordee.selection.models import Deliberation
    from cordee.selection.rules import Terms

WHOLE_UP_TO = 60
"""Beyond so many files the page does not drop each rule in turn: it would wait too long."""
ASKED_AT_ONCE = 3
"""Files for which « what would it take » is answered in full, at most."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A set under other terms: who, who comes, who leaves, what it costs, or why it cannot be."""

    feasible: bool
    winners: Sequence[tuple[str, str, str, bool]] = ()
    """Name, department, mean as read, whether the proposal did not have it."""
    leaves: Sequence[str] = ()
    costs: Sequence[str] = ()
    answers: Sequence[str] = ()
    """What it takes for each file put in at once."""
    counts: Mapping[str, int] = field(default_factory=dict)
    why: str = ""
    relaxation: str = ""
    folded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Every rule in question and every bound to move, when a sentence cannot hold them."""


def tried(made: Deliberation, terms: Terms) -> Trial:
    """The choice of the same panel, with the same seed, under other terms."""
    panel = made.panel
    seed = str(made.instance.get("seed", ""))
    definition = topped_up(made.version.definition, panel.edition.today(made.at))
    asked = problem(definition, stage_of(panel), candidates(panel), sheet(panel), seed, terms=terms)
    document, result = answered(asked)
    labels = rule_labels(definition, document)
    if result["status"] != "optimal":
        told = impossible(parse(document))
        return Trial(
            feasible=False,
            why=named(told["sentence"], labels),
            relaxation=named(told.get("relaxation", {}).get("sentence", ""), labels),
            folded=folded(told, labels),
        )
    return _told(made, document, result, _answers(made, terms))


def _told(
    made: Deliberation, document: dict[str, Any], result: dict[str, Any], answers: list[str]
) -> Trial:
    known = {one["id"]: one for one in document["candidates"]}
    before, after = set(made.result.get("selected", ())), list(result["selected"])
    merit = {key: Fraction(value) for key, value in result.get("merit", {}).items()}
    after.sort(key=lambda key: (-merit.get(key, Fraction(0)), known[key]["name"]))
    departments = {key: _department(known[key]) for key in after}
    return Trial(
        feasible=True,
        winners=[
            (known[key]["name"], departments[key], said(merit.get(key)), key not in before)
            for key in after
        ],
        leaves=[known[key]["name"] for key in sorted(before - set(after)) if key in known],
        costs=list(_costs(made.result.get("levels", {}), result["levels"])),
        answers=answers,
        counts=dict(Counter(code for code in departments.values() if code)),
    )


def _department(candidate: Mapping[str, Any]) -> str:
    return str(candidate["attrs"].get("departement", ""))


def _costs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What each aim loses or gains against the proposal."""
    for level, value in before.items():
        other = after.get(level)
        if isinstance(value, list) and isinstance(other, list):
            for rank, (was, now) in enumerate(zip(value, other, strict=False), 1):
                if change := Fraction(now) - Fraction(was):
                    yield said_loss(f"violation:{rank}", change)
            continue
        change = Fraction(value or 0) - Fraction(other or 0)
        if change:
            yield said_loss(level, change)


def _answers(made: Deliberation, terms: Terms) -> list[str]:
    """« What would it take »: for files put in that the proposal had left out."""
    asked = [key for key in terms.must_in if key not in made.terms.get("in", {})]
    asked = [key for key in asked if key not in made.result.get("selected", ())]
    if not asked or made.result.get("status") != "optimal":
        return []
    instance = parse(made.instance)
    choice = choose(instance)
    labels = rule_labels(made.version.definition, made.instance)
    because = {one["id"]: one.get("why", "") for one in made.instance["candidates"]}
    told = []
    for key in asked[:ASKED_AT_ONCE]:
        if choice is None or key not in instance.by_id:
            continue
        if len(instance.pool) > WHOLE_UP_TO:
            told.append(named(said_why_not(instance, why_not(instance, choice, key)), labels))
            continue
        found = why_not_one(instance, choice, key)
        sentence = found["sentence"]
        if "blockers" in found:
            sentence = strung(sentence, found["blockers"]["sentence"])
        if found["excluded"] and because.get(key):
            name = instance.by_id[key].name
            sentence = say("{name} : {why}.", name=name, why=because[key])
        told.append(named(sentence, labels))
    return told


def cost_said(trial: Trial) -> str:
    """All the costs in one phrase."""
    return listed(trial.costs)
