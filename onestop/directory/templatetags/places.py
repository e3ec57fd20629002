"""The frame's links: `{% places as places %}`."""

from typing import NamedTuple

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from onestop.directory.models import User
from onestop.directory.places import Place, places_of

register = template.Library()


class Link(NamedTuple):
    """A link of the frame; `current` where the page that is shown lies below it."""

    address: str
    name: str | Promise
    current: bool


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Link]:
    """Return the links of whoever is signed in; without a room there is no link to it."""
    request: HttpRequest | None = context.get("request")
    if request is None or not isinstance(request.user, User):
        return []
    links = [_link(place, request.path) for place in places_of(request.user)]
    return [link for link in links if link is not None]


def _link(place: Place, path: str) -> Link | None:
    try:
        address = reverse(place.url_name)
    except NoReverseMatch:
        return None
    return Link(address, place.name, path.startswith(address))
