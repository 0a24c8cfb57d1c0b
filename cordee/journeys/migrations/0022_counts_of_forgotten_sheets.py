from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', '0021_working_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='presence_counts',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
