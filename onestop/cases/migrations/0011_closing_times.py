"""Cases that wait for a supplement get the time at which they are closed."""

from datetime import timedelta

from django.db import migrations

# The day of the request is not counted; before a case is closed, the calendar is asked again.
CLOSE_AFTER = timedelta(days=16)


def closing_times(apps, _schema_editor):
    """Count from the latest request of each waiting case."""
    Case = apps.get_model('cases', 'Case')
    CaseEvent = apps.get_model('cases', 'CaseEvent')
    waiting = Case.objects.filter(state='supplement_requested', closed_at=None)
    for case in waiting.only('pk').iterator():
        asked = CaseEvent.objects.filter(case=case.pk, kind='request_supplement').order_by('-id').first()
        if asked is not None:
            Case.objects.filter(pk=case.pk).update(closes_at=asked.at + CLOSE_AFTER)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_life'),
    ]

    operations = [
        migrations.RunPython(closing_times, migrations.RunPython.noop),
    ]
