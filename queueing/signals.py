"""News of the queue for the rooms above.

Sent once for each `QueueEvent`, inside the transaction that wrote it: a receiver may add rows of
its own, which then stand or fall with the event, and does everything else `on_commit`.
"""

from django.dispatch import Signal

# Arguments: event (QueueEvent, with `ticket`, `counter` and `service` loaded where it has them).
queue_changed = Signal()
