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
LABELS = table({Told.SETTLED: "Choix", Told.STATED: "Texte d’origine", Told.COMPUTED: "Calcul"})


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
    label = LABELS[node.told]
    return format_html('<p class="aside"><strong>{}.</strong> {}</p>\n', label, _runs(node.runs))


@html.register
def _(node: Listing, _level: int) -> SafeString:
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
