"""A program of its own: reads a sentence from its input and writes speech as WAV to its output.

`espeak.py LANGUAGE WORDS_PER_MINUTE`. It is started by `speaking.py` for each sentence and knows
nothing of the product: the library inside is neither thread-safe nor proof against every text, and
what it breaks ends with this process. eSpeak NG and its voices come with `espeakng_loader`.
"""

import ctypes
import sys
import wave
from typing import Any

import espeakng_loader

RETRIEVAL = 1  # AUDIO_OUTPUT_RETRIEVAL with a buffer: samples come to the callback
UTF_8 = 1  # espeakCHARS_UTF8; no SSML, no phonemes: what comes in is nothing but text
BY_CHARACTER = 1  # POS_CHARACTER
RATE = 1  # espeakRATE, words a minute
BUFFER = 200  # milliseconds
OK = 0
LONGEST = 400  # bytes of a sentence

CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def speak(text: bytes, language: str, rate: int) -> tuple[int, bytes]:
    """Return samples a second and the samples: mono, 16 bits. Raises `RuntimeError`."""
    library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    frequency = library.espeak_Initialize(RETRIEVAL, BUFFER, data, 0)
    samples = bytearray()

    def take(sound: Any, count: int, _events: Any) -> int:
        if sound and count > 0:
            samples.extend(ctypes.string_at(sound, count * 2))
        return 0

    heard = CALLBACK(take)  # kept until the end: the library does not
    library.espeak_SetSynthCallback(heard)
    done = frequency > 0 and library.espeak_SetVoiceByName(language.encode()) == OK
    library.espeak_SetParameter(RATE, rate, 0)
    text = text[:LONGEST] + b"\0"
    done = (
        done and library.espeak_Synth(text, len(text), 0, BY_CHARACTER, 0, UTF_8, None, None) == OK
    )
    if not done or library.espeak_Synchronize() != OK:
        message = f"eSpeak NG does not speak {language}"
        raise RuntimeError(message)
    return frequency, bytes(samples)


def main() -> None:
    """Speak what comes in."""
    frequency, samples = speak(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2]))
    with wave.open(sys.stdout.buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(frequency)
        out.writeframes(samples)


if __name__ == "__main__":
    main()
