"""The room's part of the HTTP API: the documents of a case as PDF."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from onestop.directory.bearer import caller
from onestop.directory.rights import Right
from onestop.directory.routes import needs
from printing.documents import document_pdf
from printing.looks import document_look
from printing.responses import pdf_response

router = Router(tags=["documents"])


@router.get("/cases/{code}/documents/{name}.pdf", summary="A document of a case")
@needs(Right.CASE_VIEW)
def case_document(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Return a document of the case as PDF; its names are those of `document_pdf`."""
    content = document_pdf(code=code, name=name, actor=caller(request))
    document_look(request, code, name, caller(request))
    return pdf_response(content, f"{name}-{code}")
