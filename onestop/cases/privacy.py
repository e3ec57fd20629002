"""Personal numbers as staff see them: enough to tell people apart, not enough to use."""

IDENTITY_SHOWN = 4
PHONE_SHOWN = 3
MASK = "•"


def identity_masked(identity: str) -> str:
    """Return the number with all but its last four digits hidden."""
    return _masked(identity, IDENTITY_SHOWN)


def phone_masked(phone: str) -> str:
    """Return the number with all but its last three digits hidden."""
    return _masked(phone, PHONE_SHOWN)


def _masked(number: str, shown: int) -> str:
    hidden = max(0, len(number) - shown)
    return MASK * hidden + number[hidden:]
