"""Houses served side by side: a site and a worker each, watched, started again when they fall."""

import time
from collections.abc import Callable, Sequence

from cordee.operations import stopping
from cordee.operations.binaries import Unavailable
from cordee.operations.children import Child
from cordee.operations.houses import House
from cordee.operations.ports import is_free

PAUSE = 0.5
type Tell = Callable[[str], None]


def run(served: Sequence[House], tell: Tell) -> int:
    """Serve until told to stop; a house that cannot stand leaves the others standing."""
    for one in served:
        if not is_free("127.0.0.1", one.port):
            raise Unavailable(f"{one.name} : le port {one.port} est déjà pris.")
    stopping.heed()
    standing = {one.name: children(one) for one in served}
    try:
        for one in served:
            for child in standing[one.name]:
                child.start()
            logs = one.folder / "log"
            tell(f"{one.name} : {one.address} (port {one.port}), journaux dans {logs}")
        return _watch(standing, tell)
    except stopping.Stop:
        tell("Arrêt…")
        return 0
    finally:
        for those in standing.values():
            for child in those:
                child.stop()


def children(one: House) -> list[Child]:
    """The site and the worker of a house, not started yet."""
    environment, log = one.environment(), one.folder / "log"
    site = one.command("serve", "--port", str(one.port))
    return [
        Child(f"le site de {one.name}", site, environment, log / "site.log"),
        Child(f"le travail de fond de {one.name}", one.command("worker"), environment,
              log / "worker.log"),
    ]  # fmt: skip


def _watch(standing: dict[str, list[Child]], tell: Tell) -> int:
    """Keep the houses standing; 1 once none stands any more."""
    while standing:
        for name, those in list(standing.items()):
            for child in those:
                if child.fell() and not child.revive():
                    tell(f"{name} : {child.name} ne tient pas debout :\n{child.last_words()}")
                    for other in those:
                        other.stop()
                    del standing[name]
                    break
        time.sleep(PAUSE)
    return 1
