"""A model's text that is stored sealed."""

from typing import TYPE_CHECKING, Any

from django.db import models

from onestop.directory.keys.sealing import opened, sealed

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class EncryptedTextField(_Text):
    """A text of which the database sees only a sealed form; it cannot be searched or sorted by.

    Reading it costs a decryption: lists defer it. Raises `KeyGone` where it cannot be opened.
    """

    @property
    def context(self) -> str:
        """Return the column, to which what it holds is bound."""
        return f"{self.model._meta.label_lower}.{self.attname}"  # noqa: SLF001 (Django names it so)

    def from_db_value(self, value: str | None, *_how: Any) -> str | None:
        """Open what was stored."""
        return None if value is None else opened(value, self.context)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Seal what is stored; an expression seals the texts that stand in it."""
        if isinstance(value, str):
            value = sealed(value, self.context)
        return super().get_db_prep_save(value, connection)

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow no condition but NULL: the same text is sealed differently each time."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
