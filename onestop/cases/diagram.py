"""The state machine as people read it: a drawing, and a table in Markdown, made from the one table.

Pure: the same table gives the same text. `README.md` beside this file holds the part that
`markdown` makes; `python -m tests.cases.drawing` writes it anew, a test holds the two together.
"""

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap
from typing import NamedTuple

from onestop.cases.states import ENDED, NATIONAL_STATUS, PAUSED, CaseState
from onestop.cases.transitions import ROWS, STEP_RIGHT, Clock, Transition
from onestop.directory.rights import MATRIX, Role

BEGIN, END = "<!-- made by onestop.cases.diagram -->", "<!-- end -->"

BOX_WIDTH, BOX_HEIGHT = 184, 72
# Where the middle of each state's box stands: the straight life in the middle row, what waits for
# the citizen above it, the ends without a decision below.
PLACES: Mapping[CaseState, tuple[int, int]] = {
    CaseState.REGISTERED: (110, 390),
    CaseState.RECEIVED: (380, 390),
    CaseState.PROCESSING: (650, 390),
    CaseState.COMPLETED: (920, 390),
    CaseState.RETURNED: (1190, 390),
    CaseState.PAYMENT_REQUESTED: (260, 190),
    CaseState.SUPPLEMENT_REQUESTED: (770, 190),
    CaseState.REFUSED: (110, 550),
    CaseState.WITHDRAWN: (380, 550),
    CaseState.STOPPED: (650, 550),
}
# Ends to which a way from what waits for the citizen leads: drawn once more, above it.
ABOVE: Mapping[CaseState, tuple[int, int]] = {
    CaseState.WITHDRAWN: (380, 46),
    CaseState.STOPPED: (650, 46),
}
WIDTH, HEIGHT = 1300, 596
# Labels stand before the middle of the way, where ways that cross are apart.
LABEL_AT = 0.4
# Letters of a line of a name in its box.
LONGEST = 24


class Edge(NamedTuple):
    """A way from one state to another with the numbers of the transitions that lead along it."""

    source: CaseState
    target: CaseState
    numbers: tuple[int, ...]


def numbered() -> list[tuple[int, Transition]]:
    """Return the rows of the table with the number that each has in drawing and lists."""
    return list(enumerate(ROWS, start=1))


def targets(row: Transition, source: CaseState) -> tuple[CaseState, ...]:
    """Return where the transition leads from the state.

    What comes back from a pause leads to the state that was interrupted; a dossier that had not
    been accepted is accepted then.
    """
    if row.target is not None:
        return (row.target,)
    if source not in PAUSED:
        return (source,)
    return (CaseState.RECEIVED, CaseState.PROCESSING)


def edges() -> list[Edge]:
    """Return every way between two states, each once, in the table's order."""
    found: dict[tuple[CaseState, CaseState], list[int]] = {}
    for number, row in numbered():
        for source in _in_order(row):
            for target in targets(row, source):
                found.setdefault((source, target), []).append(number)
    return [Edge(source, target, tuple(numbers)) for (source, target), numbers in found.items()]


def roles_of(row: Transition, source: CaseState) -> list[Role]:
    """Return the roles of which one may make the transition in the state."""
    rights = set(row.rights[source])
    if row.by_step:
        rights.update(STEP_RIGHT.values())
    return [role for role in Role if rights & MATRIX[role]]


def clock_in(row: Transition, source: CaseState) -> Clock:
    """Return what the transition does to the clock, where it has not begun: nothing or a start."""
    begun = source is not CaseState.REGISTERED
    return row.clock if begun or row.clock is Clock.START else Clock.NONE


def svg() -> str:
    """Return the drawing; states carry their names and national codes, ways their numbers."""
    head = (
        f'<svg class="states" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="states-title" xmlns="http://www.w3.org/2000/svg">'
        '<defs><marker id="states-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" '
        'markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>'
    )
    between = [one for one in edges() if one.source is not one.target]
    ways = "".join(_way(one, _is_two_way(one, between)) for one in between)
    return f"{head}{ways}{_boxes()}</svg>"


def mermaid() -> str:
    """Return the drawing in Mermaid, with the names that the code uses."""
    names = {number: row.name for number, row in numbered()}
    lines = ["stateDiagram-v2", "    [*] --> registered", "    [*] --> received"]
    for edge in edges():
        said = ", ".join(names[number] for number in edge.numbers)
        lines.append(f"    {edge.source.value} --> {edge.target.value}: {said}")
    lines += [f"    {state.value} --> [*]" for state in CaseState if not _leads_on(state)]
    return "\n".join(lines)


