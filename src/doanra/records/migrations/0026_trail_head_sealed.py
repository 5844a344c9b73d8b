"""The head of the trail bears a seal; notices tell of one's own account too."""

from django.db import migrations, models

from doanra.records import chain


def seal(apps, schema_editor):
    for head in apps.get_model("records", "TrailHead").objects.all():
        head.seal = chain.seal(head.sequence, head.hash)
        head.save(update_fields=["seal"])


class Migration(migrations.Migration):
    dependencies = [("records", "0025_papers_by_their_day")]

    operations = [
        migrations.AddField(
            model_name="trailhead",
            name="seal",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "Việc mới"),
                    ("before", "Còn 7 ngày"),
                    ("today", "Đến hạn hôm nay"),
                    ("after", "Quá hạn 3 ngày"),
                    ("superior", "Báo cấp trên"),
                    ("account", "Tài khoản của bạn"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
