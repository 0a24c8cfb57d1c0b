"""The database of the tests: their own cluster, migrated once, cloned for each worker."""

import fcntl
import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from cordee.operations import house
from cordee.operations.binaries import find
from cordee.operations.migrating import lightly
from cordee.operations.postgres import Cluster

SLOT = "CORDEE_TEST_SLOT"
RUN = "CORDEE_TEST_RUN"
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "autovacuum": "off",
    "track_counts": "off",
}
SHAPE = """
SELECT (SELECT sum(hashtext(oid::text || xmin)) FROM pg_class WHERE relkind <> 't')
    || ' ' || (SELECT sum(hashtext(oid::text || xmin)) FROM pg_trigger)
    || ' ' || (SELECT sum(hashtext(oid::text || xmin)) FROM pg_proc)
    || ' ' || (SELECT sum(hashtext(one::text)) FROM auth_permission one)
    || ' ' || (SELECT sum(hashtext(one::text)) FROM django_content_type one)
    || ' ' || (SELECT sum(hashtext(one::text)) FROM django_migrations one)
"""
"""What a test may not change for its database to be worth washing."""
LARGEST = """
SELECT max(pg_relation_size(oid)) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
LARGE = 1_000_000
"""Bytes of a table beyond which another clone is quicker than the end of each of its rows."""
KNOWN: dict[str, object] = {}
"""What this process learnt of the template."""
WASH = """
DO $$
DECLARE one text;
BEGIN
  SET LOCAL session_replication_role = replica;  -- no trigger, no foreign key has a say
  FOR one IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relpersistence <> 't'
    AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
    AND relname NOT IN ('auth_permission', 'django_content_type', 'django_migrations')
  LOOP
    EXECUTE 'DELETE FROM ' || one;
  END LOOP;
  FOR one IN SELECT format('%I', sequencename) FROM pg_sequences WHERE last_value IS NOT NULL
    AND sequencename NOT IN
      ('auth_permission_id_seq', 'django_content_type_id_seq', 'django_migrations_id_seq')
  LOOP
    PERFORM setval(one, 1, false);
  END LOOP;
END $$
"""


def take_slot() -> IO[str]:
    """Reserve a cluster for this run: two runs at once in one folder never meet.

    The lock is held as long as the returned file stays open; xdist workers inherit the number.
    """
    home = house.var() / "tests"
    for number in range(64):
        (home / str(number)).mkdir(parents=True, exist_ok=True)
        door = (home / str(number) / "run.lock").open("w")
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            door.close()
            continue
        os.environ[SLOT] = str(number)
        os.environ[RUN] = str(os.getpid())
        return door
    raise RuntimeError(f"64 runs at once under {home}: some must be stuck")


def run() -> str:
    """Name this run, for what is made once by its workers together."""
    return os.environ[RUN]


def place() -> Path:
    """Give the folder of this run, shared by its workers."""
    return house.var() / "tests" / os.environ[SLOT]


def cluster() -> Cluster:
    """Give the cluster of this run."""
    return Cluster(place() / "postgres", FAST)


def point(worker: str) -> None:
    """Make Django's default database the clone of `worker`; nothing is started yet."""
    target = settings.DATABASES["default"]
    if house.embedded():
        target["HOST"] = str(cluster().sockets)
    target["NAME"] = f"test_cordee_{worker}"
    target["CONN_MAX_AGE"] = 0


def prepare() -> None:
    """Migrate a template if none is fresh, clone it."""
    with _admin() as link:
        _template(link)
    clone()
    with _admin(settings.DATABASES["default"]["NAME"]) as link:
        KNOWN["shape"] = _first(link, SHAPE)


