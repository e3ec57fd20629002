"""Every write of the catalogue but the imports of tables (`importers`)."""

from onestop.catalogue.services.versions import (
    ProcedureFacts,
    procedure_version_open,
    procedure_version_withdraw,
)

__all__ = ["ProcedureFacts", "procedure_version_open", "procedure_version_withdraw"]
