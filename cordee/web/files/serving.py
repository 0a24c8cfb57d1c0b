"""Files as they leave: no browser may run, guess or lend them."""

from django.http import FileResponse, HttpResponse

SANDBOX = "default-src 'none'; sandbox"


def closed_in[R: HttpResponse | FileResponse](response: R) -> R:
    """The same answer, which no browser may run, guess or lend to another site."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
