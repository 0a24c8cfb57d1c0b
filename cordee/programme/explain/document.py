"""The tree an explanation is made of: five kinds of nodes, each saying whom it concerns.

`Section` holds a heading and nodes, sections included: its depth is its heading level.
`Paragraph`, `Listing` (items may nest), `Table` (a caption, a head, rows of text) and `Note`
(something to know about the text itself) hold text. Text is a tuple of `Run`: a piece of plain
text, possibly strong, emphasised or a link. Nothing in the tree is markup: whoever renders it,
in a terminal, HTML or a PDF, escapes every piece.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum

from cordee.kernel import french, speech
from cordee.kernel.french import strung, typeset


class Reader(StrEnum):
    """Whom a part concerns."""

    CANDIDATE = "candidate"
    JUROR = "juror"
    PARTICIPANT = "participant"


EVERYONE = frozenset(Reader)
CANDIDATES = frozenset({Reader.CANDIDATE, Reader.JUROR})
"""What is asked before the choice concerns those who answer and those who judge."""
WINNERS = frozenset({Reader.CANDIDATE, Reader.PARTICIPANT})
"""What is asked after the choice concerns those who live it, and those who think of it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


type Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    readers: frozenset[Reader] = EVERYONE


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, and the lines under it."""

    runs: Runs
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]
    ordered: bool = False
    readers: frozenset[Reader] = EVERYONE


@dataclass(frozen=True, slots=True)
class Table:
    """A table of plain text; the first cell of each row names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    readers: frozenset[Reader] = EVERYONE


class Told(StrEnum):
    """What a note is about: a choice of the organiser, words left as they are, a computation."""

    SETTLED = "settled"
    STATED = "stated"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about the text itself."""

    told: Told
    runs: Runs
    readers: frozenset[Reader] = EVERYONE


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a key for links, and what stands under it."""

    key: str
    title: str
    nodes: tuple["Node", ...]
    readers: frozenset[Reader] = EVERYONE


type Node = Section | Paragraph | Listing | Table | Note


@dataclass(frozen=True, slots=True)
class Document:
    """The whole explanation of a definition, in one language."""

    title: str
    subtitle: str = ""
    language: str = "fr"
    sections: tuple[Section, ...] = field(default=())

    def concerning(self, reader: Reader) -> "Document":
        """What concerns one kind of reader, and no empty section."""
        return replace(self, sections=tuple(_kept(self.sections, reader)))


def _kept[N: Node](nodes: Iterable[N], reader: Reader) -> Iterable[N]:
    for node in nodes:
        if reader not in node.readers:
            continue
        if isinstance(node, Section):
            inside = tuple(_kept(node.nodes, reader))
            if inside:
                yield replace(node, nodes=inside)
        else:
            yield node


def text(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def runs(words: str, *, strong: bool = False) -> Runs:
    """Plain words as one run, with the spaces French asks for."""
    return (Run(typeset(words), strong=strong),) if words else ()


def entry(label: str, *facts: str, after: str = "", items: Iterable[Item] = ()) -> Item:
    """« **Label** : fact ; fact. After. » — empty facts are left out."""
    said = ended(strung(*(french.unpointed(fact) for fact in facts if fact), between=" ; "))
    tail = strung(" : ", said, between="") if said and label else said
    before = "" if said or not label else ". "
    more = strung(before or " ", ended(after), between="") if label or said else ended(after)
    tail = strung(tail, more, between="") if after else tail
    return Item((*runs(label, strong=True), *runs(tail)), tuple(items))


def ended(sentence: str) -> str:
    """The sentence with its final point, unless it ends with a sign of its own."""
    return french.ended(sentence)


def into[T](node: T, language: str) -> T:
    """The same tree, every sentence of the house said in one language."""
    if isinstance(node, tuple):
        return tuple(into(one, language) for one in node)  # type: ignore[return-value] # a tuple gives a tuple
    if not is_dataclass(node):
        return node if isinstance(node, StrEnum) else speech.into(node, language)
    said = {one.name: into(getattr(node, one.name), language) for one in fields(node)}
    return replace(node, **said)  # type: ignore[type-var] # a dataclass, as tested


def listing(items: Iterable[Item], readers: frozenset[Reader] = EVERYONE) -> list[Node]:
    """A list, or nothing when there is nothing to list."""
    kept = tuple(items)
    return [Listing(kept, readers=readers)] if kept else []


def paragraph(words: str, readers: frozenset[Reader] = EVERYONE) -> list[Node]:
    """A paragraph, or nothing."""
    return [Paragraph(runs(words), readers)] if words else []
