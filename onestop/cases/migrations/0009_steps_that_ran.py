"""Give the cases that are there their control sheets: one line for each step that has begun."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone

RECEPTIONIST = "receptionist"


def lines_add(apps, _schema_editor):
    """Count the first run of each step that has begun, and write who gave it to whom."""
    CaseStep = apps.get_model("cases", "CaseStep")
    HandOver = apps.get_model("cases", "HandOver")
    begun = CaseStep.objects.filter(started_at__isnull=False)
    begun.update(run=1, held_since=F("started_at"))
    running = begun.filter(finished_at__isnull=True, case__closed_at__isnull=True)
    for step in running.exclude(due_at=None).iterator():
        step.warn_at, step.allotted_shares = step.due_at, _shares(CaseStep, step)
        step.save(update_fields=["warn_at", "allotted_shares"])
    lines = []
    giver = None
    for step in begun.select_related("case").order_by("case_id", "position").iterator():
        if giver is not None and giver.case_id != step.case_id:
            lines += _last(HandOver, giver)
            giver = None
        lines.append(_line(HandOver, giver, step))
        giver = step
        if len(lines) >= 500:
            HandOver.objects.bulk_create(lines)
            lines = []
    lines += _last(HandOver, giver) if giver is not None else []
    HandOver.objects.bulk_create(lines)


def _shares(CaseStep, step):
    """Return the shares of the step and of those after it until the decision."""
    after = CaseStep.objects.filter(case_id=step.case_id, position__gte=step.position)
    ahead = list(after.order_by("position").values_list("role", "share"))
    while ahead and ahead[-1][0] == RECEPTIONIST:
        ahead.pop()
    return [share for _role, share in ahead]


def _line(HandOver, giver, taker):
    line = HandOver(case_id=taker.case_id, kind="step" if giver else "filed", to_step=taker, to_run=1)
    line.to_agency_id = None if taker.role == RECEPTIONIST else taker.agency_id
    line.to_person_id = taker.holder_id
    line.ready_at = line.given_at = line.received_at = taker.started_at
    return _from(line, giver) if giver else line


def _last(HandOver, step):
    """Return the line with which the last step ended, if it has."""
    if step.finished_at is None:
        return []
    kind = "result" if step.case.state == "returned" else "end"
    line = HandOver(case_id=step.case_id, kind=kind)
    line.ready_at = line.given_at = line.received_at = step.finished_at
    return [_from(line, step)]


def _from(line, giver):
    line.from_step, line.from_run, line.from_person_id = giver, 1, giver.holder_id
    line.from_agency_id = None if giver.role == RECEPTIONIST else giver.agency_id
    line.held_since, line.due_at = giver.started_at, giver.due_at
    ended = giver.finished_at or line.ready_at
    if giver.due_at is not None and line.kind != "end":
        same_day = timezone.localdate(ended) == timezone.localdate(giver.due_at)
        in_time = "on" if same_day else "before"
        line.result = "after" if ended > giver.due_at else in_time
    return line


class Migration(migrations.Migration):
    """Lines for the cases that were there before hand-overs were written."""

    dependencies = [("cases", "0008_steps_inside_a_case")]

    operations = [migrations.RunPython(lines_add, migrations.RunPython.noop)]
