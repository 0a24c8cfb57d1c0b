"""The house on this machine: where it writes, and how a command enters it."""

import os
import secrets
from pathlib import Path

from cordee.operations.postgres import Cluster

ROOT = Path(__file__).resolve().parent.parent.parent


def var() -> Path:
    """Give the folder everything written at run time goes to (`CORDEE_VAR` moves it)."""
    return Path(os.environ.get("CORDEE_VAR") or ROOT / "var").absolute()


def secret() -> str:
    """Give the key that signs sessions and links: drawn once, kept private in `var/secret`."""
    path = var() / "secret"
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    try:
        path.hardlink_to(draft)  # the first of two commands wins, both read the same
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()


def cluster() -> Cluster:
    """Give the embedded database of this house."""
    return Cluster(var() / "postgres")


def embedded() -> bool:
    """Tell whether the house uses its own database, no other being named."""
    return not os.environ.get("DATABASE_URL")


def database_url() -> str:
    """Give the address of the database in use: the one named, else our own."""
    return os.environ.get("DATABASE_URL") or cluster().url()


def open_database() -> bool:
    """See that the database in use is there; True when this call started it.

    Raises `Unavailable` when our own cannot start.
    """
    if not embedded():
        return False
    own = cluster()
    started = own.start()
    if started:
        create_database(own, "cordee")
    return started


def create_database(own: Cluster, name: str, *, template: str = "template1") -> bool:
    """Create database `name` in the cluster unless it exists; True when created."""
    import psycopg  # noqa: PLC0415 - pure commands never load it
    from psycopg import sql  # noqa: PLC0415 - the same

    with psycopg.connect(own.url("postgres"), autocommit=True) as link:
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        link.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return True


def enter() -> None:
    """Make Django ready for a command: settings, database, apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.settings")
    open_database()
    import django  # noqa: PLC0415 - pure commands never load it

    django.setup()
