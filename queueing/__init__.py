"""The queue: tickets, counters, numbering, and which ticket is called next."""
