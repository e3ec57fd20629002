import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import onestop.directory.keys.field
from django.conf import settings
from django.db import migrations, models

from onestop.directory.audit.guards import guards_create, guards_drop
from onestop.tables import CreateModels


def guards_stand(_apps, schema_editor):
    guards_create(schema_editor.connection)


def guards_fall(_apps, schema_editor):
    guards_drop(schema_editor.connection)


class Migration(migrations.Migration):

    replaces = [
        ('directory', '0001_initial'),
        ('directory', '0002_roles_and_audit'),
        ('directory', '0003_audit_seals'),
        ('directory', '0004_sign_in'),
        ('directory', '0005_accounts'),
        ('directory', '0006_stand_ins'),
        ('directory', '0007_personal_data'),
        ('directory', '0008_devices'),
        ('directory', '0009_device_volume'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Office',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='mã')),
                        ('name', models.CharField(max_length=200, verbose_name='tên')),
                        ('parent_name', models.CharField(blank=True, help_text='in trên văn bản, ví dụ: ỦY BAN NHÂN DÂN XÃ MẪU', max_length=200, verbose_name='cơ quan chủ quản')),
                        ('place', models.CharField(blank=True, max_length=100, verbose_name='địa danh')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='điện thoại')),
                    ],
                    options={
                        'verbose_name': 'bộ phận một cửa',
                        'verbose_name_plural': 'bộ phận một cửa',
                    },
                ),
                migrations.CreateModel(
                    name='Agency',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='directory.office')),
                        ('code', models.CharField(max_length=40, unique=True, verbose_name='mã định danh')),
                        ('name', models.CharField(max_length=200, verbose_name='tên')),
                    ],
                    options={
                        'verbose_name': 'cơ quan',
                        'verbose_name_plural': 'cơ quan',
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                        ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                        ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                        ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                        ('full_name', models.CharField(blank=True, max_length=150, verbose_name='họ và tên')),
                        ('title', models.CharField(blank=True, max_length=100, verbose_name='chức danh')),
                        ('must_change_password', models.BooleanField(default=False, verbose_name='phải đổi mật khẩu')),
                        ('session_epoch', models.PositiveIntegerField(default=0)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('deputy_until', models.DateField(blank=True, null=True)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'tài khoản',
                        'verbose_name_plural': 'tài khoản',
                        'indexes': [models.Index(fields=['full_name', 'id'], name='account_by_name')],
                    },
                    managers=[
                        ('objects', django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='directory.office')),
                        ('role', models.CharField(choices=[('receptionist', 'Cán bộ tiếp nhận'), ('specialist', 'Chuyên viên'), ('leader', 'Lãnh đạo'), ('supervisor', 'Giám sát'), ('office_admin', 'Quản trị'), ('system_admin', 'Quản trị hệ thống'), ('kiosk', 'Máy lấy số'), ('screen', 'Màn hình'), ('tablet', 'Máy đánh giá'), ('print_station', 'Trạm in')], max_length=20, verbose_name='vai trò')),
                        ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                        ('agencies', models.ManyToManyField(blank=True, related_name='memberships', to='directory.agency')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_from__lte', models.F('valid_until')), _connector='OR'), name='membership_days_in_order'), models.UniqueConstraint(fields=('user', 'office', 'role'), name='membership_once')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(verbose_name='lúc')),
                        ('actor_id', models.BigIntegerField(null=True)),
                        ('stood_in_for_id', models.BigIntegerField(null=True)),
                        ('office_id', models.BigIntegerField(null=True)),
                        ('action', models.CharField(max_length=60, verbose_name='việc')),
                        ('subject', models.CharField(max_length=80, verbose_name='đối tượng')),
                        ('origin', models.CharField(max_length=80, verbose_name='từ đâu')),
                        ('before', models.JSONField(default=dict)),
                        ('after', models.JSONField(default=dict)),
                    ],
                    options={
                        'verbose_name': 'nhật ký',
                        'verbose_name_plural': 'nhật ký',
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['subject', '-id'], name='audit_of_subject'), models.Index(fields=['office_id', 'actor_id', '-at', '-id'], name='audit_of_person'), models.Index(fields=['office_id', '-at', '-id'], name='audit_of_time')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditValue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event_id', models.BigIntegerField(db_index=True)),
                        ('subject', models.CharField(db_index=True, max_length=80)),
                        ('field', models.CharField(max_length=40)),
                        ('salt', models.BinaryField(max_length=16)),
                        ('before', models.TextField(blank=True)),
                        ('after', models.TextField(blank=True)),
                    ],
                    options={
                        'verbose_name': 'giá trị cá nhân trong nhật ký',
                        'verbose_name_plural': 'giá trị cá nhân trong nhật ký',
                    },
                ),
                migrations.CreateModel(
                    name='AuditSeal',
                    fields=[
                        ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(db_index=True)),
                        ('key', models.CharField(max_length=16)),
                        ('first_id', models.BigIntegerField()),
                        ('last_id', models.BigIntegerField()),
                        ('missing', models.JSONField(default=list)),
                        ('late', models.JSONField(default=list)),
                        ('count', models.PositiveIntegerField()),
                        ('rows', models.BinaryField()),
                        ('previous', models.CharField(blank=True, max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                    ],
                    options={
                        'verbose_name': 'niêm phong nhật ký',
                        'verbose_name_plural': 'niêm phong nhật ký',
                        'ordering': ['number'],
                    },
                ),
                migrations.CreateModel(
                    name='Device',
                    fields=[
                        ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='device', serialize=False, to=settings.AUTH_USER_MODEL)),
                        ('volume', models.PositiveSmallIntegerField(default=100, verbose_name='âm lượng')),
                        ('reload_asked_at', models.DateTimeField(blank=True, null=True)),
                        ('test_asked_at', models.DateTimeField(blank=True, null=True)),
                        ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                        ('version', models.CharField(blank=True, default='', max_length=40)),
                        ('latency', models.PositiveIntegerField(blank=True, null=True)),
                        ('last_error', models.CharField(blank=True, default='', max_length=200)),
                        ('last_error_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'thiết bị',
                        'verbose_name_plural': 'thiết bị',
                    },
                ),
                migrations.CreateModel(
                    name='DeviceEnrolment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=8, unique=True)),
                        ('secret_digest', models.CharField(max_length=64, unique=True)),
                        ('kind', models.CharField(blank=True, choices=[('kiosk', 'Máy lấy số'), ('screen', 'Màn hình'), ('tablet', 'Máy đánh giá'), ('print_station', 'Trạm in')], max_length=20)),
                        ('address', models.CharField(blank=True, max_length=50)),
                        ('created_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField(db_index=True)),
                        ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                        ('claimed_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'mã đăng ký thiết bị',
                        'verbose_name_plural': 'mã đăng ký thiết bị',
                        'constraints': [models.CheckConstraint(condition=models.Q(('claimed_at', None), ('account__isnull', False), _connector='OR'), name='enrolment_claimed_when_confirmed')],
                    },
                ),
                migrations.CreateModel(
                    name='RetentionRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='retention', to='directory.office')),
                        ('case_months', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='Hồ sơ đã kết thúc: ẩn danh sau (tháng)')),
                        ('ticket_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='Số thứ tự: bỏ liên kết với hồ sơ và lý do gọi sau (ngày)')),
                        ('print_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='Lệnh in: xóa nội dung sau (ngày)')),
                        ('tickets_cleared', models.DateField(editable=False, null=True)),
                        ('prints_cleared', models.BigIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'thời hạn lưu giữ',
                        'verbose_name_plural': 'thời hạn lưu giữ',
                    },
                ),
                migrations.CreateModel(
                    name='LiveSession',
                    fields=[
                        ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                        ('session_data', models.TextField(verbose_name='session data')),
                        ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='live_sessions', to=settings.AUTH_USER_MODEL)),
                        ('started_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('browser', models.CharField(blank=True, max_length=60)),
                        ('address', models.CharField(blank=True, max_length=45)),
                    ],
                    options={
                        'verbose_name': 'phiên đăng nhập',
                        'verbose_name_plural': 'phiên đăng nhập',
                    },
                ),
                migrations.CreateModel(
                    name='AuthenticatorApp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
                        ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                        ('throttling_failure_timestamp', models.DateTimeField(blank=True, default=None, help_text='A timestamp of the last failed verification attempt. Null if last attempt succeeded.', null=True)),
                        ('throttling_failure_count', models.PositiveIntegerField(default=0, help_text='Number of successive failed attempts.')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='authenticator_app', to=settings.AUTH_USER_MODEL)),
                        ('secret', models.TextField()),
                        ('drift', models.SmallIntegerField(default=0)),
                        ('last_step', models.BigIntegerField(default=-1)),
                        ('since', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BackupCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='backup_codes', to=settings.AUTH_USER_MODEL)),
                        ('digest', models.CharField(max_length=64)),
                        ('used_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'digest'), name='backup_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='StandIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputyships', to=settings.AUTH_USER_MODEL)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='directory.office')),
                        ('first_day', models.DateField(verbose_name='từ ngày')),
                        ('last_day', models.DateField(verbose_name='đến hết ngày')),
                        ('reason', models.CharField(max_length=200, verbose_name='lý do')),
                        ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('granted_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'việc làm thay',
                        'verbose_name_plural': 'việc làm thay',
                        'indexes': [models.Index(fields=['deputy', 'last_day'], name='stand_in_of_deputy'), models.Index(fields=['office', '-last_day', '-id'], name='stand_in_of_office')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('absent', models.F('deputy')), _negated=True), name='stand_in_not_oneself'), models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='stand_in_days_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='AccessToken',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_tokens', to=settings.AUTH_USER_MODEL)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('name', models.CharField(blank=True, max_length=100, verbose_name='dùng cho')),
                        ('scopes', models.JSONField(default=list)),
                        ('created_at', models.DateTimeField()),
                        ('last_used_at', models.DateTimeField(blank=True, null=True)),
                        ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='hết hạn')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'mã truy cập',
                        'verbose_name_plural': 'mã truy cập',
                    },
                ),
                migrations.CreateModel(
                    name='RepeatableRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                        ('key', models.CharField(max_length=200)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('status', models.PositiveSmallIntegerField()),
                        ('body', onestop.directory.keys.field.EncryptedTextField()),
                        ('created_at', models.DateTimeField(db_index=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='repeatable_request_once')],
                    },
                ),
            ],
        ),
        migrations.RunPython(guards_stand, guards_fall),
    ]
