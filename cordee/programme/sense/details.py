"""Details: words that need another beside them, things said twice, computations in a circle."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from pydantic import BaseModel

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.anchors import meeting_when
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import money, pledges, questions, year
from cordee.programme.schema.choosing import Criterion, Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Track
from cordee.programme.schema.walk import every, walk
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

SOUND = {"mp3", "wav", "mp4", "mov", "webm"}
SEVERAL = 3
"""Readings from which the highest and the lowest may be left aside."""


def beside(definition: Definition) -> Iterator[Flaw]:
    """Words that mean nothing without another."""
    for path, one in walk(definition):
        for told, wanted in _lonely(one):
            yield flaw(
                (*path, told),
                "« {told} » ne dit rien ainsi : écrivez aussi {wanted}.",
                told=told,
                wanted=wanted,
            )


def _lonely(one: BaseModel) -> Iterator[tuple[str, str]]:
    """The words of a record that another is missing beside."""
    match one:
        case questions.Choice(ranked=True, max=1):
            yield "ranked", say("max, plus grand que 1")
        case questions.LongText(languages=()) if one.languages_asked == "any":
            yield "languages_asked", "languages"
        case questions.Contact(asked_to=None) if one.confidential or one.due:
            yield ("confidential" if one.confidential else "due"), "asked_to"
        case year.Meeting(count=1) if one.every:
            yield "every", "count"
        case money.Grant():
            yield from _lent(one)
        case Criterion(measures=None):
            for name in ("proportional", "lowest_first"):
                if getattr(one, name):
                    yield name, "measures"
            if any(band.up_to is not None for band in one.bands):
                yield "bands", "measures"
        case _:
            return


def _lent(one: money.Grant) -> Iterator[tuple[str, str]]:
    wanted = {"loan": "repaid_over", "equity": "stake"}.get(one.kind)
    if wanted and getattr(one, wanted) is None:
        yield "kind", wanted
    if one.per == "unit" and one.unit is None:
        yield "per", "unit"


def nothing(definition: Definition) -> Iterator[Flaw]:
    """Instalments, limits and organisers that say nothing, or two things at once."""
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index)
        for place, part in enumerate(grant.instalments):
            if part.share is not None and part.amount is not None:
                yield Flaw(
                    (*path, "instalments", place),
                    "Un versement dit soit une part (share), soit un montant (amount).",
                )
            others = [x for x in grant.instalments if x is not part]
            silent = part.share is None and part.amount is None and part.every is None
            if silent and any(x.share for x in others):
                yield Flaw(
                    (*path, "instalments", place),
                    "Ce versement ne dit pas combien, quand les autres le disent : écrivez share.",
                )
        for place, limit in enumerate(grant.cost_limits):
            if (limit.min_share, limit.max_share, limit.max, limit.rate_max) == (None,) * 4:
                yield Flaw((*path, "cost_limits", place), "Cette limite ne limite rien : écrivez "
                           "max_share, min_share ou max.")  # fmt: skip
        for place, flat in enumerate(grant.flat_costs):
            if not 0 <= flat.rate <= 1:
                yield Flaw(
                    (*path, "flat_costs", place, "rate"),
                    "Une part s’écrit entre 0 et 1 : 0.15 pour 15 %.",
                )
        yield from _amounts(path, grant)
    if not any(one.part in {"lead", "co_organiser"} for one in definition.organisers):
        yield Flaw(
            ("organisers",),
            'Personne ne pilote l’appel : écrivez part = "lead" chez l’un des organisateurs.',
        )


def _amounts(path: Path, grant: money.Grant) -> Iterator[Flaw]:
    amount, plain = grant.amount, grant.per == "project"
    if plain and amount is not None and (grant.rate_max is not None or grant.brackets):
        yield flaw(
            (*path, "amount"),
            "{label} dit à la fois un montant et un taux : pour un plafond, écrivez max.",
            label=french.quoted(grant.label),
        )
    bills = grant.quotes_min is not None or grant.overheads_max is not None
    if grant.basis == "lump_sum" and bills:
        yield flaw(
            (*path, "basis"),
            "{label} est au forfait, et se justifie pourtant par des devis ou des frais réels.",
            label=french.quoted(grant.label),
        )
    if plain and amount is not None:
        low = grant.min is not None and amount < grant.min
        high = grant.max is not None and amount > grant.max
        if low or high:
            yield Flaw((*path, "amount"), "Ce montant sort des bornes de l’aide (min, max).")
    least = grant.min if grant.min is not None else amount
    if grant.body_max is not None and least is not None and plain and grant.body_max < least:
        yield Flaw((*path, "body_max"), "Un organisme recevrait moins que la moindre aide.")


NEGATIVE: tuple[tuple[type[BaseModel], tuple[str, ...]], ...] = (
    (Track, ("budget",)),
    (year.Meeting, ("days", "hours")),
    (pledges.WorkTime, ("days", "hours")),
    (year.Part, ("days", "hours")),
    (money.Funder, ("amount",)),
    (
        money.Grant,
        (
            "body_max",
            "matches",
            "hours",
            "volunteer_hour",
            "valuation_cap",
            "year_max",
            "third_party_max",
        ),
    ),
)


def negative(definition: Definition) -> Iterator[Flaw]:
    """Amounts, days and hours below zero."""
    for path, one in walk(definition):
        for record, fields in NEGATIVE:
            for name in fields if isinstance(one, record) else ():
                if (getattr(one, name) or 0) < 0:
                    yield Flaw((*path, name), "Ce nombre ne peut pas être négatif.")


def twice(definition: Definition) -> Iterator[Flaw]:
    """Lists that name one thing twice, and two records that people could not tell apart."""
    chosen = definition.selection
    for name in ("order", "ties", "at_most_one_of"):
        yield from _doubles(("selection", name), getattr(chosen, name))
    for index, given in enumerate(definition.year.completion):
        yield from _doubles(("year", "completion", index, "needs"), given.needs)
    for path, some in (
        (("criteria",), definition.criteria),
        (("stages",), definition.stages),
        (("tracks",), definition.tracks),
        (("windows",), definition.windows),
    ):
        for index, one in enumerate(some):
            same = [each for each in some[:index] if str(each.label) == str(one.label)]
            if any(_met_together(definition, each, one) for each in same):
                yield flaw(
                    (*path, index, "label"),
                    "Deux fois {label} : les lecteurs ne sauraient pas lequel.",
                    label=french.quoted(one.label),
                )


def _met_together(definition: Definition, one: object, other: object) -> bool:
    """Whether one reader may meet both: files of one track are read on what is said of it."""
    if getattr(one, "serves", ()) != getattr(other, "serves", ()):
        return False
    mine, theirs = getattr(one, "tracks", ()), getattr(other, "tracks", ())
    known = [each.key for each in definition.chosen_tracks()] or [""]
    return any(definition.concerns(mine, x) and definition.concerns(theirs, x) for x in known)


def _doubles(path: Path, names: Iterable[str]) -> Iterator[Flaw]:
    for name, count in Counter(names).items():
        if count > 1:
            yield flaw(path, "{name} est nommé deux fois.", name=french.quoted(name))


def circles(definition: Definition) -> Iterator[Flaw]:
    """Columns and rows computed from themselves, by way of others."""
    for path, table in every(definition, questions.Table):
        columns = {one.key: {*one.sum_of, *one.product_of, *one.minus} for one in table.columns}
        rows = {one.key: {*one.sum_of, *one.minus} for one in table.rows}
        for field, parts in (("columns", columns), ("rows", rows)):
            for index, key in enumerate(parts):
                if key in _reached(parts, key) and key not in parts[key]:
                    yield flaw(
                        (*path, field, index),
                        "{key} se calcule de proche en proche sur lui-même.",
                        key=french.quoted(key),
                    )
                    break


def _reached(parts: dict[str, set[str]], key: str) -> set[str]:
    found: set[str] = set()
    waiting = [*parts[key]]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parts.get(one, ())
    return found


def readings(definition: Definition) -> Iterator[Flaw]:
    """Ways to combine readings that their number does not allow, votes where nobody votes."""
    top = max(definition.scale.max, sum((x.points or 0 for x in definition.criteria), Decimal()))
    for index, one in enumerate(definition.stages):
        path: Path = ("stages", index)
        if one.combines == "trimmed_mean" and one.min_reviews < SEVERAL:
            yield Flaw(
                (*path, "combines"),
                "Ôter la plus haute et la plus basse note demande trois "
                "lectures au moins (min_reviews = 3).",
            )
        if one.third_above is not None:
            if one.third_above > top:
                yield Flaw((*path, "third_above"), "Cet écart dépasse toute l’échelle.")
            if one.min_reviews == 1 and "min_reviews" in one.model_fields_set:
                yield Flaw(
                    (*path, "third_above"),
                    "Un écart se mesure entre deux lectures : écrivez min_reviews = 2.",
                )
        voted = one.kind == "public_vote" or one.combines == "vote"
        if not voted and (one.choices_min or one.choices_max or one.choices_budget or one.voters):
            yield flaw(
                path,
                "{label} compte des voix, mais personne n’y vote : écrivez kind = "
                '"public_vote", ou combines = "vote".',
                label=french.quoted(one.label),
            )
        if one.kept_budget is not None and definition.selection.budget is None:
            yield Flaw(
                (*path, "kept_budget"), "Tant de fois quelle enveloppe ? Écrivez selection.budget."
            )
        if one.kind == "decision" and not (one.panel or one.decides or one.min_reviews == 0):
            yield flaw(
                path,
                "Personne ne décide à l’étape {label} : nommez un jury (panel) ou dites qui "
                "(decides).",
                label=french.quoted(one.label),
            )
        yield from _heard(definition, path, one)


def _heard(definition: Definition, path: Path, one: Stage) -> Iterator[Flaw]:
    """Hearings that do not fit in their days, eight hours each."""
    first, last = days.first(definition, one.starts), days.last(definition, one.ends)
    least = definition.selection.places_min
    if one.kind == "hearing" and one.minutes and first and last and last >= first:
        room = ((last - first).days + 1) * 8 * 60
        if one.minutes * least > room:
            yield flaw(
                (*path, "minutes"),
                "Les jours de l’étape ne suffisent pas à {least} de {minutes}.",
                least=french.plural(least, "audition"),
                minutes=french.plural(one.minutes, "minute"),
            )


def bands(definition: Definition) -> Iterator[Flaw]:
    """Bands out of order, never reached, or worth more than their criterion."""
    asked = {one.key: one for _, one in every(definition.form, questions.Asked)}
    for index, one in enumerate(definition.criteria):
        path: Path = ("criteria", index, "bands")
        for place, band in enumerate(one.bands):
            if one.points is not None and band.points > one.points:
                yield flaw(
                    (*path, place),
                    "{points} points, pour un critère qui en vaut {points2}.",
                    points=french.number(band.points),
                    points2=french.number(one.points),
                )
            if band.when is None and band.up_to is None and place < len(one.bands) - 1:
                yield Flaw((*path, place), "Cette ligne vaut pour tous : placez-la en dernier.")
        tops = [band.up_to for band in one.bands if band.up_to is not None]
        if tops != sorted(tops):
            yield Flaw(path, "Le barème va du plus petit nombre au plus grand.")
        question = asked.get(one.measures or "")
        counted = questions.Number | questions.Money | questions.Choice | questions.YesNo
        if question is not None and not isinstance(question, counted | questions.Table):
            yield flaw(
                ("criteria", index, "measures"),
                "{label} ne donne aucun nombre à mesurer.",
                label=french.quoted(question.label),
            )


def attached(definition: Definition) -> Iterator[Flaw]:
    """Minutes asked of what is not played, pages of what is not read."""
    for path, one in every(definition.form, questions.File):
        kinds = {*one.types}
        if one.max_minutes and not kinds & SOUND:
            yield flaw(
                ("form", *path, "max_minutes"),
                "{label} n’admet ni son ni film : des minutes n’ont pas de sens.",
                label=french.quoted(one.label),
            )
        if one.max_pages and kinds <= SOUND:
            yield flaw(
                ("form", *path, "max_pages"),
                "{label} n’admet que du son ou des films : des pages n’ont pas de sens.",
                label=french.quoted(one.label),
            )


def between(definition: Definition) -> Iterator[Flaw]:
    """Meetings held between themselves, or between two others the wrong way round."""
    known = {one.key: one for one in definition.year.meetings}
    for index, one in enumerate(definition.year.meetings):
        path: Path = ("year", "meetings", index, "between")
        if one.key in one.between:
            yield flaw(
                path,
                "{label} se tient entre elle-même et une autre.",
                label=french.quoted(one.label),
            )
        held = [meeting_when(definition, known[key]).first for key in one.between if key in known]
        dated = [day for day in held if day]
        if dated != sorted(dated):
            yield Flaw(path, "Ces deux rencontres sont dans l’ordre inverse : échangez-les.")


def waves(definition: Definition) -> Iterator[Flaw]:
    """Two periods of one step open at once: nobody knows which receives the file."""
    zone = definition.timeline.zone
    for index, step in enumerate(definition.steps):
        found = [one for one in definition.windows_of(step.key) if not one.permanent]
        for first, second in combinations(found, 2):
            if {*first.tracks} and {*second.tracks} and not {*first.tracks} & {*second.tracks}:
                continue
            if (first.serves or second.serves) and not {*first.serves} & {*second.serves}:
                continue  # the period that serves the place of the candidate receives the file
            a, b = (one.opens_at(zone) for one in (first, second))
            c, d = (one.closes_at(zone) for one in (first, second))
            if a and b and c and d and a < d and b < c:
                yield flaw(
                    ("steps", index, "waves"),
                    "{label} et {label2} sont ouvertes en même temps : on ne sait laquelle reçoit "
                    "un dossier. Donnez à chacune son étape ([[steps]]), ou ses volets (tracks).",
                    label=french.quoted(first.label),
                    label2=french.quoted(second.label),
                )
    whole = definition.selection.budget
    for index, window in enumerate(definition.windows):
        asked = window.capacity if window.capacity_counts == "amount" else None
        if asked and whole is not None and asked > 20 * whole:
            yield Flaw(
                ("windows", index, "capacity"),
                "Ce montant demandé dépasse vingt fois l’enveloppe : est-ce voulu ?",
            )


CHECKS = (
    Check("word.alone", Severity.WARNING, beside),
    Check("word.nothing", Severity.WARNING, nothing, ("grant",)),
    Check("number.negative", Severity.ERROR, negative),
    Check("word.twice", Severity.WARNING, twice),
    Check("form.circle", Severity.ERROR, circles),
    Check("stage.readings", Severity.WARNING, readings, ("criteria",)),
    Check("criteria.bands", Severity.WARNING, bands, ("criteria",)),
    Check("form.attached", Severity.WARNING, attached),
    Check("meeting.between", Severity.WARNING, between, ("calendar",)),
    Check("window.waves", Severity.WARNING, waves, ("calendar", "closes")),
)
