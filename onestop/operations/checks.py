"""System checks of the installation's settings; each has an id and the cure."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from onestop.operations.privacy.keys import keys_missing


@register
def environment_check(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Report each environment variable that cannot be used (onestop.E001 to E005, E010, E011)."""
    del app_configs
    return [
        Error(problem.message, hint=problem.hint, id=problem.id)
        for problem in settings.ENVIRONMENT_PROBLEMS
    ]


@register(Tags.database)
def keys_check(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Report keys that sealed stored personal data and are gone (onestop.E012).

    It asks the database, so only `check --database default` and `migrate` run it.
    """
    del app_configs
    missing = keys_missing() if options.get("databases") else []
    if not missing:
        return []
    message = f"Personal data was sealed with keys that are gone: {', '.join(missing)}."
    hint = "Put the lost keys back into PERSONAL_KEYS or the file personal_keys; newest first."
    return [Error(message, hint=hint, id="onestop.E012")]
