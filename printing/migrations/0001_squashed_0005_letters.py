import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onestop.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('printing', '0001_initial'),
        ('printing', '0002_spool'),
        ('printing', '0003_more_documents'),
        ('printing', '0004_layouts'),
        ('printing', '0005_letters'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0009_device_volume'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Printer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='printers', to='directory.office')),
                        ('name', models.CharField(max_length=60, verbose_name='tên')),
                        ('url', models.CharField(max_length=300, verbose_name='địa chỉ')),
                        ('width_dots', models.PositiveSmallIntegerField(default=576, verbose_name='khổ in, điểm')),
                        ('text', models.CharField(default='raster', max_length=20, verbose_name='cách in chữ')),
                        ('native_codes', models.BooleanField(default=False, verbose_name='tự vẽ mã QR')),
                        ('profile', models.CharField(choices=[('usual', 'thông thường'), ('silent', 'không báo gì (coi như đã in khi đã nhận)')], default='usual', max_length=10, verbose_name='loại máy')),
                        ('spare', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='printing.printer', verbose_name='máy dự phòng')),
                        ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='printers', to=settings.AUTH_USER_MODEL, verbose_name='trạm in')),
                        ('active', models.BooleanField(default=True, verbose_name='đang dùng')),
                        ('answers', models.BooleanField(default=False)),
                        ('confirms', models.BooleanField(default=None, null=True)),
                        ('warning', models.CharField(blank=True, max_length=300)),
                        ('looked_at', models.DateTimeField(blank=True, null=True)),
                        ('heard_at', models.DateTimeField(blank=True, null=True)),
                        ('added_at', models.DateTimeField()),
                        ('last_ok_at', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='lỗi gần nhất')),
                        ('last_error_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'máy in',
                        'verbose_name_plural': 'máy in',
                        'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='printer_name_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PrinterRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('printer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='printing.printer')),
                        ('role', models.CharField(choices=[('ticket', 'số thứ tự'), ('slip', 'giấy tiếp nhận và phiếu'), ('letter', 'thư xin lỗi')], max_length=6, verbose_name='việc')),
                        ('given_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['given_at', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('printer', 'role'), name='printer_role_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PrintRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='print_rules', to='directory.office')),
                        ('event', models.CharField(max_length=40)),
                        ('document', models.CharField(max_length=10)),
                        ('printer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rules', to='printing.printer')),
                        ('copies', models.PositiveSmallIntegerField(default=1)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'event', 'document'), name='print_rule_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PrintJob',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='print_jobs', to='directory.office')),
                        ('printer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='printing.printer')),
                        ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='printing.printer')),
                        ('role', models.CharField(choices=[('ticket', 'số thứ tự'), ('slip', 'giấy tiếp nhận và phiếu'), ('letter', 'thư xin lỗi')], max_length=6)),
                        ('document', models.CharField(choices=[('ticket', 'số thứ tự'), ('receipt', 'giấy tiếp nhận và hẹn trả kết quả'), ('apology', 'thư xin lỗi và hẹn lại'), ('supplement', 'phiếu yêu cầu bổ sung'), ('refusal', 'phiếu từ chối'), ('stop', 'thông báo dừng'), ('summary', 'tổng kết ngày của quầy'), ('test', 'phiếu in thử'), ('letters', 'trang thử chữ và mã QR')], max_length=10)),
                        ('subject', models.BigIntegerField()),
                        ('facts', models.JSONField(default=dict)),
                        ('language', models.CharField(default='vi', max_length=5)),
                        ('copy_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='printing.printjob')),
                        ('state', models.CharField(choices=[('queued', 'đang đợi in'), ('sending', 'đang gửi'), ('sent', 'đã in'), ('unknown', 'không rõ đã in chưa'), ('failed', 'không in được')], default='queued', max_length=7)),
                        ('attempts', models.PositiveIntegerField(default=0)),
                        ('sender', models.CharField(blank=True, max_length=120)),
                        ('error', models.CharField(blank=True, max_length=300)),
                        ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                        ('created_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed', models.BooleanField(default=False)),
                        ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'lệnh in',
                        'verbose_name_plural': 'lệnh in',
                        'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['office', 'id'], name='print_job_queued'), models.Index(condition=models.Q(('settled_at', None), ('state__in', ['unknown', 'failed'])), fields=['office', '-id'], name='print_job_unsettled'), models.Index(fields=['office', '-id'], name='print_job_latest'), models.Index(fields=['document', 'subject'], name='print_job_subject')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'sending')), fields=('printer',), name='print_job_one_a_printer')],
                    },
                ),
                migrations.CreateModel(
                    name='SlipLayout',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slip_layouts', to='directory.office')),
                        ('document', models.CharField(choices=[('ticket', 'số thứ tự'), ('receipt', 'giấy tiếp nhận và hẹn trả kết quả'), ('apology', 'thư xin lỗi và hẹn lại'), ('supplement', 'phiếu yêu cầu bổ sung'), ('refusal', 'phiếu từ chối'), ('stop', 'thông báo dừng'), ('summary', 'tổng kết ngày của quầy'), ('test', 'phiếu in thử'), ('letters', 'trang thử chữ và mã QR')], max_length=10)),
                        ('opening', models.CharField(blank=True, max_length=300, verbose_name='lời ở đầu phiếu')),
                        ('closing', models.CharField(blank=True, max_length=300, verbose_name='lời ở cuối phiếu')),
                        ('hidden', models.JSONField(default=list)),
                        ('with_logo', models.BooleanField(default=True, verbose_name='in biểu trưng')),
                    ],
                    options={
                        'verbose_name': 'mẫu phiếu',
                        'verbose_name_plural': 'mẫu phiếu',
                        'constraints': [models.UniqueConstraint(fields=('office', 'document'), name='slip_layout_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SlipLogo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='slip_logo', to='directory.office')),
                        ('width', models.PositiveSmallIntegerField()),
                        ('height', models.PositiveSmallIntegerField()),
                        ('rows', models.BinaryField()),
                        ('set_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'biểu trưng trên phiếu',
                        'verbose_name_plural': 'biểu trưng trên phiếu',
                    },
                ),
            ],
        ),
    ]
