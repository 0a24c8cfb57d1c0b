"""Long texts: simple Markdown becomes nodes; anything else in it stays plain text."""

from collections.abc import Iterator
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from cordee.kernel.french import typeset
from cordee.programme.explain.document import Item, Listing, Node, Paragraph, Run, Runs, Section

_READER = MarkdownIt("commonmark", {"html": False})
SAFE = ("https://", "http://", "mailto:", "tel:")


def nodes(markdown: str, key: str = "") -> list[Node]:
    """The nodes of a text; its headings become sections, whatever their level."""
    blocks = list(SyntaxTreeNode(_READER.parse(markdown)).children)
    head = list(takewhile(lambda block: block.type != "heading", blocks))
    return [*_blocks(head), *_sections(blocks[len(head) :], key)]


def _sections(blocks: list[SyntaxTreeNode], key: str) -> Iterator[Section]:
    starts = [index for index, block in enumerate(blocks) if block.type == "heading"]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(blocks)
        title = "".join(run.text for run in _runs(blocks[start]))
        yield Section(f"{key}-{number + 1}", title, tuple(_blocks(blocks[start + 1 : end])))


def _blocks(blocks: list[SyntaxTreeNode]) -> Iterator[Node]:
    for block in blocks:
        match block.type:
            case "bullet_list" | "ordered_list":
                yield Listing(_items(block), ordered=block.type == "ordered_list")
            case "blockquote":
                yield from _blocks(list(block.children))
            case "hr":
                continue
            case "fence" | "code_block" | "html_block":
                yield Paragraph((Run(block.content.strip()),))
            case _:
                yield Paragraph(_runs(block))


def _items(block: SyntaxTreeNode) -> tuple[Item, ...]:
    return tuple(_item(child) for child in block.children)


def _item(block: SyntaxTreeNode) -> Item:
    lists = {"bullet_list", "ordered_list"}
    text = tuple(run for child in block.children if child.type not in lists for run in _runs(child))
    inside = tuple(one for child in block.children if child.type in lists for one in _items(child))
    return Item(text, inside)


def _runs(block: SyntaxTreeNode) -> Runs:
    found = _inline(block, strong=False, emphasis=False, href="")
    return tuple(run for run in found if run.text)


def _inline(node: SyntaxTreeNode, *, strong: bool, emphasis: bool, href: str) -> Iterator[Run]:
    match node.type:
        case "text" | "code_inline" | "html_inline":
            yield Run(typeset(node.content), strong, emphasis, href)
        case "softbreak" | "hardbreak":
            yield Run(" ", strong, emphasis, href)
        case "link":
            address = str(node.attrs.get("href", ""))
            href = address if address.startswith(SAFE) else ""
    for child in node.children:
        yield from _inline(
            child,
            strong=strong or node.type == "strong",
            emphasis=emphasis or node.type == "em",
            href=href,
        )
