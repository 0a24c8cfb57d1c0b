"""The call as an accessible PDF, from the same tree as its pages."""

from __future__ import annotations

from functools import singledispatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordee.calls.explained import explained
from cordee.calls.rules import closing_words
from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.speech import heard, reader
from cordee.programme.explain.document import Item, Listing, Note, Paragraph, Run, Section, Table
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.calls.models import Version

TEMPLATE = Path(__file__).parent / "documents" / "call.typ"


def call_pdf(version: Version) -> bytes:
    """The whole call on paper: its one deadline first, then everything its rules say."""
    document = explained(version, reader())
    return pdf(
        TEMPLATE,
        {
            "title": document.title,
            "subtitle": document.subtitle,
            "language": document.language,
            "foot": document.title,
            "contents": heard(say("Sommaire")),
            "banner": [
                heard(say("Date limite : {closes}", closes=closing_words(version.definition))),
                heard(
                    say(
                        "Version {number} des règles, publiée le {day} ; empreinte {digest}.",
                        number=version.number,
                        day=french.day(version.at.date(), weekday=False),
                        digest=version.digest[:16],
                    )
                ),
            ],
            "sections": [told(section) for section in document.sections],
        },
    )


@singledispatch
def told(node: Any) -> dict[str, Any]:
    """A node of the tree as plain data for the template."""
    raise TypeError(type(node).__name__)


@told.register
def _(node: Section) -> dict[str, Any]:
    nodes = [told(inner) for inner in node.nodes]
    return {"kind": "section", "title": node.title, "nodes": nodes}


@told.register
def _(node: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "runs": _runs(node.runs)}


@told.register
def _(node: Note) -> dict[str, Any]:
    return {"kind": "note", "runs": _runs(node.runs)}


@told.register
def _(node: Listing) -> dict[str, Any]:
    return {"kind": "listing", "ordered": node.ordered, "items": [_item(one) for one in node.items]}


@told.register
def _(node: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": node.caption,
        "head": list(node.head),
        "rows": [list(row) for row in node.rows],
    }


def _item(item: Item) -> dict[str, Any]:
    return {"runs": _runs(item.runs), "items": [_item(one) for one in item.items]}


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    return [
        {"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "href": run.href}
        for run in runs
    ]
