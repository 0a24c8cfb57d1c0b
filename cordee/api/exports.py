"""What the interface keeps about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.api.models import AccessToken

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def tokens(person: Person, at: datetime) -> list[dict[str, object]]:
    """What is kept of her tokens, for herself; never what opens."""
    if person.user is None:
        return []
    return [
        {
            "programme": one.name,
            "permissions": one.scopes,
            "créé le": one.made_at.isoformat(),
            "expire le": one.expires_at.isoformat(),
            "révoqué le": one.revoked_at.isoformat() if one.revoked_at else "",
            "dernier emploi": one.used_at.isoformat() if one.used_at else "",
        }
        for one in AccessToken.objects.of(person.user)
    ]
