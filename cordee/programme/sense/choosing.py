"""Choosing: scales, weights, thresholds, places, quotas, panels and stages."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.choosing import Criterion, Panel, Quota, Scale, Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import every
from cordee.programme.sense.flaws import Check, Flaw


def scales(definition: Definition) -> Iterator[Flaw]:
    """Scales that hold no mark, and labelled levels outside their scale."""
    for path, one in every(definition, Scale):
        if one.min >= one.max:
            yield Flaw((*path, "max"), f"L’échelle va de {_n(one.min)} à {_n(one.max)} : le haut "
                       "doit dépasser le bas.")  # fmt: skip
        if one.step <= 0:
            yield Flaw((*path, "step"), "Le pas de l’échelle doit être positif.")
        for index, level in enumerate(one.levels):
            if not one.min <= level.value <= one.max:
                yield Flaw((*path, "levels", index), f"Le degré {_n(level.value)} sort de "
                           f"l’échelle de {_n(one.min)} à {_n(one.max)}.")  # fmt: skip


def _n(value: Decimal) -> str:
    return french.number(value)


def weights(definition: Definition) -> Iterator[Flaw]:
    """Weights below zero, or that are all zero."""
    for index, one in enumerate(definition.criteria):
        if one.weight < 0:
            yield Flaw(("criteria", index, "weight"), "Un poids ne peut pas être négatif.")
    counted = [one for one in definition.criteria if not one.indicative and one.weight > 0]
    if definition.criteria and not counted:
        yield Flaw(("criteria",), "Aucun critère ne compte : tous les poids sont nuls ou "
                   "indicatifs, tous les dossiers seraient à égalité.")  # fmt: skip


def points(definition: Definition) -> Iterator[Flaw]:
    """Points of parts that do not add up to those of their whole."""
    for index, whole in enumerate(definition.criteria):
        parts = [one.points for one in definition.criteria if one.within == whole.key]
        total = sum((part for part in parts if part), Decimal())
        if parts and None not in parts and whole.points is not None and total != whole.points:
            yield Flaw(
                ("criteria", index, "points"),
                f"{french.quoted(whole.label)} vaut {_n(whole.points)} points, mais ses parties en "
                f"font {_n(total)}.",
            )


def nested(definition: Definition) -> Iterator[Flaw]:
    """Criteria that are parts of themselves."""
    above = {one.key: one.within for one in definition.criteria}
    for index, one in enumerate(definition.criteria):
        seen, key = {one.key}, one.within
        while key and key not in seen:
            seen.add(key)
            key = above.get(key)
        if key:
            yield Flaw(("criteria", index, "within"), f"Le critère {french.quoted(one.label)} se "
                       "contient lui-même.")  # fmt: skip


def thresholds(definition: Definition) -> Iterator[Flaw]:
    """Thresholds that no mark can reach, or that every mark reaches."""
    for path, low, high, value in _thresholds(definition):
        if not low <= value <= high:
            yield Flaw(path, f"Le seuil {_n(value)} sort de l’échelle, qui va de {_n(low)} à "
                       f"{_n(high)}.")  # fmt: skip


def _thresholds(definition: Definition) -> Iterator[tuple[Path, Decimal, Decimal, Decimal]]:
    scale = definition.scale
    for index, one in enumerate(definition.criteria):
        if one.eliminatory_below is not None:
            low, high = _range(one, scale)
            yield ("criteria", index, "eliminatory_below"), low, high, one.eliminatory_below
    total = _total(definition)
    for index, stage in enumerate(definition.stages):
        if stage.threshold is not None and _marked(stage):
            high = definition.points_of(stage) or (stage.scale or scale).max
            yield ("stages", index, "threshold"), (stage.scale or scale).min, high, stage.threshold
    if definition.selection.min_merit is not None:
        high = total or scale.max
        yield ("selection", "min_merit"), scale.min, high, definition.selection.min_merit


def _marked(stage: Stage) -> bool:
    """Whether a threshold of that stage is read on the scale: votes, sums and ranks are not."""
    return stage.combines not in {"sum", "rank", "vote"} and stage.kind != "public_vote"


def _total(definition: Definition) -> Decimal:
    """Points of the whole grid, when every criterion at the top says its own; else 0."""
    top = [one.points for one in definition.criteria if not one.within and not one.indicative]
    return sum((one for one in top if one), Decimal()) if top and None not in top else Decimal()


def _range(one: Criterion, scale: Scale) -> tuple[Decimal, Decimal]:
    """The marks a criterion may get."""
    values = [level.value for level in one.levels]
    if values:
        return min(values), max(values)
    return (Decimal(0), one.points) if one.points is not None else (scale.min, scale.max)


def no_threshold(definition: Definition) -> Iterator[Flaw]:
    """Stages that keep what passes a threshold nobody gave."""
    for index, one in enumerate(definition.stages):
        if one.keeps == "threshold" and one.threshold is None:
            yield Flaw(("stages", index, "keeps"), f"L’étape {french.quoted(one.label)} garde les "
                       "dossiers au-dessus d’un seuil : écrivez threshold.")  # fmt: skip


def places(definition: Definition) -> Iterator[Flaw]:
    """Places that cannot be filled."""
    chosen = definition.selection
    if chosen.places_max is not None and chosen.places_min > chosen.places_max:
        yield Flaw(("selection", "places_min"), f"Il faut au moins {chosen.places_min} lauréats "
                   f"et au plus {chosen.places_max} : inversez-les.")  # fmt: skip
    for index, track in enumerate(definition.tracks):
        low, high = track.places_min, track.places_max
        if low is not None and high is not None and low > high:
            yield Flaw(("tracks", index, "places_min"), f"Le volet {french.quoted(track.label)} "
                       f"veut au moins {low} lauréats et au plus {high}.")  # fmt: skip
    least = sum(track.places_min or 0 for track in definition.tracks)
    if chosen.places_max is not None and least > chosen.places_max:
        yield Flaw(("selection", "places_max"), f"Les volets demandent ensemble {least} lauréats, "
                   f"pour {chosen.places_max} places.")  # fmt: skip


def capacity(definition: Definition) -> Iterator[Flaw]:
    """Intakes that close before enough files can arrive."""
    wanted = definition.selection.places_min
    for index, one in enumerate(definition.windows):
        if one.capacity and one.capacity_counts == "files" and one.capacity < wanted:
            yield Flaw(
                ("windows", index, "capacity"),
                f"Le dépôt s’arrête à {french.plural(one.capacity, 'dossier')}, alors qu’il faut "
                f"au moins {french.plural(wanted, 'lauréat')}.",
            )


def quotas(definition: Definition) -> Iterator[Flaw]:
    """Quotas that no set can meet."""
    top = definition.selection.places_max
    for index, one in enumerate(definition.selection.quotas):
        path: Path = ("selection", "quotas", index)
        bounds = (one.min, one.max, one.min_share, one.max_share)
        if all(bound is None for bound in bounds):
            yield Flaw(path, f"{french.quoted(one.label)} ne demande rien : écrivez min ou max.")
        if one.min is not None and one.max is not None and one.min > one.max:
            yield Flaw((*path, "min"), f"{french.quoted(one.label)} : le minimum ({one.min}) "
                       f"dépasse le maximum ({one.max}).")  # fmt: skip
        if one.min and top and _least(one) > top:
            yield Flaw((*path, "min"), f"{french.quoted(one.label)} demande au moins {_least(one)} "
                       f"lauréats, pour {top} places.")  # fmt: skip


def _least(quota: Quota) -> int:
    """Files the quota needs: one of the values is enough, unless it holds for each by itself."""
    return quota.min or 0


def quota_attributes(definition: Definition) -> Iterator[Flaw]:
    """Quotas on an answer that nobody gives."""
    from_form = {one.key for section in definition.form.sections for one in section.questions}
    for index, one in enumerate(definition.selection.quotas):
        head, _, key = one.attribute.partition(".")
        if head == "answer" and key not in from_form:
            yield Flaw(("selection", "quotas", index, "attribute"), f"{french.quoted(key)} n’est "
                       "pas une question du formulaire.")  # fmt: skip


def priorities(definition: Definition) -> Iterator[Flaw]:
    """Priorities that do not say what they give."""
    for index, one in enumerate(definition.selection.priorities):
        wanted = {"bonus": one.bonus, "floor": one.floor}
        if one.means in wanted and wanted[one.means] is None:
            yield Flaw(
                ("selection", "priorities", index, "means"),
                f"{french.quoted(one.label)} : écrivez {one.means} pour dire de combien.",
            )


def panels(definition: Definition) -> Iterator[Flaw]:
    """Panels that can never sit."""
    for path, one in every(definition, Panel):
        most = sum(seat.max or 0 for seat in one.seats)
        bounded = one.seats and all(seat.max for seat in one.seats)
        if one.quorum and bounded and one.quorum > most:
            yield Flaw((*path, "quorum"), f"Le quorum ({one.quorum}) dépasse le nombre de sièges "
                       f"({most}) : le jury ne pourrait jamais siéger.")  # fmt: skip
        if one.quorum_share is not None and not 0 < one.quorum_share <= 1:
            yield Flaw((*path, "quorum_share"), "Une part s’écrit entre 0 et 1 : 0.5 pour la "
                       "moitié.")  # fmt: skip
        for index, seat in enumerate(one.seats):
            if seat.max is not None and seat.min > seat.max:
                yield Flaw((*path, "seats", index, "min"), f"Le minimum ({seat.min}) dépasse le "
                           f"maximum ({seat.max}).")  # fmt: skip


def reviews(definition: Definition) -> Iterator[Flaw]:
    """More readings of each file than there are jurors."""
    for index, stage in enumerate(definition.stages):
        panel = next((one for one in definition.panels if one.key == stage.panel), None)
        seats = panel.seats if panel else ()
        most = sum(seat.max or 0 for seat in seats)
        if seats and all(seat.max for seat in seats) and stage.min_reviews > most:
            yield Flaw(
                ("stages", index, "min_reviews"),
                f"{french.quoted(stage.label)} veut {stage.min_reviews} lectures par dossier, mais "
                f"son jury n’a que {french.plural(most, 'siège')}.",
            )


def alone(definition: Definition) -> Iterator[Flaw]:
    """Stages that judge without anybody, or on nothing."""
    judging = {"merit", "hearing", "visit"}
    for index, one in enumerate(definition.stages):
        if one.kind in judging and one.panel is None and not one.decides:
            yield Flaw(("stages", index), f"Personne ne juge à l’étape {french.quoted(one.label)}"
                       " : nommez son jury (panel) ou dites qui décide (decides).")  # fmt: skip
        if one.kind == "merit" and not definition.criteria:
            yield Flaw(("stages", index), f"L’étape {french.quoted(one.label)} juge sans critère : "
                       "ajoutez des [[criteria]].")  # fmt: skip


def lots(definition: Definition) -> Iterator[Flaw]:
    """A merit that spares the lot where no lot is drawn, or that nothing reaches."""
    chosen = definition.selection
    if chosen.sure_above is None:
        return
    if chosen.method != "lot":
        yield Flaw(("selection", "sure_above"), "Rien n’est tiré au sort : retirez sure_above, ou "
                   'écrivez method = "lot".')  # fmt: skip
    if chosen.min_merit is not None and chosen.sure_above < chosen.min_merit:
        yield Flaw(
            ("selection", "sure_above"),
            f"Le mérite qui dispense du tirage ({_n(chosen.sure_above)}) est sous le minimum "
            f"({_n(chosen.min_merit)}).",
        )


def votes(definition: Definition) -> Iterator[Flaw]:
    """Votes in which one must name more files than one may."""
    for index, one in enumerate(definition.stages):
        if one.choices_min and one.choices_max and one.choices_min > one.choices_max:
            yield Flaw(("stages", index, "choices_min"), f"Il faut désigner {one.choices_min} "
                       f"dossiers, mais {one.choices_max} au plus.")  # fmt: skip


def kept(definition: Definition) -> Iterator[Flaw]:
    """Stages that keep fewer candidates than places, or whose bounds are reversed."""
    for path, one in every(definition, Stage):
        if one.kept_min is not None and one.kept_max is not None and one.kept_min > one.kept_max:
            yield Flaw((*path, "kept_min"), f"Le minimum ({one.kept_min}) dépasse le maximum "
                       f"({one.kept_max}).")  # fmt: skip
        least = definition.selection.places_min
        if one.kept_max is not None and one.kept_max < least and not one.tracks:
            yield Flaw((*path, "kept_max"), f"{french.quoted(one.label)} ne garde que "
                       f"{french.plural(one.kept_max, 'dossier')}, alors qu’il faut au moins "
                       f"{french.plural(least, 'lauréat')}.")  # fmt: skip


def loops(definition: Definition) -> Iterator[Flaw]:
    """Steps reserved to the survivors of a stage that judges that very step, or a later one."""
    rank = {step.key: place for place, step in enumerate(definition.steps)}
    judged = {stage.key: stage.step for stage in definition.stages}
    for index, step in enumerate(definition.steps):
        before = judged.get(step.after or "")
        if before and rank.get(before, -1) >= index:
            yield Flaw(("steps", index, "after"), f"L’étape {french.quoted(step.label)} attend une "
                       "décision qui porte sur elle-même, ou sur une étape suivante.")  # fmt: skip


def step_order(definition: Definition) -> Iterator[Flaw]:
    """Steps that close before the one they follow."""
    before = None
    for index, step in enumerate(definition.steps):
        closes = definition.closes(step.key)
        if step.after and before and closes and closes <= before:
            yield Flaw(("steps", index, "window"), f"L’étape {french.quoted(step.label)} se clôt "
                       "avant celle qu’elle suit, ou en même temps.")  # fmt: skip
        before = closes or before


CHECKS = (
    Check("scale.empty", Severity.ERROR, scales),
    Check("criteria.weights", Severity.ERROR, weights),
    Check("criteria.points", Severity.WARNING, points, ("criteria",)),
    Check("criteria.nested", Severity.ERROR, nested),
    Check("threshold.outside", Severity.ERROR, thresholds),
    Check("threshold.absent", Severity.ERROR, no_threshold),
    Check("places.bounds", Severity.ERROR, places),
    Check("places.capacity", Severity.WARNING, capacity, ("places",)),
    Check("quota.impossible", Severity.ERROR, quotas),
    Check("quota.attribute", Severity.ERROR, quota_attributes),
    Check("priority.silent", Severity.ERROR, priorities),
    Check("panel.impossible", Severity.ERROR, panels),
    Check("stage.reviews", Severity.WARNING, reviews),
    Check("stage.alone", Severity.WARNING, alone),
    Check("stage.votes", Severity.ERROR, votes),
    Check("selection.lot", Severity.WARNING, lots),
    Check("stage.kept", Severity.WARNING, kept, ("places",)),
    Check("step.loop", Severity.ERROR, loops),
    Check("step.order", Severity.ERROR, step_order),
)
