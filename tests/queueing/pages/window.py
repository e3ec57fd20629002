"""A browser without scripts at the counter's desk or the kiosk."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from queueing.models import Counter, Ticket

KEY = re.compile(r'name="key" value="([^"]+)"')


def words(page: str) -> str:
    """Return the words of a page, without tags, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def key_of(page: str) -> str:
    """Return the one-time key of the page's form."""
    found = KEY.search(page)
    assert found is not None, words(page)
    return found[1]


@dataclass
class Window:
    """The desk of one counter, open in the browser of one account."""

    client: Client
    counter: Counter

    @property
    def address(self) -> str:
        """Return the desk's address."""
        return f"/counters/{self.counter.pk}/"

    def see(self, **query: Any) -> Any:
        """Load the desk and return the answer, with the context that it was drawn from."""
        answer = self.client.get(self.address, query)
        assert answer.status_code == 200, answer.content.decode()
        return answer

    def read(self, **query: Any) -> str:
        """Load the desk and return its words."""
        return words(self.see(**query).content.decode())

    def buttons(self, **query: Any) -> list[str]:
        """Return the names of the actions that the desk offers, the primary one first."""
        return [action.name for action in self.see(**query).context["actions"]]

    def press(self, action: str, at: Ticket | None = None, /, **typed: Any) -> HttpResponse:
        """Press a button, of the counter or of a ticket, and return the answer."""
        of_ticket = f"tickets/{at.pk}/" if at else ""
        answer = self.client.post(f"{self.address}{of_ticket}{action}/", typed)
        assert isinstance(answer, HttpResponse)
        return answer

    def pressed(self, action: str, at: Ticket | None = None, /, **typed: Any) -> str:
        """Press a button that leads back to the desk, and return the desk's words."""
        answer = self.press(action, at, **typed)
        assert answer.status_code == 302, words(answer.content.decode())
        assert answer.headers["Location"] == self.address
        return self.read()
