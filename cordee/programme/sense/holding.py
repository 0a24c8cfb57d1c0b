"""What a call promises and cannot hold: hosts, prizes, places, reserved shares, equal cases."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.questions import Choice
from cordee.programme.schema.who import AnswerIs, ListedIn
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

if TYPE_CHECKING:
    from cordee.programme.schema.choosing import Quota


def hosts(definition: Definition) -> Iterator[Flaw]:
    """Hosts who welcome fewer winners than there are places."""
    rules = definition.preferences
    welcomed = [one.places_max for one in definition.wishes() if hasattr(one, "places_max")]
    most = definition.selection.places_max
    if rules is None or rules.among != "hosts" or most is None or None in welcomed:
        return
    total = sum(one for one in welcomed if one is not None)
    if welcomed and total < most:
        yield flaw(
            ("selection", "places_max"),
            "Il y a {most}, mais les structures d’accueil n’en prennent ensemble que {total}.",
            most=french.plural(most, "place"),
            total=french.number(total),
        )


def whole_room(definition: Definition) -> Iterator[Flaw]:
    """More places than the intake lets files in."""
    most = definition.selection.places_max
    room = [one.capacity + one.waiting if one.capacity and one.capacity_counts == "files" else None
            for one in definition.windows]  # fmt: skip
    if most is None or None in room:
        return
    total = sum(one for one in room if one is not None)
    if total < most:
        yield flaw(
            ("selection", "places_max"),
            "Il y a {most}, mais le dépôt ne reçoit que {total}.",
            most=french.plural(most, "place"),
            total=french.plural(total, "dossier"),
        )


def named(definition: Definition) -> Iterator[Flaw]:
    """More places than candidates that the nominators may name together."""
    most = definition.selection.places_max
    for index, one in enumerate(definition.eligibility):
        if most is None or not isinstance(one, ListedIn) or one.oneself or one.codes:
            continue
        each = [sort.count * sort.max if sort.count and sort.max else None
                for sort in one.nominators]  # fmt: skip
        total = sum(number for number in each if number is not None)
        if each and None not in each and total < most:
            yield flaw(
                ("eligibility", index, "nominators"),
                "Il y a {most}, mais on ne peut désigner que {total} en tout.",
                most=french.plural(most, "place"),
                total=french.plural(total, "candidat"),
            )


def prizes(definition: Definition) -> Iterator[Flaw]:
    """More prizes than candidates left, prizes of nothing, awards larger than their envelope."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        label = french.quoted(one.label)
        left = _left(definition, one)
        if one.count and left is not None and one.count > left:
            yield flaw(
                (*path, "count"),
                "{label} se donne {count} fois, mais l’étape qui précède ne garde que {left}.",
                label=label,
                count=one.count,
                left=french.plural(left, "dossier"),
            )
        if one.amount is not None and one.amount == 0 and not (one.rate_max or one.tiers):
            yield flaw((*path, "amount"), "{label} ne donne rien : 0.", label=label)
        most = one.max if one.max is not None else one.amount
        whole = one.budget if one.budget is not None else definition.selection.budget
        same = one.currency == definition.currency
        if most is not None and whole is not None and same and most > whole:
            yield flaw(
                (*path, "max" if one.max is not None else "amount"),
                "{label} peut donner {most} à un seul, plus que toute l’enveloppe ({whole}).",
                label=label,
                most=french.money(most, one.currency),
                whole=french.money(whole, one.currency),
            )


def _left(definition: Definition, one: Grant) -> int | None:
    """How many files at most are left at the stage that awards it."""
    keys = [stage.key for stage in definition.stages]
    place = keys.index(one.awarded_at) if one.awarded_at in keys else len(keys)
    known = [stage.kept_max for stage in definition.stages[:place]
             if stage.kept_max is not None and stage.kept_per == "call"]  # fmt: skip
    return min(known, default=None)


def given_to_all(definition: Definition) -> Iterator[Flaw]:
    """Fixed awards which, given to every place of a track, exceed its envelope."""
    for place, track in enumerate(definition.tracks):
        for one in definition.grants:
            fixed = one.amount if one.tracks == (track.key,) and _plain(one) else None
            if fixed is None or track.places_max is None or track.budget is None:
                continue
            if fixed * track.places_max > track.budget:
                yield flaw(
                    ("tracks", place, "budget"),
                    "{places} à {amount} font {total}, pour une enveloppe de {budget}.",
                    places=french.plural(track.places_max, "place"),
                    amount=french.money(fixed, one.currency),
                    total=french.money(fixed * track.places_max, one.currency),
                    budget=french.money(track.budget, definition.currency),
                )


