"""Websocket addresses of the screens."""

from django.urls import URLPattern, path, re_path

from displays.consumers import FeedConsumer
from displays.devices.line import DeviceLine
from displays.viewers import Audience

websocket_urlpatterns: list[URLPattern] = [
    path("ws/offices/<slug:name>/lobby", FeedConsumer.as_asgi(audience=Audience.LOBBY)),
    path("ws/counters/<int:name>", FeedConsumer.as_asgi(audience=Audience.COUNTER)),
    path("ws/tickets/<str:name>", FeedConsumer.as_asgi(audience=Audience.TICKET)),
    path("ws/devices/line", DeviceLine.as_asgi()),
    re_path("", FeedConsumer.as_asgi()),
]
