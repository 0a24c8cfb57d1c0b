"""Distinctions without a place: given by a merit that the call states, or named by the jury."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema.choosing import Mention, Selection
    from cordee.selection.rules.choice import Set


def by_hand(rules: Selection) -> list[Mention]:
    """The distinctions that the jury names itself: no merit gives them."""
    return [one for one in rules.mentions if one.above is None]


def mentions_of(
    rules: Selection,
    merit: Mapping[str, str | Fraction],
    chosen: Set,
    order: Sequence[str],
    named: Mapping[str, Sequence[str]],
    *,
    read: Callable[[Decimal, str], Decimal | None] = lambda above, _file: above,
) -> dict[str, list[str]]:
    """Distinction → the files that receive it, the best first; only files without a place.

    `order` settles equal merits, as it does for the places; a distinction that nobody has is left
    out. `read` brings a merit said in points to the marks of a file.
    """
    place = {key: rank for rank, key in enumerate(order)}
    rest = {key: Fraction(value) for key, value in merit.items() if key not in chosen.selected}
    ranked = sorted(rest, key=lambda key: (-rest[key], place.get(key, len(place)), key))
    found: dict[str, list[str]] = {}
    for one in rules.mentions:
        files = list(named.get(one.key, ()))
        if one.above is not None:
            files = [key for key in ranked if rest[key] >= Fraction(read(one.above, key) or 0)]
            files = files[: one.count]
        if files:
            found[one.key] = files
    return found


def naming_faults(
    rules: Selection, named: Mapping[str, Sequence[str]], chosen: Set, known: Collection[str]
) -> list[Finding]:
    """Why distinctions named by the jury cannot stand."""
    found = []
    for one in by_hand(rules):
        files = named.get(one.key, ())
        where = f"mentions.{one.key}"
        if set(files) - set(known) or len(set(files)) < len(files):
            said = french.say("{label} : chaque dossier une seule fois.", label=one.label)
            found.append(broken("mention.unknown", where, said))
        if set(files) & set(chosen.selected):
            said = french.say(
                "{label} : une distinction va à un dossier sans place.", label=one.label
            )
            found.append(broken("mention.placed", where, said))
        if one.count is not None and len(files) > one.count:
            said = french.say("{label} : {count} au plus.", label=one.label, count=one.count)
            found.append(broken("mention.count", where, said))
    return found
