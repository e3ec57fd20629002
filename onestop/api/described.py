"""The API with its own description."""

from typing import Any

from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema


class DescribedAPI(NinjaAPI):
    """An API that is described once for each address and language, not for each reader.

    Describing it takes half a second of the processor, and anyone may ask for it. Every call must
    be there before the first one asks.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[tuple[str, str | None], OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description; nobody may change it."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        key = prefix, get_language()
        if key not in self._described:
            self._described[key] = super().get_openapi_schema(path_prefix=prefix)
        return self._described[key]
