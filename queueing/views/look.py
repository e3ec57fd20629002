"""How a citizen wants the kiosk to look: language, text size, contrast.

It travels in the address, never in a cookie: the next person begins with the office's own
language and ordinary text, because the first screen's address carries nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings

YES = "1"


@dataclass(frozen=True)
class Look:
    """What was chosen with the buttons at the foot of the kiosk."""

    language: str = settings.LANGUAGE_CODE
    large: bool = False
    contrast: bool = False

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Look":
        """Return the look that an address or a form carries; what is unknown is left out."""
        language = values.get("lang", "")
        return cls(
            language=language if language in dict(settings.LANGUAGES) else cls.language,
            large=values.get("large") == YES,
            contrast=values.get("contrast") == YES,
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Return what differs from the ordinary look, as parameters of an address."""
        language = {} if self.language == settings.LANGUAGE_CODE else {"lang": self.language}
        large = {"large": YES} if self.large else {}
        contrast = {"contrast": YES} if self.contrast else {}
        return language | large | contrast

    @property
    def query(self) -> str:
        """Return the address's end, "?…" or ""."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    @property
    def classes(self) -> str:
        """Return the classes that the style sheet knows."""
        chosen = [name for name in ("large", "contrast") if getattr(self, name)]
        return " ".join(["kiosk", *chosen])

    def other_size(self) -> "Look":
        """Return the look after the button for large text."""
        return replace(self, large=not self.large)

    def other_contrast(self) -> "Look":
        """Return the look after the button for contrast."""
        return replace(self, contrast=not self.contrast)

    def in_language(self, language: str) -> "Look":
        """Return the look in another language."""
        return replace(self, language=language)
