"""Doing for several people at once what is done for one: each gets an answer or a refusal."""

from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec, TypeVar

from onestop.directory.models import Office
from onestop.directory.refusals import Refusal

P = ParamSpec("P")
R = TypeVar("R")
Wish = TypeVar("Wish")


def attempt(do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | Refusal:
    """Return what it gives, or the refusal that it raises: it must not have written before."""
    try:
        return do(*args, **kwargs)
    except Refusal as refusal:
        return refusal


def refusals_of(check: Callable[[Wish], None], wishes: Sequence[Wish]) -> dict[int, Refusal]:
    """Return by its place each wish that the check refuses."""
    checked = ((place, attempt(check, one)) for place, one in enumerate(wishes))
    return {place: refusal for place, refusal in checked if refusal is not None}


def by_office(offices: Mapping[int, Office]) -> list[tuple[Office, list[int]]]:
    """Return each office with the places that it stands at, offices in the order of their keys.

    Whoever locks several queues does so in this order, so that two never wait for one another.
    """
    found: dict[int, tuple[Office, list[int]]] = {}
    for place, office in offices.items():
        found.setdefault(office.pk, (office, []))[1].append(place)
    return [found[key] for key in sorted(found)]