def _plain(one: Grant) -> bool:
    """Whether everyone gets it, once, and all of it."""
    some = one.when or one.rank or one.awarded_at or one.count or one.rate_max is not None
    return not some and one.per == "project" and one.kind in {"subsidy", "prize", "stipend"}


def over_time(definition: Definition) -> Iterator[Flaw]:
    """Amounts by the month which, all paid, exceed what the aid never exceeds."""
    for index, one in enumerate(definition.grants):
        unit = UNITS.get(one.per)
        if unit is None or one.lasts is None or one.amount is None or one.max is None:
            continue
        total = one.amount * round(days.length(one.lasts) / unit)
        if total > one.max:
            yield flaw(
                ("grants", index, "max"),
                "{label} donne {total} en tout ({lasts}), plus que son plafond ({most}).",
                label=french.quoted(one.label),
                total=french.money(total, one.currency),
                lasts=one.lasts.said(),
                most=french.money(one.max, one.currency),
            )


UNITS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
"""What an aid is counted by, in days."""


def funded(definition: Definition) -> Iterator[Flaw]:
    """Funders or organisers who bring less, or hold more, than tracks share out."""
    found = definition.funders
    brought = [one.amount for one in found]
    shares = [one.budget for one in definition.tracks]
    if definition.selection.budget is not None or not found or None in brought:
        return
    same = {one.currency for one in found} == {definition.currency}
    total = sum((one for one in brought if one is not None), Decimal())
    wanted = sum((one for one in shares if one is not None), Decimal())
    if same and total < wanted:
        yield flaw(
            ("funders",),
            "Les financeurs apportent {total}, pour des volets qui en partagent {wanted}.",
            total=french.money(total, definition.currency),
            wanted=french.money(wanted, definition.currency),
        )


def reserved(definition: Definition) -> Iterator[Flaw]:
    """Shares of places kept for different answers to one question, beyond the whole."""
    by_question: dict[tuple[str, ...], list[tuple[int, Quota]]] = {}
    for index, one in enumerate(definition.selection.quotas):
        if isinstance(one.condition, AnswerIs) and one.min_share and one.condition.among:
            by_question.setdefault((one.condition.question, *one.tracks), []).append((index, one))
    for (key, *_tracks), found in by_question.items():
        question = definition.question(key)
        values = [value for _, one in found if isinstance(one.condition, AnswerIs)
                  for value in one.condition.among]  # fmt: skip
        single = isinstance(question, Choice) and question.max == 1
        share = sum((one.min_share or Decimal() for _, one in found), Decimal())
        if single and len(values) == len(set(values)) and share > 1:
            yield flaw(
                ("selection", "quotas", found[-1][0], "min_share"),
                "Les parts réservées font ensemble {percent} des lauréats.",
                percent=french.percent(share),
            )
    for index, one in enumerate(definition.selection.quotas):
        if (one.beyond or one.transferable) and one.min is None and one.min_share is None:
            yield flaw(
                ("selection", "quotas", index),
                "{label} ne réserve rien : écrivez min ou min_share.",
                label=french.quoted(one.label),
            )


def set_apart(definition: Definition) -> Iterator[Flaw]:
    """Parts of the money set apart for some files which, together, exceed the whole."""
    whole = definition.selection.budget
    kept = [
        one
        for one in definition.selection.envelopes
        if one.when and not (one.attribute or one.year or one.tracks or one.windows)
    ]
    if not whole or len(kept) < 2 or all(one.share is None for one in kept):  # noqa: PLR2004 - several
        return
    total = sum(((one.amount or Decimal()) + (one.share or Decimal()) * whole for one in kept),
                Decimal())  # fmt: skip
    if total > whole:
        yield flaw(
            ("selection", "envelopes"),
            "Les enveloppes mises à part font {total}, pour {whole} en tout.",
            total=french.money(total, definition.currency),
            whole=french.money(whole, definition.currency),
        )


def same_case(definition: Definition) -> Iterator[Flaw]:
    """Two cases of a scale with one condition: only the first one ever applies."""
    scales: list[tuple[Path, Sequence[Any]]] = [
        *((("grants", i, "tiers"), one.tiers) for i, one in enumerate(definition.grants)),
        *((("fees", i, "rates"), one.rates) for i, one in enumerate(definition.fees)),
        *((("criteria", i, "bands"), one.bands) for i, one in enumerate(definition.criteria)),
    ]
    for path, cases in scales:
        for (_, one), (second, other) in combinations(enumerate(cases), 2):
            if one.when is not None and _told_alike(one) == _told_alike(other):
                yield Flaw(
                    (*path, second, "when"),
                    say("Ce cas a la condition d’un autre avant lui : il ne s’appliquera jamais."),
                )
                break


