import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onestop.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('catalogue', '0001_initial'),
        ('catalogue', '0002_initial'),
        ('catalogue', '0003_roles_and_audit'),
        ('catalogue', '0004_workflows'),
        ('catalogue', '0005_steps_into_workflows'),
        ('catalogue', '0006_steps_of_workflows'),
        ('catalogue', '0007_procedures_by_date'),
        ('catalogue', '0008_office_exceptions'),
        ('catalogue', '0009_returned_at_once'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0009_device_volume'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='CalendarDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('date', models.DateField(unique=True, verbose_name='ngày')),
                        ('kind', models.CharField(choices=[('off', 'nghỉ'), ('working', 'làm việc')], max_length=10, verbose_name='loại')),
                        ('name', models.CharField(max_length=200, verbose_name='tên')),
                        ('notice', models.CharField(blank=True, max_length=200, verbose_name='văn bản')),
                        ('estimated', models.BooleanField(default=False, verbose_name='dự kiến')),
                    ],
                    options={
                        'verbose_name': 'ngày nghỉ, ngày làm bù',
                        'verbose_name_plural': 'ngày nghỉ, ngày làm bù',
                        'ordering': ['date'],
                    },
                ),
                migrations.CreateModel(
                    name='OfficeException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='directory.office')),
                        ('date', models.DateField(verbose_name='ngày')),
                        ('opens', models.TimeField(blank=True, null=True, verbose_name='từ')),
                        ('closes', models.TimeField(blank=True, null=True, verbose_name='đến')),
                        ('opens_again', models.TimeField(blank=True, null=True, verbose_name='buổi sau từ')),
                        ('closes_again', models.TimeField(blank=True, null=True, verbose_name='buổi sau đến')),
                        ('reason', models.CharField(max_length=200, verbose_name='lý do')),
                    ],
                    options={
                        'verbose_name': 'ngày riêng của bộ phận một cửa',
                        'verbose_name_plural': 'ngày riêng của bộ phận một cửa',
                        'ordering': ['date'],
                        'constraints': [models.UniqueConstraint(fields=('office', 'date'), name='office_exception_once'), models.CheckConstraint(condition=models.Q(models.Q(('closes', None), ('opens', None), ('opens_again', None)), models.Q(('closes__gt', models.F('opens')), ('opens__isnull', False)), _connector='OR'), name='office_exception_hours'), models.CheckConstraint(condition=models.Q(models.Q(('closes_again', None), ('opens_again', None)), models.Q(('closes_again__gt', models.F('opens_again')), ('opens_again__gte', models.F('closes'))), _connector='OR'), name='office_exception_hours_again')],
                    },
                ),
                migrations.CreateModel(
                    name='DeadlineHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField(verbose_name='thứ')),
                        ('opens', models.TimeField(verbose_name='từ')),
                        ('closes', models.TimeField(verbose_name='đến')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadline_hours', to='directory.office')),
                    ],
                    options={
                        'verbose_name': 'giờ làm việc tính hạn',
                        'verbose_name_plural': 'giờ làm việc tính hạn',
                        'ordering': ['weekday', 'opens'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='deadline_hours_positive'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='deadline_hours_weekday'), models.UniqueConstraint(fields=('office', 'weekday', 'opens'), name='deadline_hours_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Field',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, unique=True, verbose_name='tên')),
                    ],
                    options={
                        'verbose_name': 'lĩnh vực',
                        'verbose_name_plural': 'lĩnh vực',
                    },
                ),
                migrations.CreateModel(
                    name='Procedure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, verbose_name='mã')),
                        ('valid_from', models.DateField(blank=True, null=True, verbose_name='có hiệu lực từ ngày')),
                        ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                        ('name', models.CharField(max_length=500, verbose_name='tên')),
                        ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procedures', to='catalogue.field')),
                        ('route', models.CharField(choices=[('commune', 'cấp xã'), ('province', 'cấp tỉnh'), ('ministry', 'hệ thống của bộ')], default='commune', max_length=10, verbose_name='tuyến xử lý')),
                        ('processing_value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='thời gian xử lý')),
                        ('processing_unit', models.CharField(choices=[('working_day', 'ngày làm việc'), ('calendar_day', 'ngày'), ('working_hour', 'giờ làm việc')], default='working_day', max_length=12, verbose_name='đơn vị')),
                        ('processing_text', models.CharField(blank=True, max_length=300, verbose_name='thời gian, bằng lời')),
                        ('fee_text', models.CharField(blank=True, max_length=300, verbose_name='phí, lệ phí')),
                        ('returned_at_once', models.BooleanField(default=False, verbose_name='được trả ngay khi tiếp nhận')),
                        ('supplement_clock', models.CharField(choices=[('restart', 'tính lại từ đầu'), ('resume', 'tính tiếp')], default='restart', max_length=10, verbose_name='sau khi bổ sung')),
                        ('code_checked', models.BooleanField(default=False, verbose_name='mã đã kiểm chứng')),
                        ('time_checked', models.BooleanField(default=False, verbose_name='thời gian đã kiểm chứng')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ],
                    options={
                        'verbose_name': 'thủ tục',
                        'verbose_name_plural': 'thủ tục',
                        'ordering': ['code', models.OrderBy(models.F('valid_from'), nulls_first=True)],
                        'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='procedure_version_once'), models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('code',), name='procedure_once_without_day'), models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='procedure_days_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='ProcedurePaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='catalogue.procedure')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                        ('name', models.CharField(max_length=300, verbose_name='tên giấy tờ')),
                        ('required', models.BooleanField(default=True, verbose_name='bắt buộc')),
                    ],
                    options={
                        'verbose_name': 'thành phần hồ sơ',
                        'verbose_name_plural': 'thành phần hồ sơ',
                        'ordering': ['procedure_id', 'position'],
                    },
                ),
                migrations.CreateModel(
                    name='Workflow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='workflows', to='catalogue.procedure')),
                        ('version', models.PositiveIntegerField(verbose_name='phiên bản')),
                        ('state', models.CharField(choices=[('draft', 'bản nháp'), ('published', 'đang áp dụng'), ('replaced', 'đã thay thế')], default='draft', max_length=9)),
                        ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('drafted_at', models.DateTimeField(blank=True, null=True)),
                        ('revision', models.PositiveIntegerField(default=0)),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('changed_by', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'quy trình nội bộ',
                        'verbose_name_plural': 'quy trình nội bộ',
                        'ordering': ['procedure_id', 'version'],
                        'constraints': [models.UniqueConstraint(fields=('procedure', 'version'), name='workflow_version_once'), models.UniqueConstraint(condition=models.Q(('procedure', None)), fields=('version',), name='workflow_default_version'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'published'])), fields=('procedure', 'state'), name='workflow_one_of_state'), models.UniqueConstraint(condition=models.Q(('procedure', None), ('state__in', ['draft', 'published'])), fields=('state',), name='workflow_default_of_state')],
                    },
                ),
                migrations.CreateModel(
                    name='ProcedureStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('workflow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='catalogue.workflow')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                        ('name', models.CharField(max_length=200, verbose_name='tên')),
                        ('role', models.CharField(choices=[('receptionist', 'Cán bộ tiếp nhận'), ('specialist', 'Chuyên viên'), ('leader', 'Lãnh đạo'), ('supervisor', 'Giám sát'), ('office_admin', 'Quản trị'), ('system_admin', 'Quản trị hệ thống'), ('kiosk', 'Máy lấy số'), ('screen', 'Màn hình'), ('tablet', 'Máy đánh giá'), ('print_station', 'Trạm in')], max_length=20, verbose_name='vai trò')),
                        ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.agency')),
                        ('share', models.PositiveSmallIntegerField(default=0, verbose_name='phần thời gian, %')),
                        ('kind', models.CharField(choices=[('work', 'xử lý'), ('opinion', 'lấy ý kiến')], default='work', max_length=7, verbose_name='loại')),
                        ('parallel_group', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nhóm ý kiến')),
                        ('following', models.ManyToManyField(related_name='preceding', through='catalogue.ProcedureStepEdge', through_fields=('from_step', 'to_step'), to='catalogue.procedurestep')),
                    ],
                    options={
                        'verbose_name': 'bước',
                        'verbose_name_plural': 'bước',
                        'ordering': ['workflow_id', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('workflow', 'position'), name='procedure_step_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ProcedureStepEdge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edges_out', to='catalogue.procedurestep')),
                        ('to_step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edges_in', to='catalogue.procedurestep')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('from_step', 'to_step'), name='step_edge_once'), models.CheckConstraint(condition=models.Q(('from_step', models.F('to_step')), _negated=True), name='step_edge_leads_on')],
                    },
                ),
            ],
        ),
    ]
