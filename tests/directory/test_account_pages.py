"""The administrators' pages: what they show, change and refuse, and what they cost."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from onestop.directory.models import AccessToken, User
from onestop.directory.rights import Role
from onestop.directory.services import access_token_issue, device_add
from tests.cast import make_user
from tests.directory.administration import Administration, fresh, roles_of

LIST_QUERIES = 6


@pytest.fixture
def quan(client: Client, admin: Administration) -> Client:
    """Return Quân's browser."""
    client.force_login(admin.cast.quan)
    return client


def text(response: Any) -> str:
    """Return the page."""
    return str(response.content.decode())


def account_page(user: User, rest: str = "") -> str:
    """Return the address of an account's page, or of one below it."""
    return f"/admin/accounts/{user.pk}/{rest}"


def test_the_hub_counts_what_there_is(quan: Client) -> None:
    page = text(quan.get("/admin/"))
    assert "8 tài khoản, 0 bị khóa" in page
    assert 'href="/admin/accounts/"' in page
    assert 'href="/printers/"' in page


@pytest.mark.parametrize("name", ["an", "chi", "dung", "giang"])
def test_others_are_not_let_in(client: Client, admin: Administration, name: str) -> None:
    client.force_login(getattr(admin.cast, name))
    for path in ("", "accounts/", "accounts/new/", "devices/"):
        assert client.get(f"/admin/{path}").status_code == 403


def test_the_list_shows_people_of_the_office_and_no_devices(
    quan: Client, admin: Administration
) -> None:
    told: dict[str, Any] = {"kind": Role.SCREEN, "actor": None, "now": admin.now}
    device_add(office=admin.cast.office, name="Màn hình sảnh", **told)
    page = text(quan.get("/admin/accounts/"))
    assert "Trần Thị An" in page
    assert "Hồ Thị Xuân" not in page
    assert "Màn hình sảnh" not in page


@pytest.mark.parametrize("typed", ["tran thi an", "Trần Thị An", "AN"])
def test_people_are_found_without_diacritics(quan: Client, typed: str) -> None:
    page = text(quan.post("/admin/accounts/", {"q": typed}))
    assert "Trần Thị An" in page
    assert "Lê Văn Bình" not in page


def test_roles_and_locks_narrow_the_list(quan: Client, admin: Administration) -> None:
    User.objects.filter(pk=admin.cast.binh.pk).update(is_active=False)
    page = text(quan.post("/admin/accounts/", {"role": "receptionist", "locked": "yes"}))
    assert "Lê Văn Bình" in page
    assert "Trần Thị An" not in page


def test_long_lists_come_in_pages_at_the_same_cost(
    quan: Client, admin: Administration, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        make_user(f"nguoi{number}", f"Z {number:02}", admin.cast.office, Role.RECEPTIONIST)
    with django_assert_max_num_queries(LIST_QUERIES):
        first = quan.get("/admin/accounts/")
    after = first.context["page"].more_after
    second = text(quan.post("/admin/accounts/", {"after": after}))
    assert "Z 59" not in text(first)
    assert "Z 59" in second
    assert "Trang sau" not in second


def test_what_was_seen_before_another_changed_it_is_not_saved(
    quan: Client, admin: Administration
) -> None:
    an = admin.cast.an
    told: dict[str, Any] = {"version": 0, "title": "Tổ trưởng"}
    assert quan.post(account_page(an), {**told, "full_name": "Trần An"}).status_code == 302
    late = quan.post(account_page(an), {**told, "full_name": "Trần Thị Ân"})
    assert late.status_code == 409
    assert "Đỗ Minh Quân" in text(late)
    assert 'value="Trần Thị Ân"' in text(late)  # what was typed is there to be saved again
    assert fresh(an).full_name == "Trần An"


def test_a_role_is_given_and_taken_on_pages(quan: Client, admin: Administration) -> None:
    an = admin.cast.an
    given = {"version": 0, "role": "specialist"}
    assert quan.post(account_page(an, "roles/?office=mau"), given).status_code == 422
    given["agencies"] = "H00.01"
    assert quan.post(account_page(an, "roles/?office=mau"), given).status_code == 302
    role = an.memberships.get(role="specialist").pk
    assert quan.get(account_page(an, f"roles/{role}/take/")).status_code == 200
    assert quan.post(account_page(an, f"roles/{role}/take/"), {"version": 1}).status_code == 302
    assert roles_of(an) == {"receptionist"}


def test_a_password_is_shown_once(quan: Client, admin: Administration) -> None:
    page = text(quan.post(account_page(admin.cast.an, "password/"), {"version": 0}))
    password = page.split('id="first-password">')[1].split("<")[0]
    assert fresh(admin.cast.an).check_password(password)
    assert password not in text(quan.get(account_page(admin.cast.an)))


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_nonsense_is_no_fault(quan: Client, admin: Administration, version: str) -> None:
    for rest in ("", "roles/", "password/", "lock/", "unlock/"):
        response = quan.post(account_page(admin.cast.an, rest), {"version": version})
        assert response.status_code == 422
    assert fresh(admin.cast.an).version == 0


def test_other_peoples_pages_are_not_found(quan: Client, admin: Administration) -> None:
    for rest in ("", "lock/", "move/"):
        assert quan.get(account_page(admin.cast.xuan, rest)).status_code == 404
    assert quan.get(account_page(admin.tu, "lock/")).status_code == 403


def test_a_token_is_shown_once_and_revoked_by_its_owner(
    client: Client, admin: Administration
) -> None:
    client.force_login(admin.cast.chi)
    page = text(client.post("/tokens/", {"name": "Phần mềm kế toán", "days": "30"}))
    secret = page.split('id="token-secret">')[1].split("<")[0]
    assert secret not in text(client.get("/tokens/"))
    (token,) = AccessToken.objects.all()
    client.post(f"/tokens/{token.pk}/revoke/")
    assert "Phần mềm kế toán" not in text(client.get("/tokens/"))


def test_a_token_is_revoked_by_who_administers_its_account_only(
    client: Client, admin: Administration
) -> None:
    access_token_issue(user=admin.cast.chi, now=admin.now)
    (token,) = AccessToken.objects.all()
    statuses = []
    for actor in (admin.cast.an, admin.cast.xuan, admin.cast.quan):
        client.force_login(actor)
        statuses.append(client.post(f"/tokens/{token.pk}/revoke/").status_code)
    assert statuses == [404, 404, 302]
