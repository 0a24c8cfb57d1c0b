"""From one step to the next: who may take it, and what it opens with."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.anchors import deadline
from cordee.programme.schema import Definition
from cordee.programme.schema.choosing import Stage
from cordee.programme.schema.timeline import Silence, Step


def step_of(definition: Definition, key: str) -> Step | None:
    """The step of that key."""
    return next((one for one in definition.steps if one.key == key), None)


def following(definition: Definition, key: str, track: str = "") -> list[Step]:
    """The steps that may be taken after this one, on that track."""
    steps = list(definition.steps)
    rank = next((n for n, one in enumerate(steps) if one.key == key), -1)
    return [
        one
        for one in steps[rank + 1 :]
        if definition.concerns(one.tracks, track)
        and (one.follows == key or _judged(definition, one.after, key))
    ]


def _judged(definition: Definition, after: str | None, step: str) -> bool:
    """Whether the stage a step comes after judges the files of that other step."""
    stage = next((one for one in definition.stages if one.key == after), None)
    return stage is not None and step_judged(definition, stage) == step


def step_judged(definition: Definition, stage: Stage) -> str:
    """The step whose files a stage judges: the one it names, else the one before what it opens."""
    if stage.step:
        return stage.step
    keys = [one.key for one in definition.steps]
    opened = [one for one in definition.steps if one.after == stage.key]
    if opened:
        rank = keys.index(opened[0].key)
        return keys[max(0, rank - 1)]
    return keys[-1]


def feeds_a_step(definition: Definition, stage: str) -> bool:
    """Whether a stage opens another step: its results are then not the end of the call."""
    return any(one.after == stage for one in definition.steps)


def passage_faults(
    step: Step,
    *,
    handed_in: bool,
    withdrawn: bool,
    admitted: Iterable[str],
    stages: Mapping[str, str],
) -> list[Finding]:
    """Why a candidate may not take the next step yet.

    `admitted` are the stages that retained its file, `stages` their names.
    """
    if withdrawn:
        said = french.say("Cette candidature a été retirée : elle ne va pas plus loin.")
        return [broken("step.withdrawn", "step", said)]
    if step.after and step.after not in set(admitted):
        name = french.quoted(stages.get(step.after, step.after))
        said = french.say(
            "Cette étape s’ouvre aux dossiers retenus à l’issue de {name}.", name=name
        )
        return [missing("step.after", "step", said)]
    if step.follows and not handed_in:
        said = french.say(
            "Déposez d’abord cette étape : la suivante s’ouvrira sur ce que vous avez donné."
        )
        return [missing("step.follows", "step", said)]
    return []


def carried(
    definition: Definition, step: str, track: str, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers already given that the next step asks again."""
    asked = {one.key for one in definition.questions(step, track)}
    return {key: value for key, value in answers.items() if key in asked}


def speaking(definition: Definition) -> list[Stage]:
    """The stages whose silence means something once they are over."""
    return [one for one in definition.stages if one.silence not in {None, "nothing"} and one.ends]


def stage_silence(definition: Definition, stage: Stage) -> Silence | None:
    """What no answer means at the end of a stage, and its day; none while nobody knows the day."""
    if stage.silence is None or stage.ends is None:
        return None
    with suppress(LookupError):
        last = deadline(definition, stage.ends).last
        return Silence(means=stage.silence, on=last) if last else None
    return None
