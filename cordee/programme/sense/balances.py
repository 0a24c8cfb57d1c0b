"""Balances that no set can keep, that leave too few winners, or that hold nothing as said."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from cordee.kernel import french
from cordee.kernel.places import REGION_OF
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.choosing import Quota
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import Asked, Choice
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import PlaceIs
from cordee.programme.sense import admitted
from cordee.programme.sense.flaws import Check, Flaw, flaw

MANY_VALUED = {"circle", "theme"}
"""What a file may have several values of, besides an answer of several options."""

type Placed = tuple[int, Quota]


def _path(index: int, *names: str) -> Path:
    return ("selection", "quotas", index, *names)


def impossible(definition: Definition) -> Iterator[Flaw]:
    """Quotas that ask nothing, or that no set can meet."""
    top = definition.selection.places_max
    for index, one in enumerate(definition.selection.quotas):
        label = french.quoted(one.label)
        if all(bound is None for bound in (one.min, one.max, one.min_share, one.max_share)):
            yield flaw(_path(index), "{label} ne demande rien : écrivez min ou max.", label=label)
        if one.min is not None and one.max is not None and one.min > one.max:
            yield flaw(
                _path(index, "min"),
                "{label} : le minimum ({least}) dépasse le maximum ({most}).",
                label=label,
                least=french.number(one.min),
                most=french.number(one.max),
            )
        if one.of_files and one.min and top and one.min > top:
            yield flaw(
                _path(index, "min"),
                "{label} demande au moins {least}, pour {top} : baissez min, ou relevez "
                "places_max.",
                label=label,
                least=french.plural(one.min, "lauréat"),
                top=french.plural(top, "place"),
            )


def nothing(definition: Definition) -> Iterator[Flaw]:
    """Balances that forbid what they count."""
    for index, one in enumerate(definition.selection.quotas):
        if one.of_files and one.hard and one.max == 0 and not one.values and one.condition is None:
            yield flaw(
                _path(index, "max"),
                "{label} n’admet aucun lauréat, quelle que soit la valeur.",
                label=french.quoted(one.label),
            )


def attributes(definition: Definition) -> Iterator[Flaw]:
    """Quotas on an answer that nobody gives."""
    from_form = {one.key for section in definition.form.sections for one in section.questions}
    for index, one in enumerate(definition.selection.quotas):
        head, _, key = one.attribute.partition(".")
        if head == "answer" and key not in from_form:
            yield flaw(
                _path(index, "attribute"),
                "{key} n’est pas une question du formulaire.",
                key=french.quoted(key),
            )


def clashes(definition: Definition) -> Iterator[Flaw]:
    """Balances that no set can keep together."""
    for alike in _alike(definition):
        yield from _crowded(definition, [pair for pair in alike if pair[1].hard])
        yield from _opposed([pair for pair in alike if pair[1].hard])
        yield from _beyond_the_whole(definition, alike)


def _alike(definition: Definition) -> list[list[Placed]]:
    """The balances on named values of one thing, that count the same at the same place."""
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for index, one in enumerate(definition.selection.quotas):
        if one.attribute and one.values:
            same = (one.attribute, one.counts, one.of_question, one.per, one.tracks)
            groups.setdefault(same, []).append((index, one))
    return list(groups.values())


def _apart(definition: Definition, alike: list[Placed]) -> bool:
    """Whether no file counts in two of these balances."""
    values = [value for _, one in alike for value in one.values]
    single = all(_one_valued(definition, one.attribute) for _, one in alike)
    return single and len(values) == len(set(values))


def _one_valued(definition: Definition, attribute: str) -> bool:
    """Whether a file has one value of it at most."""
    question = _question(definition, attribute)
    return attribute not in MANY_VALUED and not (isinstance(question, Choice) and question.max != 1)


def _question(definition: Definition, attribute: str) -> Asked | None:
    """The question an attribute names (`answer.KEY`), if any."""
    head, _, key = attribute.partition(".")
    asked = (one for _, one in every(definition.form, Asked) if one.key == key)
    return next(asked, None) if head == "answer" else None


def _crowded(definition: Definition, alike: list[Placed]) -> Iterator[Flaw]:
    """Least numbers of different files that, together, are more than the places."""
    top = definition.selection.places_max
    least = sum(one.min or 0 for _, one in alike)
    whole = all(one.of_files and one.per == "call" for _, one in alike)
    if top is None or len(alike) < 2 or not whole:  # noqa: PLR2004 - several
        return
    if least > top and _apart(definition, alike):
        yield flaw(
            _path(alike[-1][0], "min"),
            "Ensemble, ces équilibres demandent {least}, pour {top} : baissez un min, ou relevez "
            "places_max.",
            least=french.plural(least, "lauréat"),
            top=french.plural(top, "place"),
        )


def _opposed(alike: list[Placed]) -> Iterator[Flaw]:
    """More asked of some values than another balance allows of these same values."""
    for (index, one), (_, other) in product(alike, alike):
        same_files = other.condition in {None, one.condition}
        inside = same_files and {*one.values} <= {*other.values}
        if one is not other and inside and one.min and other.max is not None:
            if one.min <= other.max:
                continue
            yield flaw(
                _path(index, "min"),
                "{label} en veut {least} au moins, {label2} {most} au plus.",
                label=french.quoted(one.label),
                least=french.number(one.min),
                label2=french.quoted(other.label),
                most=french.number(other.max),
            )


def _beyond_the_whole(definition: Definition, alike: list[Placed]) -> Iterator[Flaw]:
    """Least shares of different files that make more than the whole."""
    asking = [pair for pair in alike if pair[1].min_share]
    share = sum((one.min_share or Decimal() for _, one in asking), Decimal())
    if share > 1 and _apart(definition, asking):
        yield flaw(
            _path(asking[-1][0], "min_share"),
            "Ensemble, les parts minimales de {labels} font {share} : baissez-en une.",
            labels=french.listed([french.quoted(one.label) for _, one in asking]),
            share=french.percent(share),
        )


def scarce(definition: Definition) -> Iterator[Flaw]:
    """Balances that leave fewer winners than wanted, once every value has its most."""
    for index, one in enumerate(definition.selection.quotas):
        if one.of_files and one.per == "call":
            yield from _too_few(definition, index, one)
            yield from _narrow_track(definition, index, one)
    yield from _one_by_territory(definition)
    yield from _wide_tracks(definition)


def _too_few(definition: Definition, index: int, one: Quota) -> Iterator[Flaw]:
    """So many at most of each value, when the values are too few for the winners wanted."""
    least, count = definition.selection.places_min, _values(definition, one)
    alone = one.hard and not one.values and not one.tracks and one.condition is None
    if alone and one.max is not None and count is not None and one.max * count < least:
        yield flaw(
            _path(index, "max"),
            "{label} : {each} au plus par valeur, pour {count}, cela ne fait que {all}, alors "
            "qu’il en faut au moins {least}.",
            label=french.quoted(one.label),
            each=french.number(one.max),
            count=french.plural(count, "valeur possible", "valeurs possibles"),
            all=french.plural(one.max * count, "lauréat"),
            least=french.number(least),
        )


def _narrow_track(definition: Definition, index: int, one: Quota) -> Iterator[Flaw]:
    """More winners asked of a track than it has places."""
    named = (t for t in definition.tracks if one.attribute == "track" and one.values == (t.key,))
    track = next(named, None)
    if track and one.min and track.places_max is not None and one.min > track.places_max:
        yield flaw(
            _path(index, "min"),
            "{label} veut {least} d’un volet qui n’a que {places}.",
            label=french.quoted(one.label),
            least=french.plural(one.min, "lauréat"),
            places=french.plural(track.places_max, "place"),
        )


def _one_by_territory(definition: Definition) -> Iterator[Flaw]:
    """One winner in each territory, where fewer territories than winners are admitted."""
    least = definition.selection.places_min
    for place, attribute in enumerate(definition.selection.at_most_one_of):
        count = _territories(definition, attribute)
        if count is not None and count < least:
            yield flaw(
                ("selection", "at_most_one_of", place),
                "Un seul lauréat par territoire, mais les conditions n’en admettent que "
                "{count} : il faut au moins {least}.",
                count=french.plural(count, "territoire"),
                least=french.plural(least, "lauréat"),
            )


def _wide_tracks(definition: Definition) -> Iterator[Flaw]:
    """A track that offers more places than the whole call."""
    most = definition.selection.places_max
    for index, track in enumerate(definition.tracks):
        if most is not None and track.places_max is not None and track.places_max > most:
            yield flaw(
                ("tracks", index, "places_max"),
                "{label} offre {places}, pour {most} en tout.",
                label=french.quoted(track.label),
                places=french.plural(track.places_max, "place"),
                most=french.number(most),
            )


def _values(definition: Definition, quota: Quota) -> int | None:
    """How many values the winners may have between them, when all of them have one."""
    if quota.attribute == "kind":
        found = admitted.kinds(definition)
        return len(found) if found else None
    if quota.attribute == "track":
        return len(definition.tracks) or None
    if question := _question(definition, quota.attribute):
        asked_of_all = question.required and not (question.when or question.tracks)
        closed = isinstance(question, Choice) and not question.other and asked_of_all
        return len(question.options) if isinstance(question, Choice) and closed else None
    return _territories(definition, quota.attribute)


def _territories(definition: Definition, attribute: str) -> int | None:
    """How many départements or regions the conditions of place admit."""
    bounds = [
        one
        for one in definition.eligibility
        if isinstance(one, PlaceIs)
        and one.of == "applicant"
        and one.place_of == "seat"
        and not one.tracks
    ]
    if not bounds or attribute not in {"departement", "region"}:
        return None
    named = [place.partition(":")[::2] for place in bounds[0].within]
    if any(head not in {"region", "departement"} for head, _ in named):
        return None
    if attribute == "region":
        heads = {code if head == "region" else REGION_OF.get(code, code) for head, code in named}
        return len(heads)
    inside = {d for d, r in REGION_OF.items() if ("region", r) in named}
    return len(inside | {code for head, code in named if head == "departement"})


def idle(definition: Definition) -> Iterator[Flaw]:
    """A balance held in each wave of a call that has one; shares of places that nobody counts."""
    for index, one in enumerate(definition.selection.quotas):
        if one.per == "window" and len(definition.windows) < 2:  # noqa: PLR2004 - several
            yield flaw(
                _path(index, "per"),
                "{label} se compte dans chaque période de dépôt, mais il n’y en a qu’une : ôtez "
                "per.",
                label=french.quoted(one.label),
            )
        elif one.per == "track" and not definition.tracks:
            yield flaw(
                _path(index, "per"),
                "{label} se compte dans chaque volet, mais l’appel n’en a aucun : ôtez per.",
                label=french.quoted(one.label),
            )
        elif one.of_files and (one.tracks or one.per != "call"):
            yield from _of_no_places(definition, index, one)


def _of_no_places(definition: Definition, index: int, one: Quota) -> Iterator[Flaw]:
    """Shares of the places of each track or wave, where one does not say how many it has."""
    share = "min_share" if one.min_share is not None else "max_share"
    tracks = [part for part in definition.tracks if not one.tracks or part.key in one.tracks]
    parts = definition.windows if one.per == "window" else tracks
    silent = next((part for part in parts if part.places_max is None), None)
    if getattr(one, share) is not None and silent is not None:
        yield flaw(
            _path(index, share),
            "{label} est une part des places, mais {part} ne dit pas combien il y en a : écrivez "
            "son places_max, ou remplacez la part par un nombre (min, max).",
            label=french.quoted(one.label),
            part=french.quoted(silent.label or silent.key),
        )


CHECKS = (
    Check("quota.impossible", Severity.ERROR, impossible),
    Check("quota.attribute", Severity.ERROR, attributes),
    Check("quota.none", Severity.ERROR, nothing),
    Check("quota.clash", Severity.ERROR, clashes),
    Check("quota.scarce", Severity.WARNING, scarce, ("balance", "places")),
    Check("quota.idle", Severity.WARNING, idle, ("balance",)),
)
