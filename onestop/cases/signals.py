"""News of cases for the rooms above.

Sent once for each `CaseEvent`, inside the transaction that wrote it: a receiver may add rows of
its own, which then stand or fall with the event, and does everything else `on_commit`.
"""

from django.dispatch import Signal

# Arguments: event (CaseEvent, with `case` loaded).
case_changed = Signal()
