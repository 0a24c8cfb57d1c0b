"""Filing what stands under each heading as the answer of its question, kind by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cordee.applications.doors.asking import team_head, written_columns, written_rows
from cordee.applications.doors.found import Leftover
from cordee.applications.doors.sheet import Inline, Tick, bookmark
from cordee.applications.doors.stream import Aside, Line, Tabular
from cordee.applications.doors.values import REF, day_in
from cordee.applications.rules.answers import empty
from cordee.applications.rules.tables import completed, finished
from cordee.applications.words import said
from cordee.kernel.counting import tidy
from cordee.kernel.french import unaccented
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cordee.applications.doors.found import Chunk, Found
    from cordee.programme.schema import Definition

_TICKED = re.compile(r"^\s*(?:[☒☑✓✔✗✘■]|\[\s*[xX✓]\s*\]|\(\s*[xX]\s*\)|[xX](?=\s))\s*")
_BLANK = re.compile(r"^\s*(?:☐|□|\[\s*\]|\(\s*\))\s*")
_COLON = re.compile(r"\s*:\s?")


def filed(
    found: Found, chunks: dict[str, Chunk], definition: Definition, *,
    step: str, track: str, place: Callable[[str], str | None],
) -> None:  # fmt: skip
    """Fill `found` with the answers of those chunks; what fits nowhere becomes a leftover."""
    filing = _Filing(found, chunks, place)
    if body := chunks.pop("§", None):
        filing.body(body)
    for question in definition.questions(step, track):
        if isinstance(question, q.Asked) and not isinstance(question, q.File):
            filing.answer(question)
    if (team := definition.team_of(track)) is not None and (chunk := chunks.pop("team", None)):
        filing.team(chunk, team)
    for chunk in chunks.values():  # what stands under no question
        after = chunk.ask.removeprefix("?")
        filing.leave(chunk.pieces, "" if after.startswith("§") else after.strip())


class _Filing:
    """One document being filed."""

    def __init__(
        self, found: Found, chunks: dict[str, Chunk], place: Callable[[str], str | None]
    ) -> None:
        self.found, self.chunks, self.place = found, chunks, place

    def answer(self, question: q.Asked) -> None:
        """The answer of a question of the form, when its heading was met."""
        if not self.met(question, question.key):
            self.found.absent.append(question.key)
            return
        value = self.value(question, question.key)
        self.found.answers[question.key] = None if empty(value) else value

    def met(self, question: q.Asked, name: str) -> bool:
        """Whether the document has that question, or a part of it."""
        if name in self.chunks:
            return True
        inside = isinstance(question, q.Group) or bool(getattr(question, "languages", ()))
        return inside and any(one.startswith(f"{name}.") for one in self.chunks)

    def value(self, question: q.Asked, name: str) -> Any:
        """The answer under a heading, in the shape a draft keeps."""
        if isinstance(question, q.Group):
            return list(self.items(question, name))
        if isinstance(question, q.LongText) and question.languages:
            self.leave(self.taken(name), name)
            texts = {one: self.text(f"{name}.{one}") for one in question.languages}
            return texts if any(texts.values()) else None
        chunk = self.chunks.pop(name, None)
        if chunk is None:
            return None
        read: _Read = _READ.get(type(question), _Filing.written)
        return read(self, question, chunk)

    def taken(self, name: str) -> list[Any]:
        """The pieces under a heading, which nobody else will read."""
        chunk = self.chunks.pop(name, None)
        return chunk.pieces if chunk else []

    def text(self, name: str) -> str:
        """The lines under a heading; a table pasted there is read row by row."""
        lines: list[str] = []
        for piece in self.taken(name):
            lines += self.lines(piece, name)
        return tidy("\n".join(lines))

    def lines(self, piece: Any, name: str) -> Iterator[str]:
        """A piece as lines of text; what floats beside the text is left for a hand to file."""
        if isinstance(piece, Line):
            yield piece.text
        elif isinstance(piece, Tabular):
            yield from (" | ".join(one.replace("\n", " ") for one in row) for row in piece.rows)
        else:
            self.leave([piece], name)

    def written(self, question: q.Asked, chunk: Chunk) -> Any:
        """Free text, a number, a date, a place: lines as they come."""
        self.chunks[chunk.ask] = chunk
        text = self.text(chunk.ask)
        if isinstance(question, q.Day):
            return day_in(text)
        return self.places(question, text) if isinstance(question, q.Place) else text

    def places(self, question: q.Place, text: str) -> Any:
        """References of the territories named, one a line; a name nobody knows is left."""
        refs = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            mark = REF.search(line)
            ref = mark[1] if mark else self.place(line)
            if ref is None:
                self.left(question.key, line)
            else:
                refs.append(ref)
        return refs if question.max > 1 else next(iter(refs), None)

    def choice(self, question: q.Choice, chunk: Chunk) -> Any:
        """The boxes ticked, or the ranks written; the other one last."""
        labels = {f"{chunk.ask}.{one.key}": said(one.label) for one in question.options}
        if question.ranked:
            ranks = self.fields(chunk)
            wanted = [(int(ranks[own]), own) for own in labels if ranks.get(own, "").isdigit()]
            keys = [own.rpartition(".")[2] for _rank, own in sorted(wanted)]
        else:
            ranks = {}
            keys = [own.rpartition(".")[2] for own in self.ticks(chunk, ranks)]
        other = ranks.get(f"{chunk.ask}.other", "")
        values = [*keys, *([other] if other else [])]
        return values if question.max > 1 else (values[-1] if values else None)

    def yes_no(self, _question: q.YesNo, chunk: Chunk) -> Any:
        """Yes, no, or neither; both is neither, and is left for a hand."""
        ticked = [one.rpartition(".")[2] for one in self.ticks(chunk, {})]
        if len(ticked) > 1:
            self.left(chunk.ask, " / ".join(_labels(chunk)))
        return ticked[0] == "yes" if len(ticked) == 1 else None

    def attestation(self, _question: q.Attestation, chunk: Chunk) -> Any:
        """Affirmed, or nothing."""
        return True if list(self.ticks(chunk, {})) else None

    def contact(self, question: q.Contact, chunk: Chunk) -> Any:
        """What is said of a person, each on the line of its label."""
        known = self.fields(chunk)
        texts = {part: known.get(f"{chunk.ask}.{part}", "") for part in question.fields}
        return texts if any(texts.values()) else None

    def ticks(self, chunk: Chunk, inline: dict[str, str]) -> Iterator[str]:
        """The names of the boxes ticked; short answers beside them go to `inline`."""
        boxes = {one.name: one for one in chunk.blocks if isinstance(one, Tick)}
        fields = [one for one in chunk.blocks if isinstance(one, Inline)]
        for piece in chunk.pieces:
            if not isinstance(piece, Line) or not piece.text.strip():
                self.leave([piece], chunk.ask)
                continue
            if (field := _field(piece, fields)) is not None:
                inline[field.name] = _rest(piece.text, field.label)
                continue
            box = _box(piece, boxes)
            if box is None:
                self.leave([piece], chunk.ask)
            elif _TICKED.match(piece.text):
                yield box.name

    def fields(self, chunk: Chunk) -> dict[str, str]:
        """The short answers under a heading, by name; a line without label goes on the last."""
        fields, found, last = [one for one in chunk.blocks if isinstance(one, Inline)], {}, ""
        for piece in chunk.pieces:
            if not isinstance(piece, Line):
                self.leave([piece], chunk.ask)
            elif (field := _field(piece, fields)) is not None:
                found[field.name], last = _rest(piece.text, field.label), field.name
            elif last and piece.text.strip():
                found[last] = tidy(f"{found[last]}\n{piece.text}")
            else:
                self.leave([piece], chunk.ask)
        return found

    def table(self, question: q.Table, chunk: Chunk) -> Any:
        """The rows of the table, by the words of its head or by the order of its columns."""
        columns = written_columns(question)
        keyed = [(one.key, said(one.label)) for one in columns]
        rows = []
        for number, (head, cells) in enumerate(self.rows(chunk, keyed, fixed=bool(question.rows))):
            row = {one.key: _cell(one, cells[one.key]) for one in columns}
            if question.rows:
                key = _row_key(question, head, number)
                if key is None:
                    self.left(chunk.ask, " | ".join([head, *cells.values()]))
                    continue
                rows.append({"key": key, **completed(question, row)})
            elif any(row.values()):
                rows.append(completed(question, row))
        filled = any(value for row in rows for key, value in row.items() if key != "key")
        return finished(question, rows) if filled else None

    def rows(
        self, chunk: Chunk, keyed: Sequence[tuple[str, str]], *, fixed: bool = False
    ) -> Iterator[tuple[str, dict[str, str]]]:
        """(heading of the row, cells by column) of the first table; the rest is left."""
        table = next((one for one in chunk.pieces if isinstance(one, Tabular) and one.rows), None)
        self.leave([one for one in chunk.pieces if one is not table], chunk.ask)
        if table is None:
            return
        head = table.rows[0]
        order = _columns(head, keyed, skip=int(fixed))
        strange = [n for n in range(len(head)) if n not in order.values() and (n or not fixed)]
        for row in table.rows[1:]:
            cells = {key: tidy(row[n]) if n < len(row) else "" for key, n in order.items()}
            extra = " | ".join(row[n] for n in strange if n < len(row) and row[n].strip())
            if extra:
                self.left(chunk.ask, extra)
            yield (row[0] if row else ""), {key: cells.get(key, "") for key, _label in keyed}

    def items(self, question: q.Group, name: str) -> Iterator[dict[str, Any]]:
        """The items of a repeated group, those that say something."""
        self.leave(self.taken(name), name)
        ranks = {int(rest) for own in self.chunks if own.startswith(f"{name}.")
                 and (rest := own.removeprefix(f"{name}.").split(".", 1)[0]).isdigit()}  # fmt: skip
        for rank in sorted(ranks):
            self.leave(self.taken(f"{name}.{rank}"), name)
            item = {
                inner.key: self.value(inner, f"{name}.{rank}.{inner.key}")
                for inner in question.questions
                if isinstance(inner, q.Asked) and not isinstance(inner, q.File)
            }
            for inner in question.questions:
                self.chunks.pop(f"{name}.{rank}.{inner.key}", None)
            if not all(empty(one) for one in item.values()):
                yield item

    def team(self, chunk: Chunk, team: Any) -> None:
        """The people of the team's table; a role nobody knows is left as it was written."""
        roles = {_flat(said(one.label)): one.key for one in team.roles}
        leads = {_flat(said(one.label)): one.key for one in team.leads}
        for _head, cells in self.rows(chunk, list(team_head().items())):
            if not any(cells.values()):
                continue
            role, parts = cells["role"], re.split(r"\s*[;\n]\s*", cells["leads"])
            mate: dict[str, Any] = {**cells, "role": roles.get(_flat(role), "")}
            mate["leads"] = sorted(leads[_flat(one)] for one in parts if _flat(one) in leads)
            if role and not mate["role"]:
                self.left("team", f"{cells['given_name']} {cells['family_name']} – {role}")
            self.found.team.append(mate)

    def body(self, chunk: Chunk) -> None:
        """Who applies."""
        self.found.body = next(iter(self.fields(chunk).values()), "")

    def left(self, after: str, text: str) -> None:
        """Keep a text for a hand to file."""
        self.leave([Line(text)], after)

    def leave(self, pieces: Sequence[Any], after: str) -> None:
        """Keep pieces for a hand to file, consecutive lines together."""
        lines = []
        for piece in pieces:
            if isinstance(piece, Line):
                lines.append(piece.text)
            elif isinstance(piece, Tabular):
                lines += [" | ".join(row) for row in piece.rows]
            elif isinstance(piece, Aside):
                self.found.leftovers.append(Leftover(after, piece.text, piece.kind))
        text = tidy("\n".join(lines))
        if text:
            self.found.leftovers.append(Leftover(after, text))


