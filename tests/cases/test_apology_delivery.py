"""The number that a signed letter has, and how the citizen was told of it."""

from datetime import datetime

import pytest

from onestop.cases.models import Apology
from onestop.cases.services import apology_attempt_add, apology_cancel, apology_send
from onestop.directory.models import Agency
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from tests.cases.desk import Desk, everything_of
from tests.conftest import HANOI


def signed(desk: Desk) -> Apology:
    """Return the signed letter of a new case."""
    return desk.apology(desk.receive(), "approve", "sign")


def test_a_letter_has_its_number_when_it_is_signed(desk: Desk) -> None:
    assert desk.apology(desk.receive(), "approve").number is None
    numbers = [signed(desk).number_written for _ in range(3)]
    assert numbers == ["01", "02", "03"]
    event = Apology.objects.latest("id").case.events.get(kind="apology.signed")
    assert event.data["number"] == "03/2026"


def test_numbers_begin_anew_on_1_january_by_the_clock_of_the_office(desk: Desk) -> None:
    cases = [desk.receive() for _ in range(3)]
    given = []
    for moment in ((2026, 12, 31, 23, 59), (2027, 1, 1, 0, 0), (2027, 1, 2, 8, 0)):
        desk.now = datetime(*moment, tzinfo=HANOI)
        letter = desk.apology(cases.pop(), "approve", "sign")
        given.append((letter.number_year, letter.number))
    assert given == [(2026, 1), (2027, 1), (2027, 2)]


def test_each_agency_numbers_its_own_letters(desk: Desk) -> None:
    other = Agency.objects.create(office=desk.cast.office, code="H00.09", name="Địa chính")
    for user in (desk.cast.chi, desk.cast.dung):
        user.memberships.get().agencies.add(other)
    signed(desk)
    letter = desk.apology(desk.receive(agency_code="H00.09"), "approve", "sign")
    assert (letter.agency, letter.number) == (other, 1)


def test_a_letter_that_is_given_up_keeps_its_number(desk: Desk) -> None:
    letter = signed(desk)
    apology_cancel(apology_id=letter.pk, actor=desk.cast.dung, now=desk.now)
    assert signed(desk).number == 2


def test_how_the_citizen_was_told_is_kept_with_its_result(desk: Desk) -> None:
    letter = apology_send(
        apology_id=signed(desk).pk,
        actor=desk.cast.an,
        now=desk.now,
        channel="phone",
        reached=False,
    )
    desk.later(hours=1)
    apology_attempt_add(
        apology_id=letter.pk, channel="email", reached=True, actor=desk.cast.binh, now=desk.now
    )
    told = list(letter.attempts.values_list("channel", "reached", "by__username", "at"))
    assert told == [
        ("phone", False, "an", letter.sent_at),
        ("email", True, "binh", desk.now),
    ]
    event = letter.case.events.last()
    assert event is not None
    assert event.kind == "apology.attempted"
    assert (event.data["channel"], event.data["reached"]) == ("email", True)


def test_a_letter_that_was_not_sent_has_no_attempts(desk: Desk) -> None:
    letter = signed(desk)
    with pytest.raises(StateForbids, match="chưa gửi"):
        apology_attempt_add(
            apology_id=letter.pk, channel="sms", reached=True, actor=desk.cast.an, now=desk.now
        )
    assert not letter.attempts.exists()


@pytest.mark.parametrize("channel", ["pigeon", "x" * 1000, "\x00", " "])
def test_a_channel_that_is_none_changes_nothing(desk: Desk, channel: str) -> None:
    letter = signed(desk)
    before = everything_of(letter.case)
    with pytest.raises(BadInput, match="điện thoại") as refused:
        apology_send(apology_id=letter.pk, actor=desk.cast.an, now=desk.now, channel=channel)
    assert list(refused.value.errors) == ["channel"]
    assert everything_of(letter.case) == before


@pytest.mark.parametrize(
    ("who", "refusal"), [("chi", NotAllowed), ("giang", NotAllowed), ("xuan", NotFound)]
)
def test_who_does_not_send_records_no_attempt(
    desk: Desk, who: str, refusal: type[Exception]
) -> None:
    letter = desk.apology(desk.receive(), "approve", "sign", "send")
    with pytest.raises(refusal):
        apology_attempt_add(
            apology_id=letter.pk,
            channel="sms",
            reached=True,
            actor=getattr(desk.cast, who),
            now=desk.now,
        )
