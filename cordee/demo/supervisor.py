"""Shows the house: prepares it, serves it, keeps it standing, and stops what it started."""

import fcntl
import json
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cordee.demo import standing
from cordee.operations import house, serving, stopping
from cordee.operations.binaries import Unavailable
from cordee.operations.children import Child
from cordee.operations.ports import first_free

READY = 120.0
"""Seconds the site is given to answer."""
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - only when someone asks for it
HERE = {"127.0.0.1", "::1"}
PAUSE = 0.5

type Say = Callable[[str], None]


@dataclass(frozen=True)
class Wishes:
    """What the person asked for."""

    host: str
    port: int
    reset: bool
    empty: bool


def run(wishes: Wishes, say: Say) -> int:
    """Show the house until told to stop: 0 stopped as asked, 1 could not stand."""
    stopping.heed()
    children: list[Child] = []
    try:
        with _alone():
            try:
                port = _prepare(wishes, say)
                children += _children(wishes.host, port)
                return _stand(wishes, port, children, say)
            except stopping.Stop:
                say("\nArrêt…")
                return 0
            finally:
                _leave(children)
    except stopping.Stop:
        return 0


@contextmanager
def _alone() -> Iterator[None]:
    """One demonstration a folder."""
    house.var().mkdir(parents=True, exist_ok=True)
    with (house.var() / "demo.lock").open("w") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unavailable(
                f"La démonstration tourne déjà ici : {address_told() or 'elle se prépare'} "
                "(Ctrl-C dans son terminal l’arrête)."
            ) from None
        yield


def address_told() -> str:
    """Give the address of the demonstration that runs here, if any."""
    try:
        return str(json.loads((house.var() / "demo.json").read_text())["address"])
    except (OSError, ValueError, KeyError):
        return ""


def _prepare(wishes: Wishes, say: Say) -> int:
    """Bring everything up to what is served, and choose the port."""
    os.environ.update(CORDEE_DEMO="1", CORDEE_STATIC_HASHED="1")
    if wishes.host in EVERYWHERE:
        os.environ.setdefault("CORDEE_HOSTS", "*")
    shutil.rmtree(house.var() / "log", ignore_errors=True)
    if wishes.reset and house.embedded():
        house.cluster().erase()
    port = first_free(wishes.host, wishes.port)
    if port != wishes.port:
        say(f"Le port {wishes.port} est déjà pris : la démonstration prend le {port}.")
    os.environ["CORDEE_URL"] = _address(wishes.host, port)
    if not wishes.reset and standing.stands(empty=wishes.empty):
        return port  # Django wakes beside the site
    house.enter()
    from cordee.demo import furniture  # noqa: PLC0415 - Django must be ready

    if wishes.reset:
        _start_anew(furniture.forget, say)
    furniture.furnish(say, empty=wishes.empty)
    furniture.collect_static()
    standing.keep(empty=wishes.empty)
    return port


def _address(host: str, port: int) -> str:
    """Write the address people type; passkeys want a name, even here."""
    shown = "localhost" if host in EVERYWHERE | HERE else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def _start_anew(forget: Callable[[], None], say: Say) -> None:
    """Throw away what earlier demonstrations wrote, the database first: it may refuse."""
    forget()
    for name in ("media", "mail", "static"):
        shutil.rmtree(house.var() / name, ignore_errors=True)
    say("Tout repart de zéro.")


def _children(host: str, port: int) -> list[Child]:
    """Give the web server and the worker, not started yet."""
    environment = serving.environment()
    log = house.var() / "log"
    work = [sys.executable, "-P", "-c", "from cordee.cli import main; main(['worker'])"]
    return [
        Child("le site", serving.command(host, port), environment, log / "web.log"),
        Child("le travail de fond", work, environment, log / "worker.log"),
    ]


def _stand(wishes: Wishes, port: int, children: list[Child], say: Say) -> int:
    """Start the processes, tell the addresses, and watch."""
    site, work = children
    site.start()
    house.enter()
    address = _address(wishes.host, port)
    _wait_for(address, [site])
    work.start()  # nobody waits for it: the two cores are the site's until it answers
    (house.var() / "demo.json").write_text(json.dumps({"address": address}))
    _welcome(address, say)
    while True:
        time.sleep(PAUSE)
        if house.embedded() and house.cluster().pid() is None and house.cluster().start():
            say("La base s’était arrêtée : elle est repartie.")
        for child in filter(Child.fell, children):
            if not child.revive():
                raise Unavailable(
                    f"{child.name.capitalize()} s’arrête sans cesse ; voir {child.log} :\n"
                    + child.last_words()
                )
            say(f"{child.name.capitalize()} s’était arrêté : il est reparti.")


def _wait_for(address: str, children: list[Child]) -> None:
    """Wait until the site answers anything; a child that falls meanwhile ends the wait."""
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline:
        for child in children:
            if child.fell():
                raise Unavailable(f"{child.name} n’a pas démarré :\n{child.last_words()}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError:
            return  # it answers; the page will say what is wrong
        except OSError:
            time.sleep(0.05)
    raise Unavailable(f"Le site ne répond pas à {address} :\n{children[0].last_words()}")


def _welcome(address: str, say: Say) -> None:
    from cordee.demo import entrances  # noqa: PLC0415 - Django must be ready

    say(f"\nCordée vous attend : {address}/\n")
    links = entrances.links(address)
    if links:
        say("Pour entrer comme…")
    for role, name, link in links:
        say(f"  {role} ({name})\n    {link}")
    mails = house.var() / "mail"
    say(f"\nLes courriels s’écrivent dans {mails}. Ctrl-C arrête tout.")


def _leave(children: list[Child]) -> None:
    """Stop the processes, then the database, which waits for them."""
    for child in reversed(children):
        child.stop()
    (house.var() / "demo.json").unlink(missing_ok=True)
    if house.embedded() and not house.cluster().kept():
        house.cluster().stop()
