"""Two places of a call that say the same thing apart: dates that cross, lists that hide."""

from collections.abc import Iterator
from datetime import time
from itertools import product

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.base import Due
from cordee.programme.schema.dates import at
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.who import NumberIs, PlaceIs
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.sense.timing import closing

CHOOSING = {"merit", "hearing", "public_vote", "decision"}
BACKWARDS = {"deposit", "notification", "agreement"}
"""Events of a file before which nothing that follows them may fall."""


def rounds(definition: Definition) -> Iterator[Flaw]:
    """Answers before the first day on which files are examined, results before anyone judged."""
    gathered = [one.cut_offs for one in definition.windows if one.cut_offs]
    zone = definition.timeline.zone
    moments = [at(cut, zone, time.max).date() for found in gathered for cut in found]
    first = min(moments, default=None)
    judged = [
        day
        for stage in definition.stages
        if stage.kind in CHOOSING and (day := days.last(definition, stage.ends))
    ]
    dated = all(stage.ends for stage in definition.stages if stage.kind in CHOOSING)
    alone = all(one.cut_offs or one.permanent for one in definition.windows)
    for index, one in enumerate(definition.milestones):
        day = days.promised(definition, one).last
        if one.kind not in days.KNOWN or day is None or one.window is not None:
            continue
        if first and alone and day < first:
            yield flaw(
                ("milestones", index, "when"),
                "{label} vient avant le premier relevé des dossiers ({first}) : reculez-la, "
                "ou avancez ce relevé.",
                label=french.quoted(one.label),
                first=french.day(first),
            )
        if one.kind == "results" and judged and dated and day < min(judged):
            yield flaw(
                ("milestones", index, "when"),
                "{label} vient avant la fin de la première étape qui choisit ({first}) : "
                "reculez-la, ou avancez cette étape.",
                label=french.quoted(one.label),
                first=french.day(min(judged)),
            )


def starts(definition: Definition) -> Iterator[Flaw]:
    """Dates over before they begin, starts before any answer, steps and stages set backwards."""
    yield from _dates(definition)
    yield from _steps(definition)
    yield from _stages(definition)


def _dates(definition: Definition) -> Iterator[Flaw]:
    """Announced dates that end before they last, starts before anyone knows the answer."""
    answers = [one.when.first for one in definition.milestones if one.kind == "answer"]
    answer = min((day for day in answers if day), default=None)
    for index, one in enumerate(definition.milestones):
        day = one.when.last
        if one.through and one.when.first and one.through <= one.when.first:
            yield flaw(
                ("milestones", index, "through"),
                "{label} finit avant d’avoir duré : écrivez un jour après le premier, ou ôtez-le.",
                label=french.quoted(one.label),
            )
        if one.kind == "start" and one.window is None and answer and day and day < answer:
            yield flaw(
                ("milestones", index, "when"),
                "{label} vient avant que les lauréats ne soient connus ({answer}) : "
                "reculez cette date.",
                label=french.quoted(one.label),
                answer=french.day(answer),
            )


def _steps(definition: Definition) -> Iterator[Flaw]:
    """Steps that wait for themselves."""
    for index, step in enumerate(definition.steps):
        if step.key in {step.follows, step.after}:
            yield flaw(
                ("steps", index, "follows"),
                "{label} se suit elle-même : nommez l’étape d’avant, ou ôtez follows.",
                label=french.quoted(step.label),
            )


def _stages(definition: Definition) -> Iterator[Flaw]:
    """Stages that would end before a file came in."""
    for index, stage in enumerate(definition.stages):
        if _backwards(stage.ends):
            yield flaw(
                ("stages", index, "ends"),
                "{label} s’achèverait avant le dépôt du dossier : ôtez le moins.",
                label=french.quoted(stage.label),
            )


def _backwards(due: Due | None) -> bool:
    return bool(due and due.anchor in BACKWARDS and days.length(due.offset) < 0)


