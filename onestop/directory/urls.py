"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.directory.views import sign_in, stand_ins

urlpatterns: list[URLPattern] = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("stand-ins/", stand_ins.stand_ins, name="stand-ins"),
    path("stand-ins/of/<slug:office_code>/", stand_ins.grant, name="stand-in-grant"),
    path("stand-ins/<int:stand_in_id>/end/", stand_ins.end, name="stand-in-end"),
]
