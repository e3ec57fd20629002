"""The administrator sets the queue, sees what it means, and does not overwrite a colleague."""

from django.test import Client

from onestop.directory.models import AuditEvent, User
from queueing.models import Queue
from tests.queueing.day import Day
from tests.queueing.pages.window import words

PAGE = "/admin/queue/rules/"
USUAL = {
    "priority_turns": 2,
    "longest_wait": 45,
    "appointment_early": 10,
    "appointment_late": 15,
    "recall_pause": 5,
    "grace": 15,
}
SEEN = "-".join(str(value) for value in USUAL.values())


def browser(user: User) -> Client:
    """Return the account's browser."""
    client = Client()
    client.force_login(user)
    return client


def test_the_page_says_what_the_settings_mean(day: Day) -> None:
    page = words(browser(day.cast.quan).get(PAGE).content.decode())
    assert "Sau 2 lượt ưu tiên có 1 lượt thường, không ai chờ quá 45 phút vì ưu tiên." in page


def test_a_preview_says_what_would_be_and_stores_nothing(day: Day) -> None:
    typed = {**USUAL, "priority_turns": 3, "seen": SEEN, "preview": "1"}
    answer = browser(day.cast.quan).post(PAGE, typed)
    assert "Sau 3 lượt ưu tiên" in words(answer.content.decode())
    assert Queue.objects.get(office=day.cast.office).priority_turns == 2


def test_what_is_stored_is_in_the_audit(day: Day) -> None:
    answer = browser(day.cast.quan).post(PAGE, {**USUAL, "longest_wait": 30, "seen": SEEN})
    assert answer.status_code == 302
    assert Queue.objects.get(office=day.cast.office).longest_wait == 30
    event = AuditEvent.objects.get(action="queue.configured")
    assert (event.before, event.after) == ({"longest_wait": 45}, {"longest_wait": 30})


def test_the_second_of_two_administrators_is_told(day: Day) -> None:
    Queue.objects.filter(office=day.cast.office).update(longest_wait=60)
    answer = browser(day.cast.quan).post(PAGE, {**USUAL, "longest_wait": 30, "seen": SEEN})
    assert answer.status_code == 409
    assert "Người khác vừa đổi các cài đặt này" in words(answer.content.decode())
    assert Queue.objects.get(office=day.cast.office).longest_wait == 60


def test_what_is_out_of_bounds_is_refused_by_its_field(day: Day) -> None:
    for wrong in ("-1", "481", "x", "\x00", "9" * 5000):
        answer = browser(day.cast.quan).post(PAGE, {**USUAL, "longest_wait": wrong, "seen": SEEN})
        assert answer.status_code == 422
    assert Queue.objects.get(office=day.cast.office).longest_wait == 45


def test_only_who_manages_the_office_enters(day: Day) -> None:
    for user in (day.cast.an, day.cast.chi, day.cast.dung, day.cast.giang):
        assert browser(user).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
