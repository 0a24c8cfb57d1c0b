"""Prove a journal from its lines alone: no Django, no database, no clock, no secret.

An export is JSON Lines in canonical form: a header, one line an entry, an ending that repeats
the head of the chain. `docs/journal.md` tells the same in words, with a program of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from cordee.kernel.canonical import canonical
from cordee.ledger.rules.chain import ORIGIN, commitment, content_digest, link_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER: Final = {"journal": "cordee", "version": 1}
ERASURE: Final = "ledger.actor_erased"


class Fault(StrEnum):
    """What can be wrong with a journal."""

    ALTERED = "modifié"
    MISSING = "manquant"
    REORDERED = "déplacé"
    INSERTED = "ajouté"
    ERASED = "anonymisé sans trace"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and its link, as the export writes them; `person` is (salt, key, label)."""

    sequence: int
    at: str
    kind: str
    subject: tuple[str, str]
    payload: dict[str, Any]
    commitment: str
    person: tuple[str, str, str]
    previous: str
    digest: str

    @property
    def erased(self) -> bool:
        """Whether a person stood here whose name was removed."""
        return bool(self.commitment) and not any(self.person)

    def holds(self) -> bool:
        """Whether the entry says what its digest covers, and names whom it committed to."""
        return self._named() and self.digest == self._sealed()

    def _named(self) -> bool:
        return self.erased or commitment(*self.person) == self.commitment

    def _sealed(self) -> str:
        try:
            said = content_digest(
                at=self.at,
                kind=self.kind,
                subject=self.subject,
                payload=self.payload,
                actor=self.commitment,
            )
        except TypeError:  # a float, that no entry holds
            return ""
        return link_digest(self.previous, self.sequence, said)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a verification concludes: how many entries hold, the head, the first fault if any."""

    entries: int
    head: str
    fault: Fault | None = None
    sequence: int = 0
    detail: str = ""

    @property
    def sound(self) -> bool:
        """Whether the whole journal holds."""
        return self.fault is None


class Unreadable(Exception):
    """What was given is not an export of a journal."""


@dataclass(slots=True)
class Walk:
    """How far the chain holds, and whose names were removed without a word so far."""

    entries: int = 0
    head: str = ORIGIN
    erased: set[int] = field(default_factory=set)

    def say(self, fault: Fault, sequence: int, detail: str) -> Proof:
        """Conclude with a fault."""
        return Proof(self.entries, self.head, fault, sequence, detail)

    def follow(self, rows: Iterable[Row]) -> Proof | None:
        """Go on along `rows`; the first fault, None when they all hold."""
        rest = iter(rows)
        for row in rest:
            if row.sequence != self.entries + 1:
                return self._out_of_place(row, rest)
            if row.previous != self.head or not row.holds():
                return self._untrue(row)
            self._step(row)
        return None

    def end(self, entries: int, head: str) -> Proof:
        """Conclude, knowing where the journal should end."""
        if self.entries < entries:
            return self.say(Fault.MISSING, self.entries + 1, f"Le journal va au n° {entries}.")
        if self.entries > entries:
            return self.say(Fault.INSERTED, entries + 1, f"Le journal s’arrêtait au n° {entries}.")
        if self.head != head:
            return self.say(Fault.ALTERED, self.entries, "La tête du journal est une autre.")
        if self.erased:
            detail = "Un nom a été retiré, mais aucun fait ne dit cet effacement."
            return self.say(Fault.ERASED, min(self.erased), detail)
        return Proof(self.entries, self.head)

    def _step(self, row: Row) -> None:
        self.entries, self.head = row.sequence, row.digest
        if row.erased:
            self.erased.add(row.sequence)
        if row.kind == ERASURE:
            self.erased -= {one for one in row.payload["sequences"] if isinstance(one, int)}

    def _out_of_place(self, row: Row, rest: Iterator[Row]) -> Proof:
        wanted = self.entries + 1
        if row.sequence < wanted:
            return self.say(Fault.INSERTED, row.sequence, "Il est là deux fois.")
        if any(later.sequence == wanted for later in rest):
            return self.say(Fault.REORDERED, wanted, f"Le n° {row.sequence} est à sa place.")
        detail = f"On passe du n° {self.entries} au n° {row.sequence}."
        return self.say(Fault.MISSING, wanted, detail)

    def _untrue(self, row: Row) -> Proof:
        if row.previous == self.head:
            detail = "Son contenu n’est plus celui que couvre son empreinte."
        else:
            detail = "Il ne suit pas l’empreinte du précédent."
        return self.say(Fault.ALTERED, row.sequence, detail)


def written(rows: Iterable[Row]) -> Iterator[bytes]:
    """The lines of an export, each ended by a line feed."""
    entries, head = 0, ORIGIN
    yield canonical(HEADER) + b"\n"
    for row in rows:
        entries, head = row.sequence, row.digest
        yield canonical(as_line(row)) + b"\n"
    yield canonical({"entries": entries, "head": head}) + b"\n"


def as_line(row: Row) -> dict[str, Any]:
    """An entry as the export writes it."""
    salt, key, label = row.person
    return {
        "sequence": row.sequence,
        "at": row.at,
        "kind": row.kind,
        "subject": list(row.subject),
        "payload": row.payload,
        "actor": {"commitment": row.commitment, "salt": salt, "key": key, "label": label},
        "previous": row.previous,
        "digest": row.digest,
    }


def prove_export(lines: Iterable[bytes], *, head: str | None = None) -> Proof:
    """Prove an export; raises `Unreadable` if it is not one at all.

    `head` is a digest noted elsewhere (a receipt, an earlier export) at which it should end.
    """
    stream = iter(lines)
    if next(stream, b"") != canonical(HEADER) + b"\n":
        raise Unreadable("Ce fichier ne commence pas comme un export du journal.")
    walk, reader = Walk(), _Reader()
    if fault := walk.follow(reader.rows(stream)):
        return fault
    if reader.stray:
        return walk.say(Fault.ALTERED, walk.entries + 1, reader.stray)
    if reader.ending is None:
        return walk.say(Fault.MISSING, walk.entries + 1, "L’export n’a pas de ligne de fin.")
    said = walk.end(*reader.ending)
    if said.sound and head not in {None, said.head}:
        return walk.say(Fault.ALTERED, walk.entries, "La tête n’est pas celle que vous donnez.")
    return said


@dataclass(slots=True)
class _Reader:
    """Reads lines until the ending, or until one that the export would not write."""

    ending: tuple[int, str] | None = None
    stray: str = ""

    def rows(self, lines: Iterator[bytes]) -> Iterator[Row]:
        """Every row of the export, up to the ending or to the first line that is not one."""
        for line in lines:
            value = _parsed(line)
            if value.keys() == {"entries", "head"}:
                self._end(value, lines)
                return
            row = _row(value)
            if row is None or canonical(as_line(row)) + b"\n" != line:
                self.stray = "Sa ligne n’est pas celle que l’export écrit."
                return
            yield row

    def _end(self, value: dict[str, Any], lines: Iterator[bytes]) -> None:
        entries, head = value["entries"], value["head"]
        if type(entries) is int and isinstance(head, str) and not next(lines, b""):
            self.ending = (entries, head)
        else:
            self.stray = "La fin de l’export n’est pas celle qu’il écrit."


def _parsed(line: bytes) -> dict[str, Any]:
    """The object on a line; an empty one when it is not in canonical form."""
    try:
        value = json.loads(line)
        same = canonical(value) + b"\n" == line
    except (ValueError, TypeError, RecursionError):
        return {}
    return value if same and isinstance(value, dict) else {}


def _row(value: dict[str, Any]) -> Row | None:
    try:
        actor = value["actor"]
        return Row(
            sequence=int(value["sequence"]),
            at=str(value["at"]),
            kind=str(value["kind"]),
            subject=(str(value["subject"][0]), str(value["subject"][1])),
            payload=dict(value["payload"]),
            commitment=str(actor["commitment"]),
            person=(str(actor["salt"]), str(actor["key"]), str(actor["label"])),
            previous=str(value["previous"]),
            digest=str(value["digest"]),
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return None
