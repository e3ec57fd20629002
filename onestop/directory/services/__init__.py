"""Every write to the directory: one function for each, one transaction for each call."""

from onestop.directory.services.tokens import access_token_issue, access_token_use, token_digest

__all__ = ["access_token_issue", "access_token_use", "token_digest"]
