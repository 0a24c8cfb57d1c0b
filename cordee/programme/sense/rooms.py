"""Places and money said twice: by an organiser and its tracks, by a track and its waves."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.who import NumberIs
from cordee.programme.sense.flaws import Check, Flaw, flaw


def carried(definition: Definition) -> Iterator[Flaw]:
    """Organisers whose tracks have more money, or more places, than they do."""
    for index, one in enumerate(definition.organisers):
        tracks = [track for track in definition.tracks if track.organiser == one.key]
        total = sum((track.budget or Decimal() for track in tracks), Decimal())
        if one.budget is not None and total > one.budget:
            yield flaw(
                ("organisers", index, "budget"),
                "Les volets de {label} font {total}, pour une enveloppe de {whole} : relevez "
                "l’enveloppe, ou réduisez celles des volets.",
                label=french.quoted(one.label),
                total=french.money(total, definition.currency),
                whole=french.money(one.budget, definition.currency),
            )
        least = sum(track.places_min or 0 for track in tracks)
        if one.places_max is not None and least > one.places_max:
            yield flaw(
                ("organisers", index, "places_max"),
                "Les volets de {label} demandent {least} places au moins, pour {most} au plus.",
                label=french.quoted(one.label),
                least=least,
                most=one.places_max,
            )


def shared(definition: Definition) -> Iterator[Flaw]:
    """Waves, or envelopes, of one track that have more money than it."""
    for index, track in enumerate(definition.tracks):
        if not track.budget or track.budget < 0:
            continue
        waves = [one.budget for one in definition.windows if one.tracks == (track.key,)]
        kept = [
            one.amount
            for one in definition.selection.envelopes
            if one.tracks == (track.key,) and not one.attribute and not one.year
        ]
        for said, parts in (
            (french.say("périodes"), waves),
            (french.say("enveloppes séparées"), kept),
        ):
            total = sum((one for one in parts if one is not None), Decimal())
            if total > track.budget:
                yield flaw(
                    ("tracks", index, "budget"),
                    "{label} a {whole}, mais ses {said} font {total} : relevez l’une, ou réduisez "
                    "les autres.",
                    label=french.quoted(track.label),
                    whole=french.money(track.budget, definition.currency),
                    said=said,
                    total=french.money(total, definition.currency),
                )


def split(definition: Definition) -> Iterator[Flaw]:
    """Shares of envelopes of several sorts that make more than the whole."""
    parts = definition.selection.envelopes
    whole = [one for one in parts if one.attribute and one.proportional_to and not one.values]
    rest = [one for one in parts if one.when is not None and not one.tracks and not one.windows]
    total = sum((one.share or Decimal() for one in (*whole, *rest)), Decimal())
    if whole and rest and total > 1:
        yield flaw(
            ("selection", "envelopes"),
            "Les parts des enveloppes font {n} % du tout : réduisez-en une.",
            n=french.number(total * 100),
        )


def waves(definition: Definition) -> Iterator[Flaw]:
    """Waves that promise more places together than the call has."""
    most = definition.selection.places_max
    given = [one.places_max for one in definition.windows]
    total = sum(one for one in given if one is not None)
    if most is not None and len(given) > 1 and None not in given and total > most:
        yield flaw(
            ("selection", "places_max"),
            "Les périodes offrent {total} places, mais tout l’appel {most} au plus : écrivez "
            "places_max = {total}, ou moins de places à chacune.",
            total=total,
            most=most,
        )


def prizes(definition: Definition) -> Iterator[Flaw]:
    """Ranked prizes, given several times each, beyond the places there are."""
    most = definition.selection.places_max
    ranked = [one for one in definition.grants if one.rank and not (one.tracks or one.awarded_at)]
    total = sum(one.count or 1 for one in ranked if one.when is None)
    if most is not None and any(one.count for one in ranked) and total > most:
        yield flaw(
            ("selection", "places_max"),
            "Les prix classés sont donnés {total} fois en tout, pour {places}.",
            total=total,
            places=french.plural(most, "place"),
        )


def expected(definition: Definition) -> Iterator[Flaw]:
    """Winners expected whose least aids exceed the envelope."""
    rules = definition.selection
    floors = [_floor(one) for one in definition.grants if not (one.rank or one.awarded_at)]
    if rules.places_expected is None or rules.budget is None or len(floors) != 1:
        return
    least = (floors[0] or Decimal()) * rules.places_expected
    if least > rules.budget:
        yield flaw(
            ("selection", "places_expected"),
            "{winners} à l’aide minimale font {least}, plus que l’enveloppe ({whole}).",
            winners=french.plural(rules.places_expected, "lauréat"),
            least=french.money(least, definition.currency),
            whole=french.money(rules.budget, definition.currency),
        )


def _floor(grant: Grant) -> Decimal | None:
    """The least that one winner receives in money, when it is said for a project."""
    paid = grant.kind in {"subsidy", "prize", "stipend", "loan"} and grant.per == "project"
    alone = paid and grant.when is None and not grant.tracks and grant.shared_by is None
    return (grant.min or grant.amount) if alone else None


def tracked(definition: Definition) -> Iterator[Flaw]:
    """Costs capped below the least cost of a project, whatever the track of the aid."""
    cost = definition.project.cost_min if definition.project else None
    for index, one in enumerate(definition.grants):
        own = [x.project for x in definition.tracks if x.key in one.tracks and x.project]
        if cost is None or not one.tracks or own or one.per != "project":
            continue
        if one.costs_max is not None and one.costs_max < cost:
            yield flaw(
                ("grants", index, "costs_max"),
                "{label} ne compte les dépenses que jusqu’à {most}, moins que le moindre projet "
                "admis ({least}) : relevez costs_max, ou baissez cost_min.",
                label=french.quoted(one.label),
                most=french.money(one.costs_max, one.currency),
                least=french.money(cost, definition.currency),
            )


def together(definition: Definition) -> Iterator[Flaw]:
    """Aids given together that pay more than the whole cost."""
    rates = {one.key: _rate(one) for one in definition.grants}
    for index, one in enumerate(definition.grants):
        total = sum((rates.get(key) or Decimal() for key in (one.key, *one.with_)), Decimal())
        if one.with_ and total > 1:
            yield flaw(
                ("grants", index, "rate_max"),
                "{label} et les aides qui l’accompagnent font jusqu’à {n} % des dépenses : baissez "
                "un taux.",
                label=french.quoted(one.label),
                n=french.number(total * 100),
            )


def begun(definition: Definition) -> Iterator[Flaw]:
    """First instalments that wait until what was paid before is spent."""
    for index, grant in enumerate(definition.grants):
        first = grant.instalments[0] if grant.instalments else None
        if first and first.once_spent and first.when is None and not first.every:
            yield flaw(
                ("grants", index, "instalments", 0, "once_spent"),
                "{label} : le premier versement attend que l’on ait dépensé ce qui précède, et "
                "rien ne précède. Dites sa date (released), ou ce qu’il attend (condition).",
                label=french.quoted(grant.label),
            )


def _rate(one: Grant) -> Decimal | None:
    said = [tier.rate for tier in one.tiers if tier.rate is not None]
    return one.rate_total_max or one.rate_max or max(said, default=None)


def hidden(definition: Definition) -> Iterator[Flaw]:
    """Cases of an aid that an earlier, wider one always takes."""
    for index, grant in enumerate(definition.grants):
        for place, one in enumerate(grant.tiers):
            before = grant.tiers[:place]
            if any(_wider(earlier.when, one.when) for earlier in before if not earlier.score_from):
                yield flaw(
                    ("grants", index, "tiers", place),
                    "Un cas écrit avant celui-ci le contient : il ne s’appliquera jamais. Placez "
                    "le plus étroit d’abord.",
                )


def _wider(first: object, second: object) -> bool:
    """Whether whoever meets the second numeric condition surely meets the first."""
    if not (isinstance(first, NumberIs) and isinstance(second, NumberIs)):
        return False
    same = (first.fact, first.over, first.of) == (second.fact, second.over, second.of)
    return same and _reaches(first, second)


def _reaches(first: NumberIs, second: NumberIs) -> bool:
    low, high = _bounds(first)
    least, most = _bounds(second)
    under = low is None or (least is not None and least >= low)
    over = high is None or (most is not None and most <= high)
    return under and over


def _bounds(one: NumberIs) -> tuple[Decimal | None, Decimal | None]:
    lows = [x for x in (one.min, one.above) if x is not None]
    highs = [x for x in (one.max, one.below) if x is not None]
    return max(lows, default=None), min(highs, default=None)


CHECKS = (
    Check("organiser.over", Severity.WARNING, carried, ("grant", "places")),
    Check("track.over", Severity.WARNING, shared, ("grant",)),
    Check("envelope.split", Severity.WARNING, split, ("grant",)),
    Check("window.places", Severity.WARNING, waves, ("places",)),
    Check("prize.places", Severity.WARNING, prizes, ("grant", "places")),
    Check("places.expected", Severity.WARNING, expected, ("grant", "places")),
    Check("grant.small", Severity.WARNING, tracked, ("grant",)),
    Check("grant.together", Severity.WARNING, together, ("grant",)),
    Check("instalment.first", Severity.WARNING, begun, ("grant",)),
    Check("tier.hidden", Severity.WARNING, hidden, ("grant",)),
)
