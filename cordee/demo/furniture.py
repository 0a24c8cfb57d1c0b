"""What the house needs before it is shown: tables, territories, programmes, a year."""

from collections.abc import Callable
from contextlib import nullcontext

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from cordee import cli
from cordee.demo import year
from cordee.demo.standing import MARK
from cordee.operations.binaries import Unavailable
from cordee.operations.migrating import lightly
from cordee.territories.models import Territory

type Say = Callable[[str], None]


def furnish(say: Say, *, empty: bool = False) -> None:
    """Bring the database in use to a house worth showing; what is there already stays.

    `empty` stops at the tables: a house nobody has lived in.
    """
    _claim()
    say("Base de données : tables à jour.")
    with nullcontext() if _tables() else lightly():
        call_command("migrate", verbosity=0, interactive=False)
    _mark()
    if empty:
        return
    _territories(say)
    year.play(say=say)


def forget() -> None:
    """Empty a database that is the demonstration's own; refuse any other."""
    if _tables() and not _marked():
        raise Unavailable(
            "Cette base contient autre chose que la démonstration : rien n’est effacé. "
            "Donnez dans DATABASE_URL une base vide, ou effacez celle-ci vous-même."
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def collect_static() -> None:
    """Gather, name by content and compress what browsers fetch."""
    call_command("collectstatic", verbosity=0, interactive=False)


def _claim() -> None:
    """Refuse to play a fiction among the rows of a real house."""
    if _marked() or "people_user" not in _tables():
        return
    if get_user_model()._default_manager.exists():  # noqa: SLF001 - Django's public name
        raise Unavailable(
            "Cette base contient déjà de vrais comptes : la démonstration n’y entre pas. "
            "Donnez dans DATABASE_URL une base vide, ou CORDEE_VAR=… un autre dossier."
        )


def _marked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = current_database()"
        )
        row = cursor.fetchone()
    return bool(row and row[0] == MARK)


def _mark() -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{MARK}'")


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def _territories(say: Say) -> None:
    """Import the vintage that ships, unless territories are there."""
    if Territory.objects.exists():
        return
    say("Territoires : import du millésime livré…")
    cli.main(["territories", "import"])
