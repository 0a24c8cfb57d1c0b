"""Links that work without an account: confirm an address, end a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from cordee.letters.models import Letter
from cordee.web.guards import row_or_404

if TYPE_CHECKING:
    from django.db.models import Model

    from cordee.letters.models import Issue, Passage

SALT = "cordee.letters.links"


def link(name: str, letter: Letter, email: str) -> str:
    """The whole address of such a link, for one purpose, one letter and one address."""
    token = signing.dumps([name, letter.pk, email.lower()], salt=SALT)
    return settings.SITE_URL + reverse(f"letters:{name}", args=[token])


def behind(name: str, token: str) -> tuple[Letter, str]:
    """The letter and the address a link names; a link forged, or another's, opens nothing."""
    return opened(Letter, name, token, salt=SALT)


def opened[M: Model](kind: type[M], name: str, token: str, *, salt: str) -> tuple[M, str]:
    """The row of that kind and the address that `token` was signed for, under that name, or 404."""
    try:
        purpose, key, email = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise Http404 from wrong
    if purpose != name:
        raise Http404
    return row_or_404(kind, pk=key), str(email)


def page(name: str, row: Letter | Issue | Passage) -> str:
    """The whole address of a page of a letter or of an issue."""
    return settings.SITE_URL + reverse(f"letters:{name}", args=[row.public_id])
