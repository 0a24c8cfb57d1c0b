"""Sharing files between readers: the question put to the solver, its cost, what to relax.

The document is the `assign` format of the solvers. Names in it are drawn from the seed, so that
ties between readers are settled by a public lot and by nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cordee.kernel.french import say, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEVELS = ("shortfall", "below_min", "no_expert", "spread", "affinity")
EXPERT = 100
"""What a reader who knows the subject is worth on a file, before anything else."""
USUAL = 10
"""What keeping a reader who has the file already is worth: nobody is moved without need."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who may read; `most` empty: as many as everybody, no language: she reads them all."""

    id: str
    name: str
    institution: str = ""
    languages: frozenset[str] = frozenset()
    expertise: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    seat: str = ""
    """The category of seats she holds."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file to be read: what it is about, in values and in words, and its languages."""

    id: str
    name: str
    values: frozenset[str] = frozenset()
    words: str = ""
    languages: frozenset[str] = frozenset()
    more: int = 0
    """Readings asked beyond the others': its marks are too far apart."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of a sharing: readers a file, load of each, readers of one institution."""

    readers: int
    least: int = 0
    most: int = 999
    institution: int | None = 1
    seed: str = ""
    seats: Mapping[str, int] = field(default_factory=dict)
    """Category of seats → how many of its members read each file (`Stage.readers`)."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Those categories as people call them."""


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a sharing is made from; pairs are (file, reader).

    `left` are withdrawals, `begun` what was read already and stays, `had` what was entrusted.
    """

    files: Sequence[ToRead]
    readers: Sequence[Reader]
    left: frozenset[Pair] = frozenset()
    begun: frozenset[Pair] = frozenset()
    had: frozenset[Pair] = frozenset()
    held: Mapping[str, str] = field(default_factory=dict)
    """Reader → her category of seats, whether or not she still sits."""


def parts(work: Work, file: ToRead, terms: Terms) -> dict[str, int]:
    """Category of seats → readings that a file needs from it; « » for those anybody else gives.

    Where no other category sits, the first one stated gives those too.
    """
    asked = dict(terms.seats)
    more = max(0, terms.readers + file.more - sum(asked.values()))
    others = any(one.seat not in asked for one in work.readers)
    where = "" if others or not asked else next(iter(asked))
    return asked | {where: asked.get(where, 0) + more} if more or not asked else asked


def part_of(terms: Terms, seat: str) -> str:
    """The part of a file's readings that someone of a category gives."""
    return seat if seat in terms.seats else ""


def knows(reader: Reader, file: ToRead) -> bool:
    """Whether one of the subjects she knows is a value of the file, or stands in its text."""
    return any(
        word and (word in file.values or word in file.words)
        for word in (unaccented(one).strip() for one in reader.expertise)
    )


def lot(seed: str, name: str) -> str:
    """The name a file or a reader bears in the document: a public draw settles ties."""
    return sha256(f"{seed}|{name}".encode()).hexdigest()[:24]


def sharing(work: Work, terms: Terms) -> dict[str, Any]:
    """The document for the solver; what was begun is taken off the demand and the loads."""
    loads = Counter(reader for _file, reader in work.begun)
    every = frozenset().union(*(one.languages for one in work.files))
    return {
        "format": "cordee-assign/1",
        "order": list(LEVELS),
        "expert_threshold": EXPERT,
        "institution_cap": terms.institution,
        "applications": [
            {
                "id": lot(terms.seed, _part(one.id, part)),
                "demand": demand,
                "languages": sorted(one.languages),
            }
            for one in work.files
            for part, demand in _demands(work, one, terms).items()
        ],
        "jurors": [_reader(one, terms, loads[one.id], every) for one in work.readers],
        "conflicts": sorted(
            [lot(terms.seed, file), lot(terms.seed, reader)]
            for file, reader in _barred(work, terms)
        ),
        "affinity": sorted(_affinity(work, terms)),
    }


def _part(file: str, part: str) -> str:
    return f"{file}|{part}" if part else file


def _demands(work: Work, file: ToRead, terms: Terms) -> dict[str, int]:
    """What a file still needs from each part, once what was begun is taken off."""
    done = Counter(
        part_of(terms, work.held.get(reader, "")) for which, reader in work.begun
        if which == file.id
    )  # fmt: skip
    return {part: max(0, many - done[part]) for part, many in parts(work, file, terms).items()}


def _barred(work: Work, terms: Terms) -> set[Pair]:
    """Pairs nobody may make, part by part; a part is for its own category alone."""
    never = forbidden(work, terms)
    if not terms.seats:
        return never
    found = set()
    for one in work.files:
        for part in parts(work, one, terms):
            for reader in work.readers:
                other = part_of(terms, reader.seat) != part
                if other or (one.id, reader.id) in never:
                    found.add((_part(one.id, part), reader.id))
    return found


