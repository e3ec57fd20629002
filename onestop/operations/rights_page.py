"""The page `/rights/`: which role may do what, and who may enter where, as the code has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from onestop.cases.transitions import TRANSITIONS
from onestop.directory.pages import staff_page
from onestop.directory.right_words import RIGHTS
from onestop.directory.rights import BY_AGENCY, MATRIX, Right, Role
from onestop.directory.routes import Entry, Who
from onestop.operations.matrix import Route, Surface, routes

SURFACES: Mapping[Surface, str | Promise] = {
    Surface.TRANSITION: gettext_lazy("Việc với hồ sơ"),
    Surface.PAGE: pgettext_lazy("rights", "Trang"),
    Surface.API: gettext_lazy("Lệnh cho phần mềm khác (API)"),
    Surface.WEBSOCKET: gettext_lazy("Kênh của màn hình"),
}


@dataclass(frozen=True)
class RightRow:
    """A right in words, and for each role whether it holds it."""

    name: str
    words: str | Promise
    by_agency: bool
    held: list[bool]


@dataclass(frozen=True)
class RouteRow:
    """A route, who may enter it in words, and the rights of which one is needed, or all."""

    route: Route
    words: str
    who: str
    rights: list[str]
    together: bool


@dataclass(frozen=True)
class Section:
    """The routes of one surface."""

    name: str
    title: str | Promise
    rows: list[RouteRow]


@staff_page()
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Show the matrix: rights by role, and routes by who may enter."""
    found = routes()
    context = {
        "roles": [role.label for role in Role],
        "rights": [_right_row(one) for one in Right],
        "sections": [_section(surface, found) for surface in SURFACES],
    }
    return render(request, "operations/rights.html", context)


def _right_row(right: Right) -> RightRow:
    held = [right in MATRIX[role] for role in Role]
    return RightRow(str(right), RIGHTS[right], right in BY_AGENCY, held)


def _section(surface: Surface, found: Iterable[Route]) -> Section:
    rows = [_route_row(one) for one in found if one.surface is surface]
    return Section(str(surface), SURFACES[surface], rows)


def _route_row(route: Route) -> RouteRow:
    is_transition = route.surface is Surface.TRANSITION
    words = str(TRANSITIONS[route.name].label) if is_transition else ""
    rights = [] if route.entry is None else sorted(route.entry.rights)
    together = route.entry is not None and route.entry.together
    named = [str(RIGHTS[one]) for one in rights]
    return RouteRow(route, words, _who(route.entry), named, together)


def _who(entry: Entry | None) -> str:
    """Return who may enter: everybody, or the roles that hold one of the rights."""
    if entry is None:
        return ""
    if entry.who is Who.ANYONE:
        return _("Ai cũng vào được")
    if entry.who is Who.SIGNED_IN:
        return _("Ai đã đăng nhập")
    return ", ".join(str(role.label) for role in Role if entry.opens_to(MATRIX[role]))
