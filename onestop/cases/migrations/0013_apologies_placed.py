from django.db import migrations
from django.db.models import OuterRef, Subquery


def place(apps, _schema_editor):
    """Give every letter the office and the agency of its case."""
    case = apps.get_model('cases', 'Case').objects.filter(pk=OuterRef('case'))
    apps.get_model('cases', 'Apology').objects.filter(office=None).update(
        office=Subquery(case.values('office')[:1]), agency=Subquery(case.values('agency')[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_apologies_owed'),
    ]

    operations = [
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
