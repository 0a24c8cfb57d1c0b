"""Ways of choosing that leave some words without effect: the lot, the order of arrival, numbers."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.sense.flaws import Check, Flaw

MARKED = {"merit", "hearing", "visit"}


def methods(definition: Definition) -> Iterator[Flaw]:
    """Words of the lot where no lot is drawn, of merit where merit does not choose."""
    choice, methods_ = definition.selection, {one.method for one in definition.tracks}
    methods_ = ({definition.selection.method} | methods_) - {None}
    if "lot" not in methods_:
        for name in ("chances", "drawn_by"):
            if getattr(choice, name):
                yield Flaw(
                    ("selection", name),
                    say(
                        '« {name} » ne sert que si l’on tire au sort : écrivez method = "lot".',
                        name=name,
                    ),
                )
    if methods_ == {"arrival"}:
        yield from _in_order(definition)
    marked = any(one.kind in MARKED for one in definition.stages) and definition.criteria
    if choice.method in {"lot", "arrival"} and choice.min_merit is not None and not marked:
        yield Flaw(
            ("selection", "min_merit"),
            say(
                "Une note minimale est demandée, mais aucune "
                "étape ne note : ajoutez des critères et une étape, ou ôtez min_merit."
            ),
        )


def _in_order(definition: Definition) -> Iterator[Flaw]:
    """Everything that would change an order which is that of arrival."""
    choice = definition.selection
    for index, one in enumerate(choice.priorities):
        if one.means in {"bonus", "tie_break"}:
            yield Flaw(
                ("selection", "priorities", index),
                say(
                    "{label} n’a pas d’effet : les "
                    "dossiers sont retenus dans l’ordre d’arrivée. Changez means, ou method.",
                    label=french.quoted(one.label),
                ),
            )
    if [key for key in choice.ties if key != "arrival"]:
        yield Flaw(
            ("selection", "ties"),
            say(
                "Rien n’est à départager : les dossiers sont retenus "
                "dans l’ordre d’arrivée. Ôtez ties, ou changez method."
            ),
        )


def chances(definition: Definition) -> Iterator[Flaw]:
    """Chances that are those of everybody."""
    for index, one in enumerate(definition.selection.chances):
        if one.times == 1:
            yield Flaw(
                ("selection", "chances", index, "times"),
                say(
                    "{label} ne change rien : chacun a déjà un bulletin. Écrivez 2, ou 0.5.",
                    label=french.quoted(one.label),
                ),
            )


def files(definition: Definition) -> Iterator[Flaw]:
    """Numbers of files that another number already forbids."""
    rules = definition.applicant
    most = rules.files_per_applicant
    if rules.which_wins == "none" and not most:
        yield Flaw(
            ("applicant", "which_wins"),
            say(
                "Qui dépose trop est écarté, mais chacun dépose "
                "autant qu’il veut : écrivez files_per_applicant."
            ),
        )
    for index, one in enumerate(rules.files_limits):
        path: Path = ("applicant", "files_limits", index)
        if most and one.max > most and rules.files_counted == "call":
            yield Flaw(
                (*path, "max"),
                say(
                    "{max} dossiers ici, mais {most} au plus en tout : "
                    "relevez files_per_applicant.",
                    max=one.max,
                    most=most,
                ),
            )
        if not one.tracks and one.when is None:
            yield Flaw(
                path,
                say(
                    "Cette limite vaut pour tous : dites-la par files_per_applicant, "
                    "ou ajoutez tracks ou when."
                ),
            )


def tracked(definition: Definition) -> Iterator[Flaw]:
    """What is counted by track in a call that has none, and places that tracks do not reach."""
    if not definition.tracks:
        reserve = definition.selection.reserve
        places: list[Path] = [
            ("stages", index, "kept_per")
            for index, one in enumerate(definition.stages)
            if one.kept_per == "track"
        ]
        if reserve is not None and reserve.per == "track":
            places.append(("selection", "reserve", "per"))
        for path in places:
            yield Flaw(
                path,
                say("L’appel n’a pas de volet : ajoutez [[tracks]], ou comptez dans tout l’appel."),
            )
    most, whole = [one.places_max for one in definition.tracks], definition.selection.places_max
    total = sum(one or 0 for one in most)
    if most and None not in most and whole is not None and whole > total:
        yield Flaw(
            ("selection", "places_max"),
            say(
                "L’appel offre jusqu’à {whole} places, mais ses "
                "volets n’en offrent que {total} ensemble.",
                whole=whole,
                total=total,
            ),
        )


def weights(definition: Definition) -> Iterator[Flaw]:
    """Stages whose marks count for nothing beside others that count."""
    marking = [
        (index, one)
        for index, one in enumerate(definition.stages)
        if one.kind in {*MARKED, "public_vote"}
    ]
    for index, one in marking:
        others = any(other.weight for _, other in marking if other is not one)
        if any(grant.awarded_at == one.key for grant in definition.grants):
            continue
        if not one.weight and others and one.keeps not in {"threshold", "all_admitted"}:
            yield Flaw(
                ("stages", index, "weight"),
                say(
                    "{label} ne compte pour rien (weight = 0) : ses notes ne choisissent personne.",
                    label=french.quoted(one.label),
                ),
            )


def readers(definition: Definition) -> Iterator[Flaw]:
    """More readers of a category than it has members, or than a file has readings."""
    seats = {one.key: one for panel in definition.panels for one in panel.seats}
    for index, stage in enumerate(definition.stages):
        path: Path = ("stages", index, "readers")
        for key, count in stage.readers.items():
            seat = seats.get(key)
            most = seat.max if seat else None
            if seat is not None and most is not None and count > most:
                yield Flaw(
                    (*path, key),
                    say(
                        "{count} lecteurs de {label}, qui n’a que {most}.",
                        count=count,
                        label=french.quoted(seat.label),
                        most=french.plural(most, "membre"),
                    ),
                )
        total = sum(stage.readers.values())
        if stage.readers and stage.min_reviews > 1 and total != stage.min_reviews:
            yield Flaw(
                path,
                say(
                    "Les lecteurs font {total}, mais {wanted} lectures sont demandées "
                    "(min_reviews).",
                    total=total,
                    wanted=stage.min_reviews,
                ),
            )


def examined(definition: Definition) -> Iterator[Flaw]:
    """A number of files each time, where files are examined once."""
    for index, one in enumerate(definition.windows):
        if one.examined_max and not one.examined_every and not one.cut_offs:
            yield Flaw(
                ("windows", index, "examined_max"),
                say(
                    "Combien de dossiers chaque fois, "
                    "mais quand ? Écrivez examined_every ou cut_offs."
                ),
            )


def alone(definition: Definition) -> Iterator[Flaw]:
    """Words that mean nothing without another: a waiting list of what is never full."""
    choice = definition.selection
    for index, one in enumerate(definition.windows):
        if one.waiting and one.capacity is None:
            said = say("Une liste d’attente commence quand l’appel est plein : écrivez capacity.")
            yield Flaw(("windows", index, "waiting"), said)
    bonuses = [one.bonus or Decimal() for one in choice.priorities if one.means == "bonus"]
    if choice.bonus_max is not None and sum(bonuses, Decimal()) <= choice.bonus_max:
        said = say("Ce plafond ne retient rien : toutes les majorations réunies font {sum}.",
                   sum=french.number(sum(bonuses, Decimal())))  # fmt: skip
        yield Flaw(("selection", "bonus_max"), said)
    for index, each in enumerate(choice.envelopes):
        if each.proportional_to and not each.attribute:
            said = say("{label} se partage, mais entre quoi ? Écrivez attribute.",
                       label=french.quoted(each.label))  # fmt: skip
            yield Flaw(("selection", "envelopes", index, "proportional_to"), said)
    for index, stage in enumerate(definition.stages):
        if stage.choices_per == "track" and not definition.tracks:
            said = say("L’appel n’a pas de volet : ajoutez [[tracks]], ou comptez dans tout "
                       "l’appel.")  # fmt: skip
            yield Flaw(("stages", index, "choices_per"), said)


def sealed(definition: Definition) -> Iterator[Flaw]:
    """Criteria judged before the page that feeds them is opened."""
    order = {one.key: rank for rank, one in enumerate(definition.stages)}
    opened = {
        question.key: (order[page.opened_at], page)
        for page in definition.form.sections
        if page.opened_at in order
        for question in page.questions
    }
    for rank, stage in enumerate(definition.stages):
        if stage.kind not in MARKED:
            continue
        for one in definition.criteria_of(stage):
            early = [
                key
                for key in (*one.fed_by, one.measures or "")
                if key in opened and rank < opened[key][0]
            ]
            if early:
                page = opened[early[0]][1]
                yield Flaw(
                    ("criteria", definition.criteria.index(one)),
                    say(
                        "{label} se juge à l’étape {stage}, avant que la page {page} ne soit "
                        "ouverte (opened_at).",
                        label=french.quoted(one.label),
                        stage=french.quoted(stage.label),
                        page=french.quoted(page.label),
                    ),
                )


def reached(definition: Definition) -> Iterator[Flaw]:
    """Thresholds in points that the criteria of one track cannot reach."""
    for index, stage in enumerate(definition.stages):
        if stage.threshold is None:
            continue
        for track in definition.tracks:
            if stage.tracks and track.key not in stage.tracks:
                continue
            own = [
                one
                for one in definition.criteria_of(stage)
                if not one.within
                and not one.indicative
                and (not one.tracks or track.key in one.tracks)
            ]
            if not own or any(one.points is None for one in own):
                continue
            most = sum((one.points or Decimal() for one in own), Decimal())
            if most < stage.threshold <= definition.points_of(stage):
                yield Flaw(
                    ("stages", index, "threshold"),
                    say(
                        "Le volet {track} ne peut réunir que {most} : le seuil de {threshold} "
                        "y est hors d’atteinte.",
                        track=french.quoted(track.label),
                        most=french.plural(most, "point"),
                        threshold=french.number(stage.threshold),
                    ),
                )


CHECKS = (
    Check("selection.method", Severity.WARNING, methods, ("places", "priority")),
    Check("selection.chances", Severity.WARNING, chances, ("places",)),
    Check("applicant.limits", Severity.WARNING, files, ("files",)),
    Check("track.counted", Severity.WARNING, tracked, ("places",)),
    Check("stage.weight", Severity.WARNING, weights, ("criteria",)),
    Check("stage.readers", Severity.WARNING, readers, ("criteria",)),
    Check("window.examined", Severity.WARNING, examined, ("calendar",)),
    Check("word.beside", Severity.WARNING, alone),
    Check("form.sealed", Severity.WARNING, sealed, ("criteria",)),
    Check("stage.reached", Severity.WARNING, reached, ("criteria",)),
)
