"""The dispatch rule in words and as an example, for whoever sets it. The example asks the rule."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from queueing.dispatch import Rules, Waiting, in_order

ORDINARY, PRIORITY = 6, 6
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def rule_in_words(rules: Rules) -> list[str]:
    """Return what the settings mean for who waits, one sentence each."""
    if not rules.favour_priority:
        return [_("Ai đến trước được gọi trước; đối tượng ưu tiên không được gọi sớm hơn.")]
    return [
        _("Sau %(turns)d lượt ưu tiên có 1 lượt thường.") % {"turns": rules.priority_turns},
        _("Không ai chờ quá %(minutes)d phút vì ưu tiên: từ lúc đó được gọi trước.")
        % {"minutes": rules.longest_wait},
    ]


def rule_by_example(rules: Rules) -> list[bool]:
    """Return the order of an example: six ordinary people came first, then six with priority.

    True for a turn of a priority class.
    """
    people = [Waiting(number, 0, _came(number), _class_of(number)) for number in range(_ALL)]
    order = in_order(people, rules, _came(_ALL))
    return [choice.ticket_id >= ORDINARY for choice in order]


_ALL = ORDINARY + PRIORITY


def _came(number: int) -> datetime:
    return START + timedelta(seconds=number)


def _class_of(number: int) -> str | None:
    return "priority" if number >= ORDINARY else None
