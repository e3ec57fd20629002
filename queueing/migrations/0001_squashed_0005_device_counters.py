import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onestop.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('queueing', '0001_initial'),
        ('queueing', '0002_dispatch'),
        ('queueing', '0003_arranging'),
        ('queueing', '0004_appointments'),
        ('queueing', '0005_device_counters'),
    ]

    initial = True

    dependencies = [
        ('cases', '0001_squashed_0014_apology_place_required'),
        ('catalogue', '0001_squashed_0009_returned_at_once'),
        ('directory', '0001_squashed_0009_device_volume'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Service',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='directory.office')),
                        ('code', models.SlugField(max_length=40, verbose_name='mã')),
                        ('name', models.CharField(max_length=100, verbose_name='tên')),
                        ('words', models.CharField(blank=True, max_length=200, verbose_name='lời thường ngày')),
                        ('name_en', models.CharField(blank=True, max_length=100, verbose_name='tên tiếng Anh')),
                        ('letter', models.CharField(max_length=2, verbose_name='chữ của dãy số')),
                        ('start', models.PositiveIntegerField(default=1, verbose_name='số bắt đầu')),
                        ('width', models.PositiveSmallIntegerField(default=3, verbose_name='số chữ số')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                        ('active', models.BooleanField(default=True, verbose_name='đang mở')),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='số lượt một ngày')),
                        ('message', models.CharField(blank=True, max_length=200, verbose_name='lời nhắn khi đóng hoặc hết lượt')),
                        ('returns_results', models.BooleanField(default=False, verbose_name='trả kết quả')),
                        ('slot_places', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='số lượt hẹn mỗi khung giờ')),
                        ('slot_minutes', models.PositiveSmallIntegerField(choices=[(10, '10'), (15, '15'), (20, '20'), (30, '30'), (60, '60')], default=30, verbose_name='khung giờ hẹn, phút')),
                        ('procedures', models.ManyToManyField(blank=True, related_name='services', to='catalogue.procedure')),
                    ],
                    options={
                        'verbose_name': 'dịch vụ',
                        'verbose_name_plural': 'dịch vụ',
                        'ordering': ['position', 'code'],
                        'constraints': [models.UniqueConstraint(fields=('office', 'code'), name='service_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PriorityClass',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priority_classes', to='directory.office')),
                        ('code', models.SlugField(max_length=40, verbose_name='mã')),
                        ('name', models.CharField(max_length=100, verbose_name='tên')),
                        ('name_en', models.CharField(blank=True, max_length=100, verbose_name='tên tiếng Anh')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                        ('active', models.BooleanField(default=True, verbose_name='đang dùng')),
                    ],
                    options={
                        'verbose_name': 'đối tượng ưu tiên',
                        'verbose_name_plural': 'đối tượng ưu tiên',
                        'ordering': ['position', 'code'],
                        'constraints': [models.UniqueConstraint(fields=('office', 'code'), name='priority_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Queue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='queue', to='directory.office')),
                        ('seq', models.BigIntegerField(default=0)),
                        ('last_event_at', models.DateTimeField(blank=True, null=True)),
                        ('priority_turns', models.PositiveSmallIntegerField(default=2, verbose_name='lượt ưu tiên cho một lượt thường')),
                        ('longest_wait', models.PositiveSmallIntegerField(default=45, verbose_name='chờ lâu nhất, phút')),
                        ('settings_version', models.PositiveIntegerField(default=0)),
                        ('appointment_early', models.PositiveSmallIntegerField(default=10, verbose_name='hẹn: sớm nhất, phút')),
                        ('appointment_late', models.PositiveSmallIntegerField(default=15, verbose_name='hẹn: muộn nhất, phút')),
                        ('recall_pause', models.PositiveSmallIntegerField(default=5, verbose_name='giữa hai lần gọi lại, giây')),
                        ('grace', models.PositiveSmallIntegerField(default=15, verbose_name='vắng mặt giữ chỗ, phút')),
                        ('priority_streak', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'hàng chờ',
                        'verbose_name_plural': 'hàng chờ',
                    },
                ),
                migrations.CreateModel(
                    name='OpeningHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField(verbose_name='thứ')),
                        ('opens', models.TimeField(verbose_name='từ')),
                        ('closes', models.TimeField(verbose_name='đến')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='directory.office')),
                    ],
                    options={
                        'verbose_name': 'giờ lấy số',
                        'verbose_name_plural': 'giờ lấy số',
                        'ordering': ['weekday', 'opens'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='opening_hours_positive'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='opening_hours_weekday'), models.UniqueConstraint(fields=('office', 'weekday', 'opens'), name='opening_hours_once')],
                    },
                ),
                migrations.CreateModel(
                    name='NumberSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='directory.office')),
                        ('letter', models.CharField(max_length=2)),
                        ('day', models.DateField()),
                        ('last', models.PositiveIntegerField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'letter', 'day'), name='number_series_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Counter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counters', to='directory.office')),
                        ('name', models.CharField(max_length=60, verbose_name='tên')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                        ('side', models.CharField(blank=True, choices=[('', 'không chỉ hướng'), ('left', 'bên trái'), ('right', 'bên phải'), ('ahead', 'phía trước')], default='', max_length=5, verbose_name='hướng')),
                        ('state', models.CharField(choices=[('closed', 'đóng'), ('open', 'đang mở'), ('paused', 'tạm dừng')], default='closed', max_length=6, verbose_name='trạng thái')),
                        ('pause_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do tạm dừng')),
                        ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='open_counters', to=settings.AUTH_USER_MODEL)),
                        ('services', models.ManyToManyField(blank=True, related_name='counters', through='queueing.CounterService', to='queueing.service')),
                        ('staff', models.ManyToManyField(blank=True, related_name='counters', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'quầy',
                        'verbose_name_plural': 'quầy',
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='counter_name_once'), models.UniqueConstraint(fields=('officer',), name='officer_at_one_counter')],
                    },
                ),
                migrations.CreateModel(
                    name='CounterService',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('counter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='queueing.counter')),
                        ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='queueing.service')),
                        ('rank', models.PositiveSmallIntegerField(default=1, verbose_name='thứ tự ở quầy')),
                        ('helps', models.BooleanField(default=False, verbose_name='chỉ hỗ trợ')),
                    ],
                    options={
                        'db_table': 'queueing_counter_services',
                        'unique_together': {('counter', 'service')},
                    },
                ),
                migrations.CreateModel(
                    name='Ticket',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='directory.office')),
                        ('service', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='queueing.service')),
                        ('priority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='queueing.priorityclass')),
                        ('day', models.DateField()),
                        ('letter', models.CharField(max_length=2)),
                        ('sequence', models.PositiveIntegerField()),
                        ('number', models.CharField(max_length=12, verbose_name='số')),
                        ('state', models.CharField(choices=[('waiting', 'đang chờ'), ('called', 'đã gọi'), ('serving', 'đang phục vụ'), ('held', 'tạm giữ'), ('no_show', 'vắng mặt'), ('finished', 'đã xong'), ('cancelled', 'đã hủy'), ('expired', 'hết hiệu lực')], default='waiting', max_length=9)),
                        ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tickets', to='cases.case')),
                        ('counter', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='queueing.counter')),
                        ('wanted_counter', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expected_tickets', to='queueing.counter')),
                        ('owed_counter', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed_tickets', to='queueing.counter')),
                        ('appointment_at', models.DateTimeField(blank=True, null=True, verbose_name='hẹn lúc')),
                        ('issued_at', models.DateTimeField()),
                        ('waiting_since', models.DateTimeField()),
                        ('called_at', models.DateTimeField(blank=True, null=True)),
                        ('started_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('call_reason', models.CharField(blank=True, max_length=300, verbose_name='vì sao gọi số này')),
                        ('outcome', models.CharField(blank=True, choices=[('received', 'tiếp nhận hồ sơ'), ('returned', 'trả kết quả'), ('advised', 'hướng dẫn'), ('other', 'việc khác')], default='', max_length=8, verbose_name='đã làm gì')),
                    ],
                    options={
                        'verbose_name': 'số thứ tự',
                        'verbose_name_plural': 'số thứ tự',
                        'indexes': [models.Index(fields=['office', 'state', 'day', 'waiting_since', 'id'], name='ticket_of_state'), models.Index(fields=['counter', 'state'], name='ticket_of_counter'), models.Index(fields=['service', 'day'], name='ticket_of_service'), models.Index(condition=models.Q(('owed_counter__isnull', False)), fields=['owed_counter'], name='ticket_owed'), models.Index(condition=models.Q(('appointment_at__isnull', False)), fields=['office', 'day', 'appointment_at'], name='ticket_appointed'), models.Index(condition=models.Q(('state', 'finished')), fields=['service', '-ended_at'], name='ticket_service_time')],
                        'constraints': [models.UniqueConstraint(fields=('office', 'letter', 'day', 'sequence'), name='ticket_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['called', 'serving'])), fields=('counter',), name='counter_one_active_ticket'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['called', 'serving']), _negated=True), ('counter__isnull', False), _connector='OR'), name='active_ticket_has_counter')],
                    },
                ),
                migrations.CreateModel(
                    name='SubmittedForm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=22, unique=True)),
                        ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forms', to='queueing.ticket')),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                        ('submitted_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'mẫu đã gửi',
                        'verbose_name_plural': 'mẫu đã gửi',
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='directory.office')),
                        ('service', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='queueing.service')),
                        ('at', models.DateTimeField(verbose_name='hẹn lúc')),
                        ('code', models.CharField(max_length=8, verbose_name='mã hẹn')),
                        ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='cases.case')),
                        ('key', models.CharField(blank=True, default='', max_length=22)),
                        ('booked_at', models.DateTimeField()),
                        ('booked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                        ('ticket', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='queueing.ticket')),
                    ],
                    options={
                        'verbose_name': 'lịch hẹn',
                        'verbose_name_plural': 'lịch hẹn',
                        'ordering': ['at', 'pk'],
                        'indexes': [models.Index(fields=['office', 'at', 'id'], name='appointment_of_day'), models.Index(fields=['service', 'at'], name='appointment_in_slot')],
                        'constraints': [models.UniqueConstraint(fields=('office', 'code'), name='appointment_code_once'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='appointment_key_once'), models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), ('ticket__isnull', True), _connector='OR'), name='appointment_cancelled_or_used')],
                    },
                ),
                migrations.CreateModel(
                    name='DeviceCounter',
                    fields=[
                        ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='device_counter', serialize=False, to=settings.AUTH_USER_MODEL)),
                        ('counter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='queueing.counter')),
                    ],
                    options={
                        'verbose_name': 'nơi đặt thiết bị',
                        'verbose_name_plural': 'nơi đặt thiết bị',
                    },
                ),
                migrations.CreateModel(
                    name='QueueEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='queue_events', to='directory.office')),
                        ('seq', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('ticket.issued', 'Ticket Issued'), ('ticket.called', 'Ticket Called'), ('ticket.recalled', 'Ticket Recalled'), ('ticket.serving', 'Ticket Serving'), ('ticket.held', 'Ticket Held'), ('ticket.no_show', 'Ticket No Show'), ('ticket.resumed', 'Ticket Resumed'), ('ticket.finished', 'Ticket Finished'), ('ticket.cancelled', 'Ticket Cancelled'), ('ticket.expired', 'Ticket Expired'), ('ticket.transferred', 'Ticket Transferred'), ('ticket.further', 'Ticket Further'), ('ticket.restored', 'Ticket Restored'), ('counter.opened', 'Counter Opened'), ('counter.paused', 'Counter Paused'), ('counter.closed', 'Counter Closed'), ('counter.handed_over', 'Counter Handed Over')], max_length=20)),
                        ('at', models.DateTimeField()),
                        ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='queueing.ticket')),
                        ('counter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='queueing.counter')),
                        ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='queueing.service')),
                        ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                        ('number', models.CharField(blank=True, max_length=12)),
                        ('data', models.JSONField(default=dict)),
                    ],
                    options={
                        'verbose_name': 'sự kiện hàng chờ',
                        'verbose_name_plural': 'sự kiện hàng chờ',
                        'ordering': ['office_id', 'seq'],
                        'constraints': [models.UniqueConstraint(fields=('office', 'seq'), name='queue_event_seq_once')],
                    },
                ),
            ],
        ),
    ]
