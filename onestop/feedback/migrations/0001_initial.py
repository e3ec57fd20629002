import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onestop.tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0009_device_volume'),
        ('queueing', '0001_squashed_0005_device_counters'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Rating',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='directory.office')),
                        ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='queueing.ticket')),
                        ('counter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='queueing.counter')),
                        ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='queueing.service')),
                        ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ratings', to=settings.AUTH_USER_MODEL)),
                        ('device', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('score', models.PositiveSmallIntegerField(choices=[(5, 'Rất hài lòng'), (4, 'Hài lòng'), (3, 'Bình thường'), (2, 'Không hài lòng'), (1, 'Rất không hài lòng')], verbose_name='mức hài lòng')),
                        ('rated_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'đánh giá',
                        'verbose_name_plural': 'đánh giá',
                        'indexes': [models.Index(fields=['office', 'rated_at'], name='rating_of_office')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='rating_score_known')],
                    },
                ),
                migrations.CreateModel(
                    name='RatingComment',
                    fields=[
                        ('rating', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='comment', serialize=False, to='feedback.rating')),
                        ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.office')),
                        ('text', models.CharField(max_length=500, verbose_name='ý kiến')),
                        ('written_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'ý kiến',
                        'verbose_name_plural': 'ý kiến',
                        'indexes': [models.Index(fields=['office', 'written_at', 'rating'], name='comment_of_office')],
                    },
                ),
            ],
        ),
    ]
