"""The pages of a call before it is published: as its readers will see them, and all it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.calls.editor import previews, queries
from cordee.calls.editor.views.door import with_draft
from cordee.programme.explain import explain
from cordee.web.components import Tab
from cordee.web.guards import onward, require_safe

if TYPE_CHECKING:
    from cordee.calls.editor.models import Draft
    from cordee.web.requests import Request


AWAY = "apercu:"
"""Stands for the address of the file that is previewed, while its links are sorted."""
PART = re.compile(rf'href="{AWAY}([a-z0-9-]+/)"')
DEAD = re.compile(r'(<a\b[^>]*?)\shref="([^"#?]*)[^"]*"')
ROW = re.compile(rf"[0-9a-f]{{8}}-[0-9a-f-]{{27}}|^{AWAY}")


@require_safe
@with_draft
def preview(request: Request, draft: Draft, who: str, part: str = "") -> HttpResponse:
    """One reader's page, with a band that says it is a preview."""
    found = next((one for one in previews.previews() if one.slug == who), None)
    if found is None:
        raise Http404
    loaded = queries.examined(draft.save_now)
    if loaded.definition is None:
        return onward(request, "editor:remarks", draft.public_id)
    response = previews.shown(request, found, loaded.definition, loaded.texts, part)
    band = render_to_string("editor/parts/band.html", {
        "draft": draft, "tabs": tabs(draft, who), "user": request.user}, request)  # fmt: skip
    html = previews.harmless(response.content.decode(), band)
    parts = response.headers.get(previews.PARTS, "")
    del response[previews.PARTS]
    html = _readdressed(html, draft, who, parts)
    response.content = html.encode()
    return response


def _readdressed(html: str, draft: Draft, who: str, parts: str) -> str:
    """Links inside the previewed call lead to its preview."""
    if parts:
        mine = reverse("editor:preview", args=[draft.public_id, who])
        html = html.replace(f'href="{parts}partie/', f'href="{mine}')
        html = PART.sub(rf'href="{mine}\1"', html.replace(f'href="{parts}', f'href="{AWAY}'))
        html = html.replace(f'href="{AWAY}"', f'href="{mine}"')
    call = reverse("calls:detail", args=[previews.KEY])
    here = reverse("editor:preview", args=[draft.public_id, "appel"])
    html = html.replace(f'"{call}voir/', f'"{here}').replace(f'"{call}"', f'"{here}"')
    html = html.replace(f'"{call}', f'"{here}#')
    return DEAD.sub(lambda found: _alive(found, str(draft.public_id)), html)


def _alive(link: re.Match[str], draft: str) -> str:
    """A link as it is, unless it leads to a row that only lives in the preview."""
    rows = ROW.findall(link[2])
    return link[0] if not rows or draft in rows else f'{link[1]} aria-disabled="true"'


def tabs(draft: Draft, who: str) -> list[Tab]:
    """The readers of a draft, as tabs."""
    found = [
        Tab(one.label, reverse("editor:preview", args=[draft.public_id, one.slug]),
            one.slug == who)
        for one in previews.previews()
    ]  # fmt: skip
    url = reverse("editor:explained", args=[draft.public_id])
    return [*found, Tab(_("Tout ce qu’il dit"), url, who == "")]


@require_safe
@with_draft
def explained(request: Request, draft: Draft) -> HttpResponse:
    """Everything the draft says, record by record, in words, a part at a time."""
    loaded = queries.examined(draft.save_now)
    if loaded.definition is None:
        return onward(request, "editor:remarks", draft.public_id)
    language = translation.get_language() or "fr"
    document = explain(loaded.definition, loaded.texts, language)
    asked = request.GET.get("partie", "")
    chosen = next((one for one in document.sections if one.key == asked), document.sections[0])
    context = {"draft": draft, "document": document, "chosen": chosen, "tabs": tabs(draft, "")}
    return render(request, "editor/explained.html", context)
