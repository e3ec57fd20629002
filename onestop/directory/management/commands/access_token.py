"""`manage.py access_token USERNAME [--scope RIGHT …]`: a bearer token for the HTTP API."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from onestop.directory.models import User
from onestop.directory.rights import Right
from onestop.directory.services import access_token_issue


class Command(BaseCommand):
    """Prints a new bearer token and nothing else on stdout."""

    # Checks would load every page of the product to write one row.
    requires_system_checks = ()
    help = "Prints a bearer token with the rights of the account, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the account's name, and the rights to which the token is held."""
        parser.add_argument("username")
        parser.add_argument(
            "--scope",
            action="append",
            default=[],
            choices=[str(right) for right in Right],
            metavar="RIGHT",
            help="hold the token to this right, such as queue.view; may be repeated",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Issue the token."""
        username = options["username"]
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            message = f"No active account is called {username!r}. Names are case-sensitive."
            raise CommandError(message)
        scopes = [Right(one) for one in options["scope"]]
        self.stdout.write(access_token_issue(user=user, now=timezone.now(), scopes=scopes))
