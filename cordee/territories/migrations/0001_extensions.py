"""What the search and the dated memberships ask of PostgreSQL."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Both extensions are trusted: the owner of the database may add them."""

    initial = True
    dependencies = []
    operations = [TrigramExtension(), BtreeGistExtension()]
