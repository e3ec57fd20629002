"""What an edit of the calendar costs, and what a transition does."""

import json
from collections.abc import Iterator

from tests.bench.client import Call
from tests.bench.measuring import CLIENTS, Compared, bare, ensure_all, run
from tests.bench.places import Place, run_inside

# Cases that are stored by one command, which may take two minutes.
AT_ONCE = 10_000
TOKEN = """
from django.utils import timezone
from onestop.directory.models import User
from onestop.directory.services import access_token_issue
user = User.objects.get(username="chuyenvien")
print("token", access_token_issue(user=user, now=timezone.now()))
"""


def recomputing(place: Place, cases: int) -> Iterator[str]:
    """Yield two rows: the arithmetic alone, and the whole command with its longest lock."""
    for start in range(0, cases, AT_ONCE):
        _inside(place, f"open_cases({start}, {min(AT_ONCE, cases - start)})")
    _inside(place, "storm()")
    rate = float(_inside(place, "arithmetic()").split()[-1])
    yield f"| {cases} due dates counted anew, arithmetic alone | {rate:.0f} | | | | |"
    done = place.office.command("recompute_deadlines", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["moved"] >= cases, told
    moved, seconds = told["moved"], told["seconds"]
    what = f"recompute_deadlines, {moved} moved in {seconds:.1f} s"
    locked = f"longest lock {told['longest_lock_ms']:.0f} ms"
    yield f"| {what}, {locked} | {moved / seconds:.0f} | | | | |"


def transitions(place: Place, *, first: int, rounds: int, calls: int) -> Compared:
    """Measure taking cases into processing at 50 clients, each case once.

    `first` is the number of the first case that is stored for it.
    """
    clients = min(CLIENTS, calls)
    _inside(place, f"open_cases({first}, {rounds * calls}, 'received')")
    token = run_inside(place.office, TOKEN).split()[-1]
    compared = Compared(f"transition, {clients} clients")
    for start in range(first, first + rounds * calls, calls):
        numbers = range(start, start + calls)
        each = [
            [_take(one, token) for one in numbers[client::clients]] for client in range(clients)
        ]
        measured = run(place.office.port, each)
        ensure_all(measured, 200)
        compared.add(measured, bare(place, clients, calls))
    return compared


def _take(number: int, token: str) -> Call:
    code = f"BENCH-{number:06}"  # as in `dossiers`, which only the office can load
    return Call(f"/api/v1/cases/{code}/transitions", token, {"name": "start_processing"})


def _inside(place: Place, call: str) -> str:
    return run_inside(place.office, f"from tests.bench.dossiers import *\n{call}")
