"""The pages of the queue: the kiosk for citizens, the counter's desk for staff."""