type _Read = Callable[[_Filing, Any, Chunk], Any]
_READ: dict[type[q.Asked], _Read] = {
    q.Choice: _Filing.choice,
    q.YesNo: _Filing.yes_no,
    q.Attestation: _Filing.attestation,
    q.Contact: _Filing.contact,
    q.Table: _Filing.table,
}


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", unaccented(text)).strip(" :")


def _labels(chunk: Chunk) -> list[str]:
    return [one.label for one in chunk.blocks if isinstance(one, Tick)]


def _field(line: Line, fields: Sequence[Inline]) -> Inline | None:
    """The short answer whose label opens a line, by its bookmark or by its words."""
    marked = [one for one in fields if bookmark(one.name) in line.marks]
    if marked and (len(marked) == 1 or not line.text.strip()):
        return marked[0]
    said_first = [one for one in fields if _flat(line.text).startswith(_flat(one.label))]
    return max(said_first, key=lambda one: len(one.label), default=None)


def _rest(text: str, label: str) -> str:
    """What follows the label on its line."""
    if text.startswith(label):
        return tidy(_COLON.sub("", text.removeprefix(label), count=1))
    _label, _colon, rest = text.partition(":")
    return tidy(rest)


def _box(line: Line, boxes: dict[str, Tick]) -> Tick | None:
    """The box a line is, by its bookmark or by its words."""
    for box in boxes.values():
        if bookmark(box.name) in line.marks:
            return box
    words = _flat(_BLANK.sub("", _TICKED.sub("", line.text)))
    return next((box for box in boxes.values() if _flat(box.label) == words), None)


