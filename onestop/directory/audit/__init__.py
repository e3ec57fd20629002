"""Nhật ký: who changed or looked at what. Every service that writes records it here."""

from onestop.directory.audit.changes import OfficeChange
from onestop.directory.audit.looks import look_record, look_record_list
from onestop.directory.audit.record import audit_record, audit_record_all
from onestop.directory.audit.values import audit_values_erase, audit_values_of
from onestop.directory.origin import acting_from, origin_here

__all__ = [
    "OfficeChange",
    "acting_from",
    "audit_record",
    "audit_record_all",
    "audit_values_erase",
    "audit_values_of",
    "look_record",
    "look_record_list",
    "origin_here",
]
