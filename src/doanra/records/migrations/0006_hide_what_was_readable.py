"""Hides rows and originals that were stored before they were hidden at rest, and gives each old file its attempt."""

from django.db import migrations

from doanra.records.hidden import originals

AT_ONCE = 500


def hide(apps, schema_editor):
    """Saving a row hides it; reading still takes what lies there readable."""
    for name, hidden in (("FileRow", ["fields", "raw"]), ("SourceFile", ["columns"])):
        model = apps.get_model("records", name)
        ids = list(model.objects.order_by("id").values_list("id", flat=True))
        for first in range(0, len(ids), AT_ONCE):
            rows = list(model.objects.filter(id__in=ids[first : first + AT_ONCE]).only("id", *hidden))
            model.objects.bulk_update(rows, hidden)
    for name in ("SourceFile", "HistoryFile"):
        for kept in apps.get_model("records", name).objects.exclude(content="").values_list("content", flat=True):
            originals().hide_old(kept)


def remember_attempts(apps, schema_editor):
    """A file that was received before attempts were kept is an attempt of its own."""
    HandIn, Attempt = apps.get_model("records", "HandIn"), apps.get_model("records", "Attempt")
    for file in apps.get_model("records", "SourceFile").objects.filter(attempt=None).defer("columns"):
        hand_in = HandIn.objects.create(
            call_id=file.call_id, by_id=file.received_by_id, state="done", started_at=file.received_at,
            heartbeat_at=file.received_at, ended_at=file.received_at, files_total=1, files_done=1,
            rows_read=file.rows_read,
        )  # fmt: skip
        Attempt.objects.create(
            hand_in=hand_in, file=file, name=file.name, size=file.size, sha256=file.sha256, outcome="read"
        )


class Migration(migrations.Migration):
    dependencies = [("records", "0005_intake_attempts_layouts_hidden_rows")]

    operations = [
        migrations.RunPython(hide, migrations.RunPython.noop),
        migrations.RunPython(remember_attempts, migrations.RunPython.noop),
    ]