def projects(definition: Definition) -> Iterator[Flaw]:
    """Projects that must be over before they may begin, or before anyone is chosen."""
    project, answer = definition.project, days.answered(definition)
    if project is None:
        return
    first, last = project.starts_before, project.ends_before
    for name, due in (("starts_before", first), ("ends_before", last)):
        if due and due.anchor == "notification" and _backwards(due):
            yield flaw(
                ("project", name),
                "Ce serait avant que les candidats ne sachent s’ils sont retenus : ôtez le moins.",
            )
    same = first and last and first.anchor and first.anchor == last.anchor
    if same and first and last and days.length(last.offset) < days.length(first.offset):
        yield flaw(
            ("project", "starts_before"),
            "Un projet pourrait commencer après le jour où il doit être fini : avancez "
            "starts_before, ou reculez ends_before.",
        )
    over = days.last(definition, last)
    if answer and over and over < answer and not _backwards(last) and not project.starts_after:
        yield flaw(
            ("project", "ends_before"),
            "Un projet doit être fini le {over}, avant la réponse aux candidats ({answer}) : "
            "reculez ends_before.",
            over=french.day(over),
            answer=french.day(answer),
        )


def valid(definition: Definition) -> Iterator[Flaw]:
    """Files that are worth nothing any more on the day of the answer."""
    closes, answer = closing(definition), days.answered(definition)
    length = definition.applicant.files_valid
    if length and closes and answer and length.after(closes) < answer:
        yield flaw(
            ("applicant", "files_valid"),
            "Un dossier ne vaut que jusqu’au {until}, et la réponse vient le {answer} : allongez "
            "files_valid, ou avancez la réponse.",
            until=french.day(length.after(closes)),
            answer=french.day(answer),
        )


def told(definition: Definition) -> Iterator[Flaw]:
    """Winners told by a list that is not published, optional steps with nothing else."""
    choice = definition.selection
    if "publication" in choice.notified_by and not choice.winners_published:
        yield Flaw(
            ("selection", "notified_by"),
            "Les candidats sont prévenus par la publication de la liste, mais la liste des "
            "lauréats n’est pas publiée : écrivez winners_published = true, ou une autre façon.",
        )
    for key in [one.key for one in definition.tracks] or [""]:
        own = [one for one in definition.steps if not one.tracks or key in one.tracks]
        if own and not any(one.required for one in own):
            yield flaw(
                ("steps", definition.steps.index(own[0]), "required"),
                "{label} est facultative, et rien d’autre n’est demandé : qui candidate alors ?",
                label=french.quoted(own[0].label),
            )


def places(definition: Definition) -> Iterator[Flaw]:
    """Candidates of an admitted place whose files no organiser receives."""
    served = {place for one in definition.organisers for place in one.serves}
    if not served:
        return
    for index, one in enumerate(definition.eligibility):
        if not isinstance(one, PlaceIs) or one.of != "applicant" or one.place_of == "project":
            continue
        whole = any(place.startswith("country:") for place in served)
        lost = [
            place
            for place in one.within
            if place.startswith("country:")
            and place not in served
            and not any(each.startswith((f"{place}/", "country:E")) for each in served)
        ]
        if whole and lost:
            yield flaw(
                ("eligibility", index, "within"),
                "Personne ne reçoit les dossiers de {lost} : ajoutez ce lieu aux serves d’un "
                "organisateur.",
                lost=french.quoted(lost[0]),
            )


def quantified(definition: Definition) -> Iterator[Flaw]:
    """One member asked to pass a bound that every member must stay under."""
    rules = [one for one in definition.eligibility if isinstance(one, NumberIs)]
    every = [one for one in rules if one.of == "every_member" and one.max is not None]
    some = [one for one in rules if one.of in {"any_member", "members"} and one.min is not None]
    for high, low in product(every, some):
        met = high.fact == low.fact and high.tracks == low.tracks and high.role == low.role
        if met and high.max is not None and low.min is not None and low.min > high.max:
            yield flaw(
                ("eligibility", definition.eligibility.index(low), "min"),
                "Un membre doit atteindre {low}, mais aucun ne doit dépasser {high} : baissez ce "
                "min, ou relevez le max de chacun.",
                low=french.number(low.min),
                high=french.number(high.max),
            )


CHECKS = (
    Check("answer.round", Severity.WARNING, rounds, ("answer", "calendar")),
    Check("calendar.crossed", Severity.WARNING, starts, ("calendar",)),
    Check("project.over", Severity.WARNING, projects, ("calendar", "duration")),
    Check("applicant.valid", Severity.WARNING, valid, ("files", "answer")),
    Check("call.hidden", Severity.WARNING, told, ("answer",)),
    Check("organiser.unserved", Severity.WARNING, places, ("eligible",)),
    Check("eligibility.crossed", Severity.ERROR, quantified),
)