def furnished(name: str, furnish: Callable[[], None]) -> None:
    """Give the worker a database that `furnish` fills: once a run, then cloned for each test.

    `furnish` may begin with what another name keeps.
    """
    kept, others = f"cordee_kept_{name}_{run()}", "cordee\\_kept\\_%"
    with _admin() as link:
        link.execute("SELECT pg_advisory_lock(728, hashtext(%s))", [name])
        rows = link.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [others])
        known = {str(row[0]) for row in rows}
        if kept in known:
            clone(kept)
            return
        for old in known:
            if not old.endswith(f"_{run()}"):
                forget = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                link.execute(forget.format(sql.Identifier(old)))
        furnish()
        connections.close_all()
        source = settings.DATABASES["default"]["NAME"]
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
        )
        _copy(link, source, kept)


def _copy(link: psycopg.Connection[tuple[object, ...]], source: str, name: str) -> None:
    link.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(source)
        )
    )


def clone(template: str = "") -> None:
    """Give the worker a fresh database, every connection to the old one cut."""
    connections.close_all()
    name = settings.DATABASES["default"]["NAME"]
    with _admin() as link:
        link.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )
        _copy(link, template or _template_name(), name)


def wash() -> None:
    """Empty what a committed test wrote: twenty times quicker than another clone.

    A test that changed the tables themselves or filled them (the territories of France), or a
    server where we may not silence the triggers, gets another clone.
    """
    connections.close_all()
    with _admin(settings.DATABASES["default"]["NAME"]) as link:
        link.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        clean = (
            int(str(_first(link, LARGEST))) < LARGE
            and _first(link, SHAPE) == KNOWN["shape"]
            and _first(link, "SHOW is_superuser") == "on"
        )
        if clean:
            link.execute(WASH)
    if not clean:
        clone()


def _first(link: psycopg.Connection[tuple[object, ...]], query: str) -> object:
    row = link.execute(query).fetchone()
    return row and row[0]


@contextmanager
def another(name: str) -> Iterator[str]:
    """Lend the address of one more database, as the migrations make one."""
    with _admin() as link:
        _template(link)
        _copy(link, _template_name(), name)
        target = settings.DATABASES["default"]
        try:
            yield f"postgresql://{target['USER']}@/{name}?host={target['HOST']}"
        finally:
            link.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def furnish(other: Cluster, name: str) -> None:
    """Make the database `name` of another cluster as the migrations make one, without them."""
    copy = place() / f"tables.{run()}"
    with _admin() as link:
        _template(link)
        link.execute("SELECT pg_advisory_lock(729)")
        if not copy.exists():
            source = cluster().url(_template_name())
            _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={copy}", source)
    with psycopg.connect(other.url("postgres"), autocommit=True) as link:
        if name != "postgres":
            link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    _postgres("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={other.url(name)}", copy)


def _postgres(program: str, *words: str | Path) -> None:
    folder = find(cluster().data).folder
    subprocess.run([folder / program, *words], check=True)


@contextmanager
def _admin(name: str = "postgres") -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    if house.embedded():
        cluster().start()
    target = settings.DATABASES["default"]
    with psycopg.connect(
        host=target["HOST"],
        port=target["PORT"] or None,
        user=target["USER"],
        password=target["PASSWORD"] or None,
        dbname=name,
        autocommit=True,
    ) as link:
        yield link


def _template(link: psycopg.Connection[tuple[object, ...]]) -> None:
    """Migrate the template once for all workers; the templates of other schemas are dropped."""
    name = _template_name()
    link.execute("SELECT pg_advisory_lock(727)")
    known = {
        str(row[0])
        for row in link.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'cordee\\_template\\_%'"
        )
    }
    for old in known - {name}:
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
    if name not in known:
        draft = f"{name}_draft"
        link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
        _migrate(draft)
        link.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(draft), sql.Identifier(name)
            )
        )
    link.execute("SELECT pg_advisory_unlock(727)")


def _migrate(name: str) -> None:
    connection = connections["default"]
    connection.close()
    kept = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        with lightly():
            call_command("migrate", verbosity=0, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


def _template_name() -> str:
    """Name the template after every migration, so that an edited one is never kept."""
    mark = hashlib.sha256(version("django").encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/**/*.*")):
            if path.suffix in {".py", ".sql"}:
                mark.update(path.read_bytes())
    return f"cordee_template_{mark.hexdigest()[:16]}"
