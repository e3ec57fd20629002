"""Fills an empty data folder with the office `demo`, so that everything can be tried at once.

Demo accounts (password `demo`) come only from here, and only when `serve --demo` asks for it.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onestop.catalogue.importers import (
    days_off_import,
    defaults_ensure,
    procedures_import,
)
from onestop.catalogue.models import DeadlineHours, Procedure
from onestop.catalogue.rows import DAYS_OFF_FILE, PROCEDURES_FILE
from onestop.directory.models import Agency, Membership, Office, User
from onestop.directory.rights import Role
from printing.services import printer_add
from queueing.models import Counter, PriorityClass, Queue, Service

PASSWORD = "demo"  # noqa: S105 (the contract names it; only a demo has these accounts)
WORKING_DAYS = range(5)
HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))

AGENCIES = (
    ("H00.01", "Tư pháp – Hộ tịch"),
    ("H00.02", "Phòng Kinh tế"),
    ("H00.03", "Phòng Văn hóa – Xã hội"),
    ("H00.04", "Công an xã"),
)


@dataclass(frozen=True)
class DemoService:
    """A queue service of the demo and the fields of procedures that it takes."""

    code: str
    name: str
    words: str
    name_en: str
    letter: str
    fields: tuple[str, ...]
    returns_results: bool = False


SERVICES = (
    DemoService(
        "ho-tich",
        "Hộ tịch",
        "Khai sinh, kết hôn, khai tử",
        "Birth, marriage, death",
        "A",
        (
            "Hộ tịch",
            "Nuôi con nuôi",
            "Liên thông hộ tịch – cư trú – BHYT",
            "Liên thông hộ tịch – cư trú – BTXH",
        ),
    ),
    DemoService(
        "chung-thuc",
        "Chứng thực",
        "Chứng thực, sao y",
        "Certified copies",
        "B",
        ("Chứng thực",),
    ),
    DemoService(
        "cu-tru",
        "Cư trú",
        "Thường trú, tạm trú",
        "Residence",
        "C",
        ("Đăng ký, quản lý cư trú",),
    ),
    DemoService(
        "kinh-doanh",
        "Kinh doanh",
        "Hộ kinh doanh",
        "Business",
        "D",
        ("Thành lập và hoạt động hộ kinh doanh",),
    ),
    DemoService(
        "dat-dai",
        "Đất đai",
        "Đất đai, xây dựng",
        "Land, building",
        "E",
        ("Đất đai", "Hoạt động xây dựng"),
    ),
    DemoService(
        "chinh-sach",
        "Chính sách",
        "Chính sách, trợ cấp",
        "Social support",
        "G",
        ("Bảo trợ xã hội", "Giảm nghèo", "Người có công", "Hòa giải ở cơ sở", "Giáo dục"),
    ),
    DemoService(
        "tra-ket-qua",
        "Trả kết quả",
        "Nhận kết quả",
        "Collect a result",
        "T",
        (),
        returns_results=True,
    ),
)

PRIORITY_CLASSES = (
    ("nguoi-cao-tuoi", "Người cao tuổi", "Older people"),
    ("phu-nu-mang-thai", "Phụ nữ mang thai", "Pregnant women"),
    ("nguoi-khuyet-tat", "Người khuyết tật", "People with disabilities"),
)


@dataclass(frozen=True)
class Person:
    """An account of the demo."""

    username: str
    full_name: str
    title: str
    role: Role


# Receptionists are made with the counters, one for each.
STAFF = (
    Person("chuyenvien", "Phạm Thị Hà", "Chuyên viên", Role.SPECIALIST),
    Person("lanhdao", "Nguyễn Quốc Thịnh", "Giám đốc", Role.LEADER),
    Person("giamsat", "Vũ Hoài Nam", "Giám sát viên", Role.SUPERVISOR),
    Person("quantri", "Đặng Minh Khôi", "Quản trị viên", Role.OFFICE_ADMIN),
    Person("hethong", "Lý Thu Hương", "Quản trị viên hệ thống", Role.SYSTEM_ADMIN),
)
RECEPTIONISTS = (
    "Trần Thị Lan",
    "Lê Văn Tâm",
    "Bùi Thu Thảo",
    "Hoàng Đức Anh",
    "Ngô Thị Yến",
    "Phan Gia Bảo",
)


def demo_fill(*, counters: int, now: datetime) -> bool:
    """Fill an empty database with the demo office; return False, changing nothing, on a filled one.

    `counters` counters each serve every service and have one receptionist, `tiepnhan1` and so on.
    """
    with transaction.atomic():
        if Office.objects.exists():
            return False
        defaults_ensure()
        days_off_import(DAYS_OFF_FILE, now=now)
        procedures_import(PROCEDURES_FILE, now=now)
        office = _office()
        services = _services(office)
        password = make_password(PASSWORD)
        for person in STAFF:
            _account(office, person, password)
        _counters(office, services, counters, password)
        printer_add(
            office=office,
            name="Xem trước",
            url="preview:",
            roles=["ticket", "slip", "letter"],
            now=now,
        )
    return True


def _office() -> Office:
    office = Office.objects.create(
        code="demo",
        name="Trung tâm Phục vụ hành chính công xã Mẫu",
        parent_name="ỦY BAN NHÂN DÂN XÃ MẪU",
        place="Xã Mẫu",
        address="Số 1, đường Mẫu, xã Mẫu",
        phone="0200 000 000",
    )
    for code, name in AGENCIES:
        Agency.objects.create(office=office, code=code, name=name)
    for weekday in WORKING_DAYS:
        for opens, closes in HOURS:
            DeadlineHours.objects.create(office=office, weekday=weekday, opens=opens, closes=closes)
    Queue.objects.create(office=office)
    for position, (code, name, name_en) in enumerate(PRIORITY_CLASSES, start=1):
        PriorityClass.objects.create(
            office=office, code=code, name=name, name_en=name_en, position=position
        )
    return office


def _services(office: Office) -> list[Service]:
    services = []
    for position, one in enumerate(SERVICES, start=1):
        service = Service.objects.create(
            office=office,
            code=one.code,
            name=one.name,
            words=one.words,
            name_en=one.name_en,
            letter=one.letter,
            position=position,
            returns_results=one.returns_results,
            slot_places=0 if one.returns_results else 2,
        )
        service.procedures.set(Procedure.objects.filter(field__name__in=one.fields))
        services.append(service)
    return services


def _account(office: Office, person: Person, password: str) -> User:
    user = User.objects.create(
        username=person.username,
        full_name=person.full_name,
        title=person.title,
        password=password,
    )
    membership = Membership.objects.create(user=user, office=office, role=person.role)
    if person.role in {Role.SPECIALIST, Role.LEADER}:
        membership.agencies.set(office.agencies.all())
    return user


def _counters(office: Office, services: list[Service], counters: int, password: str) -> None:
    for number in range(1, counters + 1):
        name = RECEPTIONISTS[(number - 1) % len(RECEPTIONISTS)]
        person = Person(f"tiepnhan{number}", name, "Cán bộ tiếp nhận", Role.RECEPTIONIST)
        user = _account(office, person, password)
        side = Counter.Side.LEFT if number <= counters // 2 else Counter.Side.RIGHT
        counter = Counter.objects.create(
            office=office, name=f"Quầy {number}", position=number, side=side
        )
        counter.services.set(services)
        counter.staff.set([user])
