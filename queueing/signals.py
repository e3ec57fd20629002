"""News of the queue for the rooms above.

Sent once for each change of an office's queue, inside the transaction that wrote its `QueueEvent`s:
a receiver may add rows of its own, which then stand or fall with the events, and does everything
else `on_commit`.
"""

from django.dispatch import Signal

# Arguments: events (a list of QueueEvent of one office in their order, at least one; each with
# `ticket`, `counter` and `service` loaded where it has them).
queue_changed = Signal()
