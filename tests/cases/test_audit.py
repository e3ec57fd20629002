"""Every change of a case and of a letter of apology stands in the audit, without a name in it."""

from django.db import connection

from onestop.directory.audit import audit_values_of
from onestop.directory.models import AuditEvent
from onestop.directory.refusals import Refusal
from tests.cases.desk import LAN, Desk


def last() -> AuditEvent:
    """Return the latest row."""
    return AuditEvent.objects.latest("id")


def test_a_reception_names_the_personal_fields_that_were_stored(desk: Desk) -> None:
    case = desk.receive()
    event = last()
    assert (event.action, event.subject, event.actor_id) == (
        "case.receive",
        f"case:{case.pk}",
        desk.cast.an.pk,
    )
    assert (event.office_id, event.at) == (case.office_id, desk.now)
    assert event.before == {}
    digests = {name for name, fact in event.after.items() if isinstance(fact, dict)}
    assert digests == {"name", "identity", "phone", "email", "address"}
    assert (event.after["state"], event.after["national_status"]) == ("received", 2)


def test_a_transition_says_state_before_and_after(desk: Desk) -> None:
    desk.do(desk.receive(), "start_processing")
    event = last()
    assert (event.action, event.before) == ("case.start_processing", {"state": "received"})
    assert event.after == {"state": "processing", "national_status": 4, "step": 2}


def test_a_reason_is_a_personal_value(desk: Desk) -> None:
    case = desk.do(desk.receive(), "withdraw", reason="Bà Mẫu đổi ý")
    event = last()
    assert set(event.after["reason"]) == {"digest"}
    assert (event.pk, "reason", "", "Bà Mẫu đổi ý") in list(
        audit_values_of(subject=f"case:{case.pk}")
    )


def test_each_move_of_a_letter_is_a_row_of_its_case(desk: Desk) -> None:
    case = desk.receive()
    apology = desk.apology(case, "approve", "sign", "send")
    moves = AuditEvent.objects.filter(action__startswith="apology.")
    assert [one.action.partition(".")[2] for one in moves] == [
        "drafted",
        "approved",
        "signed",
        "sent",
    ]
    assert {(one.subject, one.after["apology"]) for one in moves} == {
        (f"case:{case.pk}", apology.pk)
    }


def test_what_was_refused_leaves_no_row(desk: Desk) -> None:
    case = desk.receive()
    before = AuditEvent.objects.count()
    try:
        desk.do(case, "complete")
    except Refusal:
        assert AuditEvent.objects.count() == before
    else:
        raise AssertionError


def test_the_rows_hold_nothing_personal(desk: Desk) -> None:
    desk.do(desk.receive(), "withdraw", reason=f"{LAN.name} đổi ý")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_auditevent")
        stored = repr(cursor.fetchall())
    assert not any(value in stored for value in vars(LAN).values())
