import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0019_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('listing', models.CharField(max_length=30)),
                ('query', models.CharField(blank=True, max_length=600)),
                ('columns', models.JSONField(default=list)),
                ('audience', models.CharField(choices=[('own', 'Chỉ mình tôi'), ('role', 'Mọi người cùng một vai trò'), ('all', 'Mọi người')], default='own', max_length=4)),
                ('role', models.CharField(blank=True, choices=[('office', 'Cán bộ văn phòng'), ('chief', 'Lãnh đạo văn phòng'), ('leader', 'Lãnh đạo Ban Chỉ đạo'), ('committee', 'Thành viên Ban Chỉ đạo'), ('unit', 'Đơn vị cử cán bộ'), ('approver', 'Người duyệt của đơn vị'), ('appraiser', 'Cơ quan phối hợp thẩm định'), ('finance', 'Cán bộ tài chính'), ('head', 'Trưởng đoàn'), ('participant', 'Người được cử đi'), ('inspector', 'Kiểm tra, thanh tra'), ('administrator', 'Quản trị hệ thống')], max_length=20)),
                ('kept_at', models.DateTimeField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['audience', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('listing', 'owner', 'name'), name='saved_view_once')],
            },
        ),
    ]
