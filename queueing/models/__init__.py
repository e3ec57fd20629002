"""What is stored of the queue: services, counters, number series, tickets and events."""

from queueing.models.counters import Counter, CounterService
from queueing.models.events import QueueEvent
from queueing.models.services import NumberSeries, OpeningHours, PriorityClass, Queue, Service
from queueing.models.tickets import SubmittedForm, Ticket

__all__ = [
    "Counter",
    "CounterService",
    "NumberSeries",
    "OpeningHours",
    "PriorityClass",
    "Queue",
    "QueueEvent",
    "Service",
    "SubmittedForm",
    "Ticket",
]
