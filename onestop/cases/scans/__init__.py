"""Scans of papers: what is taken as one, and where its bytes lie."""

from onestop.cases.scans.kinds import LARGEST_SCAN, MEDIA_TYPES, ScanKind, scan_kind
from onestop.cases.scans.store import scan_read, scan_remove, scan_write

__all__ = [
    "LARGEST_SCAN",
    "MEDIA_TYPES",
    "ScanKind",
    "scan_kind",
    "scan_read",
    "scan_remove",
    "scan_write",
]
