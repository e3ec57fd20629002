"""`manage.py import_procedures FILE`: brings a table of procedures into the catalogue."""

from django.utils.translation import gettext

from onestop.catalogue.importers import Imported, defaults_ensure, procedures_import
from onestop.catalogue.management.importing import ImportCommand


class Command(ImportCommand):
    """Adds and updates procedures; the same file twice changes nothing the second time."""

    help = "Adds and updates the procedures of a CSV file; a bad row changes nothing."

    def load(self, path: str) -> Imported:
        """Import the procedures; the steps and papers that they share come with them."""
        done = procedures_import(path)
        defaults_ensure()
        return done

    def said(self, done: Imported) -> str:
        """Return what changed, in words."""
        counts = {"new": done.created, "changed": done.changed, "same": done.unchanged}
        return gettext("Thủ tục: %(new)s mới, %(changed)s thay đổi, %(same)s như cũ.") % counts
