"""The named cast: one office with its people, whose rights are stated here once.

An (an) and Bình (binh) receive citizens at counters 1 and 2, Chi (chi) is a specialist of the
justice agency, Dũng (dung) leads it, Giang (giang) supervises, Quân (quan) administers. Xuân
(xuan) receives citizens at another office, whose things must never be seen in the first.
"""

from dataclasses import dataclass
from datetime import time

from onestop.catalogue.models import (
    DeadlineHours,
    Field,
    Procedure,
    ProcedurePaper,
)
from onestop.directory.models import Agency, Membership, Office, User
from onestop.directory.rights import Role
from queueing.models import Counter, PriorityClass, Queue, Service
from tests.catalogue.processes import make_workflow


@dataclass
class Cast:
    """Everything that a test may name."""

    office: Office
    agency: Agency
    an: User
    binh: User
    chi: User
    dung: User
    giang: User
    quan: User
    civil: Service
    certify: Service
    elderly: PriorityClass
    counter_1: Counter
    counter_2: Counter
    birth: Procedure  # same day
    guardianship: Procedure  # 3 working days
    untimed: Procedure  # no processing time known
    other_office: Office
    xuan: User


def make_user(username: str, full_name: str, office: Office, role: Role) -> User:
    """Return an account with one role; tests sign it in without a password."""
    user = User(username=username, full_name=full_name)
    user.set_unusable_password()
    user.save()
    membership = Membership.objects.create(user=user, office=office, role=role)
    if role in {Role.SPECIALIST, Role.LEADER}:
        membership.agencies.set(office.agencies.all())
    return user


def make_office(code: str, name: str, agency_code: str) -> tuple[Office, Agency]:
    """Return an office with one agency, a queue and the usual deadline hours."""
    office = Office.objects.create(
        code=code,
        name=name,
        parent_name="ỦY BAN NHÂN DÂN XÃ MẪU",
        place="Xã Mẫu",
        address="Số 1, đường Mẫu",
        phone="0200 000 000",
    )
    agency = Agency.objects.create(office=office, code=agency_code, name="Tư pháp – Hộ tịch")
    Queue.objects.create(office=office)
    for weekday in range(5):
        for opens, closes in ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))):
            DeadlineHours.objects.create(office=office, weekday=weekday, opens=opens, closes=closes)
    return office, agency


def make_default_steps() -> None:
    """Store the default process and papers, which serve procedures without their own."""
    steps = (
        ("Tiếp nhận", Role.RECEPTIONIST, 10),
        ("Thẩm định", Role.SPECIALIST, 60),
        ("Phê duyệt", Role.LEADER, 20),
        ("Trả kết quả", Role.RECEPTIONIST, 10),
    )
    make_workflow(*steps)
    ProcedurePaper.objects.create(position=1, name="Tờ khai theo mẫu")
    ProcedurePaper.objects.create(position=2, name="Giấy ủy quyền (nếu có)", required=False)


def make_cast() -> Cast:
    """Store the cast and return it."""
    office, agency = make_office("mau", "Trung tâm Phục vụ hành chính công xã Mẫu", "H00.01")
    other_office, _ = make_office("khac", "Trung tâm Phục vụ hành chính công xã Khác", "H00.02")
    make_default_steps()
    field = Field.objects.create(name="Hộ tịch")
    birth = Procedure.objects.create(
        code="1.001193", name="Đăng ký khai sinh", field=field, processing_value=0
    )
    guardianship = Procedure.objects.create(
        code="1.004837", name="Đăng ký giám hộ", field=field, processing_value=3
    )
    untimed = Procedure.objects.create(
        code="3.000323", name="Đăng ký giám sát việc giám hộ", field=field
    )
    civil = Service.objects.create(
        office=office, code="ho-tich", name="Hộ tịch", letter="A", position=1
    )
    civil.procedures.set([birth, guardianship, untimed])
    certify = Service.objects.create(
        office=office, code="chung-thuc", name="Chứng thực", letter="B", position=2
    )
    an = make_user("an", "Trần Thị An", office, Role.RECEPTIONIST)
    binh = make_user("binh", "Lê Văn Bình", office, Role.RECEPTIONIST)
    counters = []
    for position, user in enumerate((an, binh), start=1):
        counter = Counter.objects.create(office=office, name=f"Quầy {position}", position=position)
        counter.services.set([civil, certify])
        counter.staff.set([user])
        counters.append(counter)
    return Cast(
        office=office,
        agency=agency,
        an=an,
        binh=binh,
        chi=make_user("chi", "Phạm Thị Chi", office, Role.SPECIALIST),
        dung=make_user("dung", "Nguyễn Tiến Dũng", office, Role.LEADER),
        giang=make_user("giang", "Võ Hoàng Giang", office, Role.SUPERVISOR),
        quan=make_user("quan", "Đỗ Minh Quân", office, Role.OFFICE_ADMIN),
        civil=civil,
        certify=certify,
        elderly=PriorityClass.objects.create(
            office=office, code="nguoi-cao-tuoi", name="Người cao tuổi"
        ),
        counter_1=counters[0],
        counter_2=counters[1],
        birth=birth,
        guardianship=guardianship,
        untimed=untimed,
        other_office=other_office,
        xuan=make_user("xuan", "Hồ Thị Xuân", other_office, Role.RECEPTIONIST),
    )


def administer_all(cast: Cast) -> User:
    """Let Quân administer the other office too, and return him as he is then."""
    Membership.objects.get_or_create(
        user=cast.quan, office=cast.other_office, role=Role.OFFICE_ADMIN
    )
    cast.quan = User.objects.get(pk=cast.quan.pk)
    return cast.quan
