"""The table where tries and codes are counted, shared by every process."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [("people", "0002_persons_and_seats")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
