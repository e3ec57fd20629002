"""The pages of this room."""

from django.urls import URLPattern, URLResolver, path

from onestop.operations.rights_page import rights
from onestop.operations.views import healthz, readyz, set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("rights/", rights, name="rights"),
    path("readyz", readyz, name="readyz"),
    path("language/setlang/", set_language, name="set_language"),
]
