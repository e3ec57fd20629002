"""An office by https: what reaches it through its proxy, and what does not pass for that."""

import http.client
from http.client import HTTPResponse
from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from onestop.directory.client import client_address, client_network, forwarded_for
from onestop.environment import Environment
from onestop.operations.forwarding import seen_through
from tests.running import ROOT, RunningOffice

PROXIED = {"Host": "motcua.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


def asked(
    office: RunningOffice, path: str, headers: dict[str, str], *, form: str = ""
) -> HTTPResponse:
    """Return the answer to a request with exactly these headers."""
    line = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
    line.putrequest("POST" if form else "GET", path, skip_host=True)
    extra = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(form))}
    for name, value in (headers | (extra if form else {})).items():
        line.putheader(name, value)
    line.endheaders(form.encode())
    answer = line.getresponse()
    line.close()
    return answer


def opened(office: RunningOffice, origin: str) -> int:
    """Return the status with which a page's websocket is answered."""
    address = f"ws://127.0.0.1:{office.port}/ws/offices/demo/lobby"
    headers = {"Origin": origin, "X-Forwarded-Proto": "https"}
    try:
        with connect(address, additional_headers=headers) as screen:
            assert "snapshot" in str(screen.recv(timeout=20))
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_http_is_led_to_https_under_the_offices_own_name(behind_proxy: RunningOffice) -> None:
    answer = asked(behind_proxy, "/kiosk/demo/", {"Host": "motcua.example"})
    assert answer.status == 301
    assert answer.headers["Location"] == "https://motcua.example/kiosk/demo/"


def test_cookies_stay_with_this_host_and_https(behind_proxy: RunningOffice) -> None:
    answer = asked(behind_proxy, "/sign-in/", PROXIED)
    assert answer.status == 200
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrftoken=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_every_answer_tells_the_browser_what_it_may_do(behind_proxy: RunningOffice) -> None:
    headers = asked(behind_proxy, "/sign-in/", PROXIED).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_static_files_are_for_our_own_pages(behind_proxy: RunningOffice) -> None:
    headers = asked(behind_proxy, "/static/onestop/style.css", PROXIED).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_another_host_name_is_turned_away_in_words(behind_proxy: RunningOffice) -> None:
    answer = asked(behind_proxy, "/", {**PROXIED, "Host": "elsewhere.example"})
    assert answer.status == 400


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "Forwarded"])
def test_no_header_leads_anybody_elsewhere(behind_proxy: RunningOffice, name: str) -> None:
    headers = {"Host": "motcua.example", name: "elsewhere.example"}
    answer = asked(behind_proxy, "/cases/", headers)
    assert answer.headers["Location"] == "https://motcua.example/cases/"


def test_the_code_on_a_ticket_names_the_office_whatever_the_caller_calls_it(
    behind_proxy: RunningOffice,
) -> None:
    headers = {"Host": "127.0.0.1"}
    body = {"service": "ho-tich", "print": False}
    status, ticket = behind_proxy.call(
        "tiepnhan1", "POST", "offices/demo/tickets", body, {**headers, "X-Forwarded-Proto": "https"}
    )
    assert status == 201
    assert ticket["url"].startswith("https://motcua.example/t/")


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://motcua.example", 101),
        ("http://motcua.example", 403),
        ("https://motcua.example:8443", 403),
        ("https://elsewhere.example", 403),
        ("null", 403),
        ("file://", 403),
    ],
)
def test_a_websocket_opens_for_the_offices_own_page_alone(
    behind_proxy: RunningOffice, origin: str, status: int
) -> None:
    assert opened(behind_proxy, origin) == status


@pytest.mark.parametrize(
    ("peer", "header", "client"),
    [
        ("203.0.113.5", "10.9.9.9", "203.0.113.5"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, no address", "10.0.0.1"),
        ("10.0.0.1", "no address, 10.0.0.2", "10.0.0.2"),
        ("::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_a_proxy_says_for_whom_it_asks(
    monkeypatch: pytest.MonkeyPatch, peer: str, header: str, client: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/24")
    proxies = Environment(ROOT).trusted_proxies()
    assert forwarded_for(peer, header, proxies) == client


def scope(peer: str, **headers: str) -> dict[str, Any]:
    """Return what the server tells of a request."""
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": "http", "client": [peer, 1], "headers": named}


def test_a_stranger_is_neither_believed_nor_passed_on(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()
    seen = seen_through(scope("9.9.9.9", x_forwarded_for="1.1.1.1", x_forwarded_proto="https"))
    assert (client_address(seen), seen["scheme"], seen["headers"]) == ("9.9.9.9", "http", [])


def test_addresses_are_counted_by_household() -> None:
    asked_from = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:3::4")
    assert client_network(asked_from) == "2001:db8:1:2::/64"
    assert client_network(RequestFactory().get("/", REMOTE_ADDR="::ffff:10.0.0.7")) == "10.0.0.7"
    assert client_address({"client": None}) == "unknown"
