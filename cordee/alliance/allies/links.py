"""The link that confirms a signature: it carries what was typed, and nothing is kept before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "cordee.alliance.allies.links"
LASTS = timedelta(days=7)


def link(typed: dict[str, Any]) -> str:
    """The whole address of the page that confirms."""
    token = signing.dumps(typed, salt=SALT, compress=True)
    return settings.SITE_URL + reverse("allies:confirm", args=[token])


def behind(token: str) -> dict[str, Any] | None:
    """What was typed; None when it was forged or is too old."""
    try:
        found = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return found if isinstance(found, dict) else None
