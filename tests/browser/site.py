"""The whole site behind a real socket, as it is served: hashed and compressed static files."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.servers.basehttp import WSGIRequestHandler as Handler
from django.test import override_settings

from tests import database


class Quiet(Handler):
    """Answers without telling each request; speaks HTTP/1.1."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its parent's name
        """Say nothing: what goes wrong is seen in the page."""


def as_served() -> override_settings:
    """Give the settings that differ from those of the client tests."""
    return override_settings(
        STATIC_ROOT=static_root(), STORAGES=hashed(), WHITENOISE_USE_FINDERS=False
    )


def hashed() -> dict[str, dict[str, str]]:
    """Store static files as in production."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }


def static_root() -> Path:
    """Give the folder of the collected files, shared by the workers of the run."""
    return database.place() / "static"


def collect() -> None:
    """Collect the static files once a run, whichever worker comes first."""
    with (database.place() / "static.lock").open("a+") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        door.seek(0)
        if door.read() != database.run():
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            door.truncate(0)
            door.write(database.run())


@contextmanager
def served() -> Iterator[str]:
    """Serve the site on a free port and give its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(WSGIHandler())
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
