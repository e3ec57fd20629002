"""What tests of sign-in share: a password, and a browser that types."""

from typing import Any

from django.test import Client

from onestop.directory.models import User

PASSWORD = "Ba con vịt bơi qua sông"
HOME = "192.0.2.7"


def with_password(*users: User) -> None:
    """Give the accounts `PASSWORD`."""
    for user in users:
        user.set_password(PASSWORD)
        user.save()


def sign_in(
    client: Client, username: str, password: str = PASSWORD, address: str = HOME, **more: Any
) -> Any:
    """Type name and password and send them from an address."""
    typed = {"username": username, "password": password, **more}
    return client.post("/sign-in/", typed, REMOTE_ADDR=address)


def signed_in(client: Client) -> bool:
    """Tell whether the browser is signed in."""
    return client.get("/account/").status_code == 200


def text(response: Any) -> str:
    """Return the page."""
    return str(response.content.decode())
