"""The steps that are there become the first published version of their procedure's process."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def into_workflows(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the steps of each procedure, and the default ones, a published version 1."""
    steps = apps.get_model("catalogue", "ProcedureStep").objects
    workflows = apps.get_model("catalogue", "Workflow").objects
    for procedure_id in set(steps.order_by().values_list("procedure", flat=True)):
        version = workflows.create(procedure_id=procedure_id, version=1, state="published")
        steps.filter(procedure_id=procedure_id).update(workflow=version)


def back_to_procedures(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the steps of published versions back to their procedures; other versions are lost."""
    steps = apps.get_model("catalogue", "ProcedureStep").objects
    workflows = apps.get_model("catalogue", "Workflow").objects
    for version in workflows.filter(state="published"):
        steps.filter(workflow=version).update(procedure_id=version.procedure_id, workflow=None)
    steps.exclude(workflow=None).delete()
    workflows.all().delete()


class Migration(migrations.Migration):
    """Data alone: PostgreSQL does not change rows and their table in one transaction."""

    dependencies = [("catalogue", "0004_workflows")]

    operations = [migrations.RunPython(into_workflows, back_to_procedures)]
