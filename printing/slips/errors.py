"""Why a slip cannot be made."""


class SlipError(Exception):
    """There are no right bytes for this slip; the sentence tells staff why and what to do."""
