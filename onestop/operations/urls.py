"""The pages of this room."""

from django.urls import URLPattern, URLResolver, path

from onestop.operations.privacy import views as privacy
from onestop.operations.rights_page import rights
from onestop.operations.views import healthz, readyz, set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("rights/", rights, name="rights"),
    path("readyz", readyz, name="readyz"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/person/", privacy.person, name="privacy-person"),
    path("privacy/offices/<slug:office_code>/", privacy.rules, name="privacy-rules"),
    path("language/setlang/", set_language, name="set_language"),
]
