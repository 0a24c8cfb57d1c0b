"""The files of a call, as anybody downloads them: attached, typed, never run."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import FileResponse
from django.views.decorators.cache import cache_control

from cordee.calls import queries
from cordee.calls.rules.joined import extension, leaving
from cordee.web.files.naming import clean_name
from cordee.web.files.serving import closed_in
from cordee.web.guards import require_safe, row_or_404

if TYPE_CHECKING:
    from cordee.web.requests import Request


@require_safe
@cache_control(public=True, max_age=600)
def file(_request: Request, key: str, name: str) -> FileResponse:
    """A file that the rules in force name: a model to fill in, a logo, an annex."""
    rows = queries.files_in_force().select_related("body")
    found = row_or_404(lambda: rows, version__edition__key=key, name=name)
    safe_name = clean_name(found.name, extension(found.media_type))
    content = leaving(found.media_type, bytes(found.body.content))
    return closed_in(
        FileResponse(
            io.BytesIO(content), as_attachment=True, filename=safe_name,
            content_type=found.media_type,
        )
    )  # fmt: skip
