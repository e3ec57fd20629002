"""Which printer prints what."""

from printing.models import Role
from printing.rules import Given, holders

TICKET, SLIP, LETTER = Role.TICKET, Role.SLIP, Role.LETTER
OLD, NEW, PREVIEW, OTHER_PREVIEW = 1, 2, 3, 4


def given(role: Role, printer: int) -> Given:
    return Given(role, printer, real=printer in {OLD, NEW})


def test_the_printer_that_was_given_the_role_last_holds_it() -> None:
    assert holders([given(TICKET, OLD), given(TICKET, NEW)]) == {TICKET: NEW}


def test_a_preview_serves_only_what_no_real_printer_holds() -> None:
    everything = [given(role, PREVIEW) for role in Role]
    assert holders([given(TICKET, OLD), *everything]) == {
        TICKET: OLD,
        SLIP: PREVIEW,
        LETTER: PREVIEW,
    }


def test_letters_come_out_where_slips_do_if_no_real_printer_holds_them() -> None:
    assert holders([given(SLIP, OLD), given(LETTER, PREVIEW)]) == {SLIP: OLD, LETTER: OLD}
    assert holders([given(SLIP, OLD), given(LETTER, NEW)])[LETTER] == NEW


def test_slips_never_come_out_where_letters_do() -> None:
    assert holders([given(LETTER, OLD)]) == {LETTER: OLD}


def test_the_newest_of_several_previews_draws() -> None:
    assert holders([given(SLIP, PREVIEW), given(SLIP, OTHER_PREVIEW)]) == {SLIP: OTHER_PREVIEW}


def test_without_printers_nobody_prints() -> None:
    assert holders([]) == {}
