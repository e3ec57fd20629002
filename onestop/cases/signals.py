"""News of cases for the rooms above.

Sent inside the transaction that wrote the `CaseEvent`s: a receiver may add rows of its own, which
then stand or fall with the events, and does everything else `on_commit`.
"""

from django.dispatch import Signal

# Arguments: events (a list of CaseEvent in the order of writing, each with `case` loaded).
case_changed = Signal()

# A case names nobody any more: whoever holds something personal of it forgets it now, inside the
# same transaction. Arguments: case_id, now.
case_anonymised = Signal()
