"""The catalogue's pages in the administrators' hub."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onestop.catalogue.models import Procedure, Workflow
from onestop.directory.hub import HubEntry
from onestop.directory.models import User
from onestop.directory.rights import Right


def procedure_counts(_actor: User) -> str:
    """Return how many procedures there are, and how many processes wait for publication."""
    count = Procedure.objects.values("code").distinct().count()
    drafts = Workflow.objects.filter(state=Workflow.State.DRAFT).count()
    told = ngettext("%(count)d thủ tục", "%(count)d thủ tục", count) % {"count": count}
    if not drafts:
        return told
    return _("%(procedures)s, %(drafts)d quy trình chờ ban hành") % {
        "procedures": told,
        "drafts": drafts,
    }


PAGES = (
    HubEntry(
        "procedure-list",
        gettext_lazy("Thủ tục và quy trình"),
        gettext_lazy("Thủ tục theo ngày hiệu lực, các bước xử lý và thời hạn từng bước"),
        frozenset({Right.CATALOGUE_MANAGE, Right.WORKFLOW_PUBLISH}),
        procedure_counts,
    ),
)
