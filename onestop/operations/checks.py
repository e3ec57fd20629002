"""System checks of settings and of who may enter where; each has an id and the cure."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 (its name in Django)
from django.db import connection
from django.utils import timezone

from onestop.catalogue.models import CalendarDay
from onestop.catalogue.selectors import estimated_year_ahead
from onestop.operations.privacy.keys import keys_missing
from onestop.operations.upgrading import migrations_missing

Apps = Sequence[AppConfig] | None
UPGRADE = "upgrade"  # what `serve` looks at before it migrates


@register
def environment_check(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Report each environment variable that cannot be used (onestop.E001 to E029)."""
    del app_configs
    return [
        Error(problem.message, hint=problem.hint, id=problem.id)
        for problem in settings.ENVIRONMENT_PROBLEMS
    ]


@register(Tags.security, deploy=True)
def deployment_check(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Report what an office that is reached from outside still lacks (onestop.W001 to W003)."""
    del app_configs
    by_https = settings.ONESTOP_URL.startswith("https://")
    missing = {
        "onestop.W001": not by_https,
        "onestop.W002": by_https and not settings.TRUSTED_PROXIES,
        "onestop.W003": "*" in settings.ALLOWED_HOSTS,
    }
    return [_WARNINGS[name] for name, is_missing in missing.items() if is_missing]


_WARNINGS = {
    one.id: one
    for one in (
        Warning(
            "ONESTOP_URL is not an https address: passwords and names cross the network in clear.",
            hint=(
                "Put a proxy with a certificate in front, then set ONESTOP_URL=https://NAME and "
                "TRUSTED_PROXIES to the proxy's address; the warnings security.W004, W008, W012 "
                "and W016 end with this one."
            ),
            id="onestop.W001",
        ),
        Warning(
            "ONESTOP_URL is https, but TRUSTED_PROXIES names no proxy: every caller has the "
            "proxy's address, and http is not led on to https.",
            hint="Set TRUSTED_PROXIES to the proxy's address, for example 127.0.0.1.",
            id="onestop.W002",
        ),
        Warning(
            "ALLOWED_HOSTS is not set: the office answers under any name.",
            hint="Set ALLOWED_HOSTS to the names and addresses that people type, with commas.",
            id="onestop.W003",
        ),
    )
}


@register
def entries_check(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[CheckMessage]:
    """Report each route of which nobody has said who may enter it (onestop.E030)."""
    del app_configs
    from onestop.operations.matrix import routes  # noqa: PLC0415 (it loads every page)

    return [
        Error(
            f"Nobody has said who may enter: {route}",
            hint="Give the page @staff_page or @anyone, the API call @needs, the consumer `entry`.",
            id="onestop.E030",
        )
        for route in routes()
        if route.entry is None
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


@register(UPGRADE, Tags.database)
def upgrade_check(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Report a database that is too old to be brought to this version (onestop.E031).

    It asks the database, so only `serve`, `migrate` and `check --database default` run it.
    """
    del app_configs
    missing = migrations_missing(connection) if options.get("databases") else []
    if not missing:
        return []
    message = f"The database is too old for this version: it lacks {', '.join(missing)}."
    hint = "Run `migrate` once with the last version that still has these migrations as files."
    return [Error(message, hint=hint, id="onestop.E031")]


@register(Tags.database)
def year_ahead_check(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Report, from 1 November on, next year's days off that are not official yet (onestop.W004).

    It asks the database, so only `check --database default` and `migrate` run it; before the
    database has been made there is nothing to report.
    """
    del app_configs
    year = _estimated_year() if options.get("databases") else None
    if year is None:
        return []
    message = f"The days off of {year} are estimates or not all there: due dates in it may change."
    hint = "Enter the official notice on the calendar's page, or with manage.py import_days_off."
    return [Warning(message, hint=hint, id="onestop.W004")]


def _estimated_year() -> int | None:
    if CalendarDay._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 (Django's documented API)
        return None
    return estimated_year_ahead(timezone.localdate())
