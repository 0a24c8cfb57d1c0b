"""The explanation as text: for the terminal, or as Markdown."""

import textwrap
from collections.abc import Iterator

from cordee.kernel.french import typeset
from cordee.programme.explain.document import (
    Document,
    Item,
    Listing,
    Node,
    Note,
    Paragraph,
    Runs,
    Section,
    Table,
    Told,
    text,
)
from cordee.programme.explain.headings import heading

WIDTH = 96
SIGNS = {Told.SETTLED: "decided", Told.STATED: "stated", Told.COMPUTED: "computed"}
"""The heading that each kind of note bears."""


def _title(document: Document) -> str:
    """The title of the call, its signs set as French asks where the document speaks French."""
    return typeset(document.title) if document.language.startswith("fr") else document.title


def terminal(document: Document) -> str:
    """Wrapped text, headings underlined, no markup."""
    head = [_title(document).upper(), *_wrapped(document.subtitle, ""), ""]
    return "\n".join([*head, *_terminal(document.sections, document.language, 1)]).rstrip() + "\n"


def _terminal(nodes: tuple[Node, ...], language: str, level: int) -> Iterator[str]:
    for node in nodes:
        match node:
            case Section():
                yield from ("", node.title, ("=" if level == 1 else "-") * len(node.title))
                yield from _terminal(node.nodes, language, level + 1)
            case Paragraph():
                yield from (*_wrapped(text(node.runs), ""), "")
            case Listing():
                yield from (*_bullets(node.items, "", ordered=node.ordered), "")
            case Table():
                yield from (*_rows(node), "")
            case Note():
                yield from (
                    *_wrapped(f"[{heading(SIGNS[node.told], language)}] {text(node.runs)}", "  "),
                    "",
                )


def _bullets(items: tuple[Item, ...], indent: str, *, ordered: bool = False) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        sign = f"{number}." if ordered else "-"
        yield from _wrapped(f"{sign} {text(item.runs)}", indent, " " * (len(sign) + 1))
        yield from _bullets(item.items, indent + "   ")


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = [cell for cell in row[1:] if cell]
        yield from _wrapped(f"{row[0]} | {' | '.join(cells)}", "  ", "    ")


def _wrapped(words: str, indent: str, hanging: str = "") -> list[str]:
    """Lines of a readable width; no-break spaces hold."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=indent + hanging,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def markdown(document: Document) -> str:
    """CommonMark, with every piece of text escaped."""
    head = [f"# {_escaped(_title(document))}", "", _escaped(document.subtitle), ""]
    return "\n".join([*head, *_markdown(document.sections, document.language, 2)]).rstrip() + "\n"


def _markdown(nodes: tuple[Node, ...], language: str, level: int) -> Iterator[str]:
    for node in nodes:
        match node:
            case Section():
                yield from (f"{'#' * min(level, 6)} {_escaped(node.title)}", "")
                yield from _markdown(node.nodes, language, level + 1)
            case Paragraph():
                yield from (_marked(node.runs), "")
            case Listing():
                yield from (*_points(node.items, "", ordered=node.ordered), "")
            case Table():
                yield from (*_pipes(node), "")
            case Note():
                sign = heading(SIGNS[node.told], language)
                yield from (f"> **{sign}** — {_marked(node.runs)}", "")


def _points(items: tuple[Item, ...], indent: str, *, ordered: bool = False) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        sign = f"{number}." if ordered else "-"
        yield f"{indent}{sign} {_marked(item.runs)}"
        yield from _points(item.items, indent + " " * (len(sign) + 1))


def _pipes(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(_escaped(cell) for cell in table.head)} |"
    yield f"|{'---|' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join(_escaped(cell) for cell in row)} |"


def _marked(runs: Runs) -> str:
    return "".join(
        _mark(_escaped(run.text), strong=run.strong, emphasis=run.emphasis, href=run.href)
        for run in runs
    )


def _mark(words: str, *, strong: bool, emphasis: bool, href: str) -> str:
    sign = "**" * strong + "*" * emphasis
    said = f"{sign}{words}{sign}" if words.strip() else words
    return f"[{said}]({href})" if href else said


def _escaped(words: str) -> str:
    for sign in "\\`*_[]<>#|":
        words = words.replace(sign, f"\\{sign}")
    return words
