"""What is stored of the queue: services, counters, numbers, tickets, appointments, events."""

from queueing.models.appointments import Appointment
from queueing.models.counters import Counter, CounterService
from queueing.models.devices import DeviceCounter
from queueing.models.events import QueueEvent
from queueing.models.services import NumberSeries, OpeningHours, PriorityClass, Queue, Service
from queueing.models.tickets import SubmittedForm, Ticket

__all__ = [
    "Appointment",
    "Counter",
    "CounterService",
    "DeviceCounter",
    "NumberSeries",
    "OpeningHours",
    "PriorityClass",
    "Queue",
    "QueueEvent",
    "Service",
    "SubmittedForm",
    "Ticket",
]
