"""The spool brings promised slips to paper: each once, in order, whatever the printer does."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from printing.contents import job_bytes
from printing.models import Printer, PrintJob
from printing.services import RuleFacts, print_job_reprint, print_rules_set, printer_add
from printing.spool import Spool
from printing.troubles import printers_state, troubles
from queueing.services import ticket_issue
from tests.cast import Cast
from tests.printing.decoder import decode
from tests.printing.fake_printer import NO_PAPER, THROUGH_LOW, WELL, FakePrinter
from tests.printing.waiting import wait_for
from tests.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)
State = PrintJob.State


def add(cast: Cast, url: str, **facts: Any) -> Printer:
    told = {"name": "Máy 1", "roles": ["ticket"], "now": timezone.now(), **facts}
    return printer_add(office=cast.office, url=url, **told)


def issue(cast: Cast, count: int = 1) -> list[str]:
    tickets = [
        ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=timezone.now())
        for _ in range(count)
    ]
    return [ticket.number for ticket in tickets]


def states() -> list[str]:
    return list(PrintJob.objects.order_by("pk").values_list("state", flat=True))


def numbers(paper: FakePrinter) -> list[str]:
    """Return the number on each slip that came out, in order."""
    return [
        next(line.strip() for line in decode(job, 576).lines if line.strip()[1:].isdigit())
        for job in paper.jobs
    ]


@pytest.mark.usefixtures("spool")
def test_ticket_comes_out_at_once(cast: Cast, paper: FakePrinter) -> None:
    printer = add(cast, paper.url)
    issue(cast)
    wait_for(lambda: Printer.objects.get(pk=printer.pk).last_ok_at is not None)  # after the slip
    job = PrintJob.objects.get()
    assert paper.jobs == [job_bytes(job, width_dots=576, text="raster")]
    assert (job.state, job.printer, job.attempts, job.error) == (State.SENT, printer, 1, "")


def test_commit_in_this_process_wakes_it(cast: Cast, paper: FakePrinter) -> None:
    slow = Spool(pace=60)
    slow.start()
    try:
        add(cast, paper.url)
        time.sleep(0.3)
        issue(cast)
        wait_for(lambda: states() == [State.SENT], seconds=10)
    finally:
        slow.stop(timeout=10)


@pytest.mark.usefixtures("spool")
def test_order_is_kept(cast: Cast, paper: FakePrinter) -> None:
    add(cast, paper.url, text="TCVN-3")
    issued = issue(cast, 10)
    wait_for(lambda: states() == [State.SENT] * 10)
    assert numbers(paper) == issued


@pytest.mark.usefixtures("spool")
def test_absent_printer_holds_nothing_up_and_staff_see_it(cast: Cast) -> None:
    port = free_port()
    add(cast, f"escpos+tcp://127.0.0.1:{port}", text="TCVN-3")
    issued = issue(cast, 3)
    wait_for(lambda: troubles(cast.office)[0].startswith("Máy in Máy 1 không trả lời."))
    assert set(states()) <= {State.QUEUED, State.SENDING}
    (state,) = printers_state(cast.office)
    assert state.waiting == 3
    assert state.since is not None

    with FakePrinter(port) as paper:
        wait_for(lambda: states() == [State.SENT] * 3)
        assert numbers(paper) == issued
        (state,) = printers_state(cast.office)
        assert (state.trouble, state.waiting) == ("", 0)


@pytest.mark.usefixtures("spool")
def test_printer_without_paper_is_not_fed_and_recovers(cast: Cast, paper: FakePrinter) -> None:
    paper.status = NO_PAPER
    add(cast, paper.url)
    issue(cast)
    wait_for(lambda: "hết giấy" in troubles(cast.office)[0])
    assert paper.jobs == []
    paper.status = WELL
    wait_for(lambda: states() == [State.SENT])
    assert len(paper.jobs) == 1


@pytest.mark.usefixtures("spool")
def test_reset_in_the_middle_is_unknown_and_a_copy_says_so(cast: Cast, paper: FakePrinter) -> None:
    paper.break_after = [4096]
    add(cast, paper.url)
    issue(cast, 2)
    wait_for(lambda: states() == [State.UNKNOWN, State.SENT])
    assert len(paper.jobs) == 1
    lost = PrintJob.objects.earliest("pk")
    assert "ngắt kết nối" in lost.error

    Printer.objects.update(text="TCVN-3")
    print_job_reprint(job_id=lost.pk, actor=cast.an, now=timezone.now())
    wait_for(lambda: states() == [State.UNKNOWN, State.SENT, State.SENT])
    assert "BẢN SAO" in decode(paper.jobs[-1], 576).text


@pytest.mark.usefixtures("spool")
def test_trouble_clears_itself_when_nothing_waits(cast: Cast, paper: FakePrinter) -> None:
    paper.break_after = [100]
    add(cast, paper.url)
    issue(cast)
    wait_for(lambda: states() == [State.UNKNOWN])
    wait_for(lambda: Printer.objects.get().last_error == "")


@pytest.mark.usefixtures("spool")
def test_slip_that_cannot_be_made_fails_and_lets_others_pass(
    cast: Cast, paper: FakePrinter
) -> None:
    cast.civil.name = "Hộ tịch 🙂"
    cast.civil.save()
    add(cast, paper.url, text="TCVN-3")
    issue(cast)
    ticket_issue(office=cast.office, service_code="chung-thuc", actor=None, now=timezone.now())
    wait_for(lambda: states() == [State.FAILED, State.SENT])
    assert "«🙂»" in PrintJob.objects.earliest("pk").error
    assert len(paper.jobs) == 1


@pytest.mark.usefixtures("spool")
def test_number_of_an_earlier_day_is_not_printed_any_more(cast: Cast, paper: FakePrinter) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=yesterday)
    add(cast, paper.url)
    wait_for(lambda: states() == [State.FAILED])
    assert paper.connections == 0


@pytest.mark.usefixtures("spool")
def test_what_waits_goes_to_the_printer_that_is_added(cast: Cast, paper: FakePrinter) -> None:
    add(cast, f"escpos+tcp://127.0.0.1:{free_port()}", name="Hỏng")
    issue(cast)
    wait_for(lambda: troubles(cast.office))
    add(cast, paper.url, name="Mới")
    wait_for(lambda: states() == [State.SENT])
    assert PrintJob.objects.get().printer == Printer.objects.get(name="Mới")


def test_several_spools_send_nothing_twice_and_keep_the_order(
    cast: Cast, paper: FakePrinter
) -> None:
    add(cast, paper.url, text="TCVN-3")
    spools = [Spool(pace=0.02) for _ in range(3)]
    for one in spools:
        one.start()
    try:
        issued = issue(cast, 12)
        wait_for(lambda: states() == [State.SENT] * 12)
    finally:
        for one in spools:
            one.stop(timeout=20)
    assert numbers(paper) == issued


@pytest.mark.usefixtures("spool")
def test_thirty_slips_through_faults_end_sent_once_or_unknown(
    cast: Cast, paper: FakePrinter
) -> None:
    port = paper.port
    paper.break_after = [1, 10**9, 3000, 10**9, 10**9, 1500, 10**9, 10**9]
    add(cast, paper.url, text="TCVN-3")
    issued = issue(cast, 15)
    wait_for(lambda: states().count(State.SENT) > 5)
    paper.switch_off()
    issued += issue(cast, 15)
    time.sleep(0.5)
    with FakePrinter(port) as again:
        wait_for(lambda: set(states()) <= {State.SENT, State.UNKNOWN}, seconds=40)
        printed = numbers(paper) + numbers(again)
    sent = [number for number, state in zip(issued, states(), strict=True) if state == State.SENT]
    assert len(printed) == len(set(printed))
    assert [number for number in issued if number in printed] == printed
    assert set(sent) <= set(printed)


def test_stop_ends_its_threads_and_connections(cast: Cast, paper: FakePrinter) -> None:
    add(cast, paper.url)
    spool = Spool(pace=0.05)
    spool.start()
    issue(cast)
    wait_for(lambda: states() == [State.SENT])
    begun = time.monotonic()
    spool.stop(timeout=10)
    assert time.monotonic() - begun < 5


@pytest.mark.usefixtures("spool")
def test_preview_that_gets_a_role_prints_what_waited(cast: Cast) -> None:
    issue(cast)
    add(cast, "preview:")
    wait_for(lambda: states() == [State.SENT])


@pytest.mark.usefixtures("spool")
def test_the_spare_takes_over_in_order_and_gives_back(cast: Cast, paper: FakePrinter) -> None:
    paper.status = NO_PAPER
    with FakePrinter() as second:
        first = add(cast, paper.url, text="TCVN-3")
        spare = add(cast, second.url, name="Dự phòng", roles=["slip"], text="TCVN-3")
        Printer.objects.filter(pk=first.pk).update(spare=spare)
        issued = issue(cast, 4)
        wait_for(lambda: states() == [State.SENT] * 4)
        assert numbers(second) == issued
        assert "Tạm in ở Dự phòng." in troubles(cast.office)[0]
        paper.status = WELL
        wait_for(lambda: not troubles(cast.office))
        later = issue(cast)
        wait_for(lambda: states() == [State.SENT] * 5)
    assert numbers(paper) == later


@pytest.mark.usefixtures("spool")
def test_an_idle_printer_that_runs_out_of_paper_is_shown_at_once(
    cast: Cast, paper: FakePrinter
) -> None:
    paper.status = WELL
    add(cast, paper.url)
    issue(cast)
    wait_for(lambda: Printer.objects.get().answers)
    paper.status = NO_PAPER
    wait_for(lambda: "hết giấy" in "".join(troubles(cast.office)), seconds=5)
    assert len(paper.jobs) == 1


@pytest.mark.usefixtures("spool")
def test_a_printer_that_confirms_is_remembered(cast: Cast, paper: FakePrinter) -> None:
    paper.status, paper.through = WELL, THROUGH_LOW
    printer = add(cast, paper.url)
    issue(cast)
    wait_for(lambda: "sắp hết giấy" in Printer.objects.get(pk=printer.pk).warning)  # noted last
    printer.refresh_from_db()
    assert (printer.answers, printer.confirms) == (True, True)
    assert (states(), PrintJob.objects.get().confirmed) == ([State.SENT], True)


@pytest.mark.usefixtures("spool")
def test_what_a_rule_sends_elsewhere_comes_out_there_as_often_as_it_says(
    cast: Cast, paper: FakePrinter
) -> None:
    add(cast, "preview:")
    named = add(cast, paper.url, name="Máy 2", roles=["letter"], text="TCVN-3")
    rule = RuleFacts("ticket.issued", "ticket", named.pk, 2)
    print_rules_set(office=cast.office, rules=[rule], actor=cast.quan, now=timezone.now())
    issued = issue(cast)
    wait_for(lambda: states() == [State.SENT] * 2)
    assert numbers(paper) == issued * 2
