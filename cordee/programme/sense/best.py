"""Marks made of the best ones only, and marks asked of a criterion at one stage."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.choosing import Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.sense.flaws import Check, Flaw, flaw

MARKING = {"merit", "hearing", "visit", "negotiation", "decision"}


def best(definition: Definition) -> Iterator[Flaw]:
    """The best of more marks than there are, or of as many: nothing is then left out."""
    for index, one in enumerate(definition.stages):
        path = ("stages", index)
        yield from _readings(path, one)
        counted = [x for x in definition.criteria_of(one) if not x.indicative and x.weight]
        if one.best_criteria is not None and one.best_criteria >= len(counted):
            yield flaw(
                (*path, "best_criteria"),
                "{label} ne compte que {criteria} : les meilleurs sont tous les siens. "
                "Écrivez un nombre plus petit, ou ôtez best_criteria.",
                label=french.quoted(one.label),
                criteria=french.plural(len(counted), "critère"),
            )
    yield from _stages(definition)


def _readings(path: Path, one: Stage) -> Iterator[Flaw]:
    kept = one.best_readings or 1
    if one.combines != "best" and one.best_readings:
        yield flaw((*path, "best_readings"),
                   "Cette étape ne garde pas les meilleures lectures : écrivez combines = "
                   '"best", ou ôtez best_readings.')  # fmt: skip
    if one.combines == "best" and one.min_reviews <= kept:
        yield flaw(
            (*path, "best_readings"),
            "Garder {kept} n’en écarte aucune quand il y en a {least} : demandez-en "
            "davantage (min_reviews).",
            kept=french.plural(kept, "lecture"),
            least=french.number(one.min_reviews),
        )


def _stages(definition: Definition) -> Iterator[Flaw]:
    kept = definition.selection.best_stages
    marking = [one for one in definition.stages if one.kind in MARKING and one.weight]
    if kept is not None and kept >= len(marking):
        yield flaw(
            ("selection", "best_stages"),
            "L’appel a {stages} : en garder {kept} n’en écarte aucune. "
            "Écrivez un nombre plus petit, ou ôtez best_stages.",
            stages=french.plural(len(marking), "étape notée", "étapes notées"),
            kept=french.number(kept),
        )


def thresholds(definition: Definition) -> Iterator[Flaw]:
    """A mark asked, or a weight given, at a stage, of a criterion that it does not judge."""
    for index, one in enumerate(definition.stages):
        for name in ("thresholds", "weights"):
            for key in getattr(one, name):
                if one.criteria and key not in one.criteria:
                    yield flaw(
                        ("stages", index, name, key),
                        "{label} ne juge pas {criterion} : ajoutez-le à ses criteria, ou ôtez-le "
                        "de {name}.",
                        label=french.quoted(one.label),
                        criterion=french.quoted(key),
                        name=name,
                    )
        if any(weight < 0 for weight in one.weights.values()):
            yield Flaw(
                ("stages", index, "weights"),
                "Un poids ne peut pas être négatif : écrivez 0 pour un critère qui ne compte pas.",
            )


CHECKS = (
    Check("mark.best", Severity.WARNING, best, ("criteria",)),
    Check("mark.threshold", Severity.WARNING, thresholds, ("criteria",)),
)
