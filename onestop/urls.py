"""Every address of the product; each room brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("onestop.operations.urls")),
    path("", include("onestop.directory.urls")),
    path("", include("onestop.catalogue.urls")),
    path("", include("onestop.cases.urls")),
    path("", include("queueing.urls")),
    path("", include("onestop.feedback.urls")),
    path("", include("displays.urls")),
    path("", include("printing.urls")),
    path("", include("onestop.supervision.urls")),
    path("api/v1/", include("onestop.api.urls")),
]
