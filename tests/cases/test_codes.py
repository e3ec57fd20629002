"""The code of a case: agency, local date of reception, number of the day."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from onestop.cases.codes import case_code
from onestop.cases.models import CaseNumber
from onestop.directory.models import Agency
from tests.cases.desk import Desk
from tests.conftest import HANOI


def test_numbers_of_a_day_follow_one_another(desk: Desk) -> None:
    codes = [desk.receive().code for _ in range(3)]
    assert codes == ["H00.01-261123-0001", "H00.01-261123-0002", "H00.01-261123-0003"]


def test_each_day_begins_with_one(desk: Desk) -> None:
    desk.receive()
    desk.later(days=1)
    assert desk.receive().code == "H00.01-261124-0001"


def test_each_agency_counts_for_itself(desk: Desk) -> None:
    Agency.objects.create(office=desk.cast.office, code="H00.09", name="Công an xã")
    desk.receive(agency_code="H00.01")
    assert desk.receive(agency_code="H00.09").code == "H00.09-261123-0001"


def test_the_day_is_the_local_one(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 23, 0, 30, tzinfo=HANOI)  # still the 22nd in UTC
    assert desk.receive().code == "H00.01-261123-0001"


def test_a_registered_dossier_keeps_its_code(desk: Desk) -> None:
    case = desk.register()
    desk.later(days=2)
    assert desk.do(case, "receive").code == "H00.01-261123-0001"


def test_numbers_grow_past_four_digits(desk: Desk) -> None:
    assert case_code("H00.01", desk.now, 9_999) == "H00.01-261123-9999"
    assert case_code("H00.01", desk.now, 10_000) == "H00.01-261123-10000"


def test_the_database_refuses_a_code_twice_and_a_second_row_of_numbers(desk: Desk) -> None:
    case = desk.receive()
    case.pk = None
    with transaction.atomic(), pytest.raises(IntegrityError):
        case.save(force_insert=True)
    with transaction.atomic(), pytest.raises(IntegrityError):
        CaseNumber.objects.create(agency=desk.cast.agency, day="2026-11-23", last=7)
