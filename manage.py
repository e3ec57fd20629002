#!/usr/bin/env python
"""Runs a management command: `python manage.py serve --demo`, `python manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

from onestop.directory.origin import acting_from

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onestop.settings")
    with acting_from(" ".join(["command", *sys.argv[1:2]])):
        execute_from_command_line(sys.argv)
