"""The tree of an explanation as HTML: every piece is escaped, headings follow the depth."""

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cordee.kernel.speech import table
from cordee.programme.explain.document import (
    Item,
    Listing,
    Node,
    Note,
    Paragraph,
    Run,
    Section,
    Table,
    Told,
)

register = template.Library()
LABELS = table(
    {
        Told.SETTLED: "Pourquoi ce choix",
        Told.STATED: "Ce que dit le texte d’origine",
        Told.COMPUTED: "Comment c’est compté",
    }
)
"""What unfolds each note: who reads a call comes for its rules, their reasons wait for a click."""
SHORT = 40
"""Characters up to which a name stands beside what is said of it, not above."""


@register.simple_tag
def explained(node: Node, level: int = 2) -> SafeString:
    """A node and what stands under it; `level` is that of its heading."""
    return html(node, level)


@singledispatch
def html(node: Node, level: int) -> SafeString:
    """One kind of node."""
    raise TypeError(type(node).__name__, level)


@html.register
def _(node: Section, level: int) -> SafeString:
    title = min(level, 6)
    inner = _join((html(one, level + 1) for one in _under(node)), "")
    return format_html('<h{} id="{}">{}</h{}>\n{}', title, node.key, node.title, title, inner)


def _under(node: Section) -> list[Node]:
    """What a section holds; inner sections bear its name and rank: several are « thèmes »."""
    return [
        replace(one, key=f"{node.key}-{rank}-{one.key}") if isinstance(one, Section) else one
        for rank, one in enumerate(node.nodes)
    ]


@html.register
def _(node: Paragraph, _level: int) -> SafeString:
    return format_html("<p>{}</p>\n", _runs(node.runs))


@html.register
def _(node: Note, _level: int) -> SafeString:
    shown = '<details class="aside"><summary>{}</summary>{}</details>\n'
    return format_html(shown, LABELS[node.told], _runs(node.runs))


@html.register
def _(node: Listing, _level: int) -> SafeString:
    if not node.ordered and all(map(_named, node.items)):
        return _facts(node.items)
    tag = "ol" if node.ordered else "ul"
    return format_html("<{}>{}</{}>\n", tag, _items(node.items), tag)


@html.register
def _(node: Table, _level: int) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in node.head))
    rows = _join((_row(row) for row in node.rows), "")
    return format_html(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="{}"><table class="table">'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>\n",
        node.caption, node.caption, head, rows,
    )  # fmt: skip


def _row(row: tuple[str, ...]) -> SafeString:
    cells = format_html_join("", "<td>{}</td>", ((cell,) for cell in row[1:]))
    return format_html('<tr><th scope="row">{}</th>{}</tr>', row[0], cells)


def _named(item: Item) -> bool:
    """Whether a line is a name and what is said of it."""
    first, *rest = item.runs or (Run(""),)
    return first.strong and bool(rest or item.items)


def _facts(items: tuple[Item, ...]) -> SafeString:
    """Lines that each name what they say: the names in a column, above when they are long."""
    long = any(len(item.runs[0].text) > SHORT or item.items for item in items)
    kind = "told told-long" if long else "told"
    return format_html('<dl class="{}">{}</dl>\n', kind, _join(map(_fact, items), ""))


def _fact(item: Item) -> SafeString:
    name, *rest = item.runs
    if rest:
        rest[0] = replace(rest[0], text=_uppercase(rest[0].text.lstrip(" :.\xa0\u202f")))
    inner = format_html("<ul>{}</ul>", _items(item.items)) if item.items else ""
    said = format_html("<dd>{}{}</dd>", _runs(rest), inner)
    return format_html("<dt>{}</dt>{}", _run(replace(name, strong=False)), said)


def _uppercase(said: str) -> str:
    return said[:1].upper() + said[1:]


def _items(items: Iterable[Item]) -> SafeString:
    return _join((_item(item) for item in items), "")


def _item(item: Item) -> SafeString:
    inner = format_html("<ul>{}</ul>", _items(item.items)) if item.items else ""
    return format_html("<li>{}{}</li>", _runs(item.runs), inner)


def _runs(runs: Iterable[Run]) -> SafeString:
    return _join((_run(run) for run in runs), "")


def _run(run: Run) -> SafeString:
    said = format_html("{}", run.text)
    if run.strong:
        said = format_html("<strong>{}</strong>", said)
    if run.emphasis:
        said = format_html("<em>{}</em>", said)
    return format_html('<a href="{}">{}</a>', run.href, said) if run.href else said


def _join(pieces: Iterable[SafeString], between: str) -> SafeString:
    return format_html_join(between, "{}", ((piece,) for piece in pieces))
