"""Every write to the directory: one function for each, one transaction for each call."""

from onestop.directory.services.accounts import (
    FirstPassword,
    account_create,
    account_edit,
    password_reset,
)
from onestop.directory.services.changing import account_hold, actor_hold, actors_hold
from onestop.directory.services.devices import device_add, device_revoke
from onestop.directory.services.leaving import account_lock, account_move, account_unlock
from onestop.directory.services.roles import role_give, role_take
from onestop.directory.services.stand_ins import Absence, stand_in_end, stand_in_grant
from onestop.directory.services.tokens import (
    access_token_create,
    access_token_find,
    access_token_issue,
    access_token_revoke,
    access_token_use,
    access_tokens_find,
    access_tokens_seen,
    live_tokens,
    token_digest,
)

__all__ = [
    "Absence",
    "FirstPassword",
    "access_token_create",
    "access_token_find",
    "access_token_issue",
    "access_token_revoke",
    "access_token_use",
    "access_tokens_find",
    "access_tokens_seen",
    "account_create",
    "account_edit",
    "account_hold",
    "account_lock",
    "account_move",
    "account_unlock",
    "actor_hold",
    "actors_hold",
    "device_add",
    "device_revoke",
    "live_tokens",
    "password_reset",
    "role_give",
    "role_take",
    "stand_in_end",
    "stand_in_grant",
    "token_digest",
]
