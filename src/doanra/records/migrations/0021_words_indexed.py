"""Search has its words in indexes of PostgreSQL; SQLite reckons them while it looks."""

from django.db import migrations

from doanra.records import words_sql


def stand(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        words_sql.stand(cursor, vendor=schema_editor.connection.vendor)


def lift(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        words_sql.lift(cursor, vendor=schema_editor.connection.vendor)


class Migration(migrations.Migration):
    dependencies = [("records", "0020_saved_views")]

    operations = [migrations.RunPython(stand, lift)]
