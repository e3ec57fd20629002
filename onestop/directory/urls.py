"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.directory.views import accounts, administration, devices, leaving, sign_in, tokens

urlpatterns: list[URLPattern] = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
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
    path("admin/devices/", devices.device_list, name="device-list"),
    path("admin/devices/<int:device_id>/revoke/", devices.device_end, name="device-revoke"),
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/<int:token_id>/revoke/", tokens.token_revoke, name="token-revoke"),
]
