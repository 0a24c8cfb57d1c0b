"""The order of what candidates hand in: loops, steps after themselves."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.sense.flaws import Check, Flaw, flaw


def loops(definition: Definition) -> Iterator[Flaw]:
    """Steps reserved to the survivors of a stage that judges that very step, or a later one."""
    rank = {step.key: place for place, step in enumerate(definition.steps)}
    judged = {stage.key: stage.step for stage in definition.stages}
    for index, step in enumerate(definition.steps):
        before = judged.get(step.after or "")
        if before and rank.get(before, -1) >= index:
            yield flaw(
                ("steps", index, "after"),
                "L’étape {label} attend une décision qui porte sur elle-même, ou sur une étape "
                "suivante.",
                label=french.quoted(step.label),
            )


def step_order(definition: Definition) -> Iterator[Flaw]:
    """Steps that close before the one they follow."""
    before = None
    for index, step in enumerate(definition.steps):
        closes = definition.closes(step.key)
        if step.after and before and closes and closes <= before:
            yield flaw(
                ("steps", index, "window"),
                "L’étape {label} se clôt avant celle qu’elle suit, ou en même temps.",
                label=french.quoted(step.label),
            )
        before = closes or before


CHECKS = (
    Check("step.loop", Severity.ERROR, loops),
    Check("step.order", Severity.ERROR, step_order),
)
