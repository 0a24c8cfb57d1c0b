"""Links that work without an account: confirm an address, end a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse

from cordee.letters.models import Letter

if TYPE_CHECKING:
    from cordee.letters.models import Issue, Passage

SALT = "cordee.letters.links"


def link(name: str, letter: Letter, email: str) -> str:
    """The whole address of such a link, for one purpose, one letter and one address."""
    token = signing.dumps([name, letter.pk, email.lower()], salt=SALT)
    return settings.SITE_URL + reverse(f"letters:{name}", args=[token])


def behind(name: str, token: str) -> tuple[Letter, str] | None:
    """The letter and the address a link names; None when it was forged or is another's."""
    try:
        purpose, letter, email = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Letter.objects.filter(pk=letter).first() if purpose == name else None
    return (found, str(email)) if found else None


def page(name: str, row: Letter | Issue | Passage) -> str:
    """The whole address of a page of a letter or of an issue."""
    return settings.SITE_URL + reverse(f"letters:{name}", args=[row.public_id])