def markdown() -> str:
    """Return the part of `README.md` that is made from the table."""
    states = [
        f"| `{state.value}` | {NATIONAL_STATUS[state]} | {_clock_word(state)} |"
        for state in CaseState
    ]
    return "\n".join(
        [
            BEGIN,
            "",
            "```mermaid",
            mermaid(),
            "```",
            "",
            "| state | national code | clock |",
            "|---|---|---|",
            *states,
            "",
            "| # | transition | from | to | who | told | clock | paper |",
            "|---|---|---|---|---|---|---|---|",
            *_rows(),
            "",
            END,
        ]
    )


def _rows() -> Iterator[str]:
    for number, row in numbered():
        for source in _in_order(row):
            to = " or ".join(f"`{one.value}`" for one in targets(row, source))
            who = ", ".join(role.value for role in roles_of(row, source))
            who = f"{who} (whose step it is)" if row.by_step else who
            told = ", ".join([*(["reason"] if row.reason else []), *sorted(row.facts)]) or "–"
            cells = (
                number,
                f"`{row.name}`",
                f"`{source.value}`",
                to,
                who,
                told,
                clock_in(row, source).value,
                row.paper or "–",
            )
            yield f"| {' | '.join(str(cell) for cell in cells)} |"


def _in_order(row: Transition) -> list[CaseState]:
    return [state for state in CaseState if state in row.sources]


def _leads_on(state: CaseState) -> bool:
    return any(state in row.sources for row in ROWS)


def _clock_word(state: CaseState) -> str:
    if state in ENDED:
        return "ended"
    if state in PAUSED:
        return "paused"
    return "not begun" if state is CaseState.REGISTERED else "runs"


def _is_two_way(edge: Edge, among: list[Edge]) -> bool:
    return any((one.source, one.target) == (edge.target, edge.source) for one in among)


def _boxes() -> str:
    places = [*PLACES.items(), *ABOVE.items()]
    return "".join(_box(state, x, y) for state, (x, y) in places)


def _box(state: CaseState, x: int, y: int) -> str:
    own = [number for one in edges() if one.source is one.target is state for number in one.numbers]
    own_said = f" ↻ {', '.join(map(str, own))}" if own else ""
    return (
        f'<g class="state-box state-{state.value}">'
        f'<rect x="{x - BOX_WIDTH // 2}" y="{y - BOX_HEIGHT // 2}" '
        f'width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
        f"{_name(x, y, str(state.label))}"
        f'<text class="state-code" x="{x}" y="{y + 27}">{NATIONAL_STATUS[state]}{own_said}</text>'
        "</g>"
    )


def _name(x: int, y: int, label: str) -> str:
    """Return the name on one line or two."""
    lines = wrap(label, LONGEST)
    top = y - 5 if len(lines) == 1 else y - 14
    return "".join(
        f'<text x="{x}" y="{top + 18 * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )


def _target(edge: Edge) -> tuple[int, int]:
    above = ABOVE if edge.source in PAUSED else {}
    return above.get(edge.target, PLACES[edge.target])


def _way(edge: Edge, two_way: bool) -> str:  # noqa: FBT001 (drawn once, just above)
    """Return a line from box to box; of two that lead to and fro each keeps to its right."""
    (x1, y1), (x2, y2) = _ends(edge, 16 if two_way else 0)
    said = ", ".join(map(str, edge.numbers))
    x, y = x1 + (x2 - x1) * LABEL_AT, y1 + (y2 - y1) * LABEL_AT
    width = 9 * len(said) + 8
    return (
        f'<path class="state-way" d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}" '
        'marker-end="url(#states-arrow)"/>'
        f'<rect class="state-plate" x="{x - width / 2:.0f}" y="{y - 11:.0f}" '
        f'width="{width}" height="22" rx="4"/>'
        f'<text class="state-number" x="{x:.0f}" y="{y + 5:.0f}">{said}</text>'
    )


def _ends(edge: Edge, aside: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where the line leaves the one box and meets the other."""
    (x1, y1), (x2, y2) = PLACES[edge.source], _target(edge)
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    shift = (-dy * aside, dx * aside)
    x1, y1, x2, y2 = x1 + shift[0], y1 + shift[1], x2 + shift[0], y2 + shift[1]
    out = _to_border((dx, dy), shift)
    into = _to_border((-dx, -dy), shift)
    return (x1 + dx * out, y1 + dy * out), (x2 - dx * into, y2 - dy * into)


def _to_border(way: tuple[float, float], start: tuple[float, float]) -> float:
    """Return how far it is in a direction to a box's border, from a point beside its middle."""
    halves = (BOX_WIDTH / 2, BOX_HEIGHT / 2)
    along = zip(way, start, halves, strict=True)
    return min((half - at * (step > 0 or -1)) / abs(step) for step, at, half in along if step)
