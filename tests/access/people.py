"""Everybody who may knock: an account of each role, a foreign office's with all roles, nobody."""

from dataclasses import dataclass
from datetime import datetime

from displays.lobby.corner import Kind
from displays.models import LobbyCorner, LobbyNotice, LobbyPosting
from onestop.cases.models import (
    Apology,
    Case,
    CasePaper,
    HandOver,
    HandOverBatch,
    Opinion,
    Recomputation,
)
from onestop.cases.services import batch_create, opinions_ask, recomputation_ask, scan_add
from onestop.cases.states import CaseState
from onestop.catalogue.causes import CalendarCause
from onestop.catalogue.models import Workflow
from onestop.catalogue.services import workflow_draft
from onestop.directory.models import Membership, StandIn, User
from onestop.directory.rights import DEVICES, MATRIX, Right, Role
from onestop.directory.routes import Entry
from onestop.directory.services import access_token_issue
from printing.models import Printer, PrintJob
from printing.services import printer_add
from printing.services.stations import station_sender
from queueing.models import Appointment, QueueEvent, Ticket
from queueing.tokens import ticket_token
from tests.cases.desk import Desk
from tests.cases.scans import picture
from tests.cast import Cast, make_user
from tests.queueing.appointing import book, takes_appointments
from tests.queueing.day import Day

NOBODY = "nobody"
FOREIGN = "foreign"
CALLED_AT = 10**6  # the sequence of a call
PROCESSING, COMPLETED = CaseState.PROCESSING, CaseState.COMPLETED


@dataclass(frozen=True)
class Knocker:
    """Who knocks: the account and its token; both None for nobody."""

    name: str
    user: User | None
    token: str | None
    rights: frozenset[Right]

    @property
    def is_device(self) -> bool:
        """Tell whether it is a machine: it comes in by its token and never by a session."""
        return self.user is not None and self.user.is_device

    def may_enter(self, entry: Entry) -> bool:
        """Tell what the matrix says, by the roles alone."""
        if entry.who == "right":
            return entry.opens_to(self.rights)
        return entry.who == "anyone" or self.user is not None


@dataclass(frozen=True)
class Scene:
    """The office with one of everything that a route may name, and who knocks."""

    cast: Cast
    case: Case
    apology: Apology
    ticket: Ticket
    job: PrintJob
    printer: Printer
    stand_in: StandIn
    appointment: Appointment
    opinion: Opinion
    # A dossier on its way to the agency, and one on its way back to the office.
    to_agency: HandOver
    to_office: HandOver
    recomputation: Recomputation
    draft: Workflow
    # A slip that the print station has fetched.
    at_station: PrintJob
    knockers: list[Knocker]

    def _on_its_way(self, name: str, knocker: Knocker) -> HandOver | HandOverBatch:
        """Return the hand-over, or its batch, that comes to where the account works."""
        receives = Right.CASE_RECEIVE in knocker.rights
        row = self.to_office if receives else self.to_agency
        if name == "batch_id" and row.batch is not None:
            return row.batch
        return row

    def _job_for(self, route: str) -> PrintJob:
        """Return the slip of the office, or the one that the print station has fetched."""
        return self.at_station if "print-station" in route else self.job

    def argument(self, name: str, route: str, knocker: Knocker) -> str:
        """Return what stands for the parameter of a route; KeyError: say it here."""
        if name == "token_id":  # one's own
            return str(knocker.user.access_tokens.get().pk) if knocker.user else "1"
        if name == "device_id":
            devices = [one.user for one in self.knockers if one.name == Role.SCREEN]
            return str(devices[0].pk if devices[0] else 0)
        if name == "code" and "admin/queue" in route:
            return self.cast.civil.code if "services" in route else self.cast.elderly.code
        if name == "number" and "admin/lobby" in route:
            kind = LobbyNotice if "notices" in route else LobbyPosting
            return str(kind.objects.get().pk)
        if name in {"hand_over_id", "batch_id"}:
            return str(self._on_its_way(name, knocker).pk)
        arguments = {
            "office_code": self.cast.office.code,
            "office": self.cast.office.code,
            "service_code": self.cast.civil.code,
            "token": ticket_token(self.ticket.pk),
            "counter_id": str(self.cast.counter_1.pk),
            "number": str(self.cast.counter_1.pk),
            "position": "1",
            "account_id": str(self.cast.an.pk),
            "membership_id": str(self.cast.an.memberships.get().pk),
            "ticket_id": str(self.ticket.pk),
            "code": self.case.code,
            "apology_id": str(self.apology.pk),
            "action": "start" if "ticket_id" in route else "open",
            "move": "approve" if "apologies" in route else "confirm",
            "opinion_id": str(self.opinion.pk),
            "name": "receipt" if "documents" in route else "start_processing",
            "document": "receipt",
            "printer_id": str(self._job_for(route).printer_id),
            "job_id": str(self._job_for(route).pk),
            "stand_in_id": str(self.stand_in.pk),
            "appointment_id": str(self.appointment.pk),
            "seq": str(CALLED_AT),
            "language": "vi",
            "words": "whole",
            "digest": "a" * 32,
            "year": "2026",
            "recomputation_id": str(self.recomputation.pk),
            "procedure_id": str(self.cast.guardianship.pk),
            "workflow_id": str(self.draft.pk),
            "step_id": str(self.draft.steps.all()[1].pk),
        }
        return arguments[name]


