"""Whether a service gives tickets now and, if not, why and what the citizen can do."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.words import moment
from onestop.clock.trail import WEEKDAYS
from onestop.directory.models import Office
from queueing.models import OpeningHours, Service, Ticket
from queueing.opening import Hours, is_open, next_opening


def opening_hours(office: Office) -> list[Hours]:
    """Return the office's opening hours in their order; one query."""
    rows = OpeningHours.objects.filter(office=office).values_list("weekday", "opens", "closes")
    return [Hours(*row) for row in rows]


def hours_said(hours: Iterable[Hours]) -> list[tuple[str, str]]:
    """Return each weekday that has hours with them, such as ("thứ Hai", "07:30–11:30")."""
    by_day = groupby(sorted(hours), key=lambda one: one.weekday)
    return [
        (_(WEEKDAYS[weekday]), ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in of_day))
        for weekday, of_day in by_day
    ]


def closed_sentence(office: Office, at: datetime) -> str:
    """Return why the office gives no tickets at `at` and when it will again; "" while it does."""
    hours, local = opening_hours(office), timezone.localtime(at)
    if is_open(hours, local):
        return ""
    opens = next_opening(hours, local)
    if opens is None:
        return _("Hiện chưa đến giờ lấy số.")
    sentence = _("Hiện chưa đến giờ lấy số. Lấy số lại từ %(when)s.")
    return sentence % {"when": moment(opens)}


class Availability:
    """Which of the services give tickets at a moment; two queries at most, however many services.

    The tickets of the date are counted only for services with a capacity.
    """

    def __init__(self, office: Office, services: Iterable[Service], at: datetime) -> None:
        self._closed = closed_sentence(office, at)
        limited = [one for one in services if one.capacity is not None]
        self._taken = {} if self._closed else dict(_taken(limited, at))

    def why_not(self, service: Service) -> str:
        """Return the sentence that says why the service gives no ticket; "" if it does."""
        return self._closed or _sentence(service, self._taken.get(service.pk, 0))

    def give(self, service: Service) -> None:
        """Count a ticket that is given now."""
        self._taken[service.pk] = self._taken.get(service.pk, 0) + 1


def reasons_not_to_issue(
    office: Office, services: Iterable[Service], at: datetime
) -> Mapping[int, str]:
    """Return for each service that gives no ticket at `at` the sentence that says why."""
    listed = list(services)
    availability = Availability(office, listed, at)
    said = ((one.pk, availability.why_not(one)) for one in listed)
    return {pk: sentence for pk, sentence in said if sentence}


def _sentence(service: Service, taken: int) -> str:
    if not service.active:
        return service.message or _("Tạm ngừng nhận, xin hỏi cán bộ hướng dẫn.")
    if service.capacity is not None and taken >= service.capacity:
        return (
            f"{_full(service.capacity)} {service.message or _('Xin quay lại ngày làm việc sau.')}"
        )
    return ""


def _full(capacity: int) -> str:
    if capacity == 0:
        return _("Hôm nay không cấp số.")
    return _("Hôm nay đã hết %(capacity)d lượt.") % {"capacity": capacity}


def _taken(limited: list[Service], at: datetime) -> Mapping[int, int]:
    """Return how many tickets of the date each service with a capacity has given."""
    if not limited:
        return {}
    today = Ticket.objects.filter(service__in=limited, day=timezone.localdate(at))
    return dict(today.order_by().values_list("service_id").annotate(Count("pk")))
