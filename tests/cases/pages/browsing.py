"""People of the cast in front of the pages, at the desk's moment."""

import re
from dataclasses import dataclass
from typing import Any

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onestop.cases.models import Case
from tests.cases.desk import Desk

TRANSITION = re.compile(r'action="/cases/[^/"]+/transitions/([a-z_]+)/"')
CASE_LINK = re.compile(r'href="/cases/([^/"]+-[0-9]+-[0-9]+)/"')


@dataclass
class Browsing:
    """Asks for pages as somebody of the cast, `None` for nobody; the clock is the desk's."""

    desk: Desk

    def client(self, who: str | None, **options: Any) -> Client:
        """Return a browser in which the person is signed in."""
        client = Client(**options)
        if who is not None:
            client.force_login(getattr(self.desk.cast, who))
        return client

    def get(self, who: str | None, path: str, **query: Any) -> Any:
        """Ask for a page."""
        with time_machine.travel(self.desk.now, tick=False):
            return self.client(who).get(path, query)

    def queries(self, who: str, path: str, **query: Any) -> int:
        """Return how many queries the page costs who is signed in already."""
        with time_machine.travel(self.desk.now, tick=False):
            client = self.client(who)
            with CaptureQueriesContext(connection) as found:
                assert client.get(path, query).status_code == 200
        return len(found)

    def post(self, who: str | None, path: str, **typed: Any) -> Any:
        """Send a form."""
        with time_machine.travel(self.desk.now, tick=False):
            return self.client(who).post(path, typed)

    def search(self, who: str, **typed: str) -> Any:
        """Send the form of the list and follow to what it found."""
        with time_machine.travel(self.desk.now, tick=False):
            return self.client(who).post("/cases/", typed, follow=True)

    def make(self, who: str | None, case: Case, name: str, **typed: Any) -> Any:
        """Send the form of a transition."""
        return self.post(who, f"/cases/{case.code}/transitions/{name}/", **typed)


def text(response: Any) -> str:
    """Return the page."""
    return str(response.content.decode())


def offered(response: Any) -> set[str]:
    """Return the names of the transitions that the page offers."""
    return set(TRANSITION.findall(text(response)))


def listed(response: Any) -> list[str]:
    """Return the codes of the cases to which the page links, in its order."""
    return CASE_LINK.findall(text(response))
