"""A draft seen as its readers will see it, through their own pages, on rows that are never kept.

Each room registers its page in its `menu.py`:

    @preview("candidat", _("Candidat·e"), order=20)
    def form(request, edition, part): -> HttpResponse
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import render
from django.utils import timezone

from cordee.calls.models import Edition, Version
from cordee.kernel.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse

    from cordee.programme.schema import Definition
    from cordee.web.components import Text
    from cordee.web.requests import Request

    type Page = Callable[[Request, Edition, str], HttpResponse]


@dataclass(frozen=True, slots=True)
class Preview:
    """A reader's page: its address, the reader, its place among the others."""

    slug: str
    label: Text
    order: int
    page: Page


_PREVIEWS: dict[str, Preview] = {}
KEY = "apercu-en-cours"
FORM = re.compile(r"<form\b[^>]*>")
BUTTON = re.compile(r"<button\b(?![^>]*\bdisabled\b)")
MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
LIVE = re.compile(r'\s(?:hx-[a-z-]+|data-autosave)(?:=(?:"[^"]*"|\'[^\']*\'))?')


def preview(slug: str, label: Text, *, order: int) -> Callable[[Page], Page]:
    """Register a reader's page."""

    def register(page: Page) -> Page:
        _PREVIEWS[slug] = Preview(slug, label, order, page)
        return page

    return register


def previews() -> list[Preview]:
    """Every reader's page, in order."""
    return sorted(_PREVIEWS.values(), key=lambda one: one.order)


def shown(
    request: Request, found: Preview, definition: Definition, texts: Mapping[str, str], part: str
) -> HttpResponse:
    """The page as that reader will see it; whatever it wrote is undone."""
    with transaction.atomic():
        try:
            return found.page(request, _staged(definition, texts), part)
        finally:
            transaction.set_rollback(True)


def _staged(definition: Definition, texts: Mapping[str, str]) -> Edition:
    """A call that lasts as long as the page is being made."""
    content = {**definition.data(), "key": KEY}
    now = timezone.now()
    edition = Edition.objects.create(
        key=KEY, title=str(definition.title), opens_at=definition.opens(),
        closes_at=definition.closes(), published_at=now,
    )  # fmt: skip
    seal = digest({"definition": content, "texts": dict(texts)})
    edition.current = Version.objects.create(
        edition=edition, number=1, content=content, texts=dict(texts), digest=seal, at=now
    )
    edition.save(update_fields=["current"])
    return edition


PARTS = "X-Preview-Parts"


def leads(response: HttpResponse, address: str) -> HttpResponse:
    """Say that links beginning with `address` lead to other parts of the same preview."""
    response[PARTS] = address
    return response


def nothing(request: Request, sentence: str) -> HttpResponse:
    """Say that there is nothing to preview yet."""
    return render(request, "editor/nothing.html", {"sentence": sentence, "draft": None})


def harmless(html: str, band: str = "") -> str:
    """The same page under its band, whose forms send nothing."""
    return MAIN.sub(lambda found: found[1] + band + _still(found[2]) + found[3], html)


def _still(html: str) -> str:
    html = LIVE.sub("", html)
    html = FORM.sub('<form method="get" action="">', html)
    return BUTTON.sub("<button disabled", html)
