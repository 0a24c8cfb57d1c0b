"""Sentences that remember how they were made: French as they stand, English for who asks.

Rules, findings and dates are French strings: journals, documents and tests read them as such.
Each keeps beside its text what made it, so that the edge, which alone knows its reader, can ask
for the same in another language (decision 0085).
"""

import html
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import wraps
from types import ModuleType
from typing import Any, Self, override

from cordee.kernel import english
from cordee.kernel.typography import spaced

VOICES: Mapping[str, ModuleType] = {"en": english}
"""The languages beside French: each a module with a function for each maker of French text."""


class Said(str):
    """French text, with the maker that wrote it and what the maker was given.

    As a string it is French, whatever is done with it; `into` says it again in another language,
    and a page that prints it asks for the language of its reader by itself. What is cut out of
    it or glued by hand is plain French again: compose with `french.say`, never with an f-string.
    """

    __slots__ = ("given", "maker", "named")
    maker: str
    given: tuple[Any, ...]
    named: Mapping[str, Any]

    def __new__(
        cls,
        text: str = "",
        maker: str = "plain",
        given: tuple[Any, ...] = (),
        named: Mapping[str, Any] | None = None,
    ) -> Self:
        """Keep the recipe beside the text."""
        made = super().__new__(cls, text)
        made.maker, made.given, made.named = maker, given, named or {}
        return made

    def into(self, language: str) -> str:
        """The same in `language` (`fr`, `en-GB`…); French where nobody wrote it otherwise."""
        voice = VOICES.get(language.split("-", 1)[0])
        if voice is None:
            return str(self)
        given = [into(one, language) for one in self.given]
        named = {name: into(one, language) for name, one in self.named.items()}
        return str(getattr(voice, self.maker)(*given, **named))

    @override
    def __add__(self, other: str) -> "Said":
        return Said(str.__add__(self, other), "strung", (self, other), {"between": ""})

    @override
    def __getitem__(self, key: Any) -> str:
        """What is cut where it already ends is whole, and remembers."""
        cut = str.__getitem__(self, key)
        return self if len(cut) == len(self) else cut

    def __radd__(self, other: str) -> "Said":
        """A plain string before."""
        return Said(other + str(self), "strung", (other, self), {"between": ""})

    def __html__(self) -> str:
        """What a page prints: the language of its reader, set as it asks, escaped."""
        text = self.into(reader())
        return html.escape(text if reader()[:2] in VOICES else spaced(text))


def into(value: Any, language: str) -> Any:
    """Whatever can be said in `language` so said, inside lists too; the rest untouched."""
    if isinstance(value, list | tuple):
        return [into(one, language) for one in value]
    return value.into(language) if hasattr(value, "into") else value


_readers: list[Callable[[], str | None]] = []


def listen(reader_: Callable[[], str | None]) -> None:
    """Learn, from the edge, how to ask for the language of the present reader."""
    _readers[:] = [reader_]


def reader() -> str:
    """The language of the present reader; French when nobody reads."""
    return (_readers[0]() if _readers else None) or "fr"


def heard(text: Any) -> str:
    """`text` in the language of the present reader, for the places that no template prints."""
    return str(into(text, reader()))


def printed(text: Any) -> str:
    """The same, set as its language asks: what a calendar or a title prints without template."""
    said = heard(text)
    return said if reader()[:2] in VOICES else spaced(said)


def remembered(text: str) -> Said:
    """A sentence written as it stands, or words of a programme, as what can be said otherwise."""
    if isinstance(text, Said):
        return text
    return Said(text, "own" if hasattr(text, "into") else "plain", (text,))


def noted(sentence: str) -> str:
    """Mark a sentence that `french.say` will be given later, so that the catalogue holds it."""
    return sentence


def table[K, V: str | tuple[str, str]](words: Mapping[K, V]) -> Mapping[K, V]:
    """The words of the house for closed choices, each as what can be said otherwise."""
    return {key: _kept(one) for key, one in words.items()}


def _kept(words: Any) -> Any:
    return tuple(map(remembered, words)) if isinstance(words, tuple) else remembered(words)


MAKERS: dict[str, Callable[..., str]] = {"plain": remembered, "own": remembered}
"""The makers of French text by name, so that what was stored can be said again."""


def packed(value: Any) -> Any:
    """How `value` is made, ready for JSON: what a stored sentence needs to be said otherwise."""
    if isinstance(value, Said):
        named = {name: packed(one) for name, one in value.named.items()}
        return {"maker": value.maker, "given": packed(list(value.given)), "named": named}
    if isinstance(value, list | tuple):
        return list(map(packed, value))
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def unpacked(stored: Any) -> Any:
    """What `packed` stored, said again."""
    if isinstance(stored, list):
        return list(map(unpacked, stored))
    if not isinstance(stored, Mapping):
        return stored
    if "decimal" in stored:
        return Decimal(stored["decimal"])
    named = {name: unpacked(one) for name, one in stored["named"].items()}
    return MAKERS[stored["maker"]](*unpacked(stored["given"]), **named)


def recipes(document: Any) -> dict[str, Any]:
    """Every sentence of a document for JSON, with how it is made: kept beside, French stays."""
    if isinstance(document, Said):
        return {str(document): packed(document)}
    inside = document.values() if isinstance(document, Mapping) else document
    parts = inside if isinstance(inside, list | tuple) or isinstance(document, Mapping) else ()
    return {text: how for one in parts for text, how in recipes(one).items()}


def retold(value: Any, change: Callable[[Said], str | None]) -> Any:
    """`value` said again, with the parts that `change` puts otherwise."""
    if isinstance(value, list | tuple):
        return [retold(one, change) for one in value]
    if not isinstance(value, Said):
        return value
    if (other := change(value)) is not None:
        return other
    named = {name: retold(one, change) for name, one in value.named.items()}
    return MAKERS[value.maker](*(retold(one, change) for one in value.given), **named)


def kept[**P](make: Callable[P, str]) -> Callable[P, str]:
    """Let a maker of French text remember its name and what it was given."""

    @wraps(make)
    def maker(*args: P.args, **named: P.kwargs) -> str:
        given = tuple(list(one) if isinstance(one, Iterator) else one for one in args)
        return Said(make(*given, **named), make.__name__, given, named)  # type: ignore[arg-type] # P.args is not a tuple for mypy

    MAKERS[make.__name__] = maker
    return maker
