"""Many rows made of one, in one statement: what a large call holds."""

from django.db import connection


def spread(model, pattern, source, **changes):
    """Copy one row as many times as `source` (SQL after FROM) has rows, some columns changed."""
    columns = [one.column for one in model._meta.concrete_fields if not one.primary_key]
    cells = [changes.get(name, f'pattern."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(cells)} "
            f"FROM {model._meta.db_table} pattern, {source} WHERE pattern.id = %s",
            [pattern.pk],
        )
