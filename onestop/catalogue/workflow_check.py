"""What is wrong with a process before it is published, in words that name the step.

Pure: it knows steps as `workflow_ways` does, and who works where as pairs of role and agency.
Errors keep a draft from being published; warnings are shown.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.utils.translation import gettext as _

from onestop.catalogue.workflow_ways import OPINION, PlannedStep, Stage, stages_of
from onestop.directory.rights import Role

# Who works on dossiers; a step of anybody else would wait for ever.
WORKERS = (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER)
WHOLE = 100  # per cent

# A role and an agency in which somebody holds it; None: in any agency at all.
Post = tuple[str, int | None]


class Kind(StrEnum):
    """What may be wrong. `no_worker` and `short_way` are warnings, the others errors."""

    TOO_FEW = "too_few"
    FIRST = "first"
    NO_OWNER = "no_owner"
    NO_WORKER = "no_worker"
    UNREACHABLE = "unreachable"
    NO_END = "no_end"
    ENDLESS = "endless"
    NO_SHARE = "no_share"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"
    SHORT_WAY = "short_way"
    SCATTERED = "scattered"
    NOT_JOINED = "not_joined"
    DECIDER = "decider"


WARNINGS = frozenset({Kind.NO_WORKER, Kind.SHORT_WAY})


@dataclass(frozen=True)
class Finding:
    """Something wrong at a step, or, without a position, with the process as a whole."""

    kind: Kind
    text: str
    position: int | None = None

    @property
    def is_error(self) -> bool:
        """Tell whether it keeps the process from being published."""
        return self.kind not in WARNINGS


def workflow_check(steps: Iterable[PlannedStep], posts: Collection[Post] = ()) -> list[Finding]:
    """Return what is wrong with a process, errors first.

    They stand in the order of the steps; what is wrong with the whole comes last. `posts`: who
    works in the office; without any, nobody is asked for.
    """
    plan = sorted(steps, key=lambda one: one.position)
    if len(plan) < 2:  # noqa: PLR2004 (reception takes in, somebody decides)
        text = _("Quy trình cần ít nhất hai bước: tiếp nhận và giải quyết.")
        return [Finding(Kind.TOO_FEW, text)]
    stages = stages_of(plan)
    found = [
        *_first(plan),
        *_owners(plan, posts),
        *_ends(stages),
        *_opinions(plan, stages),
        *_shares(plan, stages),
        *_deciders(stages),
    ]
    return sorted(found, key=_order)


def _order(finding: Finding) -> tuple[bool, bool, int]:
    return (not finding.is_error, finding.position is None, finding.position or 0)


def _first(plan: Sequence[PlannedStep]) -> Iterator[Finding]:
    first = plan[0]
    if first.role != Role.RECEPTIONIST or first.kind == OPINION:
        text = _("Bước đầu “%(step)s” phải là bước tiếp nhận của bộ phận một cửa.")
        yield Finding(Kind.FIRST, text % {"step": first.name}, first.position)


def _owners(plan: Sequence[PlannedStep], posts: Collection[Post]) -> Iterator[Finding]:
    for step in plan:
        if step.role not in WORKERS:
            text = _(
                "Bước “%(step)s” chưa có người làm: chọn tiếp nhận, chuyên viên hoặc lãnh đạo."
            )
            yield Finding(Kind.NO_OWNER, text % {"step": step.name}, step.position)
        elif posts and (step.role, _agency(step)) not in posts:
            text = _("Chưa có ai giữ vai trò của bước “%(step)s” ở nơi này.")
            yield Finding(Kind.NO_WORKER, text % {"step": step.name}, step.position)


def _agency(step: PlannedStep) -> int | None:
    """Return the agency in which the role is held; reception works for all of them."""
    return None if step.role == Role.RECEPTIONIST else step.agency_id


def _ends(stages: Mapping[int, Stage]) -> Iterator[Finding]:
    """Find steps that nothing leads to, and steps from which the process never ends."""
    reached = _reached({min(stages)}, lambda at: stages[at].following)
    for stage in stages.values():
        if stage.position not in reached:
            text = _(
                "Không có đường nào dẫn tới bước “%(step)s”: nối bước trước tới đây, hoặc xóa."
            )
            yield from _at(stage, Kind.UNREACHABLE, text)
    finals = {stage.position for stage in stages.values() if stage.is_final} & reached
    if not finals:
        yield Finding(Kind.NO_END, _("Quy trình không có bước nào kết thúc."))
    ending = _reached(finals, lambda at: _before(stages, at))
    for stage in stages.values():
        if stage.position in reached - ending and finals:
            text = _("Từ bước “%(step)s” quy trình quay vòng mãi: nối thêm một đường ra khỏi vòng.")
            yield from _at(stage, Kind.ENDLESS, text)


def _opinions(plan: Sequence[PlannedStep], stages: Mapping[int, Stage]) -> Iterator[Finding]:
    """Find groups of opinions that stand apart, or whose ways do not come together again."""
    runs = [key for key, _steps in groupby(plan, key=_group) if key is not None]
    for step in plan:
        if (group := _group(step)) is not None and runs.count(group) > 1:
            text = _("Các ý kiến của nhóm %(group)d không đứng liền nhau: bước “%(step)s”.")
            yield Finding(Kind.SCATTERED, text % {"group": group, "step": step.name}, step.position)
    for stage in stages.values():
        if not _joins(stage):
            text = _("Sau ý kiến “%(step)s” quy trình không gặp lại một bước chung với cả nhóm.")
            yield from _at(stage, Kind.NOT_JOINED, text)


def _group(step: PlannedStep) -> int | None:
    return step.parallel_group if step.stands_in_group else None


def _joins(stage: Stage) -> bool:
    """Tell whether all opinions of the stage lead to the same steps, and to one at all."""
    if stage.steps[0].kind != OPINION:
        return True
    own = {step.position for step in stage.steps}
    ways = {step.following for step in stage.steps}
    return len(ways) == 1 and not stage.is_final and not own & set(*ways)


def _shares(plan: Sequence[PlannedStep], stages: Mapping[int, Stage]) -> Iterator[Finding]:
    """Find steps without a share, and ways on which the shares do not add up to the whole."""
    for step in plan:
        if not step.share and step.role != Role.RECEPTIONIST:
            text = _("Bước “%(step)s” chưa có phần thời gian.")
            yield Finding(Kind.NO_SHARE, text % {"step": step.name}, step.position)
    least, most = _sums(stages, min(stages), {}) or (WHOLE, WHOLE)
    if most > WHOLE:
        text = _("Có đường đi dùng %(sum)d %% thời gian giải quyết, quá 100 %%.")
        yield Finding(Kind.TOO_MUCH, text % {"sum": most})
    elif most < WHOLE:
        text = _("Các bước mới dùng %(sum)d %% thời gian giải quyết; cộng lại phải đủ 100 %%.")
        yield Finding(Kind.TOO_LITTLE, text % {"sum": most})
    elif least < WHOLE:
        text = _("Có đường đi ngắn chỉ dùng %(sum)d %% thời gian giải quyết.")
        yield Finding(Kind.SHORT_WAY, text % {"sum": least})


def _sums(
    stages: Mapping[int, Stage], at: int, known: dict[int, tuple[int, int] | None]
) -> tuple[int, int] | None:
    """Return the least and the most share that is used from a stage to an end; None: no end.

    Steps at the same time use the longest share among them. A way back into what is being walked
    through is no way on: who is sent back works within the time that there is.
    """
    if at not in known:
        known[at] = None  # being walked through
        stage = stages[at]
        after = [_sums(stages, to, known) for to in stage.following]
        ends = [(0, 0)] if stage.is_final else [one for one in after if one is not None]
        if ends:
            own = max(step.share for step in stage.steps)
            least, most = zip(*ends, strict=True)
            known[at] = (own + min(least), own + max(most))
    return known[at]


def _deciders(stages: Mapping[int, Stage]) -> Iterator[Finding]:
    """Find who decides: the last step on a way that is not reception's has to be a leader's."""
    ends = {at for at, stage in stages.items() if stage.is_final}
    closing = _reached(
        ends & _receptions(stages), lambda at: _before(stages, at) & _receptions(stages)
    )
    deciding = [
        stage
        for at, stage in stages.items()
        if at not in _receptions(stages) and (stage.is_final or closing & set(stage.following))
    ]
    if not deciding:
        yield Finding(Kind.DECIDER, _("Quy trình không có bước lãnh đạo quyết định."))
    for stage in deciding:
        if any(step.role != Role.LEADER for step in stage.steps):
            text = _("Bước quyết định “%(step)s” phải là của lãnh đạo.")
            yield from _at(stage, Kind.DECIDER, text)


def _receptions(stages: Mapping[int, Stage]) -> set[int]:
    """Return the stages at which reception alone works."""
    return {
        at
        for at, stage in stages.items()
        if all(step.role == Role.RECEPTIONIST for step in stage.steps)
    }


def _before(stages: Mapping[int, Stage], at: int) -> set[int]:
    return {one.position for one in stages.values() if at in one.following}


def _reached(begin: Collection[int], ways: Callable[[int], Iterable[int]]) -> set[int]:
    """Return where one comes to from any of the beginnings, these included."""
    reached, open_ends = set(begin), list(begin)
    while open_ends:
        new = set(ways(open_ends.pop())) - reached
        reached |= new
        open_ends.extend(new)
    return reached


def _at(stage: Stage, kind: Kind, text: str) -> Iterator[Finding]:
    for step in stage.steps:
        yield Finding(kind, text % {"step": step.name}, step.position)
