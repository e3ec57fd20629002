"""The voice is real speech, made outside the server and kept within a bound."""

import io
import subprocess
import wave
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from displays.models import LobbySettings
from displays.voice import speaking
from displays.voice.speaking import Speech, VoiceFailedError, wav_made
from queueing.models import QueueEvent
from tests.cast import Cast
from tests.displays.conftest import Floor


@pytest.fixture
def floor(cast: Cast) -> Floor:
    """Return the office's floor; pages see what the test's own transaction holds."""
    return Floor(cast)


@pytest.fixture
def called(floor: Floor) -> QueueEvent:
    """Return the event of a call to counter 1."""
    floor.open_now()
    ticket = floor.issue_now()
    floor.call_now()
    return QueueEvent.objects.get(ticket=ticket, kind="ticket.called")


def seconds(wav: bytes) -> float:
    """Return how long the speech lasts, and make sure that it is heard."""
    with wave.open(io.BytesIO(wav)) as sound:
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert max(samples) > 5000
        return float(sound.getnframes() / sound.getframerate())


def voice(client: Client, seq: int, language: str = "vi", words: str = "whole") -> Any:
    """Ask for the voice of a call."""
    return client.get(f"/lobby/mau/calls/{seq}/{language}/{words}.wav")


def test_a_sentence_is_spoken_as_long_as_it_takes() -> None:
    short = wav_made("Số A không một hai.", "vi")
    whole = wav_made("Mời ông bà có số A không một hai, đến quầy số ba.", "vi")
    assert 1 < seconds(short) < seconds(whole) < 8
    assert wav_made("Mời ông bà có số A không một ba, đến quầy số ba.", "vi") != whole


def test_a_language_that_nobody_speaks_fails_alone() -> None:
    with pytest.raises(VoiceFailedError):
        wav_made("Hello", "no-such-language")


def test_a_voice_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_args: object, **_more: object) -> None:
        raise subprocess.TimeoutExpired("espeak", speaking.PATIENCE)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(VoiceFailedError):
        wav_made("Số A", "vi")


def test_what_was_spoken_is_kept_within_its_bound() -> None:
    made: list[str] = []

    def make(text: str, _language: str) -> bytes:
        made.append(text)
        return text.encode()

    speech = Speech(make, most=10)
    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert speech.wav(text, "vi") == text.encode()
        assert speech.size <= 10
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]


def test_many_screens_that_ask_at_once_are_given_one_speech() -> None:
    made: list[str] = []

    def make(text: str, _language: str) -> bytes:
        made.append(text)
        return wav_made(text, "vi")

    speech = Speech(make)
    with ThreadPoolExecutor(8) as screens:
        heard = list(screens.map(lambda text: speech.wav(text, "vi"), ["Số A.", "Số bê."] * 8))
    assert sorted(made) == ["Số A.", "Số bê."]
    assert len(set(heard)) == 2


def test_a_call_is_heard_by_everybody(client: Client, called: QueueEvent) -> None:
    answer = voice(client, called.seq)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "audio/wav"
    assert seconds(answer.content) > 2
    assert seconds(voice(client, called.seq, words="short").content) < seconds(answer.content)


def test_only_calls_that_exist_are_spoken(client: Client, called: QueueEvent) -> None:
    issued = called.seq - 1
    for seq in (issued, called.seq + 1, 10**30):
        assert voice(client, seq).status_code == 404
    assert client.get(f"/lobby/khac/calls/{called.seq}/vi/whole.wav").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "vi-x"])
def test_only_the_offices_languages_are_spoken(
    client: Client, called: QueueEvent, language: str
) -> None:
    assert voice(client, called.seq, language).status_code == 404


def test_the_second_language_is_spoken_where_it_is_set(client: Client, called: QueueEvent) -> None:
    LobbySettings.objects.create(office=called.office, second_language="en")
    assert seconds(voice(client, called.seq, "en").content) > 2


def test_an_office_without_a_voice_is_silent(client: Client, called: QueueEvent) -> None:
    LobbySettings.objects.create(office=called.office, voice=False)
    assert voice(client, called.seq).status_code == 404


def test_an_old_call_is_not_spoken_again(client: Client, called: QueueEvent) -> None:
    QueueEvent.objects.filter(pk=called.pk).update(at="2026-01-05T08:00:00+07:00")
    assert voice(client, called.seq).status_code == 404


def test_a_voice_that_fails_is_no_error_of_the_page(
    client: Client, called: QueueEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> bytes:
        raise VoiceFailedError

    monkeypatch.setattr(speaking.speech, "_make", fail)
    monkeypatch.setattr(speaking.speech, "_kept", type(speaking.speech._kept)())  # noqa: SLF001 (a fresh one)
    assert voice(client, called.seq).status_code == 503
