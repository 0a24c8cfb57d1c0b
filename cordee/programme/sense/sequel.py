"""What follows the choice, and the announced dates: out of order, beyond reach, or forgotten."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.timeline import Milestone
from cordee.programme.schema.walk import every
from cordee.programme.schema.year import Completion, Deliverable
from cordee.programme.sense.flaws import Check, Flaw, flaw

AFTER = {"agreement", "start"}
"""What can only come once candidates know."""
BEFORE = {"hearing", "committee"}
"""What comes before they know."""
KNOWN = {"answer", "results"}
HUNDRED = 100
NEAR = 20


def announced(definition: Definition) -> Iterator[Flaw]:
    """Projects that start before the answer, hearings after it, results before their embargo."""
    for wave in {one.window for one in definition.milestones}:
        dated = [
            (index, one) for index, one in enumerate(definition.milestones) if one.window == wave
        ]
        answers = [day for _, one in dated if one.kind in KNOWN and (day := _first(one))]
        if not answers:
            continue
        first, last = min(answers), max(answers)
        for index, one in dated:
            day = _first(one)
            if day and one.kind in AFTER and (_last(one) or day) < first:
                yield flaw(
                    ("milestones", index, "when"),
                    "{label} vient avant la réponse aux candidats ({first}).",
                    label=french.quoted(one.label),
                    first=french.day(first),
                )
            if day and one.kind in BEFORE and not one.tracks and day > last:
                yield flaw(
                    ("milestones", index, "when"),
                    "{label} vient après la réponse aux candidats ({last}).",
                    label=french.quoted(one.label),
                    last=french.day(last),
                )
    yield from _embargo(definition)


def _embargo(definition: Definition) -> Iterator[Flaw]:
    ends = [day for one in definition.milestones if one.kind == "embargo" and (day := _first(one))]
    last = max((day for one in definition.milestones if one.kind in KNOWN and (day := _last(one))),
               default=None)  # fmt: skip
    if ends and last and last >= min(ends):
        return
    for index, one in enumerate(definition.milestones):
        open_ = one.public and one.kind in {"results", "publication"}
        last = _last(one) if open_ else None
        if ends and last and last < min(ends):
            yield flaw(
                ("milestones", index, "when"),
                "{label} est public avant la fin de l’embargo ({day}).",
                label=french.quoted(one.label),
                day=french.day(min(ends)),
            )


def _first(one: Milestone) -> date | None:
    return one.when.first


def _last(one: Milestone) -> date | None:
    return one.when.last


def waves(definition: Definition) -> Iterator[Flaw]:
    """Waves of one step of which some have their answer, and others none."""
    told = {one.window for one in definition.milestones if one.kind in KNOWN}
    if told <= {None}:
        return
    keys = {one.key: index for index, one in enumerate(definition.windows)}
    for step in definition.steps:
        received = [step.window, *step.waves]
        for key in received if step.waves and None not in told else ():
            if key in keys and key not in told:
                label = definition.windows[keys[key]].label
                yield flaw(
                    ("windows", keys[key]),
                    "Rien ne dit quand répondre à {label}, alors que d’autres périodes ont "
                    "leur réponse : ajoutez un [[milestones]] avec window.",
                    label=french.quoted(label),
                )


def follows(definition: Definition) -> Iterator[Flaw]:
    """Steps that follow one that nobody need take."""
    free = {one.key: one for one in definition.steps if not one.required}
    for index, step in enumerate(definition.steps):
        if step.follows in free:
            yield flaw(
                ("steps", index, "follows"),
                "{label} suit {label2}, que rien n’oblige à remettre : ôtez required = false, "
                "ou follows.",
                label=french.quoted(step.label),
                label2=french.quoted(free[step.follows].label),
            )


def again(definition: Definition) -> Iterator[Flaw]:
    """Deliverables that come back without a first time; certificates that ask for too much."""
    for path, one in every(definition, Deliverable):
        if one.every and one.due is None and one.by != "organiser":
            yield flaw(
                (*path, "every"),
                "{label} revient, mais à partir de quand ? Ajoutez due.",
                label=french.quoted(one.label),
            )
    for path, given in every(definition, Completion):
        if given.at_least is not None and given.at_least > len(given.needs):
            yield flaw(
                (*path, "at_least"),
                "{label} en demande {at_least}, sur {needs}.",
                label=french.quoted(given.label),
                at_least=given.at_least,
                needs=len(given.needs),
            )
    most = definition.selection.places_max
    for index, gate in enumerate(definition.gates):
        if most is not None and gate.keeps_max is not None and gate.keeps_max > most:
            yield flaw(
                ("gates", index, "keeps_max"),
                "{label} laisse passer {keeps_max} lauréats, mais il n’y en a que {most}.",
                label=french.quoted(gate.label),
                keeps_max=gate.keeps_max,
                most=most,
            )


def blind(definition: Definition) -> Iterator[Flaw]:
    """Stages that hide who applies, and judge on what says it."""
    named = {
        one.key
        for section in definition.form.sections
        for one in section.questions
        if one.kind != "note" and one.identifying
    }
    named |= {"applicant", "team", "consortium"}
    for index, stage in enumerate(definition.stages):
        for one in definition.criteria_of(stage) if stage.blind else ():
            if said := [key for key in one.fed_by if key in named]:
                yield flaw(
                    ("stages", index, "blind"),
                    "{label} cache qui candidate, mais {label2} se juge d’après {listed}.",
                    label=french.quoted(stage.label),
                    label2=french.quoted(one.label),
                    listed=french.listed([french.quoted(key) for key in said]),
                )


def hundred(definition: Definition) -> Iterator[Flaw]:
    """Weights that look like percentages, and miss a hundred."""
    top = [one for one in definition.criteria if not one.within and not one.indicative]
    total = sum((one.weight for one in top), Decimal())
    whole = len(top) > 1 and all(one.weight >= 5 for one in top)  # noqa: PLR2004 - percentages
    if whole and total != HUNDRED and abs(total - HUNDRED) <= NEAR and not _tracked(definition):
        yield flaw(
            ("criteria",),
            "Les poids des critères font {total}, non 100 : est-ce voulu ?",
            total=french.number(total),
        )


def _tracked(definition: Definition) -> bool:
    return any(one.tracks for one in definition.criteria) or any(
        one.criteria for one in definition.stages
    )


def choices(definition: Definition) -> Iterator[Flaw]:
    """Preferences among less than two, or more than there are."""
    asked = definition.preferences
    if asked is None:
        return
    among = definition.wishes()
    guests = {one.key for one in definition.organisers if one.part not in {"host", "partner"}}
    for place, key in enumerate(asked.hosts if asked.among == "hosts" else ()):
        if key in guests:
            yield flaw(
                ("preferences", "hosts", place),
                '{key} n’accueille personne : écrivez part = "host" chez cet organisateur.',
                key=french.quoted(key),
            )
    if len(among) < asked.min or (_told(asked, "max") and asked.max > len(among)):
        yield flaw(
            ("preferences",),
            "On demande {least} vœux au moins et {most} au plus, parmi {among}.",
            least=asked.min,
            most=asked.max,
            among=len(among),
        )


def _told(record: BaseModel, field: str) -> bool:
    """Whether the definition writes that field, rather than leaves it to the format."""
    return field in record.model_fields_set


def advice(definition: Definition) -> Iterator[Flaw]:
    """Panels that advise nobody."""
    advisory = {one.key for one in definition.panels if one.advisory}
    deciding = any(
        one.decides or (one.kind == "decision" and one.panel not in advisory)
        for one in definition.stages
    )
    for index, one in enumerate(definition.panels):
        if one.advisory and not one.decided_by and not deciding:
            yield flaw(
                ("panels", index),
                "{label} donne un avis, mais rien ne dit qui décide : écrivez decided_by.",
                label=french.quoted(one.label),
            )


def afforded(definition: Definition) -> Iterator[Flaw]:
    """Fewest winners that cost more than the envelope, ranks beyond the places."""
    chosen = definition.selection
    for index, one in enumerate(definition.grants):
        least = _each(one)
        if chosen.budget and least and least * chosen.places_min > chosen.budget:
            yield flaw(
                ("grants", index),
                "L’enveloppe de {budget} (selection.budget) ne suffit pas à {places_min}, à "
                "{least} chacun.",
                places_min=french.plural(chosen.places_min, "lauréat"),
                least=french.number(least),
                budget=french.number(chosen.budget),
            )
        if one.rank and chosen.places_max is not None and one.rank > chosen.places_max:
            places = french.plural(chosen.places_max, "place")
            yield flaw(
                ("grants", index, "rank"),
                "{label} va au rang {rank}, pour {places}.",
                label=french.quoted(one.label),
                rank=one.rank,
                places=places,
            )


def _each(one: Grant) -> Decimal | None:
    """What each winner gets at least, when everyone gets it."""
    some = one.when or one.tracks or one.rank or one.awarded_at or one.count
    if some or one.per != "project" or one.kind not in {"subsidy", "prize"}:
        return None
    return one.min if one.amount is None else one.amount


CHECKS = (
    Check("milestone.order", Severity.WARNING, announced, ("answer", "calendar")),
    Check("answer.wave", Severity.WARNING, waves, ("answer",)),
    Check("step.follows", Severity.WARNING, follows),
    Check("sequel.again", Severity.WARNING, again, ("deliverables",)),
    Check("stage.blind", Severity.WARNING, blind, ("criteria",)),
    Check("criteria.hundred", Severity.WARNING, hundred, ("criteria",)),
    Check("preferences.few", Severity.WARNING, choices),
    Check("panel.advice", Severity.WARNING, advice),
    Check("grant.afforded", Severity.WARNING, afforded, ("grant", "places")),
)
