"""How an office arranges its queue: services, counters, priority classes, rule and hours.

Each write names the version of the settings that was seen: of two administrators at once the
second is told, and nothing is lost.
"""

from queueing.services.arranging.counters import counter_arrange
from queueing.services.arranging.priorities import priority_class_arrange
from queueing.services.arranging.rule import dispatch_rule_set, opening_hours_set
from queueing.services.arranging.services import service_arrange

__all__ = [
    "counter_arrange",
    "dispatch_rule_set",
    "opening_hours_set",
    "priority_class_arrange",
    "service_arrange",
]
