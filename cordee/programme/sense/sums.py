"""Numbers said at two places that cannot both hold: bounds, sums of prizes, thresholds, parts."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.places import UNIONS
from cordee.kernel.speech import noted
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.questions import Asked, Number
from cordee.programme.schema.team import Consortium
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import AnswerIs, KindIs, NumberIs
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.sense.partners import personal

MARKING = {"merit", "hearing", "visit"}
PAPER = {"post", "hand"}
MONTHS = 12


def _apart(least: Iterable[Decimal | None], most: Iterable[Decimal | None]) -> bool:
    """Whether no number is within all these bounds, those unsaid set aside."""
    low = [x for x in least if x is not None]
    high = [x for x in most if x is not None]
    return bool(low and high and max(low) > min(high))


def answered(definition: Definition) -> Iterator[Flaw]:
    """Conditions on a number that its question already settles, months that no project lasts."""
    asked = {one.key: (path, one) for path, one in every(definition.form, Asked)}
    for index, one in enumerate(definition.eligibility):
        _, question = (
            asked.get(one.question, ((), None)) if isinstance(one, AnswerIs) else ((), None)
        )
        said = _settled(one, question) if isinstance(one, AnswerIs) and question else ""
        if said and question:
            yield flaw(("eligibility", index), said, label=french.quoted(question.label))
    yield from _lasting(definition, asked)


def _settled(one: AnswerIs, question: Asked) -> str:
    """What a question on a number already says of a condition on its answer; nothing otherwise."""
    if not isinstance(question, Number):
        return ""
    if _apart((one.min, question.min), (one.max, question.max)):
        return noted(
            "Aucune réponse à {label} ne remplit cette condition : changez ses bornes, ou celles "
            "de la question."
        )
    always = question.required and not (question.when or question.tracks or question.steps)
    more = one.answered is False or one.equals is not None or one.among or one.after or one.before
    low = one.min is None or (question.min is not None and one.min <= question.min)
    high = one.max is None or (question.max is not None and one.max >= question.max)
    same = (one.min, one.max) in {(None, None), (question.min, question.max)}
    if always and low and high and not more and not same:
        return noted(
            "Toute réponse permise à {label} remplit cette condition, qui n’écarte personne : "
            "ôtez-la, ou resserrez ses bornes."
        )
    return ""


def _lasting(definition: Definition, asked: Mapping[str, tuple[Path, Asked]]) -> Iterator[Flaw]:
    """Months that may be answered, none of which a project may last."""
    project = definition.project
    path, months = asked.get(project.months_question or "", ((), None)) if project else ((), None)
    if project is None or not isinstance(months, Number):
        return
    least, most = project.lasts_min, project.lasts_max
    short = least and months.max is not None and months.max * 30 < int(days.length(least)) - 31
    long = most and months.min is not None and months.min * 31 > int(days.length(most)) + 31
    if short or long:
        yield flaw(
            ("form", *path),
            "Aucune réponse à {label} ne donne une durée permise aux projets : changez ses bornes, "
            "ou lasts_min et lasts_max.",
            label=french.quoted(months.label),
        )


def money(definition: Definition) -> Iterator[Flaw]:
    """Prizes that add up to more than there is, parts of the money larger than the whole."""
    yield from _prizes(definition)
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index)
        yield from _usual(definition, path, grant)
        yield from _monthly(path, grant)
        yield from _given(definition, path, grant)
    yield from _each(definition)
    yield from _ours(definition)


def _prizes(definition: Definition) -> Iterator[Flaw]:
    """Ranked prizes of the whole call that make more than the envelope."""
    whole = definition.selection.budget
    given = [
        (one.amount or Decimal()) * (one.count or 1)
        for one in definition.grants
        if one.kind == "prize" and one.to == "winners" and not one.when and one.per == "project"
        if one.rank and not one.tracks and one.currency == definition.currency
    ]
    if whole is not None and sum(given, Decimal()) > whole:
        yield flaw(
            ("selection", "budget"),
            "Les prix font {total} ensemble, pour une enveloppe de {whole} : relevez budget, ou "
            "baissez un prix.",
            total=french.money(sum(given, Decimal()), definition.currency),
            whole=french.money(whole, definition.currency),
        )


def _usual(definition: Definition, path: Path, grant: Grant) -> Iterator[Flaw]:
    """What a project usually receives, beyond what there is for all of them."""
    whole = definition.selection.budget if grant.currency == definition.currency else None
    budget = grant.budget if grant.budget is not None else whole
    if grant.expected is not None and budget is not None and grant.expected > budget:
        yield flaw(
            (*path, "expected"),
            "{label} donne le plus souvent plus que toute l’enveloppe : baissez expected, ou "
            "relevez budget.",
            label=french.quoted(grant.label),
        )


def _monthly(path: Path, grant: Grant) -> Iterator[Flaw]:
    """A sum each month that passes, in a year, the ceiling of the year."""
    if grant.per != "month" or grant.amount is None or grant.year_max is None:
        return
    lasts = min(int(days.length(grant.lasts) / 30), MONTHS) if grant.lasts else MONTHS
    if grant.amount * lasts > grant.year_max:
        yield flaw(
            (*path, "year_max"),
            "{label} donne chaque mois plus que ce plafond par an ne permet : relevez year_max, "
            "ou baissez amount.",
            label=french.quoted(grant.label),
        )


def _given(definition: Definition, path: Path, grant: Grant) -> Iterator[Flaw]:
    """More prizes at a stage than the files it keeps."""
    kept = next((x.kept_max for x in definition.stages if x.key == grant.awarded_at
                 and x.kept_per == "call"), None)  # fmt: skip
    if grant.count and kept is not None and grant.count > kept:
        yield flaw(
            (*path, "count"),
            "{label} se donne {count} fois, à une étape qui garde {kept} au plus : baissez count, "
            "ou relevez kept_max.",
            label=french.quoted(grant.label),
            count=grant.count,
            kept=french.plural(kept, "dossier"),
        )


def _each(definition: Definition) -> Iterator[Flaw]:
    """So much for each value, more than there is in all."""
    whole = definition.selection.budget
    for index, part in enumerate(definition.selection.envelopes):
        each = part.attribute and not part.values and part.amount is not None
        if each and whole is not None and (part.amount or 0) > whole:
            yield flaw(
                ("selection", "envelopes", index, "amount"),
                "{label} donne à chacun plus que toute l’enveloppe : baissez amount, ou relevez "
                "budget.",
                label=french.quoted(part.label),
            )


def _ours(definition: Definition) -> Iterator[Flaw]:
    """Projects the organiser carries out, each dearer than the whole envelope of its track."""
    if not (definition.project and definition.project.done_by == "organiser"):
        return
    for index, track in enumerate(definition.tracks):
        cost = track.project.cost_max if track.project else None
        if cost is not None and track.budget is not None and cost > track.budget:
            yield flaw(
                ("tracks", index, "project", "cost_max"),
                "Un seul projet peut coûter plus que toute l’enveloppe de {label} : baissez "
                "cost_max, ou relevez son budget.",
                label=french.quoted(track.label),
            )


def thresholds(definition: Definition) -> Iterator[Flaw]:
    """Thresholds that let everybody through, least merits below a stage that already sorted."""
    marking = [one for one in definition.stages if one.kind in MARKING]
    for index, one in enumerate(definition.stages):
        low = (one.scale or definition.scale).min if one.kind in MARKING else Decimal()
        if one.keeps == "threshold" and one.threshold is not None and one.threshold <= low:
            yield flaw(
                ("stages", index, "threshold"),
                "{label} n’écarte personne, car tout le monde atteint ce seuil : relevez "
                "threshold.",
                label=french.quoted(one.label),
            )
    least = definition.selection.min_merit
    only = marking[0] if len(marking) == 1 else None
    sorting = only is not None and only.keeps == "threshold" and not only.scale and not only.tracks
    if least is not None and only and sorting and only.threshold and least < only.threshold:
        yield flaw(
            ("selection", "min_merit"),
            "Une note minimale de {least} n’écarte personne : {label} écarte déjà au-dessous "
            "de {threshold}. Ôtez min_merit, ou relevez-le.",
            least=french.number(least),
            label=french.quoted(only.label),
            threshold=french.number(only.threshold),
        )


def counted(definition: Definition) -> Iterator[Flaw]:
    """More countries than are named, balances on numbers that nobody has or may answer."""
    yield from _countries(definition)
    yield from _excluded(definition)
    yield from _answers(definition)


def _countries(definition: Definition) -> Iterator[Flaw]:
    """More different countries than the rule itself names."""
    for path, one in every(definition, Consortium):
        for place, rule in enumerate(one.rules):
            named = {x for x in rule.countries if x not in UNIONS}
            whole = rule.rule == "countries" and rule.countries
            plain = whole and len(named) == len(rule.countries)
            if plain and rule.min is not None and rule.min > len(named):
                yield flaw(
                    (*path, "rules", place),
                    "Il faut {least}, mais la règle n’en nomme que {named} : baissez min, ou "
                    "ajoutez des countries.",
                    least=french.plural(rule.min, "pays différent", "pays différents"),
                    named=len(named),
                )


def _excluded(definition: Definition) -> Iterator[Flaw]:
    """Balances that count candidates whom the conditions keep out."""
    admitted = [
        one
        for one in definition.eligibility
        if isinstance(one, NumberIs)
        and one.of == "applicant"
        and not one.tracks
        and not one.windows
        and one.strength is Strength.OBLIGATION
        and not one.derogation
    ]
    for index, quota in enumerate(definition.selection.quotas):
        asked = quota.condition
        if not isinstance(asked, NumberIs) or not (quota.min or quota.min_share):
            continue
        same = [one for one in admitted if _of_whom(one) == _of_whom(asked)]
        if any(_never(asked, one) for one in same):
            yield flaw(
                ("selection", "quotas", index, "condition"),
                "{label} compte des candidats que les conditions n’admettent pas : changez sa "
                "condition, ou celle de [[eligibility]].",
                label=french.quoted(quota.label),
            )


def _answers(definition: Definition) -> Iterator[Flaw]:
    """Balances on sums of answers, under the least answer that may be given."""
    asked = {x.key: x for _, x in every(definition.form, Number)}
    for index, quota in enumerate(definition.selection.quotas):
        question = asked.get(quota.of_question or "")
        least = question.min if question else None
        if least is not None and quota.max is not None and quota.max < least:
            yield flaw(
                ("selection", "quotas", index, "max"),
                "{label} s’arrête avant la plus petite réponse permise, et personne n’y tient : "
                "relevez max, ou baissez le min de la question.",
                label=french.quoted(quota.label),
            )


def _of_whom(one: NumberIs) -> tuple[object, ...]:
    """What a number is, and whose."""
    return one.fact, one.over, one.of, one.category, one.role


def _never(asked: NumberIs, admitted: NumberIs) -> bool:
    """Whether no number admitted is the one asked."""
    return _apart(
        (asked.min, asked.above, admitted.min, admitted.above),
        (asked.max, asked.below, admitted.max, admitted.below),
    )


def people(definition: Definition) -> Iterator[Flaw]:
    """Words of bodies where only persons apply, electronic signatures of what is on paper."""
    project, form = definition.project, definition.form
    if project and project.per_body and {*definition.applicant.is_} == {"person"}:
        yield Flaw(
            ("project", "per_body"),
            "Seules des personnes candidatent, et aucun organisme ne porte de projet : ôtez "
            "per_body.",
        )
    for index, one in enumerate(definition.eligibility):
        bodies = isinstance(one, KindIs) and one.among and "personne" not in one.among
        same = [x for x in definition.eligibility if x.tracks == one.tracks and x.of == one.of]
        if bodies and one.tracks and any(personal(x) for x in same):
            yield Flaw(
                ("eligibility", index),
                "Ce volet n’admet que des organismes, et lui demande l’âge ou la résidence "
                "d’une personne : ôtez cette condition, ou ajoutez « personne » aux genres.",
            )
    ways = definition.every_way
    if form.signature in {"simple", "advanced", "qualified"} and ways <= PAPER:
        yield Flaw(
            ("form", "signature"),
            "Rien ne se dépose en ligne : un papier ne porte pas de signature électronique. "
            'Écrivez signature = "handwritten".',
        )


CHECKS = (
    Check("answer.settled", Severity.WARNING, answered, ("eligible", "duration")),
    Check("money.sums", Severity.WARNING, money, ("grant",)),
    Check("threshold.idle", Severity.WARNING, thresholds, ("criteria",)),
    Check("counted.never", Severity.WARNING, counted, ("balance", "eligible")),
    Check("call.beside", Severity.WARNING, people),
)
