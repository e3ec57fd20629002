"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.directory.views import (
    account,
    accounts,
    administration,
    leaving,
    open_id,
    second_factor,
    sign_in,
    sign_ins,
    stand_ins,
    tokens,
)

urlpatterns: list[URLPattern] = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.sign_in_code, name="sign-in-code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.account, name="my-account"),
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
    path("admin/", administration.hub, name="admin"),
    path("admin/accounts/", accounts.account_list, name="account-list"),
    path("admin/accounts/new/", accounts.account_new, name="account-new"),
    path("admin/accounts/<int:account_id>/", accounts.account, name="account"),
    path("admin/accounts/<int:account_id>/roles/", accounts.account_role_give, name="account-role"),
    path(
        "admin/accounts/<int:account_id>/roles/<int:membership_id>/take/",
        leaving.account_role_taking,
        name="account-role-take",
    ),
    path(
        "admin/accounts/<int:account_id>/password/",
        accounts.account_password,
        name="account-password",
    ),
    path("admin/accounts/<int:account_id>/lock/", leaving.account_locking, name="account-lock"),
    path("admin/accounts/<int:account_id>/unlock/", accounts.account_open, name="account-unlock"),
    path("admin/accounts/<int:account_id>/move/", leaving.account_moving, name="account-move"),
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/<int:token_id>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("stand-ins/", stand_ins.stand_ins, name="stand-ins"),
    path("stand-ins/of/<slug:office_code>/", stand_ins.grant, name="stand-in-grant"),
    path("stand-ins/<int:stand_in_id>/end/", stand_ins.end, name="stand-in-end"),
]
