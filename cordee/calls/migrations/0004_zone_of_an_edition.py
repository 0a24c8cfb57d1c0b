"""The zone of a call stands beside its bounds, so that lists say them without reading its rules."""

from django.db import migrations, models


def fill(apps, schema_editor):
    for edition in apps.get_model("calls", "Edition").objects.exclude(current=None).select_related("current"):
        content = edition.current.content
        windows = content.get("windows") or []
        zone = (windows[0].get("zone") if windows else "") or content.get("timeline", {}).get("zone", "")
        edition.zone = zone or "Europe/Paris"
        edition.save(update_fields=["zone"])


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_files_of_a_version")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="zone",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="fuseau horaire"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
