"""What people type or touch on the pages of the queue, before a service sees it."""