def _told_alike(case: Any) -> tuple[object, ...]:
    """What tells a case apart from its siblings."""
    names = ("score_from", "until", "up_to", "from_number")
    return (case.when, *(getattr(case, name, None) for name in names))


def seated(definition: Definition) -> Iterator[Flaw]:
    """Quorums beyond the votes, shares of the votes that nobody can hold together."""
    for index, one in enumerate(definition.panels):
        voting = [seat for seat in one.seats if seat.voting]
        bounded = len(voting) < len(one.seats) and voting and all(seat.max for seat in voting)
        most = sum(seat.max or 0 for seat in voting)
        if one.quorum and bounded and one.quorum > most:
            yield flaw(
                ("panels", index, "quorum"),
                "Le quorum ({quorum}) dépasse les membres qui votent ({most}).",
                quorum=one.quorum,
                most=most,
            )
        least = sum((seat.votes_share_min or Decimal() for seat in one.seats), Decimal())
        both = [(seat.votes_share_min, seat.votes_share_max) for seat in one.seats]
        crossed = any(low is not None and top is not None and low > top for low, top in both)
        if least > 1 or crossed:
            yield flaw(
                ("panels", index, "seats"),
                "Les parts de voix que les catégories tiennent au moins ne vont pas ensemble "
                "({percent}).",
                percent=french.percent(least),
            )


def only_beside(definition: Definition) -> Iterator[Flaw]:
    """Words that say nothing where they stand."""
    yield from _of_the_call(definition)
    for index, one in enumerate(definition.grants):
        label, path = french.quoted(one.label), ("grants", index)
        if one.split_max and one.kind != "prize":
            yield flaw((*path, "split_max"), "Seul un prix se partage : {label}.", label=label)
        if one.key in one.with_ or {*one.with_} & {*one.not_with}:
            yield flaw((*path, "with"), "{label} ne peut aller avec et sans la même aide.",
                       label=label)  # fmt: skip
        if one.to == "candidates" and one.awarded_at is None and definition.stages:
            yield flaw((*path, "to"), "{label} va aux candidats, mais passés par quelle étape ? "
                       "Écrivez awarded_at.", label=label)  # fmt: skip
        if one.repaid_times is not None and one.repaid_times < 1:
            yield flaw((*path, "repaid_times"), "{label} se rembourse moins qu’elle ne prête : "
                       "écrivez 1.5 pour une fois et demie.", label=label)  # fmt: skip
    for index, fee in enumerate(definition.fees):
        for place, rate in enumerate(fee.rates if fee.share_of else ()):
            if rate.amount > 1:
                yield flaw(
                    ("fees", index, "rates", place, "amount"),
                    "Ce tarif est une part ({field}) : 0.015 pour 1,5 %.",
                    field="share_of",
                )


def _of_the_call(definition: Definition) -> Iterator[Flaw]:
    rules = definition.selection
    methods = {rules.method, *(one.method for one in definition.tracks)}
    if rules.arrival == "day" and "arrival" not in methods:
        yield Flaw(("selection", "arrival"), say("L’ordre d’arrivée n’est compté qu’avec method = "
                                                 '"arrival".'))  # fmt: skip
    together = definition.consortium or any(one.consortium for one in definition.tracks)
    for index, step in enumerate(definition.steps):
        if step.each_partner and not together:
            yield Flaw(("steps", index, "each_partner"),
                       say("L’appel n’a pas de partenaires : ajoutez [consortium]."))  # fmt: skip
    for index, track in enumerate(definition.tracks):
        if track.key in track.not_with:
            yield Flaw(("tracks", index, "not_with"),
                       say("Un volet se cumule avec lui-même : ôtez sa clé."))  # fmt: skip


CHECKS = (
    Check("places.hosts", Severity.WARNING, hosts, ("places",)),
    Check("places.room", Severity.WARNING, whole_room, ("places",)),
    Check("places.named", Severity.WARNING, named, ("places",)),
    Check("grant.promised", Severity.WARNING, prizes, ("grant",)),
    Check("grant.to_all", Severity.WARNING, given_to_all, ("grant", "places")),
    Check("grant.over_time", Severity.WARNING, over_time, ("grant",)),
    Check("funders.tracks", Severity.WARNING, funded, ("grant",)),
    Check("quota.reserved", Severity.WARNING, reserved, ("balance",)),
    Check("envelope.apart", Severity.WARNING, set_apart, ("grant",)),
    Check("case.twice", Severity.WARNING, same_case, ("grant", "fee", "criteria")),
    Check("panel.votes", Severity.WARNING, seated),
    Check("word.lost", Severity.WARNING, only_beside),
)
