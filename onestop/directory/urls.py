"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.directory.views import account, open_id, second_factor, sign_in, sign_ins

urlpatterns: list[URLPattern] = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign-in-code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("account/end-others/", account.end_others, name="account-end-others"),
    path("account/password/", account.password, name="password"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path(
        "account/second-factor/start/",
        second_factor.second_factor_start,
        name="second-factor-start",
    ),
    path(
        "account/second-factor/finish/",
        second_factor.second_factor_finish,
        name="second-factor-finish",
    ),
    path(
        "account/second-factor/change/",
        second_factor.second_factor_change,
        name="second-factor-change",
    ),
    path("admin/sign-ins/", sign_ins.sign_ins, name="sign-ins"),
    path("admin/sign-ins/addresses/", sign_ins.sign_ins_address, name="sign-ins-address"),
    path("admin/sign-ins/<int:account_id>/", sign_ins.sign_ins_change, name="sign-ins-change"),
    path("sign-in/open-id/", open_id.ask, name="open-id"),
    path("sign-in/open-id/back/", open_id.back, name="open-id-back"),
]