def _reader(one: Reader, terms: Terms, begun: int, every: frozenset[str]) -> dict[str, Any]:
    most = max(0, (terms.most if one.most is None else one.most) - begun)
    return {
        "id": lot(terms.seed, one.id),
        "min": min(most, max(0, max(terms.least, one.least) - begun)),
        "max": most,
        "languages": sorted(one.languages or every),
        "institution": one.institution or None,
    }


def forbidden(work: Work, terms: Terms) -> set[Pair]:
    """Pairs nobody may make: withdrawals, files begun, colleagues of whoever began."""
    found = set(work.left | work.begun)
    if terms.institution is None:
        return found
    houses = {one.id: one.institution for one in work.readers if one.institution}
    taken = Counter((file, houses[reader]) for file, reader in work.begun if reader in houses)
    for (file, house), count in taken.items():
        if count >= terms.institution:
            found |= {(file, reader) for reader, same in houses.items() if same == house}
    known = {one.id for one in work.files}, {one.id for one in work.readers}
    return {pair for pair in found if pair[0] in known[0] and pair[1] in known[1]}


def _affinity(work: Work, terms: Terms) -> Iterable[list[Any]]:
    for file in work.files:
        for reader in work.readers:
            worth = EXPERT * knows(reader, file) + USUAL * ((file.id, reader.id) in work.had)
            part = part_of(terms, reader.seat)
            if worth and part in parts(work, file, terms):
                yield [lot(terms.seed, _part(file.id, part)), lot(terms.seed, reader.id), worth]


def shared(
    work: Work, terms: Terms, assignment: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """The answer of the solver with the names of the house, what was begun included."""
    readers = {lot(terms.seed, one.id): one.id for one in work.readers}
    found: dict[str, list[str]] = {}
    for one in work.files:
        fresh = {
            readers[each]
            for part in parts(work, one, terms)
            for each in assignment.get(lot(terms.seed, _part(one.id, part)), ())
        }
        begun = {reader for file, reader in work.begun if file == one.id}
        found[one.id] = sorted(fresh | (begun & set(readers.values())))
    return found


@dataclass(frozen=True, slots=True)
class Cost:
    """What a sharing is worth, counted again from the pairs alone."""

    missing: int
    below: int
    above: int
    unknown: int
    crowded: int
    least: int
    most: int

    @property
    def clean(self) -> bool:
        """Whether everything asked is there."""
        return not (self.missing or self.below or self.above or self.crowded)


def cost(work: Work, terms: Terms, pairs: Iterable[Pair]) -> Cost:
    """Missing readings, loads out of bounds, files nobody knows about, institutions twice.

    What was read by someone who no longer sits counts as read, and weighs on nobody.
    """
    readers = {one.id: one for one in work.readers}
    by_file: dict[str, list[Reader]] = {one.id: [] for one in work.files}
    for file, reader in pairs:
        if file in by_file and reader in readers:
            by_file[file].append(readers[reader])
    loads = Counter(one.id for read in by_file.values() for one in read)
    listed = [loads[one.id] for one in work.readers] or [0]
    return Cost(
        missing=sum(_missing(work, one, terms, by_file[one.id]) for one in work.files),
        below=sum(max(0, max(terms.least, one.least) - loads[one.id]) for one in work.readers),
        above=sum(
            max(0, loads[one.id] - (terms.most if one.most is None else one.most))
            for one in work.readers
        ),
        unknown=sum(not any(knows(r, one) for r in by_file[one.id]) for one in work.files),
        crowded=sum(_crowded(read, terms) for read in by_file.values()),
        least=min(listed),
        most=max(listed),
    )


def _missing(work: Work, file: ToRead, terms: Terms, read: Sequence[Reader]) -> int:
    """The readings that a file lacks, over its parts; a reader too many in one fills no other."""
    now = {one.id for one in work.readers}
    got = Counter(part_of(terms, one.seat) for one in read) + Counter(
        part_of(terms, work.held.get(reader, ""))
        for which, reader in work.begun
        if which == file.id and reader not in now
    )
    wanted = parts(work, file, terms)
    return sum(max(0, many - got[part]) for part, many in wanted.items())


def _crowded(read: Sequence[Reader], terms: Terms) -> bool:
    houses = Counter(one.institution for one in read if one.institution)
    return terms.institution is not None and max(houses.values(), default=0) > terms.institution


def allowed(work: Work, terms: Terms, file: ToRead, reader: Reader, pairs: Iterable[Pair]) -> str:
    """Why this reader should not get that file by hand, or nothing; a withdrawal is absolute."""
    if (file.id, reader.id) in work.left:
        return say("S’est déporté·e de ce dossier.")
    if reader.languages and file.languages - reader.languages:
        return say("Ne lit pas la langue du dossier.")
    others = {one for which, one in pairs if which == file.id and one != reader.id}
    same = [one for one in work.readers if one.id in others and one.institution]
    cap = terms.institution
    if reader.institution and cap is not None:
        count = sum(one.institution == reader.institution for one in same)
        if count >= cap:
            return say("Son institution lit déjà ce dossier.")
    return ""
