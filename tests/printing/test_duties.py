"""Who prints what, and who stands in for a printer that cannot."""

from printing.duties import Duty, Facts, duties
from printing.models import Role
from printing.rules import Given

TICKET, SLIP = Role.TICKET, Role.SLIP
A, B, C = 1, 2, 3
TICKETS_ON_A = [Given(TICKET, A, real=True)]


def test_each_prints_its_roles_and_what_is_meant_for_it() -> None:
    found = duties([Facts(A, well=True), Facts(B, well=True)], TICKETS_ON_A)
    assert found == {A: Duty((TICKET,), (A,)), B: Duty((), (B,))}


def test_the_spare_prints_all_while_a_printer_cannot() -> None:
    found = duties([Facts(A, well=False, spare=B), Facts(B, well=True)], TICKETS_ON_A)
    assert found == {B: Duty((TICKET,), (A, B))}


def test_the_spare_s_spare_is_asked_next() -> None:
    printers = [Facts(A, well=False, spare=B), Facts(B, well=False, spare=C), Facts(C, well=True)]
    assert duties(printers, TICKETS_ON_A) == {C: Duty((TICKET,), (A, B, C))}


def test_where_nobody_is_well_slips_wait_where_they_were() -> None:
    printers = [Facts(A, well=False, spare=B), Facts(B, well=False, spare=A)]
    assert duties(printers, TICKETS_ON_A) == {A: Duty((TICKET,), (A,)), B: Duty((), (B,))}


def test_a_spare_out_of_use_does_not_stand_in() -> None:
    found = duties([Facts(A, well=False, spare=C)], TICKETS_ON_A)
    assert found == {A: Duty((TICKET,), (A,))}


def test_a_spare_keeps_its_own_roles() -> None:
    given = [*TICKETS_ON_A, Given(SLIP, B, real=True)]
    found = duties([Facts(A, well=False, spare=B), Facts(B, well=True)], given)
    assert set(found[B].roles) == {TICKET, SLIP, Role.LETTER}
