"""What ProConnect signs, checked: who signed, for whom, until when, for which sign-in."""

from __future__ import annotations

import hmac
from typing import Any, Final

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS: Final = ("RS256", "ES256")
"""No other: neither « none » nor a secret that a public key could stand for."""
LEEWAY = 30
"""Seconds two clocks may differ by."""


class Untrusted(OAuth2Error):  # type: ignore[misc] # allauth has no types
    """A token that proves nothing: allauth then tells the person that signing in failed."""


def read(token: str, keys: dict[str, Any], *, issuer: str, audience: str) -> dict[str, Any]:
    """The claims of a signed token; raises `Untrusted` for anything not ours, late or altered."""
    try:
        head = jwt.get_unverified_header(token)
        if head.get("alg") not in ALGORITHMS:
            raise Untrusted(f"algorithm {head.get('alg')}")
        claims: dict[str, Any] = jwt.decode(
            token,
            key_of(head, keys),
            algorithms=[head["alg"]],
            audience=audience,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as wrong:
        raise Untrusted(str(wrong)) from wrong
    return claims


def key_of(head: dict[str, Any], keys: dict[str, Any]) -> Any:
    """The public key a token names, of the kind its algorithm asks for."""
    kind = {"RS256": "RSA", "ES256": "EC"}[head["alg"]]
    known = [one for one in jwt.PyJWKSet.from_dict(keys).keys if one.key_type == kind]
    named = [one for one in known if one.key_id == head.get("kid")]
    if head.get("kid") is None and len(known) == 1:
        named = known
    if len(named) != 1:
        raise Untrusted("unknown key")
    return named[0].key


def same_sign_in(claims: dict[str, Any], nonce: str) -> None:
    """Refuse an identity that was given for another sign-in than this one."""
    said = str(claims.get("nonce") or "")
    if not nonce or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise Untrusted("nonce")


def same_person(identity: dict[str, Any], information: dict[str, Any]) -> None:
    """Refuse information about somebody else than who signed in."""
    if identity["sub"] != information["sub"]:
        raise Untrusted("sub")
