"""Everything that people see is there in English, and nothing on a page is left in Vietnamese."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from unicodedata import normalize

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from onestop.cases.models import Applicant
from onestop.catalogue.models import Procedure, ProcedurePaper, ProcedureStep
from onestop.catalogue.services import workflow_draft
from onestop.directory.models import Agency, Office, User
from queueing.models import Counter, PriorityClass, Service, Ticket
from queueing.services import ticket_start
from queueing.tokens import ticket_token
from tests.cases.desk import Desk
from tests.cast import Cast
from tests.queueing.day import Day
from tests.translations import (
    COMPILED,
    LOCALE,
    TEXTS,
    collect,
    compiled,
    translations,
    untranslated,
)

# Gaps that are filled in, and marks that make letters bold.
GAP = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")
VALUE = re.compile(r'\bvalue="[^"]*"')
WORD = re.compile(r"[^\W\d_]+")


def not_english(text: str) -> list[str]:
    """Return the words that hold a letter which English has not."""
    return [word for word in WORD.findall(text) if not word.isascii()]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the .po file as it would be if it were collected now."""
    locale = tmp_path_factory.mktemp("translations") / "locale"
    shutil.copytree(LOCALE, locale)
    collect(locale)
    return locale / TEXTS


def test_every_text_is_translated(collected: Path) -> None:
    assert untranslated(collected) == "", "run python -m tests.translations, then translate"


def test_no_text_is_kept_that_is_gone(collected: Path) -> None:
    kept = translations(compiled(LOCALE / TEXTS))
    assert kept.keys() - translations(compiled(collected)).keys() == set()


def test_what_is_compiled_is_what_is_written() -> None:
    written = translations(compiled(LOCALE / TEXTS))
    assert translations((LOCALE / COMPILED).read_bytes()) == written


def test_gaps_stay_as_they_are() -> None:
    for source, english in translations(compiled(LOCALE / TEXTS)).items():
        forms = [*source.split("\0"), *english.split("\0")]
        gaps = {tuple(sorted(GAP.findall(form))) for form in forms}
        assert len(gaps) == 1, source


def test_english_is_written_in_english_letters() -> None:
    for english in translations(compiled(LOCALE / TEXTS)).values():
        assert not_english(english) == []


@pytest.fixture
def at_work(cast: Cast, monday_morning: datetime) -> Iterator[dict[str, str]]:
    """Return what addresses name, on a day with people who wait, a late case and its letter."""
    desk = Desk(cast, datetime.fromisoformat("2026-11-16T09:00+07:00"))
    late = desk.receive()
    desk.now = monday_morning
    desk.apology(late, reason="Two officers are ill")
    day = Day(cast, monday_morning)
    served = day.called()
    ticket_start(ticket_id=served.pk, actor=cast.an, now=day.now)
    waiting = day.issue(elderly=True)
    draft = workflow_draft(procedure_id=cast.birth.pk, actor=cast.quan, now=day.now)
    with time_machine.travel(monday_morning, tick=False):
        yield {
            "token": ticket_token(waiting.pk),
            "counter": str(cast.counter_1.pk),
            "case": late.code,
            "procedure": str(cast.guardianship.pk),
            "draft": str(draft.pk),
            "step": str(draft.steps.all()[1].pk),
        }


def stored() -> list[str]:
    """Return the texts of the database, the longest first."""
    rows = (
        *Office.objects.values_list("name", "parent_name", "place", "address"),
        *Agency.objects.values_list("name"),
        *User.objects.values_list("full_name", "title"),
        *Service.objects.values_list("name", "words"),
        *PriorityClass.objects.values_list("name"),
        *Counter.objects.values_list("name"),
        *Ticket.objects.values_list("call_reason"),
        *Procedure.objects.values_list("name", "fee_text"),
        *ProcedureStep.objects.values_list("name"),
        *ProcedurePaper.objects.values_list("name"),
        *Applicant.objects.values_list("name", "address"),
    )
    return sorted({text for row in rows for text in row if text}, key=len, reverse=True)


def own_words(page: str) -> str:
    """Return a page without what forms send, what the database says, and names of languages."""
    text = normalize("NFC", unescape(VALUE.sub("", page)))
    for name in (*stored(), *dict(settings.LANGUAGES).values()):
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize(
    "address",
    [
        "/kiosk/mau/",
        "/kiosk/mau/services/ho-tich/",
        "/kiosk/mau/services/ho-tich/priority/",
        "/kiosk/mau/tickets/{token}/",
        "/lobby/mau/",
        "/counter-screen/{counter}/",
        "/t/{token}/",
    ],
)
def test_a_public_page_is_all_english(
    client: Client, at_work: dict[str, str], address: str
) -> None:
    page = client.get(address.format(**at_work), {"lang": "en"}).content.decode()
    assert '<html lang="en"' in page
    assert not_english(own_words(page)) == []


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("", "/sign-in/"),
        ("an", "/"),
        ("an", "/counters/?all"),
        ("an", "/counters/{counter}/"),
        ("an", "/counters/{counter}/?panel=dossier"),
        ("an", "/counters/{counter}/?panel=result"),
        ("an", "/counters/{counter}/?panel=transfer"),
        ("an", "/counters/{counter}/?panel=pause"),
        ("chi", "/cases/"),
        ("chi", "/cases/?scope=office"),
        ("chi", "/cases/{case}/"),
        ("dung", "/apologies/"),
        ("giang", "/board/"),
        ("quan", "/printers/"),
        ("quan", "/board/"),
        ("quan", "/admin/procedures/"),
        ("quan", "/admin/procedures/{procedure}/"),
        ("quan", "/admin/procedures/{procedure}/versions/new/"),
        ("quan", "/admin/processes/{draft}/"),
        ("quan", "/admin/processes/{draft}/steps/{step}/"),
        ("dung", "/admin/processes/{draft}/"),
    ],
)
def test_a_page_for_staff_is_all_english(
    client: Client, at_work: dict[str, str], username: str, address: str
) -> None:
    client.cookies["django_language"] = "en"
    if username:
        client.force_login(User.objects.get(username=username))
    page = client.get(address.format(**at_work), follow=True).content.decode()
    assert '<html lang="en"' in page
    assert not_english(own_words(page)) == []


def test_a_reason_is_chosen_in_english_and_shown_on_screens_in_vietnamese(
    client: Client, cast: Cast, at_work: dict[str, str]
) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(cast.an)
    page = client.get(f"/counters/{at_work['counter']}/", {"panel": "pause"}).content.decode()
    assert 'value="Nghỉ giải lao" data-key="1" autofocus>Break <kbd>1</kbd></button>' in page
