"""The raw payload of a citizen's card reaches neither the database nor the log."""

import logging

import pytest
from django.apps import apps

from onestop.cases.models import Case
from queueing.forms.once import new_key
from queueing.models import Ticket
from queueing.services import counter_call_next, counter_open, ticket_issue, ticket_start
from tests.cases.desk import Desk
from tests.privacy.test_pages import page_of

CARD = "001190123456|012345678|Nguyễn Thị Mẫu|01021990|Nữ|Thôn Mẫu, Xã Mẫu|01012022"
OLD_NUMBER = "012345678"  # of the card's parts, what the office has no use for
FIELDS = ("name", "identity", "phone", "email", "address")


def served(desk: Desk) -> Ticket:
    """Return the ticket that An serves at counter 1."""
    cast = desk.cast
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    ticket_issue(office=cast.office, service_code="ho-tich", actor=cast.an, now=desk.now)
    call = counter_call_next(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    assert call is not None
    return ticket_start(ticket_id=call.ticket.pk, actor=cast.an, now=desk.now)


def everything_stored() -> str:
    """Return every row of every table."""
    return repr([list(model._base_manager.values()) for model in apps.get_models()])  # noqa: SLF001 (Django names it so)


@pytest.mark.parametrize("field", [*FIELDS, "card", "paper", "procedure", "key"])
def test_a_payload_typed_into_a_field_is_stored_and_logged_nowhere(
    desk: Desk, field: str, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = served(desk)
    typed = {"key": new_key(), "procedure": "1.004837", "copies": "1", "return_method": "counter"}
    typed |= {"name": "Nguyễn Thị Mẫu", "incomplete": "on", field: CARD}
    with caplog.at_level(logging.INFO):
        address = f"/counters/{desk.cast.counter_1.pk}/tickets/{ticket.pk}/dossier/"
        answer = page_of(desk, "an").post(address, typed)
    assert answer.status_code in {302, 422}
    assert Case.objects.exists() is (answer.status_code == 302)
    for written in (everything_stored(), caplog.text, answer.headers.get("Location", "")):
        assert OLD_NUMBER not in written


def test_the_field_that_the_scanner_types_into_has_no_name(desk: Desk) -> None:
    served(desk)
    address = f"/counters/{desk.cast.counter_1.pk}/"
    page = page_of(desk, "an").get(address, {"panel": "dossier"}).content.decode()
    (scan,) = [one for one in page.split("<input") if 'id="card"' in one]
    assert " name=" not in scan.partition(">")[0]
