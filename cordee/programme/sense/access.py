"""Access: conditions that leave nobody, on the whole call or on one track; counts of files."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.who import Condition, KindIs, NumberIs
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.sense.people import opened

type Kept = list[tuple[int, Condition]]


def _tracks(definition: Definition) -> list[tuple[str, str]]:
    """Each track as (key, words); the call itself when it has none."""
    found = [
        (one.key, say(", sur le volet {label},", label=french.quoted(one.label)))
        for one in definition.tracks
    ]
    return found or [("", "")]


def _binding(definition: Definition, track: str) -> Kept:
    """The obligations that everyone on a track must meet, with their place."""
    return [
        (index, one)
        for index, one in enumerate(definition.eligibility)
        if one.of == "applicant"
        and not one.category
        and not one.role
        and not one.derogation
        and one.strength.value == "obligation"
        and (not one.tracks or track in one.tracks)
    ]


def nobody(definition: Definition) -> Iterator[Flaw]:
    """Conditions on kinds that leave nobody: each must hold."""
    told: set[int] = set()
    for track, where in _tracks(definition):
        left: frozenset[str] | None = None
        for index, one in _binding(definition, track):
            if not isinstance(one, KindIs) or not one.among:
                continue
            allowed = opened(one.among) - opened(one.except_)
            left = allowed if left is None else left & allowed
            if not left and index not in told:
                told.add(index)
                yield flaw(
                    ("eligibility", index),
                    "Ensemble{where} les conditions sur les genres n’admettent plus personne, "
                    "car toutes doivent être remplies : réunissez-les en une seule, ou donnez "
                    "à chacune ses volets (tracks).",
                    where=where or ",",
                )
                break


def numbers(definition: Definition) -> Iterator[Flaw]:
    """Conditions on one number that no number meets together."""
    told: set[int] = set()
    for track, where in _tracks(definition):
        facts = {one.fact for _, one in _counted(_binding(definition, track))}
        for fact in sorted(facts):
            same = [one for one in _counted(_binding(definition, track)) if one[1].fact == fact]
            low, high = _bounds(one for _, one in same)
            last = same[-1][0]
            if len(same) > 1 and low is not None and high is not None and low > high:
                if last not in told:
                    yield flaw(
                        ("eligibility", last),
                        "Ensemble{where} les conditions sur {fact} n’admettent aucun nombre : "
                        "au moins {low} et au plus {high}.",
                        where=where or ",",
                        fact=french.quoted(fact),
                        low=french.number(low),
                        high=french.number(high),
                    )
                told.add(last)


def _counted(kept: Kept) -> list[tuple[int, NumberIs]]:
    return [(index, one) for index, one in kept if isinstance(one, NumberIs)]


def _bounds(conditions: Iterable[NumberIs]) -> tuple[Decimal | None, Decimal | None]:
    every = list(conditions)
    lows = [x for one in every for x in (one.min, one.above) if x is not None]
    highs = [x for one in every for x in (one.max, one.below) if x is not None]
    return max(lows, default=None), min(highs, default=None)


def files(definition: Definition) -> Iterator[Flaw]:
    """More files awarded, or ranked, than one may hand in."""
    one = definition.applicant
    most = one.files_per_applicant
    if most and one.files_counted == "call":
        if one.awards_max is not None and one.awards_max > most:
            yield flaw(
                ("applicant", "awards_max"),
                "Un candidat peut être retenu {awards_max} fois, mais ne dépose que {most}.",
                awards_max=one.awards_max,
                most=french.plural(most, "dossier"),
            )
        if one.ranked_files and most == 1:
            yield Flaw(
                ("applicant", "ranked_files"),
                "Un candidat classe ses dossiers, mais n’en "
                "dépose qu’un : écrivez files_per_applicant.",
            )


def distinct(definition: Definition) -> Iterator[Flaw]:
    """A case that nobody meets: « if » on a condition that the others exclude."""
    for index, one in enumerate(definition.eligibility):
        if one.of == "members" and one.members is None:
            yield Flaw(
                ("eligibility", index, "of"),
                'Combien de membres ? Écrivez members = 2, ou of = "any_member" pour un seul.',
            )
        if one.members is not None and one.of != "members":
            yield Flaw(
                ("eligibility", index, "members"),
                'Ce nombre de membres ne dit rien sans of = "members".',
            )


CHECKS = (
    Check("eligibility.nobody", Severity.ERROR, nobody),
    Check("eligibility.numbers", Severity.ERROR, numbers),
    Check("eligibility.members", Severity.WARNING, distinct, ("eligible",)),
    Check("applicant.files", Severity.WARNING, files, ("files",)),
)
