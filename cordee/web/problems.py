"""Refusals as programs read them: `application/problem+json` (RFC 9457), in plain French."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.kernel.french import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from cordee.kernel.findings import Finding

PREFIX = "/api/v"
"""Addresses under it are asked by programs: an error there is never a page."""

TITLES = {
    400: gettext_lazy("La demande est illisible."),
    401: gettext_lazy("Un jeton d’accès valable est nécessaire."),
    403: gettext_lazy("Ce n’est pas permis."),
    404: gettext_lazy("Rien ne se trouve à cette adresse, ou rien qui vous soit ouvert."),
    405: gettext_lazy("Cette adresse ne s’emploie pas ainsi."),
    409: gettext_lazy("L’état de l’objet ne le permet pas."),
    412: gettext_lazy("Ce que vous modifiez a changé depuis votre lecture."),
    413: gettext_lazy("L’envoi est trop volumineux."),
    422: gettext_lazy("L’acte est refusé : les constats disent pourquoi et que faire."),
    428: gettext_lazy("Dites quelle version vous modifiez."),
    429: gettext_lazy("Trop de demandes : attendez un moment."),
    500: gettext_lazy("Une panne de notre côté : rien n’a été fait."),
}


def of_a_program(request: HttpRequest | None) -> bool:
    """Whether a program asked, so that it reads a problem and not a page."""
    return request is not None and request.path.startswith(PREFIX)


def problem(
    status: int, detail: str = "", findings: Iterable[Finding] = (), **more: Any
) -> JsonResponse:
    """The answer that refuses; `more` are members of its own, such as the version in force."""
    title = str(TITLES.get(status, HTTPStatus(status).phrase))
    found = [one.as_dict() for one in findings]
    said = typeset(detail or " ".join(one["sentence"] for one in found) or title)
    body = {
        "type": _kind(status),
        "title": title,
        "status": status,
        "detail": said,
        **({"findings": found} if found else {}),
        **more,
    }
    response = JsonResponse(
        body, status=status, content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response


def _kind(status: int) -> str:
    """The place of the documentation that tells this kind of problem."""
    try:
        return f"{reverse('api:documentation')}#probleme-{status}"
    except NoReverseMatch:
        return "about:blank"


def malformed(where: Iterable[str]) -> str:
    """What to say of fields that could not be read."""
    return _("À corriger : %s.") % " ; ".join(where)
