"""The pages of this room."""

from django.urls import URLPattern, URLResolver, include, path

from onestop.operations.views import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", include("django.conf.urls.i18n")),
]
