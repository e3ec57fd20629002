"""System checks of the installation's settings; each has an id and the cure."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def environment_check(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Report each environment variable that cannot be used (onestop.E001 to E029)."""
    del app_configs
    return [
        Error(problem.message, hint=problem.hint, id=problem.id)
        for problem in settings.ENVIRONMENT_PROBLEMS
    ]
