"""`manage.py import_days_off FILE`: brings days off and swapped days into the calendar."""

from django.utils.translation import gettext

from onestop.catalogue.importers import Imported, days_off_import
from onestop.catalogue.management.importing import ImportCommand


class Command(ImportCommand):
    """Adds and updates days; the same file twice changes nothing the second time."""

    help = "Adds and updates the days off and swapped working days of a CSV file."

    def load(self, path: str) -> Imported:
        """Import the days."""
        return days_off_import(path)

    def said(self, done: Imported) -> str:
        """Return what changed, in words."""
        return gettext(
            "Ngày nghỉ, ngày làm bù: %(new)s mới, %(changed)s thay đổi, %(removed)s bỏ,"
            " %(same)s như cũ."
        ) % {
            "new": done.created,
            "changed": done.changed,
            "removed": done.removed,
            "same": done.unchanged,
        }
