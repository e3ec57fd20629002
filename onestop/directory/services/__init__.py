"""Every write to the directory: one function for each, one transaction for each call."""

from onestop.directory.services.stand_ins import Absence, stand_in_end, stand_in_grant
from onestop.directory.services.tokens import access_token_issue, access_token_use, token_digest

__all__ = [
    "Absence",
    "access_token_issue",
    "access_token_use",
    "stand_in_end",
    "stand_in_grant",
    "token_digest",
]
