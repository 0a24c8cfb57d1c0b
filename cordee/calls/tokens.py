"""Links that work without an account: confirm, unsubscribe, give a place back."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "cordee.calls.tokens"


def token_of(what: str, public_id: object) -> str:
    """The signed words of a link, for one purpose and one row."""
    return signing.dumps(f"{what}:{public_id}", salt=SALT, compress=False)


def read_token(what: str, token: str) -> str:
    """The row a link names, for that purpose; empty when it was forged or is another's."""
    try:
        said = str(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return ""
    purpose, _, public_id = said.partition(":")
    return public_id if purpose == what else ""


def link(name: str, what: str, public_id: object) -> str:
    """The whole address of such a link."""
    return settings.SITE_URL + reverse(f"calls:{name}", args=[token_of(what, public_id)])
