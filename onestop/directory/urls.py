"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.directory.views import sign_in

urlpatterns: list[URLPattern] = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
]
