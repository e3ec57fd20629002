"""News of cases for the rooms above.

Sent once for each `CaseEvent`, inside the transaction that wrote it: a receiver may add rows of
its own, which then stand or fall with the event, and does everything else `on_commit`.
"""

from django.dispatch import Signal

# Arguments: event (CaseEvent, with `case` loaded).
case_changed = Signal()

# A case names nobody any more: whoever holds something personal of it forgets it now, inside the
# same transaction. Arguments: case_id, now.
case_anonymised = Signal()
