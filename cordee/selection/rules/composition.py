"""Whether a panel is made as its call says: seats, voices, presidency, quorum, substitutes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, impossible, missing, ok
from cordee.kernel.french import say, unaccented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cordee.programme.schema.choosing import Panel, Seats
    from cordee.programme.schema.team import TeamBalance


@dataclass(frozen=True, slots=True)
class Sitting:
    """Someone who sits, as the rules of composition see her; substitutes are told apart."""

    name: str
    seat: str = ""
    institution: str = ""
    voting: bool = True
    member: bool = True
    president: bool = False
    substitute: bool = False
    declared: bool = True


def composition(rules: Panel | None, people: Sequence[Sitting], *, readers: int) -> list[Finding]:
    """Everything that departs from the rules of the call, all at once; or that nothing does.

    `readers` is how many readings a file needs.
    """
    found = [*_voices(people, readers), *_undeclared(people)]
    if rules is not None:
        found += [*_seats(rules, people), *_president(rules, people), *_quorum(rules, people)]
        found += [*_mixes(rules, people)]
    if not found:
        return [ok("panel.composition", "panel", "Le jury est composé comme l’appel le prévoit.")]
    return found


def _seats(rules: Panel, people: Sequence[Sitting]) -> Iterator[Finding]:
    held = Counter(one.seat for one in people if not one.substitute)
    for seat in rules.seats:
        where, label, count = f"seats.{seat.key}", seat.label, held[seat.key]
        if count < seat.min:
            told = (
                say("personne n’y siège")
                if not count
                else french.say("il n’y en a que {count}", count=count)
            )
            yield missing(
                "panel.seat",
                where,
                french.say(
                    "{label} : il en faut au moins {min}, {told}.",
                    label=label,
                    min=seat.min,
                    told=told,
                ),
            )
        if seat.max is not None and count > seat.max:
            sentence = french.say(
                "{label} : {max} au plus, il y en a {count}.",
                label=label,
                max=seat.max,
                count=count,
            )
            yield broken("panel.seat", where, sentence)
        yield from _seat(seat, [one for one in people if one.seat == seat.key])
    named = {seat.key for seat in rules.seats}
    if rules.seats and (
        stray := [one.name for one in people if one.member and one.seat not in named]
    ):
        sentence = french.say("Sans siège prévu par l’appel : {stray}.", stray=french.listed(stray))
        yield missing("panel.stray", "seats", sentence, strength=Strength.ADVICE)


def _seat(seat: Seats, people: Sequence[Sitting]) -> Iterator[Finding]:
    """What those who hold one seat are, against what the call says of it."""
    where, label = f"seats.{seat.key}", seat.label
    for one in people:
        if one.voting and not seat.voting:
            sentence = french.say(
                "{label} : {name} a voix délibérative, ce siège est consultatif.",
                label=label,
                name=one.name,
            )
            yield broken("panel.voice", where, sentence)
        if one.substitute and not seat.substitutes:
            sentence = french.say(
                "{label} : l’appel ne prévoit pas de suppléance, {name} est suppléant·e.",
                label=label,
                name=one.name,
            )
            yield broken("panel.substitute", where, sentence)
        wanted = str(seat.institution or "")
        if wanted and unaccented(wanted) != unaccented(one.institution):
            told = one.institution or say("aucune institution")
            sentence = french.say(
                "{label} : attendu « {wanted} », {name} représente {told}.",
                label=label,
                wanted=wanted,
                name=one.name,
                told=told,
            )
            yield broken("panel.institution", where, sentence, strength=Strength.ADVICE)


def _president(rules: Panel, people: Sequence[Sitting]) -> Iterator[Finding]:
    presiding = [one.name for one in people if one.president and not one.substitute]
    asked = rules.casting_vote or any(seat.president for seat in rules.seats)
    if len(presiding) > 1:
        sentence = french.say(
            "Une seule personne préside : {presiding}.", presiding=french.listed(presiding)
        )
        yield broken("panel.president", "president", sentence)
    if asked and not presiding:
        yield missing("panel.president", "president", "Personne ne préside le jury.")


def _quorum(rules: Panel, people: Sequence[Sitting]) -> Iterator[Finding]:
    voices = sum(one.voting and not one.substitute for one in people)
    if rules.quorum and voices < rules.quorum:
        sentence = french.say(
            "Le quorum est de {quorum} : avec {voices}, le jury ne pourrait pas délibérer.",
            quorum=french.plural(rules.quorum, "membre"),
            voices=french.plural(voices, "voix", "voix"),
        )
        yield impossible("panel.quorum", "quorum", sentence)
    held = Counter(one.seat for one in people if one.voting and not one.substitute)
    for seat in rules.seats:
        if seat.quorum is not None and held[seat.key] < seat.quorum:
            sentence = french.say(
                "{label} : le quorum demande {quorum} de ces membres, il y en a {held} : "
                "le jury ne pourrait pas voter.",
                label=seat.label,
                quorum=seat.quorum,
                held=held[seat.key],
            )
            yield impossible("panel.quorum", f"seats.{seat.key}", sentence)


KNOWN: Mapping[str, Callable[[Sitting], str]] = {
    "organisation": lambda one: one.institution,
    "institution": lambda one: one.institution,
    "seat": lambda one: one.seat,
    "role": lambda one: one.seat,
}
"""What a mix may look at; of the rest (gender, age) the house knows nothing."""


def _mixes(rules: Panel, people: Sequence[Sitting]) -> Iterator[Finding]:
    """The mixes wanted among the members, substitutes apart; what nobody wrote is for people."""
    here = [one for one in people if one.member and not one.substitute]
    for rule in rules.balances if here else ():
        if rule.attribute not in KNOWN:
            sentence = french.say(
                "{label} : à vérifier par vous, rien n’est demandé là-dessus aux membres.",
                label=rule.label,
            )
            yield missing("panel.mix", f"mix.{rule.key}", sentence, strength=Strength.ADVICE)
        elif (beyond := _unmixed(rule, [KNOWN[rule.attribute](one) for one in here])) is not None:
            make = broken if beyond else missing
            sentence = french.say("{label} : le jury n’a pas cet équilibre.", label=rule.label)
            yield make("panel.mix", f"mix.{rule.key}", sentence, strength=rule.strength)


def _unmixed(rule: TeamBalance, held: Sequence[str]) -> bool | None:
    """Whether there is too much (True) or too little of it; None when the mix is there."""
    values = [unaccented(one) for one in held]
    wanted = {unaccented(one) for one in rule.values}
    count = sum(one in wanted if wanted else bool(one) for one in values)
    share = Decimal(count) / len(values)
    if (rule.max is not None and count > rule.max) or (
        rule.max_share is not None and share > rule.max_share
    ):
        return True
    short = (
        (rule.min is not None and count < rule.min)
        or (rule.min_share is not None and share < rule.min_share)
        or (rule.distinct_min is not None and len({*values} - {""}) < rule.distinct_min)
    )
    return False if short else None


def _voices(people: Sequence[Sitting], readers: int) -> Iterator[Finding]:
    for one in people:
        if one.voting and not one.member:
            sentence = french.say(
                "{name} instruit ou conseille : ce rôle n’a pas de voix.", name=one.name
            )
            yield broken("panel.voice", "voting", sentence)
    voices = sum(one.voting and one.member and not one.substitute for one in people)
    if people and voices < readers:
        sentence = french.say(
            "Chaque dossier demande {readers} : {voices} seulement peuvent noter.",
            readers=french.plural(readers, "lecture"),
            voices=french.plural(voices, "personne"),
        )
        yield missing("panel.readers", "readers", sentence)


def _undeclared(people: Sequence[Sitting]) -> Iterator[Finding]:
    silent = [one.name for one in people if not one.declared and not one.substitute]
    if silent:
        shown = french.listed([*silent[:8], *([say("d’autres")] if len(silent) > 8 else [])])  # noqa: PLR2004 - a line of names
        yield missing(
            "panel.undeclared",
            "interests",
            french.say("Intérêts à déclarer : {shown}.", shown=shown),
        )
