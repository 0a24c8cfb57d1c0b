"""The shape of a cross-check: a pure function that tells flaws, and the row that names it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition, Topic

type Texts = Mapping[str, str]


class Flaw(NamedTuple):
    """Something that does not hold together, and where; in a text, its file and line.

    `names` are the keys concerned: a choice that names them settles this flaw rather than others.
    """

    path: Path
    message: str
    file: str = ""
    line: int | None = None
    names: tuple[str, ...] = ()


def flaw(path: Path, sentence: str, /, **values: Any) -> Flaw:
    """A flaw whose sentence holds values: `flaw(path, "Il faut {pages}.", pages=…)` (0085)."""
    return Flaw(path, french.say(sentence, **values))


class Check(NamedTuple):
    """A cross-check: its stable code, its severity, what it looks at.

    `topics` are the subjects under which an organiser may settle it: the flaw is then a notice
    that tells the contradiction and the choice.
    """

    code: str
    severity: Severity
    flaws: Callable[[Definition], Iterable[Flaw]]
    topics: tuple[Topic, ...] = ()


class TextCheck(NamedTuple):
    """A cross-check that reads the long texts too."""

    code: str
    severity: Severity
    flaws: Callable[[Definition, Texts], Iterable[Flaw]]
    topics: tuple[Topic, ...] = ()
