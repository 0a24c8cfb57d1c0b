"""Judging against itself: juries that cannot vote, criteria nobody judges, balances that clash."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.choosing import Scale, Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.sense.flaws import Check, Flaw, flaw

HUNDREDTH = Decimal("0.01")
HUNDRED = 100


def seats(definition: Definition) -> Iterator[Flaw]:
    """Juries without voice or president, or with more people than seats."""
    for index, panel in enumerate(definition.panels):
        path: Path = ("panels", index)
        for place, seat in enumerate(panel.seats):
            if seat.quorum and seat.max and seat.quorum > seat.max:
                yield flaw(
                    (*path, "seats", place, "quorum"),
                    "Il faut {quorum}, pour {most}.",
                    quorum=french.plural(seat.quorum, "présent"),
                    most=french.plural(seat.max, "siège"),
                )
        if panel.seats and not any(one.voting for one in panel.seats) and not panel.advisory:
            yield flaw(
                (*path, "seats"),
                "Personne n’a voix dans {label} : il ne peut rien décider. Écrivez advisory = "
                "true s’il donne un avis.",
                label=french.quoted(panel.label),
            )
        presidents = [one for one in panel.seats if one.president]
        if len(presidents) > 1:
            yield flaw(
                (*path, "seats"),
                "Deux catégories président {label} : une seule préside.",
                label=french.quoted(panel.label),
            )
        if panel.casting_vote and panel.seats and not presidents:
            yield Flaw(
                (*path, "casting_vote"),
                "La voix prépondérante est celle de la présidence, "
                "mais personne ne préside : écrivez president = true.",
            )
        most = sum(one.max or 0 for one in panel.seats)
        if panel.seats and all(one.max for one in panel.seats) and len(panel.people) > most:
            yield flaw(
                (*path, "people"),
                "{people} membres sont nommés, pour {most}.",
                people=len(panel.people),
                most=french.plural(most, "siège"),
            )


def idle(definition: Definition) -> Iterator[Flaw]:
    """Juries that no stage gathers, criteria that no stage judges."""
    used = {one.panel for one in definition.stages} | {one.panel for one in definition.gates}
    for index, panel in enumerate(definition.panels):
        if definition.stages and panel.key not in used:
            yield flaw(
                ("panels", index),
                "{label} ne juge à aucune étape : nommez-le dans un [[stages]] (panel).",
                label=french.quoted(panel.label),
            )
    judging = [
        one
        for one in definition.stages
        if one.kind in {"merit", "hearing", "visit", "negotiation", "decision"}
        and (one.criteria or one.min_reviews)
    ]
    named = {key for one in judging for key in one.criteria}
    named |= {key for one in definition.gates for key in one.criteria}
    whole = {one.within for one in definition.criteria}
    for index, criterion in enumerate(definition.criteria):
        lost = judging and all(one.criteria for one in judging) and criterion.key not in named
        near = criterion.within in named or (
            criterion.key in whole
            and any(one.key in named for one in definition.criteria if one.within == criterion.key)
        )
        if lost and not near:
            yield flaw(
                ("criteria", index),
                "Aucune étape ne juge {label} : nommez-le dans les critères d’une étape.",
                label=french.quoted(criterion.label),
            )


def unread(definition: Definition) -> Iterator[Flaw]:
    """Criteria judged before what feeds them is asked."""
    order = {step.key: rank for rank, step in enumerate(definition.steps)}
    asked: dict[str, set[str]] = {}
    for section in definition.form.sections:
        asked[section.key] = {*section.steps}
        for one in section.questions:
            asked[one.key] = {*(one.steps or section.steps)}
    for index, stage in enumerate(definition.stages):
        rank = order.get(stage.step or "", -1)
        for criterion in definition.criteria_of(stage) if stage.criteria and rank >= 0 else ():
            steps = [asked.get(key, set()) for key in criterion.fed_by]
            late = [some for some in steps if some and all(order.get(s, 0) > rank for s in some)]
            if steps and len(late) == len(steps):
                yield flaw(
                    ("stages", index, "criteria"),
                    "{label} juge {label2} d’après des réponses demandées plus tard.",
                    label=french.quoted(stage.label),
                    label2=french.quoted(criterion.label),
                )


def marks(definition: Definition) -> Iterator[Flaw]:
    """Scales in one step, levels said twice, thresholds that do nothing."""
    scales: list[tuple[Path, Scale]] = [(("scale",), definition.scale)]
    scales += [
        (("stages", i, "scale"), one.scale) for i, one in enumerate(definition.stages) if one.scale
    ]
    for path, scale in scales:
        if 0 < scale.max - scale.min < scale.step:
            yield Flaw((*path, "step"), "Le pas est plus grand que l’échelle elle-même.")
        values = [one.value for one in scale.levels]
        if len(values) != len(set(values)):
            yield Flaw((*path, "levels"), "Deux degrés ont la même valeur.")
    yield from _stages(definition)
    yield from _mentions(definition)


def _mentions(definition: Definition) -> Iterator[Flaw]:
    """Mentions that no mark gives."""
    top = definition.scale.max
    for index, mention in enumerate(definition.selection.mentions):
        high = max(top, sum((one.points or 0 for one in definition.criteria), Decimal()))
        if mention.above is not None and mention.above > high:
            yield flaw(
                ("selection", "mentions", index, "above"),
                "{label} demande {above}, au-delà de l’échelle.",
                label=french.quoted(mention.label),
                above=french.number(mention.above),
            )


def _stages(definition: Definition) -> Iterator[Flaw]:
    """Thresholds that are of no use, hearings and teams shorter than what is asked of them."""
    for index, stage in enumerate(definition.stages):
        if stage.threshold is not None and stage.keeps != "threshold" and stage.kind != "gate":
            yield flaw(
                ("stages", index, "threshold"),
                '{label} a un seuil, mais ne s’en sert pas : écrivez keeps = "threshold".',
                label=french.quoted(stage.label),
            )
        if stage.questions_minutes and stage.minutes and stage.questions_minutes > stage.minutes:
            yield Flaw(
                ("stages", index, "questions_minutes"), "Les questions durent plus que l’audition."
            )
        team = definition.team
        if stage.people_max and team and team.max and stage.people_max > team.max:
            yield flaw(
                ("stages", index, "people_max"),
                "{people_max} personnes sont entendues, mais l’équipe n’en a que {most}.",
                people_max=stage.people_max,
                most=team.max,
            )


def weights(definition: Definition) -> Iterator[Flaw]:
    """Weights that look like shares or percentages and miss the whole."""
    said = [one.weight for one in definition.stages if "weight" in one.model_fields_set]
    if len(said) > 1:
        total = sum(said, Decimal())
        whole = Decimal(1) if all(0 < one < 1 for one in said) else Decimal(HUNDRED)
        percent = all(one >= 5 for one in said)  # noqa: PLR2004 - percentages
        if (whole == 1 or percent) and abs(total - whole) > HUNDREDTH * whole:
            yield flaw(
                ("stages",),
                "Les poids des étapes font {total}, non {whole}.",
                total=french.number(total),
                whole=french.number(whole),
            )
    top = [one for one in definition.criteria if not one.within and not one.indicative]
    if not any(one.criteria for one in definition.stages) or any(one.tracks for one in top):
        return
    total = sum((one.weight for one in top), Decimal())
    percent = len(top) > 1 and all(one.weight >= 5 for one in top)  # noqa: PLR2004 - percentages
    parts = {
        sum((one.weight for one in definition.criteria_of(stage) if not one.within), Decimal())
        for stage in definition.stages
    }
    if percent and HUNDRED not in {total, *parts} and abs(total - HUNDRED) <= 20:  # noqa: PLR2004 - near enough to have meant a hundred
        yield flaw(
            ("criteria",),
            "Les poids des critères font {total}, non 100 : est-ce voulu ?",
            total=french.number(total),
        )


def kept(definition: Definition) -> Iterator[Flaw]:
    """Stages that keep fewer files than there are places, or more than were left."""
    most = definition.selection.places_max
    for index, stage in enumerate(definition.stages):
        path: Path = ("stages", index, "kept_max")
        if stage.kept_max is None or stage.tracks or stage.kept_per != "call":
            continue
        waves = max(1, len(definition.windows_of(stage.step or "")))
        room = stage.kept_max * waves
        if most is not None and definition.selection.places_min <= room < most:
            yield flaw(
                path,
                "{label} ne garde que {kept_max}, pour {most} places : certaines resteront vides.",
                label=french.quoted(stage.label),
                kept_max=french.plural(stage.kept_max, "dossier"),
                most=most,
            )
        before = _left(definition, index, stage)
        if before is not None and before < stage.kept_max:
            yield flaw(
                path,
                "{label} garde {kept_max} dossiers, mais l’étape précédente n’en laisse que "
                "{before}.",
                label=french.quoted(stage.label),
                kept_max=stage.kept_max,
                before=before,
            )


def _left(definition: Definition, index: int, stage: Stage) -> int | None:
    """What an earlier stage, of another step, left: the survivors go on."""
    earlier = [
        one.kept_max
        for one in definition.stages[:index]
        if one.kept_max is not None and one.kept_per == "call"
        if not one.tracks and one.step != stage.step
    ]
    return min(earlier, default=None)


CHECKS = (
    Check("panel.seats", Severity.WARNING, seats),
    Check("panel.idle", Severity.WARNING, idle, ("criteria",)),
    Check("criteria.unread", Severity.WARNING, unread, ("criteria",)),
    Check("scale.marks", Severity.WARNING, marks, ("criteria",)),
    Check("criteria.whole", Severity.WARNING, weights, ("criteria",)),
    Check("stage.few", Severity.WARNING, kept, ("places",)),
)
