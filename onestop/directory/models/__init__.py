"""What is stored of offices, accounts, roles, tokens, and of who did what."""

from onestop.directory.models.accounts import Membership, User
from onestop.directory.models.audit import AuditEvent, AuditSeal, AuditValue
from onestop.directory.models.devices import Device, DeviceEnrolment
from onestop.directory.models.offices import Agency, Office
from onestop.directory.models.retention import RetentionRules
from onestop.directory.models.sign_in import AuthenticatorApp, BackupCode, LiveSession
from onestop.directory.models.stand_ins import StandIn
from onestop.directory.models.tokens import AccessToken, RepeatableRequest

__all__ = [
    "AccessToken",
    "Agency",
    "AuditEvent",
    "AuditSeal",
    "AuditValue",
    "AuthenticatorApp",
    "BackupCode",
    "Device",
    "DeviceEnrolment",
    "LiveSession",
    "Membership",
    "Office",
    "RepeatableRequest",
    "RetentionRules",
    "StandIn",
    "User",
]
