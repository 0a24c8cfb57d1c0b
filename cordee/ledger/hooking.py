"""Carry one signed message to another program: the machine is checked, then no other is asked."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cordee.kernel.findings import Refused
from cordee.ledger.rules.hooks import address_faults, places_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    type Resolver = Callable[[str, int], list[str]]
    type Opening = Callable[[str, str, int], HTTPConnection]

PATIENCE = 10
"""Seconds given to each answer of the other side."""
PORT = 443


class Pinned(HTTPSConnection):
    """A connection to one machine already checked, whose certificate must bear the asked name."""

    def __init__(self, machine: str, host: str, port: int) -> None:
        self._verified = ssl.create_default_context()
        super().__init__(host, port, timeout=PATIENCE, context=self._verified)
        self.machine = machine

    def connect(self) -> None:
        """Go to the checked machine: the name is not asked again, so it cannot lead elsewhere."""
        plain = socket.create_connection((self.machine, self.port), PATIENCE)
        self.sock = self._verified.wrap_socket(plain, server_hostname=self.host)


def resolve(host: str, port: int) -> list[str]:
    """The machines a name leads to; none when it leads nowhere."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(where[0]) for *_, where in found]


def check(url: str, *, resolver: Resolver = resolve) -> list[str]:
    """The public machines of an address; raises `Refused` when it must not be asked."""
    if found := address_faults(url):
        raise Refused(found)
    parts = urlsplit(url)
    machines = resolver(parts.hostname or "", parts.port or PORT)
    if found := places_faults(machines):
        raise Refused(found)
    return machines


def carry(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolver: Resolver = resolve,
    opening: Opening = Pinned,
) -> int:
    """Send `body` once and return the status of the answer, which is not read further.

    No redirection is followed and no proxy asked. Raises `Refused`, `OSError` or `HTTPException`.
    """
    machine = check(url, resolver=resolver)[0]
    parts = urlsplit(url)
    line = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = opening(machine, parts.hostname or "", parts.port or PORT)
    try:
        connection.request("POST", line, body=body, headers=dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


FAILURES = (Refused, OSError, HTTPException, ValueError)
"""What `carry` may raise: the other side is at fault, we try again later."""
