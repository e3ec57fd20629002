"""How papers are handed to a browser or a program: never kept by anybody in between."""

from django.http import HttpResponse


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Return a PDF to be looked at, named `name` when saved."""
    return _private(content, "application/pdf", f'inline; filename="{name}.pdf"')


def picture_response(content: bytes) -> HttpResponse:
    """Return a PNG."""
    return _private(content, "image/png", "inline")


def _private(content: bytes, content_type: str, disposition: str) -> HttpResponse:
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
