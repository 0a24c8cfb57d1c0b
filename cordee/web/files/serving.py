"""Files as they leave: no browser may run, guess or lend them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import FileResponse, Http404, HttpResponse

from cordee.web.sheets import FORMATS

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

    from cordee.web.sheets import Rows

SANDBOX = "default-src 'none'; sandbox"


def served(
    content: FieldFile, name: str, media_type: str = "", *, in_place: bool = False
) -> HttpResponse:
    """A kept file, downloaded unless it is played `in_place`; 404 when the storage lost it.

    An unsaid type is guessed from the name.
    """
    try:
        handle = content.open()
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(
        handle, as_attachment=not in_place, filename=name, content_type=media_type or None
    )
    # Types tell a streamed answer apart from an HttpResponse; Django and the guards do not.
    return cast("HttpResponse", closed_in(answer))


def table_file(rows: Rows, name: str, form: str = "csv", title: str = "") -> HttpResponse:
    """A table to open in a spreadsheet, kept nowhere; 404 for a format that is not ours."""
    if form not in FORMATS:
        raise Http404
    chosen = FORMATS[form]
    written = b"".join(chosen.write(rows, title or name))
    answer = HttpResponse(written, content_type=chosen.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer


def closed_in[R: HttpResponse | FileResponse](response: R) -> R:
    """The same answer, which no browser may run, guess or lend to another site."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
