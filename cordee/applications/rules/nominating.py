"""Who names candidates: how many of each sort there are, how many candidates each may name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.schema.who import ListedIn, Nominators


@dataclass(frozen=True, slots=True)
class Naming:
    """A candidate named: by whom, and of which sort of nominators (its key)."""

    by: str
    sort: str = ""
    name: str = ""


def sorts(rules: Iterable[ListedIn]) -> dict[str, str]:
    """The sorts of nominators of these conditions: key → words."""
    return {one.key: str(one.label) for rule in rules for one in rule.nominators}


def naming_findings(
    rules: Iterable[ListedIn], naming: Naming, named: Sequence[Naming]
) -> list[Finding]:
    """Why this nominator does not name this candidate; `named` stand on the same list already."""
    return list(dict.fromkeys(found for rule in rules for found in _findings(rule, naming, named)))


def _findings(rule: ListedIn, naming: Naming, named: Sequence[Naming]) -> Iterator[Finding]:
    if not naming.by:
        if rule.max_per_nominator or (rule.nominators and not rule.oneself):
            said = french.say("Dites qui désigne cette structure.")
            yield missing("guest.nominator", "nominated_by", said)
        return
    if rule.oneself is False and _same(naming.by, naming.name):
        said = french.say(
            "{name} ne peut se proposer soi-même : indiquez qui d’autre désigne cette structure.",
            name=naming.name,
        )
        yield broken("guest.oneself", "nominated_by", french.typeset(said))
    if rule.nominators:
        sort = next((one for one in rule.nominators if one.key == naming.sort), None)
        if sort is None:
            all_ = french.listed([str(one.label) for one in rule.nominators], "ou")
            said = french.say("Dites de quelle sorte est qui désigne : {sorts}.", sorts=all_)
            yield missing("guest.sort", "sort", french.typeset(said))
        else:
            yield from _of_a_sort(sort, naming, named)
    yield from _too_many(rule.max_per_nominator, naming, named)


def _of_a_sort(sort: Nominators, naming: Naming, named: Sequence[Naming]) -> Iterator[Finding]:
    same = [one for one in named if one.sort == sort.key]
    yield from _too_many(sort.max, naming, same)
    known = {one.by.casefold() for one in same}
    if sort.count and naming.by.casefold() not in known and len(known) >= sort.count:
        said = french.say(
            "{label} : il n’y en a que {count}, et toutes ont déjà désigné quelqu’un. Écrivez le "
            "nom de l’une d’elles comme la première fois.",
            label=sort.label,
            count=french.number(sort.count),
        )
        yield broken("guest.nominators", "nominated_by", french.typeset(said))


def _too_many(most: int | None, naming: Naming, named: Sequence[Naming]) -> Iterator[Finding]:
    if most is None or sum(_same(one.by, naming.by) for one in named) < most:
        return
    said = french.say(
        "{nominator} a déjà désigné {most}, le plus que l’appel permette.",
        nominator=naming.by,
        most=french.plural(most, "structure"),
    )
    yield broken("guest.too_many", "nominated_by", said)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
