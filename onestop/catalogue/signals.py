"""News of the catalogue for the rooms above.

Sent inside the transaction that made the change: a receiver may add rows of its own, which then
stand or fall with it, and does everything else `on_commit`.
"""

from django.dispatch import Signal

# The deadline calendar was edited: due dates may have moved. Arguments: days (tuple of the dates,
# in order; empty: any day), office (whose; None: everybody's), cause (`CalendarCause`), name (what
# the day is called, or ""), actor (who edited it, or None), now.
calendar_changed = Signal()

# A procedure has a further version: whoever offers the one before offers this one too.
# Arguments: version, before (two `Procedure`s).
procedure_version_opened = Signal()
