"""System checks of this room; each has an id and the cure."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as Caution

from printing.fonts import letter_faces


@register
def letter_font_check(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Warn where letters are not set in a twin of Times New Roman (Decree 30/2020, annex I)."""
    del app_configs
    if letter_faces().twin:
        return []
    return [
        Caution(
            "Letters are set in Noto Sans: no twin of Times New Roman was found.",
            hint="Install Liberation Serif, on Debian: apt-get install fonts-liberation2",
            id="onestop.W011",
        )
    ]