def _cell(column: q.Column, text: str) -> str:
    """A cell; the word of an option becomes its key."""
    keys = {_flat(said(option.label)): option.key for option in column.options}
    return keys.get(_flat(text), text)


def _columns(head: Sequence[str], keyed: Sequence[tuple[str, str]], *, skip: int) -> dict[str, int]:
    """Column → its place, by the words of the head; by order when the words were changed."""
    words = [_flat(one) for one in head]
    found: dict[str, int] = {}
    for rank, (key, label) in enumerate(keyed, start=skip):
        own = _flat(label)
        if rank < len(words) and words[rank].startswith(own):
            found[key] = rank
            continue
        near = [n for n, one in enumerate(words) if one.startswith(own) and n >= skip]
        if near:
            found[key] = near[0]
    if len(set(found.values())) == len(keyed):
        return found
    if len(head) >= len(keyed) + skip:
        return {key: rank for rank, (key, _label) in enumerate(keyed, start=skip)}
    return found


def _row_key(question: q.Table, head: str, number: int) -> str | None:
    """The fixed row that a heading names; by its order when the words were changed."""
    rows = written_rows(question)
    own = rows[number].key if number < len(rows) else None
    same = [one.key for one in rows if _flat(said(one.label)) == _flat(head)]
    return same[0] if same and own not in same else own
