"""Files as they leave: no browser may run, guess or lend them."""

from typing import cast

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

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


def closed_in[R: HttpResponse | FileResponse](response: R) -> R:
    """The same answer, which no browser may run, guess or lend to another site."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