def make_scene(cast: Cast, now: datetime) -> Scene:
    """Store one of everything and return it."""
    printer = printer_add(
        office=cast.office, name="Xem trước", url="preview:", roles=["ticket", "slip"], now=now
    )
    desk, day = Desk(cast, now), Day(cast, now)
    takes_appointments(day)
    _lobby(cast, now)
    case = desk.receive()
    apology = desk.apology(case)
    CasePaper.objects.create(case=case, position=1, name="Tờ khai")
    scan_add(code=case.code, position=1, content=picture(), name="a.png", actor=cast.an, now=now)
    ticket = day.issue()
    job = PrintJob.objects.filter(document="receipt").get()
    stand_in = StandIn.objects.create(
        absent=cast.chi,
        deputy=cast.an,
        office=cast.office,
        first_day=now.date(),
        last_day=now.date(),
        reason="Nghỉ phép",
        granted_by=cast.quan,
        granted_at=now,
    )
    processed, returning = (desk.case_in(state) for state in (PROCESSING, COMPLETED))
    knockers = [_of_role(cast, role, now) for role in Role]
    return Scene(
        cast,
        case,
        apology,
        ticket,
        job,
        printer,
        stand_in,
        book(day),
        _asked(desk, processed),
        _given(desk, case, cast.an),
        _given(desk, returning, cast.chi),
        recomputation_ask(office=cast.office, cause=CalendarCause.ASKED, actor=cast.quan, now=now),
        workflow_draft(procedure_id=cast.birth.pk, actor=cast.quan, now=now),
        _fetched(cast, next(one for one in knockers if one.name == Role.PRINT_STATION), now),
        [*knockers, _foreign(cast, now), Knocker(NOBODY, None, None, frozenset())],
    )


def _fetched(cast: Cast, station: Knocker, now: datetime) -> PrintJob:
    """Return a slip that the print station has fetched for its printer."""
    printer = printer_add(
        office=cast.office, name="Ở trạm", url="escpos+usb://04b8:0e15", roles=[], now=now
    )
    Printer.objects.filter(pk=printer.pk).update(station=station.user)
    assert station.user is not None
    return PrintJob.objects.create(
        office=cast.office,
        printer=printer,
        role="slip",
        document=PrintJob.Document.TEST,
        subject=printer.pk,
        state=PrintJob.State.SENDING,
        sender=station_sender(station.user),
        created_at=now,
        due_at=now,
    )


def _lobby(cast: Cast, now: datetime) -> None:
    """Store a call, and one of everything that a lobby screen shows beside it."""
    QueueEvent.objects.create(
        office=cast.office,
        seq=CALLED_AT,
        kind=QueueEvent.Kind.TICKET_CALLED,
        at=now,
        counter=cast.counter_1,
        number="A001",
    )
    LobbyCorner.objects.create(office=cast.office, kind=Kind.PNG, digest="a" * 32, content=b"-")
    LobbyNotice.objects.create(office=cast.office, text="Nghỉ chiều thứ Sáu")
    LobbyPosting.objects.create(office=cast.office, title="Nội quy", body="Giữ trật tự.")


def _asked(desk: Desk, case: Case) -> Opinion:
    """Return an opinion that Chi has asked of her own agency."""
    (opinion,) = opinions_ask(
        code=case.code,
        agencies=[case.agency.code],
        question="Có ý kiến gì không?",
        actor=desk.cast.chi,
        now=desk.now,
    )
    return opinion


def _given(desk: Desk, case: Case, by: User) -> HandOver:
    """Return the hand-over of the case in a batch that was just given off."""
    batch = batch_create(
        office=desk.cast.office, codes=[case.code], key=case.code, actor=by, now=desk.now
    )
    return batch.hand_overs.select_related("batch").get()


def _of_role(cast: Cast, role: Role, now: datetime) -> Knocker:
    user = make_user(f"the-{role}", f"The {role}", cast.office, role)
    cast.counter_1.staff.add(user)  # so that the right alone decides
    return Knocker(str(role), user, access_token_issue(user=user, now=now), MATRIX[role])


def _foreign(cast: Cast, now: datetime) -> Knocker:
    user = make_user(FOREIGN, "Foreign", cast.other_office, Role.OFFICE_ADMIN)
    # Who keeps the system administers every office's accounts; who is a device is no person.
    for role in set(Role) - {Role.OFFICE_ADMIN, Role.SYSTEM_ADMIN} - DEVICES:
        Membership.objects.create(user=user, office=cast.other_office, role=role)
    of_people = frozenset(Right) - {Right.DEVICE_REPORT, Right.PRINT_FETCH, Right.RATING_GIVE}
    return Knocker(FOREIGN, user, access_token_issue(user=user, now=now), of_people)
