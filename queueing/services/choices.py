"""What a ticket may be asked for in an office: a service, a priority class, a case, a time."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.directory.models import Office
from onestop.directory.refusals import BadInput
from queueing.models import PriorityClass, Service
from queueing.services.inputs import LONGEST_CASE_CODE, line_of_text


class Choices:
    """The office's services and priority classes; each list is read once, when it is needed."""

    def __init__(self, office: Office) -> None:
        self.office = office

    @cached_property
    def services(self) -> list[Service]:
        """Return every service of the office, also those that are closed."""
        found = list(self.office.services.all())
        for one in found:
            one.office = self.office
        return found

    @cached_property
    def classes(self) -> list[PriorityClass]:
        """Return the priority classes that are in use."""
        return list(self.office.priority_classes.filter(active=True))

    def service(self, code: str) -> Service:
        """Return the service with this code if it is open; else `BadInput` says which are."""
        found = next((one for one in self.services if one.code == code), None)
        if found is not None and found.active:
            return found
        problem = (
            (
                _("Dịch vụ “%(name)s” đang đóng.") % {"name": found.name} + f" {found.message}"
            ).strip()
            if found
            else _("Không có dịch vụ này.")
        )
        open_ones = _listed(one for one in self.services if one.active)
        raise BadInput.field(
            "service", f"{problem} " + _("Đang mở: %(codes)s.") % {"codes": open_ones}
        )

    def priority(self, code: str | None) -> PriorityClass | None:
        """Return the priority class with this code, None without one; else `BadInput`."""
        if code is None:
            return None
        for one in self.classes:
            if one.code == code:
                return one
        raise BadInput.field(
            "priority",
            _("Không có đối tượng ưu tiên này. Đang dùng: %(codes)s.")
            % {"codes": _listed(self.classes)},
        )


def _listed(choices: Iterable[Service | PriorityClass]) -> str:
    return ", ".join(f"{one.code} ({one.name})" for one in choices) or "–"


def case_asked(office: Office, code: str | None) -> Case | None:
    """Return the office's case with this code, None without one; else `BadInput`."""
    if code is None:
        return None
    text = line_of_text("case", code, longest=LONGEST_CASE_CODE)
    case = Case.objects.filter(office=office, code=text).first()
    if case is None:
        raise BadInput.field("case", _("Không có hồ sơ này ở đây. Hãy xem lại mã trên giấy hẹn."))
    return case


def appointment_asked(at: datetime | None, today: date) -> datetime | None:
    """Return the time of the appointment, local where it has no offset; it must be today's."""
    if at is None:
        return None
    if not datetime(2000, 1, 1) < at.replace(tzinfo=None) < datetime(2200, 1, 1):  # noqa: DTZ001
        raise BadInput.field("appointment_at", _("Giờ hẹn phải là của hôm nay."))
    aware = timezone.make_aware(at) if timezone.is_naive(at) else at
    if timezone.localdate(aware) != today:
        raise BadInput.field("appointment_at", _("Giờ hẹn phải là của hôm nay."))
    return aware


def language_asked(code: str) -> str:
    """Return the code of a language that the office speaks; else `BadInput`."""
    known = [one for one, _name in settings.LANGUAGES]
    if code not in known:
        raise BadInput.field("language", _("Phải là: %(codes)s.") % {"codes": ", ".join(known)})
    return code
