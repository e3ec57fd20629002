"""Addresses of the catalogue's pages."""

from django.urls import path

from onestop.catalogue.views import procedures, steps, workflows

HOME = "admin/procedures/"
ONE = f"{HOME}<int:procedure_id>/"
PROCESS = "admin/processes/<int:workflow_id>/"
STEP = f"{PROCESS}steps/<int:step_id>/"

urlpatterns = [
    path(HOME, procedures.procedure_list, name="procedure-list"),
    path(ONE, procedures.procedure, name="procedure"),
    path(f"{ONE}versions/new/", procedures.version_new, name="procedure-version-new"),
    path(f"{ONE}end/", procedures.version_end, name="procedure-version-end"),
    path(f"{ONE}withdraw/", procedures.version_withdraw, name="procedure-version-withdraw"),
    path(f"{ONE}draft/", workflows.draft, name="workflow-draft"),
    path("admin/processes/draft/", workflows.default_draft, name="workflow-default-draft"),
    path(PROCESS, workflows.workflow, name="workflow"),
    path(f"{PROCESS}publish/", workflows.publish, name="workflow-publish"),
    path(f"{PROCESS}discard/", workflows.discard, name="workflow-discard"),
    path(f"{PROCESS}steps/new/", steps.step_new, name="workflow-step-new"),
    path(STEP, steps.step, name="workflow-step"),
    path(f"{STEP}move/", steps.step_move, name="workflow-step-move"),
    path(f"{STEP}remove/", steps.step_remove, name="workflow-step-remove"),
]
