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
from cordee.programme.sense.flaws import Check, Flaw

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
        dated = [(index, one) for index, one in enumerate(definition.milestones)
                 if one.window == wave]  # fmt: skip
        answers = [day for _, one in dated if one.kind in KNOWN and (day := _first(one))]
        if not answers:
            continue
        first, last = min(answers), max(answers)
        for index, one in dated:
            day = _first(one)
            if day and one.kind in AFTER and (_last(one) or day) < first:
                yield Flaw(("milestones", index, "when"), f"{french.quoted(one.label)} vient avant "
                           f"la réponse aux candidats ({french.day(first)}).")  # fmt: skip
            if day and one.kind in BEFORE and not one.tracks and day > last:
                yield Flaw(("milestones", index, "when"), f"{french.quoted(one.label)} vient après "
                           f"la réponse aux candidats ({french.day(last)}).")  # fmt: skip
    yield from _embargo(definition)


def _embargo(definition: Definition) -> Iterator[Flaw]:
    ends = [day for one in definition.milestones if one.kind == "embargo" and (day := _first(one))]
    for index, one in enumerate(definition.milestones):
        open_ = one.public and one.kind in {"results", "publication"}
        last = _last(one) if open_ else None
        if ends and last and last < min(ends):
            yield Flaw(("milestones", index, "when"), f"{french.quoted(one.label)} est public "
                       f"avant la fin de l’embargo ({french.day(min(ends))}).")  # fmt: skip


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
                yield Flaw(("windows", keys[key]), f"Rien ne dit quand répondre à "
                           f"{french.quoted(label)}, alors que d’autres périodes ont leur "
                           "réponse : ajoutez un [[milestones]] avec window.")  # fmt: skip


def follows(definition: Definition) -> Iterator[Flaw]:
    """Steps that follow one that nobody need take."""
    free = {one.key: one for one in definition.steps if not one.required}
    for index, step in enumerate(definition.steps):
        if step.follows in free:
            yield Flaw(("steps", index, "follows"), f"{french.quoted(step.label)} suit "
                       f"{french.quoted(free[step.follows].label)}, que rien n’oblige à remettre : "
                       "ôtez required = false, ou follows.")  # fmt: skip


def again(definition: Definition) -> Iterator[Flaw]:
    """Deliverables that come back without a first time; certificates that ask for too much."""
    for path, one in every(definition, Deliverable):
        if one.every and one.due is None and one.by != "organiser":
            yield Flaw((*path, "every"), f"{french.quoted(one.label)} revient, mais à partir de "
                       "quand ? Ajoutez due.")  # fmt: skip
    for path, given in every(definition, Completion):
        if given.at_least is not None and given.at_least > len(given.needs):
            yield Flaw((*path, "at_least"), f"{french.quoted(given.label)} en demande "
                       f"{given.at_least}, sur {len(given.needs)}.")  # fmt: skip
    most = definition.selection.places_max
    for index, gate in enumerate(definition.gates):
        if most is not None and gate.keeps_max is not None and gate.keeps_max > most:
            yield Flaw(("gates", index, "keeps_max"), f"{french.quoted(gate.label)} laisse passer "
                       f"{gate.keeps_max} lauréats, mais il n’y en a que {most}.")  # fmt: skip


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
                yield Flaw(("stages", index, "blind"), f"{french.quoted(stage.label)} cache qui "
                           f"candidate, mais {french.quoted(one.label)} se juge d’après "
                           f"{french.listed([french.quoted(key) for key in said])}.")  # fmt: skip


def hundred(definition: Definition) -> Iterator[Flaw]:
    """Weights that look like percentages, and miss a hundred."""
    top = [one for one in definition.criteria if not one.within and not one.indicative]
    total = sum((one.weight for one in top), Decimal())
    whole = len(top) > 1 and all(one.weight >= 5 for one in top)  # noqa: PLR2004 - percentages
    if whole and total != HUNDRED and abs(total - HUNDRED) <= NEAR and not _tracked(definition):
        yield Flaw(("criteria",), f"Les poids des critères font {french.number(total)}, non 100 : "
                   "est-ce voulu ?")  # fmt: skip


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
            yield Flaw(("preferences", "hosts", place), f"{french.quoted(key)} n’accueille "
                       'personne : écrivez part = "host" chez cet organisateur.')  # fmt: skip
    if len(among) < asked.min or (_told(asked, "max") and asked.max > len(among)):
        yield Flaw(("preferences",), f"On demande {asked.min} vœux au moins et {asked.max} au "
                   f"plus, parmi {len(among)}.")  # fmt: skip


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
            yield Flaw(("panels", index), f"{french.quoted(one.label)} donne un avis, mais rien ne "
                       "dit qui décide : écrivez decided_by.")  # fmt: skip


def afforded(definition: Definition) -> Iterator[Flaw]:
    """Fewest winners that cost more than the envelope, ranks beyond the places."""
    chosen = definition.selection
    for index, one in enumerate(definition.grants):
        least = _each(one)
        if chosen.budget and least and least * chosen.places_min > chosen.budget:
            yield Flaw(("grants", index), f"{chosen.places_min} lauréats à {french.number(least)} "
                       f"chacun dépassent l’enveloppe de {french.number(chosen.budget)} "
                       "(selection.budget).")  # fmt: skip
        if one.rank and chosen.places_max is not None and one.rank > chosen.places_max:
            places = french.plural(chosen.places_max, "place")
            yield Flaw(("grants", index, "rank"), f"{french.quoted(one.label)} va au rang "
                       f"{one.rank}, pour {places}.")  # fmt: skip


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
