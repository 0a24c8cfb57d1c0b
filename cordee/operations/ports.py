"""A free port to serve on."""

import socket

LAST = 65535


def is_free(host: str, port: int) -> bool:
    """Tell whether we may listen on `port` at every address `host` names."""
    for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError:
                return False
    return True


def first_free(host: str, wanted: int) -> int:
    """Give the first free port from `wanted` on."""
    for port in range(wanted, LAST + 1):
        if is_free(host, port):
            return port
    raise OSError(f"Aucun port libre à partir de {wanted}.")
