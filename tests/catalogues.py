"""Gathers every sentence of the house, compiles what English says of it, and sets French well.

`make messages` runs it: no gettext binary is needed, neither here nor to install Cordée.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from cordee.kernel import french
from cordee.kernel.english import COUNT
from tests.english import FRENCH as FRENCH_WORDS

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "cordee/locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
FRENCH = ROOT / "cordee/locale/fr/LC_MESSAGES/django.mo"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
NOISE = tuple(
    f'"{word}'
    for word in ("Project-", "Report-", "POT-", "PO-", "Last-", "Language-T", "Generated-")
)
"""Header lines that would change at each run and say nothing."""
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


SENTENCES = {
    "say": 0,
    "noted": 0,
    "ok": 2,
    "missing": 2,
    "broken": 2,
    "impossible": 2,
    "_finding": 2,
    "finding": 2,
    "_say": 2,
    "Usual": 0,
    "Rule": 2,
    "Finding": 3,
    "Flaw": 1,
    "flaw": 1,
}
"""Functions of the kernel that take a sentence of the house, and where they take it."""
APART = {"migrations", "demo"}
"""What speaks to nobody on a page."""
SENTENCE = re.compile(r"[A-ZÀ-ÝŒ]\S* [^{}]*[.!?]")
UNHEARD = re.compile(
    r"/(operations|solvers|papers)/|(commands|cli|samples|papers|exports|opendata)\.py"
)
"""Terminals, acts and files, which keep French."""
ONE, MANY = 1, 2
NOTES = "cordee/programme/explain/notes.toml"
"""Where `french.plural` takes its noun, in the singular and in the plural."""

type Found = tuple[str | tuple[str, ...], str | None]


def templates() -> Iterator[tuple[str, bytes]]:
    """Every template, as Python that gettext can read."""
    for path in sorted((ROOT / "cordee").rglob("*")):
        if path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = templatize(path.read_text(), origin=str(path)).encode()
            yield str(path.relative_to(ROOT)), source


def modules(
    worth: Callable[[str, str], object] | None = None,
) -> Iterator[tuple[str, list[ast.AST]]]:
    """Every module of the house whose address and text are `worth` it: the nodes of its tree."""
    for path in sorted((ROOT / "cordee").rglob("*.py")):
        if not APART & {*path.parts, path.stem}:
            where, text = str(path.relative_to(ROOT)), path.read_text()
            if worth is None or worth(where, text):
                yield where, _walked(ast.parse(text))


def _walked(tree: ast.AST) -> list[ast.AST]:
    """Every node, in the order of `ast.walk`, which takes three times as long."""
    found = [tree]
    for node in found:
        for value in vars(node).values():
            if isinstance(value, ast.AST):
                found.append(value)
            elif isinstance(value, list):
                found += [one for one in value if isinstance(one, ast.AST)]
    return found


def gathered() -> Catalog:
    """Every sentence that the house says today, with the files that say it."""
    catalogue = Catalog(locale="en", header_comment="", fuzzy=False)
    _notes(catalogue)
    for where, source in templates():
        for _line, function, texts, _ in extract_python(BytesIO(source), list(KEYWORDS), [], {}):
            found = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if text]
            if found and all(isinstance(text, str) for text in found):
                _add(catalogue, _asked(function, found), where)
    for where, nodes in modules():
        for node in nodes:
            if isinstance(node, ast.Call):
                for said in _spoken(node):
                    _add(catalogue, said, where)
        for text in () if UNHEARD.search(where) else _plain(nodes):
            _add(catalogue, (text, None), where)
    return catalogue


def _notes(catalogue: Catalog) -> None:
    """The hints of the vocabulary, which stand in a table."""
    for text in tomllib.loads((ROOT / NOTES).read_text()).values():
        _add(catalogue, (text, None), NOTES)


def _plain(nodes: list[ast.AST]) -> Iterator[str]:
    """Sentences written as they stand, wherever: refusals find their English by themselves."""
    parts = {id(one) for node in nodes if isinstance(node, (ast.JoinedStr, ast.Expr))
             for one in ast.iter_child_nodes(node)}  # fmt: skip
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) and id(node) not in parts else None
        if isinstance(text, str) and SENTENCE.fullmatch(text) and FRENCH_WORDS.search(text):
            yield text


def _add(catalogue: Catalog, found: Found, where: str) -> None:
    catalogue.add(found[0], context=found[1], locations=[(where, 0)])


def _asked(function: str, texts: list[str]) -> Found:
    """What a call of the family of gettext asks for."""
    context = texts.pop(0) if "pgettext" in function else None
    return (tuple(texts[:2]) if function.startswith("n") and len(texts) > 1 else texts[0]), context


def _spoken(call: ast.Call) -> Iterator[Found]:
    """The sentences of one call: gettext's, the kernel's, and the nouns that follow a number."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in KEYWORDS:
        texts = [text for one in call.args for text in _texts(one)[:1]]
        if texts:
            yield _asked(name, texts)
    elif name == "plural":
        yield from _counted(call.args[ONE : MANY + 1])
    elif name == "table":
        words = [one for words in call.args if isinstance(words, ast.Dict) for one in words.values]
        yield from ((text, None) for one in words for text in _texts(one))
    elif name == "span":
        yield from _counted(call.args[2:4])
    elif name in SENTENCES:
        for one in call.args[SENTENCES[name] : SENTENCES[name] + 1]:
            yield from ((text, None) for text in _texts(one) if text.strip())


