"""Messages to other programs: what may be told, where it may go, how it is signed."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TELLABLE: Final[tuple[str, ...]] = (
    "calls.published",
    "calls.extended",
    "calls.amended",
    "applications.deposited",
    "selection.released",
)
"""Kinds of facts another program may hear of: public ones, and that some file came in."""
PAUSES: Final[tuple[timedelta, ...]] = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)
)
"""Waits before each new attempt; after the last one we give up and say so."""
LONGEST: Final = 500
GONE: Final = 410
_PLATFORM = ip_address("168.63.129.16")  # metadata of a cloud, on an address that looks public
_TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 behind NAT64 (RFC 6052)


def pause(attempts: int) -> timedelta | None:
    """How long to wait after this many failed attempts; None when it is time to give up."""
    return PAUSES[attempts - 1] if 0 < attempts <= len(PAUSES) else None


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256, in hexadecimal, of `timestamp.body` (seconds of Unix)."""
    signed = f"{timestamp}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def headers(
    secret: str, *, kind: str, delivery: str, timestamp: int, body: bytes
) -> Mapping[str, str]:
    """What goes with a body: its signature, and the id that tells two attempts are one."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Cordee",
        "Cordee-Event": kind,
        "Cordee-Delivery": delivery,
        "Cordee-Timestamp": str(timestamp),
        "Cordee-Signature": signature(secret, timestamp, body),
    }


def address_faults(url: str) -> list[Finding]:
    """Why an address cannot be told anything, before asking where its name leads."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return [_wrong("Cette adresse n’est pas une adresse web (https://…).")]
    if parts.scheme != "https" or not host or len(url) > LONGEST or not url.isascii():
        return [_wrong("Donnez une adresse https:// de 500 caractères au plus, sans accents.")]
    if parts.username or parts.password or parts.fragment or port == 0 or _odd(url):
        return [_wrong("Donnez une adresse sans identifiant, sans espace et sans « # ».")]
    return []


def _odd(url: str) -> bool:
    return any(char.isspace() or not char.isprintable() or char == "\\" for char in url)


def places_faults(found: Iterable[str]) -> list[Finding]:
    """Why the machines an address leads to are refused: none, or one of a private network."""
    machines = list(found)
    if not machines:
        return [_wrong("Ce nom de machine ne mène nulle part : vérifiez-le.")]
    if any(forbidden(one) for one in machines):
        said = (
            "Cette adresse mène à un réseau privé ou à cette machine : donnez une adresse publique."
        )
        return [_wrong(said)]
    return []


def forbidden(machine: str) -> bool:
    """Whether an IP address is anything but a public one (no request forged from here)."""
    try:
        found = ip_address(machine.partition("%")[0])
    except ValueError:
        return True
    return any(not one.is_global or one.is_multicast or one == _PLATFORM for one in _meant(found))


def _meant(found: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address and the IPv4 addresses hidden inside it."""
    if isinstance(found, IPv4Address):
        return [found]
    inside = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _TRANSLATED:
        inside.append(IPv4Address(int(found) & 0xFFFFFFFF))
    mapped = [one for one in inside if one is not None]
    return mapped if found.ipv4_mapped or found in _TRANSLATED else [found, *mapped]


def _wrong(said: str) -> Finding:
    return broken("hook.address", "url", said)
