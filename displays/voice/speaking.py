"""From a sentence to speech, made in a process of its own and kept for who asks again."""

import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

PROGRAM = Path(__file__).with_name("espeak.py")
PATIENCE = 5.0  # seconds until a sentence that does not get spoken is given up
WORDS_A_MINUTE = 135  # slow enough for a loud hall
KEPT = 16 * 1024 * 1024  # bytes of speech that a process keeps: some hundred sentences

Make = Callable[[str, str], bytes]


class VoiceFailedError(Exception):
    """There is no speech for a sentence: the call is shown and not read."""


def wav_made(text: str, language: str) -> bytes:
    """Return the sentence as WAV (mono, 16 bits); raises `VoiceFailedError`."""
    command = [sys.executable, "-I", str(PROGRAM), language, str(WORDS_A_MINUTE)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program; the text comes by its input)
            command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as problem:
        message = f"Cannot speak {language}: {problem}"
        raise VoiceFailedError(message) from problem
    return done.stdout


class Speech:
    """Speaks sentences one at a time, and keeps at most `most` bytes: what was asked for last."""

    def __init__(self, make: Make = wav_made, most: int = KEPT) -> None:
        self._make = make
        self._most = most
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._turn = Lock()

    @property
    def size(self) -> int:
        """Return how many bytes are kept."""
        return sum(map(len, self._kept.values()))

    def wav(self, text: str, language: str) -> bytes:
        """Return the sentence as WAV; who asks meanwhile for the same one waits for it."""
        key = (text, language)
        with self._turn:
            found = self._kept.pop(key, None)
            wav = self._make(text, language) if found is None else found
            self._kept[key] = wav
            while self.size > self._most:
                self._kept.popitem(last=False)
        return wav


speech = Speech()
