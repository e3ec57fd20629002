"""Websocket addresses of the screens."""

from django.urls import URLPattern

websocket_urlpatterns: list[URLPattern] = []
