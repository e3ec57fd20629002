"""Websocket addresses of the screens."""

from django.urls import URLPattern, path, re_path

from displays.consumers import CounterConsumer, LobbyConsumer, TicketConsumer, UnknownConsumer

websocket_urlpatterns: list[URLPattern] = [
    path("ws/offices/<slug:office_code>/lobby", LobbyConsumer.as_asgi()),
    path("ws/counters/<int:counter_id>", CounterConsumer.as_asgi()),
    path("ws/tickets/<str:token>", TicketConsumer.as_asgi()),
    re_path("", UnknownConsumer.as_asgi()),
]
