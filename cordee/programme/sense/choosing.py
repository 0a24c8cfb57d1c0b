"""Choosing: scales, weights, thresholds, places, quotas, panels and stages."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.choosing import Criterion, Panel, Scale, Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import every
from cordee.programme.sense.circles import in_circles
from cordee.programme.sense.flaws import Check, Flaw, flaw


def scales(definition: Definition) -> Iterator[Flaw]:
    """Scales that hold no mark, and labelled levels outside their scale."""
    for path, one in every(definition, Scale):
        if one.min >= one.max:
            yield flaw(
                (*path, "max"),
                "L’échelle va de {least} à {most} : le haut doit dépasser le bas.",
                least=_n(one.min),
                most=_n(one.max),
            )
        if one.step <= 0:
            yield Flaw((*path, "step"), "Le pas de l’échelle doit être positif.")
        for index, level in enumerate(one.levels):
            if not one.min <= level.value <= one.max:
                yield flaw(
                    (*path, "levels", index),
                    "Le degré {value} sort de l’échelle de {least} à {most}.",
                    value=_n(level.value),
                    least=_n(one.min),
                    most=_n(one.max),
                )


def _n(value: Decimal) -> str:
    return french.number(value)


def weights(definition: Definition) -> Iterator[Flaw]:
    """Weights below zero, or that are all zero."""
    for index, one in enumerate(definition.criteria):
        if one.weight < 0:
            yield Flaw(("criteria", index, "weight"), "Un poids ne peut pas être négatif.")
    counted = [one for one in definition.criteria if not one.indicative and one.weight > 0]
    if definition.criteria and not counted:
        yield Flaw(
            ("criteria",),
            "Aucun critère ne compte : tous les poids sont nuls ou "
            "indicatifs, tous les dossiers seraient à égalité.",
        )


def points(definition: Definition) -> Iterator[Flaw]:
    """Points of parts that do not add up to those of their whole."""
    for index, whole in enumerate(definition.criteria):
        parts = [one.points for one in definition.criteria if one.within == whole.key]
        total = sum((part for part in parts if part), Decimal())
        if parts and None not in parts and whole.points is not None and total != whole.points:
            yield flaw(
                ("criteria", index, "points"),
                "{label} vaut {points}, mais ses parties en font {total}.",
                label=french.quoted(whole.label),
                points=french.plural(whole.points, "point"),
                total=_n(total),
            )


def nested(definition: Definition) -> Iterator[Flaw]:
    """Criteria that are parts of themselves."""
    for index, one in in_circles(definition.criteria):
        yield flaw(
            ("criteria", index, "within"),
            "Le critère {label} se contient lui-même.",
            label=french.quoted(one.label),
        )


def thresholds(definition: Definition) -> Iterator[Flaw]:
    """Thresholds that no mark can reach, or that every mark reaches."""
    for path, low, high, value in _thresholds(definition):
        if not low <= value <= high:
            yield flaw(
                path,
                "Le seuil {value} sort de l’échelle, qui va de {low} à {high}.",
                value=_n(value),
                low=_n(low),
                high=_n(high),
            )


def _thresholds(definition: Definition) -> Iterator[tuple[Path, Decimal, Decimal, Decimal]]:
    scale = definition.scale
    for index, one in enumerate(definition.criteria):
        if one.eliminatory_below is not None:
            low, high = _range(one, scale)
            yield ("criteria", index, "eliminatory_below"), low, high, one.eliminatory_below
    total = _total(definition)
    known = {one.key: one for one in definition.criteria}
    for index, stage in enumerate(definition.stages):
        for key, least in stage.thresholds.items():
            if key in known:
                low, high = _range(known[key], stage.scale or scale)
                yield ("stages", index, "thresholds", key), low, high, least
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
            yield flaw(
                ("stages", index, "keeps"),
                "L’étape {label} garde les dossiers au-dessus d’un seuil : écrivez threshold.",
                label=french.quoted(one.label),
            )


def places(definition: Definition) -> Iterator[Flaw]:
    """Places that cannot be filled."""
    chosen = definition.selection
    if chosen.places_max is not None and chosen.places_min > chosen.places_max:
        yield flaw(
            ("selection", "places_min"),
            "Il faut au moins {places_min} et au plus {places_max} : inversez-les.",
            places_min=french.plural(chosen.places_min, "lauréat"),
            places_max=chosen.places_max,
        )
    for index, track in enumerate(definition.tracks):
        low, high = track.places_min, track.places_max
        if low is not None and high is not None and low > high:
            yield flaw(
                ("tracks", index, "places_min"),
                "Le volet {label} veut au moins {low} et au plus {high}.",
                label=french.quoted(track.label),
                low=french.plural(low, "lauréat"),
                high=high,
            )
    least = sum(track.places_min or 0 for track in definition.tracks)
    if chosen.places_max is not None and least > chosen.places_max:
        yield flaw(
            ("selection", "places_max"),
            "Les volets demandent ensemble {least}, pour {places_max}.",
            least=french.plural(least, "lauréat"),
            places_max=french.plural(chosen.places_max, "place"),
        )


def capacity(definition: Definition) -> Iterator[Flaw]:
    """Intakes that close before enough files can arrive."""
    wanted = definition.selection.places_min
    for index, one in enumerate(definition.windows):
        if one.capacity and one.capacity_counts == "files" and one.capacity < wanted:
            yield flaw(
                ("windows", index, "capacity"),
                "Le dépôt s’arrête à {capacity}, alors qu’il faut au moins {wanted}.",
                capacity=french.plural(one.capacity, "dossier"),
                wanted=french.plural(wanted, "lauréat"),
            )


def priorities(definition: Definition) -> Iterator[Flaw]:
    """Priorities that do not say what they give."""
    for index, one in enumerate(definition.selection.priorities):
        wanted = {"bonus": one.bonus, "floor": one.floor}
        if one.means in wanted and wanted[one.means] is None:
            yield flaw(
                ("selection", "priorities", index, "means"),
                "{label} : écrivez {means} pour dire de combien.",
                label=french.quoted(one.label),
                means=one.means,
            )


def panels(definition: Definition) -> Iterator[Flaw]:
    """Panels that can never sit."""
    for path, one in every(definition, Panel):
        most = sum(seat.max or 0 for seat in one.seats)
        bounded = one.seats and all(seat.max for seat in one.seats)
        if one.quorum and bounded and one.quorum > most:
            yield flaw(
                (*path, "quorum"),
                "Le quorum ({quorum}) dépasse le nombre de sièges ({most}) : le jury ne "
                "pourrait jamais siéger.",
                quorum=one.quorum,
                most=most,
            )
        if one.quorum_share is not None and not 0 < one.quorum_share <= 1:
            yield Flaw(
                (*path, "quorum_share"), "Une part s’écrit entre 0 et 1 : 0.5 pour la moitié."
            )
        for index, seat in enumerate(one.seats):
            if seat.max is not None and seat.min > seat.max:
                yield flaw(
                    (*path, "seats", index, "min"),
                    "Le minimum ({least}) dépasse le maximum ({most}).",
                    least=seat.min,
                    most=seat.max,
                )


def reviews(definition: Definition) -> Iterator[Flaw]:
    """More readings of each file than there are jurors."""
    for index, stage in enumerate(definition.stages):
        panel = next((one for one in definition.panels if one.key == stage.panel), None)
        seats = panel.seats if panel else ()
        most = sum(seat.max or 0 for seat in seats)
        if seats and all(seat.max for seat in seats) and stage.min_reviews > most:
            yield flaw(
                ("stages", index, "min_reviews"),
                "{label} veut {min_reviews} lectures par dossier, mais son jury n’a que {most}.",
                label=french.quoted(stage.label),
                min_reviews=stage.min_reviews,
                most=french.plural(most, "siège"),
            )


def alone(definition: Definition) -> Iterator[Flaw]:
    """Stages that judge without anybody, or on nothing."""
    judging = {"merit", "hearing", "visit"}
    for index, one in enumerate(definition.stages):
        if one.kind in judging and one.panel is None and not one.decides:
            yield flaw(
                ("stages", index),
                "Personne ne juge à l’étape {label} : nommez son jury (panel) ou dites qui "
                "décide (decides).",
                label=french.quoted(one.label),
            )
        if one.kind == "merit" and not definition.criteria:
            yield flaw(
                ("stages", index),
                "L’étape {label} juge sans critère : ajoutez des [[criteria]].",
                label=french.quoted(one.label),
            )


def lots(definition: Definition) -> Iterator[Flaw]:
    """A merit that spares the lot where no lot is drawn, or that nothing reaches."""
    chosen = definition.selection
    if chosen.sure_above is None:
        return
    if chosen.method != "lot":
        yield Flaw(
            ("selection", "sure_above"),
            'Rien n’est tiré au sort : retirez sure_above, ou écrivez method = "lot".',
        )
    if chosen.min_merit is not None and chosen.sure_above < chosen.min_merit:
        yield flaw(
            ("selection", "sure_above"),
            "Le mérite qui dispense du tirage ({sure_above}) est sous le minimum ({min_merit}).",
            sure_above=_n(chosen.sure_above),
            min_merit=_n(chosen.min_merit),
        )


def votes(definition: Definition) -> Iterator[Flaw]:
    """Votes in which one must name more files than one may."""
    for index, one in enumerate(definition.stages):
        if one.choices_min and one.choices_max and one.choices_min > one.choices_max:
            yield flaw(
                ("stages", index, "choices_min"),
                "Il faut désigner {choices_min}, mais {choices_max} au plus.",
                choices_min=french.plural(one.choices_min, "dossier"),
                choices_max=one.choices_max,
            )


def kept(definition: Definition) -> Iterator[Flaw]:
    """Stages that keep fewer candidates than places, or whose bounds are reversed."""
    for path, one in every(definition, Stage):
        if one.kept_min is not None and one.kept_max is not None and one.kept_min > one.kept_max:
            yield flaw(
                (*path, "kept_min"),
                "Le minimum ({kept_min}) dépasse le maximum ({kept_max}).",
                kept_min=one.kept_min,
                kept_max=one.kept_max,
            )
        least = definition.selection.places_min
        if one.kept_max is not None and one.kept_max < least and not one.tracks:
            yield flaw(
                (*path, "kept_max"),
                "{label} ne garde que {kept_max}, alors qu’il faut au moins {least}.",
                label=french.quoted(one.label),
                kept_max=french.plural(one.kept_max, "dossier"),
                least=french.plural(least, "lauréat"),
            )


CHECKS = (
    Check("scale.empty", Severity.ERROR, scales),
    Check("criteria.weights", Severity.ERROR, weights),
    Check("criteria.points", Severity.WARNING, points, ("criteria",)),
    Check("criteria.nested", Severity.ERROR, nested),
    Check("threshold.outside", Severity.ERROR, thresholds),
    Check("threshold.absent", Severity.ERROR, no_threshold),
    Check("places.bounds", Severity.ERROR, places),
    Check("places.capacity", Severity.WARNING, capacity, ("places",)),
    Check("priority.silent", Severity.ERROR, priorities),
    Check("panel.impossible", Severity.ERROR, panels),
    Check("stage.reviews", Severity.WARNING, reviews),
    Check("stage.alone", Severity.WARNING, alone),
    Check("stage.votes", Severity.ERROR, votes),
    Check("selection.lot", Severity.WARNING, lots),
    Check("stage.kept", Severity.WARNING, kept, ("places",)),
)