def _counted(args: list[ast.expr]) -> Iterator[Found]:
    """A noun that follows a number, in the singular and in the plural."""
    nouns = [text for one in args for text in _texts(one)]
    if nouns:
        yield (nouns[0], nouns[1] if len(nouns) > 1 else f"{nouns[0]}s"), COUNT


def _texts(node: ast.expr) -> list[str]:
    """The text written there, or the two of a choice between texts."""
    if isinstance(node, ast.Tuple):
        return [text for one in node.elts for text in _texts(one)]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    known = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return [node.value] if known else []


def written() -> Catalog:
    """What English says today."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(catalogue: Catalog) -> list[Message]:
    """Sentences without English, or whose English is only guessed."""
    return [message for message in catalogue if message.id and (_blank(message) or message.fuzzy)]


def mismatched(catalogue: Catalog) -> list[Message]:
    """Sentences whose English forgets a value, or invents one."""
    return [
        message for message in catalogue if message.id and not _blank(message) and _strays(message)
    ]


def _blank(message: Message) -> bool:
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return not all(said)


def _strays(message: Message) -> bool:
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    allowed = {place for text in asked for place in PLACE.findall(text)}
    return any(set(PLACE.findall(text)) - allowed for text in said) or (
        set(PLACE.findall(said[-1])) != set(PLACE.findall(asked[-1]))
    )


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as Django loads it: the same bytes whatever the day."""
    catalogue.creation_date = catalogue.revision_date = EPOCH
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def typeset(house: Catalog) -> Catalog:
    """Every sentence with the spaces and apostrophes that French asks for, where it lacks them.

    Sentences are written with plain spaces: whoever writes one need not think of it, and a sign
    never begins a line. Every sentence of two numbers stands in it: French keeps the singular for
    none (« 0 dossier »), which only a catalogue knows.
    """
    catalogue = Catalog(locale="fr", header_comment="", fuzzy=False)
    for message in house:
        said = message.id if isinstance(message.id, tuple) else (message.id,)
        set_ = tuple(map(french.typeset, said))
        if message.id and (set_ != said or len(said) > 1):
            string = set_ if len(set_) > 1 else set_[0]
            catalogue.add(message.id, string, context=message.context)
    return catalogue


def refresh() -> Catalog:
    """Bring the English catalogue up to date: new sentences blank, vanished ones dropped."""
    catalogue = gathered()
    known = {(message.id, message.context): message.string for message in written()}
    for message in catalogue:
        if message.id:
            message.string = known.get((message.id, message.context), message.string)
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    PO.write_text("".join(line for line in lines if not line.startswith(NOISE)))
    MO.write_bytes(compiled(catalogue))
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    FRENCH.write_bytes(compiled(typeset(catalogue)))
    return catalogue


if __name__ == "__main__":
    missing = untranslated(refresh())
    sys.stdout.write(f"{len(missing)} phrases sans anglais\n")
