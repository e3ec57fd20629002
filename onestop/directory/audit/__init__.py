"""Nhật ký: who changed or looked at what. Every service that writes records it here."""

from onestop.directory.audit.origin import acting_from, origin_here
from onestop.directory.audit.record import audit_record

__all__ = ["acting_from", "audit_record", "origin_here"]
