"""What is measured, in turns with the baseline, so that a busy machine slows both."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from tests.bench.client import Call, Measured, run_calls
from tests.bench.places import Place

CLIENTS = 50


@dataclass
class Compared:
    """A measured thing beside its baseline: rates a second, and latencies in seconds."""

    name: str
    rates: list[float] = field(default_factory=list)
    baseline: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def add(self, measured: Measured, baseline: Measured) -> None:
        """Take a round in."""
        self.rates.append(measured.rate)
        self.baseline.append(baseline.rate)
        self.latencies += measured.latencies

    @property
    def ratio(self) -> float:
        """Return the median of the rounds' ratios."""
        return median(a / b for a, b in zip(self.rates, self.baseline, strict=True))

    def percentile(self, share: float) -> float:
        """Return the latency in milliseconds under which this share of the calls stayed."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def issuing(place: Place, *, printed: bool, rounds: int, tickets: int) -> Compared:
    """Measure issuing at 50 clients, `tickets` a round."""
    compared = Compared(f"issue, 50 clients, print {str(printed).lower()}")
    body = {"service": "ho-tich", "print": printed}
    workers = [[Call("/api/v1/offices/demo/tickets", place.tokens[0], body)]]
    for _ in range(rounds):
        place.clear()
        measured = run(place.office.port, [workers[0] * (tickets // CLIENTS)] * CLIENTS)
        ensure_all(measured, 201)
        compared.add(measured, bare(place, CLIENTS, tickets))
    return compared


def calling(place: Place, *, rounds: int, waiting: int = 500) -> Compared:
    """Measure all counters calling at once; each ends its turn, unmeasured, before the next."""
    compared = Compared(f"call-next, {len(place.counters)} counters, {waiting} waiting")
    fill(place, waiting)
    for _ in range(rounds):
        measured = run(place.office.port, [[one] for one in _each(place, _call_next)])
        ensure_all(measured, 200)
        called = [one["ticket"] for one in measured.json()]
        assert len({one["id"] for one in called}) == len(place.counters)
        compared.add(measured, bare(place, len(place.counters), len(place.counters)))
        by_counter = {one["counter"]["id"]: one["id"] for one in called}
        _finish(place, by_counter)
    return compared


def fill(place: Place, tickets: int) -> None:
    """Let at least this many more wait."""
    body = {"service": "ho-tich", "print": False}
    call = Call("/api/v1/offices/demo/tickets", place.tokens[0], body)
    workers = min(CLIENTS, tickets)
    each = -(-tickets // workers)
    ensure_all(run(place.office.port, [[call] * each] * workers), 201)


def bare(place: Place, workers: int, calls: int) -> Measured:
    """Measure the baseline."""
    return run(place.baseline, [[Call("/")] * (calls // workers)] * workers)


def ensure_all(measured: Measured, status: int) -> None:
    """Fail unless every call was answered so, and no number came twice."""
    wrong = [one for one in measured.answers if one[0] != status]
    assert not wrong, wrong[0]
    numbers = [json.loads(body).get("number") for _, body in measured.answers]
    told = [one for one in numbers if one]
    assert len(set(told)) == len(told)


def _call_next(counter_id: int) -> str:
    return f"/api/v1/counters/{counter_id}/call-next"


def _each(place: Place, path: Callable[[int], str]) -> list[Call]:
    pairs = zip(place.counters, place.tokens, strict=True)
    return [Call(path(counter_id), token) for counter_id, token in pairs]


def _finish(place: Place, tickets: dict[int, int]) -> None:
    pairs = list(zip(place.counters, place.tokens, strict=True))
    for step in ("start", "finish"):
        calls = [Call(f"/api/v1/tickets/{tickets[one]}/{step}", token) for one, token in pairs]
        ensure_all(run(place.office.port, [[one] for one in calls]), 200)


def run(port: int, workers: list[list[Call]]) -> Measured:
    """Let each worker make its calls, all workers at once."""
    return asyncio.run(run_calls(port, workers))
