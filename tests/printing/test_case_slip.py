"""From a case to the slip that was promised for it."""

from datetime import datetime

import pytest
from django.test import Client

from printing.models import PrintJob
from tests.cases.desk import Desk
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    return Desk(cast, monday_morning)


def asked(desk: Desk, path: str, who: str = "an") -> tuple[int, str]:
    """Return the status, and where the page leads whoever asks."""
    client = Client()
    client.force_login(getattr(desk.cast, who))
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_case_leads_to_its_receipt_and_to_the_latest_letter(desk: Desk) -> None:
    desk.receive()
    case = desk.receive()
    desk.apology(case, "approve")
    letter = desk.apology(case, "approve")
    receipt = PrintJob.objects.get(document="receipt", subject=case.pk)
    printed = PrintJob.objects.get(document="apology", subject=letter.pk)
    path = f"/cases/{case.code}/slips"
    assert asked(desk, f"{path}/receipt/") == (302, f"/printers/jobs/{receipt.pk}/")
    assert asked(desk, f"{path}/apology/") == (302, f"/printers/jobs/{printed.pk}/")


def test_what_was_not_promised_is_not_found(desk: Desk) -> None:
    path = f"/cases/{desk.receive().code}/slips"
    for document in ("apology", "ticket", "no-such"):
        assert asked(desk, f"{path}/{document}/")[0] == 404


def test_a_slip_is_for_those_who_see_slips_of_the_office(desk: Desk) -> None:
    path = f"/cases/{desk.receive().code}/slips/receipt/"
    assert asked(desk, path, "chi")[0] == 403
    assert asked(desk, path, "xuan")[0] == 404
    assert asked(desk, path, "quan")[0] == 403


def test_the_case_page_links_to_slips_for_those_alone(desk: Desk) -> None:
    case = desk.receive()
    desk.apology(case, "approve")
    for who, shown in (("an", True), ("chi", False), ("dung", False)):
        client = Client()
        client.force_login(getattr(desk.cast, who))
        page = client.get(f"/cases/{case.code}/").content.decode()
        for document in ("receipt", "apology"):
            assert (f'href="/cases/{case.code}/slips/{document}/"' in page) == shown
