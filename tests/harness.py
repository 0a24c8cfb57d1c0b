"""What every test must hold, whatever it tests: clean markup, no order left to chance."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any, override
from unittest.mock import patch

from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpRequest, HttpResponse

SUSPECT = re.compile(
    r"""on(?<=[\s"'/]on)[a-z]{3}|style\s*[=>/]|<style|<script(?!\ssrc=)|javascript:|[{][{%]"""
)
"""What every fault has in its text, in small letters: a page without it needs no parser."""


class Markup(HTMLParser):
    """Collects what a strict policy would refuse and what a template forgot to render."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.inside: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        self.faults += [f"<{tag} {name}=…>" for name in names if name.startswith("on")]
        if "style" in names:
            self.faults.append(f'<{tag} style="{names["style"]}">')
        if tag == "style":
            self.faults.append("<style>")
        if tag == "script" and "src" not in names and "json" not in names.get("type", ""):
            self.faults.append("<script> without src")
        for name, value in names.items():
            if name in {"href", "src", "action"} and value.strip().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}={value}>")
            self.handle_data(value)

    @override
    def handle_data(self, data: str) -> None:
        self.faults += [
            f"{mark} left in the page: {data.strip()[:60]}" for mark in ("{{", "{%") if mark in data
        ]


def markup_faults(html: str) -> list[str]:
    """List what must not leave the house in a page."""
    if not SUSPECT.search(html.lower()):
        return []
    reader = Markup()
    reader.feed(html)
    reader.close()
    return reader.faults


class StrictMarkup:
    """Middleware of the tests, outermost: a page with faults fails, whoever asked for it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if not response.streaming and "text/html" in response.get("Content-Type", ""):
            faults = markup_faults(response.content.decode(response.charset))
            assert not faults, f"{request.path}: {faults}"
        return response


CHANCE: list[Any] = []
"""The random order, as SQL, once it was asked for: it is the same for every query."""


@contextmanager
def shuffled() -> Iterator[None]:
    """Answer every query that states no order in a random one."""
    plain = SQLCompiler.get_order_by

    def get_order_by(self: SQLCompiler) -> Any:
        stated = plain(self)
        query = self.query
        free = not (
            stated
            or query.subquery
            or query.combinator
            or query.distinct
            or query.group_by
            or query.extra_order_by
            or getattr(query, "inner_query", None)
        )
        if not free:
            return stated
        if not CHANCE:
            order = Random().resolve_expression(query).asc()
            CHANCE.append((order, (*self.compile(order), False)))
        return [*CHANCE]

    with patch.object(SQLCompiler, "get_order_by", get_order_by):
        yield
