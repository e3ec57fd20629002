"""The line of a browser that is a device: `{% device_line %}` in the head of its page."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context

import onestop

register = template.Library()


@register.inclusion_tag("directory/device_line.html", takes_context=True)
def device_line(context: Context) -> dict[str, Any]:
    """Bring the script that keeps a device's line, for browsers with a device's cookie only."""
    request: HttpRequest | None = context.get("request")
    cookies = request.COOKIES if request is not None else {}
    return {"is_device": settings.DEVICE_COOKIE_NAME in cookies, "version": onestop.VERSION}
