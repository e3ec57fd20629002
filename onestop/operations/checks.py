"""System checks of settings and of who may enter where; each has an id and the cure."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def environment_check(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> list[CheckMessage]:
    """Report each environment variable that cannot be used (onestop.E001 to E005)."""
    del app_configs
    return [
        Error(problem.message, hint=problem.hint, id=problem.id)
        for problem in settings.ENVIRONMENT_PROBLEMS
    ]


@register
def entries_check(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[CheckMessage]:
    """Report each route of which nobody has said who may enter it (onestop.E010)."""
    del app_configs
    from onestop.operations.matrix import routes  # noqa: PLC0415 (it loads every page)

    return [
        Error(
            f"Nobody has said who may enter: {route}",
            hint="Give the page @staff_page or @anyone, the API call @needs, the consumer `entry`.",
            id="onestop.E010",
        )
        for route in routes()
        if route.entry is None
    ]
