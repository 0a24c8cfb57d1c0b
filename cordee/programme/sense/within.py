"""Bounds within bounds: answers and tables beside the project, thresholds beside their criteria."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import questions as q
from cordee.programme.schema.choosing import Criterion, Level, Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.team import Consortium
from cordee.programme.schema.timeline import Project
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import AnswerIs, NumberIs
from cordee.programme.sense import days
from cordee.programme.sense.bounds import TIMES
from cordee.programme.sense.flaws import Check, Flaw, flaw

A_MONTH = 30.44
HUNDREDTH = Decimal("0.01")


def months(definition: Definition) -> Iterator[Flaw]:
    """Answers in months that the project may not last."""
    asked = {one.key: (path, one) for path, one in every(definition.form, q.Number)}
    for project in _projects(definition):
        path, one = asked.get(project.months_question or "", ((), None))
        if one is None:
            continue
        least = days.length(project.lasts_min) / A_MONTH if project.lasts_min else None
        most = days.length(project.lasts_max) / A_MONTH if project.lasts_max else None
        short = one.min is not None and least is not None and float(one.min) < least - 1
        long = one.max is not None and most is not None and float(one.max) > most + 1
        label = french.quoted(one.label)
        if short and project.lasts_min:
            yield flaw(
                ("form", *path, "min"),
                "{label} admet {n} mois, mais un projet dure au moins {bound} : écrivez les mêmes "
                "bornes.",
                label=label,
                n=french.number(one.min or 0),
                bound=project.lasts_min.said(),
            )
        if long and project.lasts_max:
            yield flaw(
                ("form", *path, "max"),
                "{label} admet {n} mois, mais un projet dure au plus {bound} : écrivez les mêmes "
                "bornes.",
                label=label,
                n=french.number(one.max or 0),
                bound=project.lasts_max.said(),
            )


def _projects(definition: Definition) -> list[Project]:
    found = [definition.project, *(one.project for one in definition.tracks)]
    return [one for one in found if one is not None]


def dates(definition: Definition) -> Iterator[Flaw]:
    """Dates that may be answered and that the project may not have."""
    asked = {one.key: (path, one) for path, one in every(definition.form, q.Day)}
    for project in _projects(definition):
        for name, field, bound in (
            (project.start_question, "earliest", days.first(definition, project.starts_after)),
            (project.start_question, "latest", days.last(definition, project.starts_before)),
            (project.end_question, "latest", days.last(definition, project.ends_before)),
        ):
            path, one = asked.get(name or "", ((), None))
            said = _date(getattr(one, field, None))
            outside = said and bound and (said < bound if field == "earliest" else said > bound)
            if one and outside and said and bound:
                yield flaw(
                    ("form", *path, field),
                    "{label} admet le {said}, mais le projet a pour limite le {bound} : écrivez "
                    "la même date.",
                    label=french.quoted(one.label),
                    said=french.day(said),
                    bound=french.day(bound),
                )


def _date(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def partners(definition: Definition) -> Iterator[Flaw]:
    """Budgets with fewer lines than partners, shares too small to make a whole."""
    tables = {one.key: (path, one) for path, one in every(definition.form, q.Table)}
    for path, group in every(definition, Consortium):
        place, table = tables.get(group.budget_question or "", ((), None))
        if table and not table.rows and group.max and table.max < group.max:
            yield flaw(
                ("form", *place, "max"),
                "{label} n’a que {lines}, pour {most} partenaires au plus : écrivez max = {most}.",
                label=french.quoted(table.label),
                lines=french.plural(table.max, "ligne"),
                most=group.max,
            )
        for index, rule in enumerate(group.rules):
            each = rule.rule == "share" and rule.each and not (rule.category or rule.countries)
            if each and rule.max is not None and group.max and rule.max * group.max < 1:
                yield flaw(
                    (*path, "rules", index, "max"),
                    "{n} % au plus pour chacun des {most} partenaires ne font pas tout le budget : "
                    "relevez la part, ou admettez plus de partenaires.",
                    n=french.number(rule.max * 100),
                    most=group.max,
                )


def unasked(definition: Definition) -> Iterator[Flaw]:
    """Later steps at which nothing is asked."""
    for index, step in enumerate(definition.steps):
        tracks = step.tracks or tuple(one.key for one in definition.tracks) or ("",)
        asked = any(definition.sections(step.key, track) for track in tracks)
        if index and definition.form.sections and not asked and not step.by:
            yield flaw(
                ("steps", index),
                "L’étape {label} ne demande rien : aucune page ne la nomme (steps).",
                label=french.quoted(step.label),
            )


def signed(definition: Definition) -> Iterator[Flaw]:
    """Electronic signatures on what only comes on paper."""
    ways = {str(one) for one in definition.form.ways}
    if (
        ways
        and ways <= {"post", "hand"}
        and definition.form.signature in {"simple", "advanced", "qualified"}
    ):
        yield Flaw(
            ("form", "signature"),
            french.say(
                "Une signature électronique ne se porte pas sur un dossier papier : écrivez "
                'signature = "handwritten", ou admettez une autre façon de déposer (ways).'
            ),
        )


YES = {"oui", "non"}
"""How the answer to a yes-or-no question is named."""


def said_yes(definition: Definition) -> Iterator[Flaw]:
    """Balances and envelopes on a value that no yes-or-no question gives."""
    asked = {one.key for _, one in every(definition.form, q.YesNo)}
    for name in ("quotas", "envelopes"):
        for index, one in enumerate(getattr(definition.selection, name)):
            head, _, key = str(one.attribute or "").partition(".")
            wrong = [value for value in one.values if value not in YES]
            if head == "answer" and key in asked and wrong:
                yield flaw(
                    ("selection", name, index, "values"),
                    "{value} n’est pas une réponse possible : on peut répondre {options}.",
                    value=french.quoted(wrong[0]),
                    options=french.listed(["oui", "non"], "ou"),
                )


def levels(definition: Definition) -> Iterator[Flaw]:
    """Named levels of a criterion that leave its scale, or are said twice."""
    for index, one in enumerate(definition.criteria):
        path: Path = ("criteria", index, "levels")
        low, high = definition.scale.min, max(one.points or Decimal(), definition.scale.max)
        yield from _outside(path, one.levels, low, max(high, _scaled(definition, one)))
        values = [level.value for level in one.levels]
        if len(values) != len(set(values)):
            yield Flaw(path, french.say("Deux degrés ont la même valeur."))


def _scaled(definition: Definition, criterion: Criterion) -> Decimal:
    """The highest mark of the stages, with a scale of their own, that judge a criterion."""
    own = [one.scale.max for one in definition.stages
           if one.scale and (not one.criteria or criterion.key in one.criteria)]  # fmt: skip
    return max(own, default=Decimal())


def _outside(path: Path, some: tuple[Level, ...], low: Decimal, high: Decimal) -> Iterator[Flaw]:
    for place, level in enumerate(some):
        if not low <= level.value <= high:
            yield flaw(
                (*path, place),
                "Le degré {value} sort de l’échelle de {least} à {most}.",
                value=french.number(level.value),
                least=french.number(low),
                most=french.number(high),
            )


def thresholds(definition: Definition) -> Iterator[Flaw]:
    """Thresholds that the floors of the criteria already reach together."""
    for index, stage in enumerate(definition.stages):
        top = [x for x in definition.criteria_of(stage) if not x.within and not x.indicative]
        floors = [one.eliminatory_below for one in top]
        if stage.threshold is None or not definition.points_of(stage) or None in floors:
            continue
        total = sum((one for one in floors if one is not None), Decimal())
        if stage.threshold < total:
            yield flaw(
                ("stages", index, "threshold"),
                "{label} : les planchers de chaque critère font déjà {total} points, le seuil de "
                "{threshold} n’écarte personne : relevez-le, ou ôtez-le.",
                label=french.quoted(stage.label),
                total=french.number(total),
                threshold=french.number(stage.threshold),
            )


def weighed(definition: Definition) -> Iterator[Flaw]:
    """Thresholds in points, while weights that are not those of the points make the mark."""
    for index, stage in enumerate(definition.stages):
        top = [one for one in definition.criteria_of(stage) if not one.within]
        known = [one for one in top if one.points and one.weight > 0 and not one.indicative]
        ratios = {(one.weight / one.points).quantize(HUNDREDTH) for one in known if one.points}
        same = len({one.points for one in known}) == 1
        if stage.threshold is not None and definition.points_of(stage) and same and len(ratios) > 1:
            yield flaw(
                ("stages", index, "threshold"),
                "{label} a un seuil en points, mais ses critères, tous sur {points}, ne pèsent pas "
                "autant : pour « 20 points, coefficient 1,5 », écrivez points = 30, weight = 30.",
                label=french.quoted(stage.label),
                points=french.number(known[0].points or 0),
            )


def mentions(definition: Definition) -> Iterator[Flaw]:
    """Mentions beyond the points of every stage, though within those of all of them."""
    tops = [definition.points_of(one) for one in definition.stages if _marks(definition, one)]
    whole = sum((one.points or 0 for one in definition.criteria), Decimal())
    high = max(tops, default=Decimal())
    for index, one in enumerate(definition.selection.mentions):
        if one.above is not None and high and high < one.above <= max(whole, definition.scale.max):
            yield flaw(
                ("selection", "mentions", index, "above"),
                "{label} demande {above} points, mais aucune étape n’en donne plus de {high}.",
                label=french.quoted(one.label),
                above=french.number(one.above),
                high=french.number(high),
            )


def _marks(definition: Definition, stage: Stage) -> bool:
    return stage.kind not in {"regularity", "eligibility", "public_vote", "decision"} and bool(
        definition.criteria_of(stage)
    )


def counted(definition: Definition) -> Iterator[Flaw]:
    """Places counted in each value of something, though no number is said."""
    reserve = definition.selection.reserve
    if reserve is not None and (reserve.per == "answer") != bool(reserve.questions):
        yield Flaw(
            ("selection", "reserve", "questions"),
            'Une liste de réserve par réponse va par deux : écrivez per = "answer", et questions.',
        )
    for index, stage in enumerate(definition.stages):
        if (stage.kept_per == "answer") != (stage.kept_question is not None):
            yield flaw(
                ("stages", index, "kept_question"),
                '{label} garde tant de dossiers par réponse : écrivez kept_per = "answer", et '
                "kept_question.",
                label=french.quoted(stage.label),
            )
        if stage.kept_per != "call" and stage.kept_max is None:
            yield flaw(
                ("stages", index, "kept_per"),
                "{label} ne dit pas combien de dossiers sont gardés : écrivez kept_max, ou ôtez "
                "kept_per.",
                label=french.quoted(stage.label),
            )


def fed(definition: Definition) -> Iterator[Flaw]:
    """Criteria of some tracks judged from an answer that only others give."""
    asked = {one.key: one.tracks for _, one in every(definition.form, q.Asked)}
    for index, one in enumerate(definition.criteria):
        known = [key for key in one.fed_by if not _foreign(one, asked.get(key, ()))]
        for place, key in enumerate(one.fed_by if known else ()):
            if _foreign(one, asked.get(key, ())):
                yield flaw(
                    ("criteria", index, "fed_by", place),
                    "{label} se lit dans {key}, que ses volets ne demandent pas : ôtez-la, ou "
                    "posez-la aussi à ces volets (tracks).",
                    label=french.quoted(one.label),
                    key=french.quoted(key),
                )


def _foreign(one: Criterion, tracks: tuple[str, ...]) -> bool:
    """Whether an answer is only given on other tracks than those of a criterion."""
    return bool(one.tracks and tracks) and not {*one.tracks} & {*tracks}


def undecided(definition: Definition) -> Iterator[Flaw]:
    """Amounts between two decisions, each kept for some amounts, that nobody decides."""
    last = [one for one in definition.stages if one.kind == "decision"]
    asked = [one.when for one in last if isinstance(one.when, AnswerIs)]
    known = [one for one in asked if one.min is not None or one.max is not None]
    alone = len(known) == len(last) > 1 and len({one.question for one in known}) == 1
    ends = [one.max for one in known if one.max is not None and one.min is None]
    starts = [one.min for one in known if one.min is not None and one.max is None]
    if alone and ends and starts and len(known) == 2 and min(starts) > min(ends) + 1:  # noqa: PLR2004 - a floor and a ceiling
        yield flaw(
            ("stages",),
            "Entre {low} et {high}, aucune décision n’est prévue : rapprochez les bornes (when).",
            low=french.number(min(ends)),
            high=french.number(min(starts)),
        )


def nobody(definition: Definition) -> Iterator[Flaw]:
    """« Moins de 40 » and « 40 au moins »: no number is both."""
    for path, one in every(definition, NumberIs):
        low = one.min is not None and one.min == one.below
        high = one.above is not None and one.above in {one.max, one.below}
        if low or high:
            yield flaw(
                path,
                "Aucun nombre ne remplit cette condition ({fact}) : écartez ses deux bornes.",
                fact=french.quoted(one.fact),
            )


def beyond(definition: Definition) -> Iterator[Flaw]:
    """Answers that may be larger than the one they are a share of."""
    asked = {one.key: one for _, one in every(definition.form, q.Asked)}
    for path, one in every(definition.form, q.Asked):
        other = asked.get(getattr(one, "share_of", None) or "")
        most = getattr(one, "max_share", None)
        if other and most is not None and 1 < most <= TIMES:
            yield flaw(
                ("form", *path, "max_share"),
                "{label} peut faire {n} % de {other}. Pour {part} %, écrivez max_share = {said}.",
                label=french.quoted(one.label),
                n=french.number(most * 100),
                other=french.quoted(other.label),
                part=french.number(most),
                said=str((most / 100).normalize()),
            )


CHECKS = (
    Check("question.months", Severity.WARNING, months, ("duration",)),
    Check("question.dates", Severity.WARNING, dates, ("start", "calendar")),
    Check("partners.lines", Severity.WARNING, partners),
    Check("step.empty", Severity.WARNING, unasked),
    Check("form.signed", Severity.WARNING, signed),
    Check("quota.yes", Severity.ERROR, said_yes),
    Check("criteria.levels", Severity.ERROR, levels),
    Check("stage.floors", Severity.WARNING, thresholds, ("criteria",)),
    Check("threshold.weighed", Severity.WARNING, weighed, ("criteria",)),
    Check("mention.beyond", Severity.WARNING, mentions),
    Check("stage.counted", Severity.WARNING, counted, ("places",)),
    Check("criteria.elsewhere", Severity.WARNING, fed, ("criteria",)),
    Check("stage.gap", Severity.WARNING, undecided),
    Check("condition.nobody", Severity.ERROR, nobody),
    Check("share.beyond", Severity.NOTICE, beyond),
)
