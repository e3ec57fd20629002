"""The lobby screen: its page, what it shows beside the queue, and how an office sets it."""
