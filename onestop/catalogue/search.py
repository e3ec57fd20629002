"""Finding by everyday words, typed with or without Vietnamese diacritics."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters of their own, not d with a mark: Unicode does not take them apart.
_STROKED = str.maketrans("đĐ", "dd")


def plain(text: str) -> str:
    """Return the text in lower case, without diacritics, in single spaces."""
    letters = unicodedata.normalize("NFD", text).translate(_STROKED)
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(bare.casefold().split())


def found(wanted: str, texts: Iterable[str]) -> bool:
    """Tell whether every word that is wanted begins a word of the texts taken together.

    An empty wish finds everything.
    """
    words = [part for text in texts for part in _known_words(text)]
    return all(any(word.startswith(one) for word in words) for one in _words(wanted))


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in plain(text)).split()


@lru_cache(maxsize=8192)
def _known_words(text: str) -> list[str]:
    """Return the words of a text that is searched; what people type is not kept."""
    return _words(text)
