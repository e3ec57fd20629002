from django.db import migrations, models
import django.db.models.deletion
import django.utils.timezone


class Migration(migrations.Migration):

    dependencies = [("printing", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("printerrole", "printer_role_once"),
        migrations.RemoveField("printerrole", "office"),
        migrations.AddField(
            "printerrole",
            "given_at",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AlterField(
            "printerrole",
            "role",
            models.CharField(choices=[("ticket", "số thứ tự"), ("slip", "giấy tiếp nhận và phiếu"), ("letter", "thư xin lỗi")], max_length=6, verbose_name="việc"),
        ),
        migrations.AlterModelOptions("printerrole", {"ordering": ["given_at", "id"]}),
        migrations.AddConstraint(
            "printerrole",
            models.UniqueConstraint(fields=("printer", "role"), name="printer_role_once"),
        ),
        migrations.AddField(
            "printjob",
            "sender",
            models.CharField(blank=True, max_length=120, default=""),
            preserve_default=False,
        ),
        migrations.AlterField("printjob", "attempts", models.PositiveIntegerField(default=0)),
        migrations.RemoveIndex("printjob", "print_job_open"),
        migrations.AddIndex(
            "printjob",
            models.Index(
                condition=models.Q(("state__in", ["queued", "sending"])),
                fields=["office", "role", "id"],
                name="print_job_open",
            ),
        ),
    ]
