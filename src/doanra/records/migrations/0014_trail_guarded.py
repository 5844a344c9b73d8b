"""From here on the database refuses to change or delete what stands in the trail."""

from django.db import migrations

from doanra.records import guard


def stand(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        guard.stand(cursor, vendor=schema_editor.connection.vendor)


def lift(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        guard.lift(cursor, vendor=schema_editor.connection.vendor)


class Migration(migrations.Migration):
    dependencies = [("records", "0013_trail_chained")]

    operations = [migrations.RunPython(stand, lift)]
