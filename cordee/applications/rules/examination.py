"""Regularity and eligibility, rule by rule: what the register says, what the staff decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, Verdict, broken, missing
from cordee.programme.conditions import Facts, judge
from cordee.programme.explain import rule_words
from cordee.programme.schema import Definition, who
from cordee.programme.schema.choosing import Stage

type Answer = Literal["held", "failed", "waived"]
STAGES = ("regularity", "eligibility")


@dataclass(frozen=True, slots=True)
class Checked:
    """One rule to decide: what it asks, what is known of it, whether an exception is allowed."""

    key: str
    label: str
    finding: Finding
    strength: Strength
    derogation: bool
    derogation_by: str

    @property
    def proposed(self) -> Answer | None:
        """What the register alone would answer; nothing when it does not know."""
        known: dict[Verdict, Answer] = {Verdict.OK: "held", Verdict.BROKEN: "failed"}
        return known.get(self.finding.verdict)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the staff decided of one rule, and why."""

    answer: Answer
    motive: str = ""


def examined_stages(definition: Definition) -> list[Stage]:
    """The stages that check rules rather than merit, in the order of the call."""
    return [one for one in definition.stages if one.kind in STAGES]


def conditions_of(
    definition: Definition, stage: Stage, track: str
) -> list[tuple[str, who.Condition]]:
    """The rules a stage checks, each under a key: its own, those left to staff, those declared.

    What a candidate judged by itself is checked again where eligibility is examined.
    """
    own = {stage.key, "staff"}
    if stage.kind == "eligibility":
        own.add("self")
    return [
        (one.key or f"regle-{rank}", one)
        for rank, one in enumerate(definition.eligibility, start=1)
        if one.judged in own and definition.concerns(one.tracks, track)
    ]


def to_check(definition: Definition, stage: Stage, track: str, facts: Facts) -> list[Checked]:
    """Every rule of the stage with what is known of it on the day of the facts."""
    return [
        Checked(
            key=key,
            label=rule_words(definition, one),
            finding=judge(one, facts),
            strength=one.strength,
            derogation=one.derogation,
            derogation_by=str(one.derogation_by or ""),
        )
        for key, one in conditions_of(definition, stage, track)
    ]


def examination_faults(
    checked: Sequence[Checked], decided: Mapping[str, Decided], reasons: str
) -> list[Finding]:
    """Why a verdict cannot be given: a rule undecided, an exception not allowed, no motive."""
    found = []
    for one in checked:
        choice = decided.get(one.key)
        where = f"rules.{one.key}"
        if choice is None:
            said = french.say("Décidez de cette règle : {label}", label=one.label)
            found.append(missing("rule.undecided", where, said))
            continue
        if choice.answer == "waived" and not one.derogation:
            said = french.say(
                "L’appel ne permet pas de dérogation à cette règle : {label}", label=one.label
            )
            found.append(broken("rule.derogation", where, said))
        against = one.proposed is not None and choice.answer != one.proposed
        if (choice.answer != "held" or against) and not choice.motive.strip():
            said = french.say("Motivez votre décision sur cette règle : {label}", label=one.label)
            found.append(missing("rule.motive", where, said))
    if result_of(checked, decided) == "refused" and not reasons.strip():
        said = french.say("Un dossier irrecevable reçoit ses motifs : écrivez-les.")
        found.append(missing("reasons", "reasons", said))
    return found


def result_of(checked: Sequence[Checked], decided: Mapping[str, Decided]) -> str:
    """`refused` as soon as an obligation failed; a derogation sets its rule aside."""
    failed = any(
        one.strength is Strength.OBLIGATION
        and one.key in decided
        and decided[one.key].answer == "failed"
        for one in checked
    )
    return "refused" if failed else "admitted"
