"""Texts people wrote, made into safe HTML; labels in several languages; sentences about dates."""

import re
from collections.abc import Mapping
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cordee.kernel import french
from cordee.programme.schema.words import Words

TAGS = {
    "p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "hr", "code", "pre", "a",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LOWEST = 6
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=512)
def markdown(text: str, *, top: int = 2) -> SafeString:
    """Markdown as safe HTML in French typography; its first title level becomes `<h{top}>`."""
    tokens = _parser.parse(text.replace("\0", ""))
    _shift_titles(tokens, top)
    for token in tokens:
        for child in token.children or []:
            if child.type == "text":
                child.content = french.typeset(child.content)
    html = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(_cleaned(html))  # noqa: S308 - nh3 has just cleaned it


def plain(text: str) -> SafeString:
    """Plain text as paragraphs: what applicants write, shown exactly, without any markup."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    lines = (nh3.clean_text(part).replace("&#10;", "\n") for part in paragraphs if part)
    html = "".join(f"<p>{'<br>'.join(part.splitlines())}</p>" for part in lines)
    return mark_safe(_cleaned(html))  # noqa: S308 - nh3 has just cleaned it


def words(label: str | Mapping[str, str], language: str) -> str:
    """A label in the language asked, else the first one given."""
    if isinstance(label, Words):
        return label.into(language)
    return label if isinstance(label, str) else Words(label).into(language)


def _cleaned(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )


def _shift_titles(tokens: list[Token], top: int) -> None:
    """Make the highest title of the text an `<h{top}>`, so that pages keep one title order."""
    levels = [int(token.tag[1]) for token in tokens if token.type.startswith("heading_")]
    shift = top - min(levels, default=top)
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{min(int(token.tag[1]) + shift, LOWEST)}"
        elif token.type == "th_open":
            token.attrs = {"scope": "col"}
