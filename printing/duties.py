"""Which printer prints what at this moment: roles, named printers and spares. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from printing.models import Role
from printing.rules import Given, holders

# Spares of spares are followed so far.
LONGEST_CHAIN = 3


@dataclass(frozen=True)
class Facts:
    """A printer as the rule reads it; `well`: in use and, as far as is known, able to print."""

    pk: int
    well: bool
    spare: int | None = None


@dataclass(frozen=True)
class Duty:
    """What a printer prints now: roles, and slips that are meant for these printers by name."""

    roles: tuple[Role, ...] = ()
    targets: tuple[int, ...] = ()


def duties(printers: Sequence[Facts], given: Iterable[Given]) -> dict[int, Duty]:
    """Return what each printer in use prints, by its id; one without anything is left out.

    1. A role is its holder's (`rules.holders`); what is meant for a printer by name is its own.
    2. As long as that printer cannot print, its spare does it, if that one is well; else the
       spare's spare. Where none of them is well it stays where it was, and waits.
    """
    known = {one.pk: one for one in printers}
    roles: dict[int, list[Role]] = {}
    targets: dict[int, list[int]] = {}
    for role, holder in holders(given).items():
        roles.setdefault(stand_in(holder, known), []).append(role)
    for printer in printers:
        targets.setdefault(stand_in(printer.pk, known), []).append(printer.pk)
    return {
        pk: Duty(tuple(roles.get(pk, ())), tuple(targets.get(pk, ()))) for pk in {*roles, *targets}
    }


def stand_in(printer: int, known: Mapping[int, Facts]) -> int:
    """Return who prints instead of the printer: itself while it is well or nobody else can."""
    one = known[printer]
    for _ in range(LONGEST_CHAIN):
        if one.well:
            return one.pk
        spare = known.get(one.spare) if one.spare is not None else None
        if spare is None:
            break
        one = spare
    return one.pk if one.well else printer
