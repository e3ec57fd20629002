import displays.models.lobby
import django.db.models.deletion
from django.db import migrations, models

from onestop.tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0009_device_volume'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='LobbySettings',
                    fields=[
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lobby_settings', serialize=False, to='directory.office')),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('languages', models.JSONField(default=displays.models.lobby.vietnamese)),
                        ('language_seconds', models.PositiveSmallIntegerField(default=20)),
                        ('hold_seconds', models.PositiveSmallIntegerField(default=6)),
                        ('voice', models.BooleanField(default=True)),
                        ('second_language', models.CharField(blank=True, default='', max_length=5)),
                        ('volume', models.PositiveSmallIntegerField(default=80)),
                        ('most_waiting', models.PositiveSmallIntegerField(default=4)),
                        ('crowded', models.CharField(choices=[('drop', 'số cũ nhất chỉ hiện, không đọc'), ('short', 'đọc gọn: chỉ số và quầy')], default='short', max_length=5)),
                        ('quiet_seconds', models.PositiveSmallIntegerField(default=60)),
                        ('page_seconds', models.PositiveSmallIntegerField(default=20)),
                    ],
                    options={
                        'verbose_name': 'cài đặt màn hình chờ',
                        'verbose_name_plural': 'cài đặt màn hình chờ',
                    },
                ),
                migrations.CreateModel(
                    name='LobbyNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lobby_notices', to='directory.office')),
                        ('text', models.CharField(max_length=200, verbose_name='nội dung')),
                        ('text_en', models.CharField(blank=True, max_length=200, verbose_name='nội dung tiếng Anh')),
                        ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='từ lúc')),
                        ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='đến lúc')),
                    ],
                    options={
                        'verbose_name': 'thông báo',
                        'verbose_name_plural': 'thông báo',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='LobbyPosting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lobby_postings', to='directory.office')),
                        ('title', models.CharField(max_length=100, verbose_name='tiêu đề')),
                        ('title_en', models.CharField(blank=True, max_length=100, verbose_name='tiêu đề tiếng Anh')),
                        ('body', models.TextField(max_length=3000, verbose_name='nội dung')),
                        ('body_en', models.TextField(blank=True, max_length=3000, verbose_name='nội dung tiếng Anh')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                        ('active', models.BooleanField(default=True, verbose_name='đang niêm yết')),
                    ],
                    options={
                        'verbose_name': 'niêm yết',
                        'verbose_name_plural': 'niêm yết',
                        'ordering': ['position', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='LobbyCorner',
                    fields=[
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lobby_corner', serialize=False, to='directory.office')),
                        ('kind', models.CharField(max_length=4)),
                        ('words', models.CharField(max_length=200, verbose_name='mô tả cho người không nhìn thấy')),
                        ('digest', models.CharField(max_length=32)),
                        ('content', models.BinaryField()),
                    ],
                    options={
                        'verbose_name': 'góc hình ảnh',
                        'verbose_name_plural': 'góc hình ảnh',
                    },
                ),
                migrations.CreateModel(
                    name='PlayedCall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='played_calls', to='directory.office')),
                        ('seq', models.BigIntegerField()),
                        ('at', models.DateTimeField()),
                        ('aloud', models.BooleanField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'seq'), name='played_call_once')],
                    },
                ),
            ],
        ),
    ]
