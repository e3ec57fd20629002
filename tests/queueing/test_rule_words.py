"""What the settings of the dispatch rule mean, in words and by example."""

from queueing.dispatch import Rules
from queueing.rule_words import rule_by_example, rule_in_words


def test_the_words_name_the_ratio_and_the_longest_wait() -> None:
    assert rule_in_words(Rules(2, 45)) == [
        "Sau 2 lượt ưu tiên có 1 lượt thường.",
        "Không ai chờ quá 45 phút vì ưu tiên: từ lúc đó được gọi trước.",
    ]


def test_without_an_advantage_it_says_so() -> None:
    assert "Ai đến trước được gọi trước" in rule_in_words(Rules(0, 45))[0]
    assert rule_by_example(Rules(0, 45)) == [False] * 6 + [True] * 6


def test_the_example_is_what_the_rule_does() -> None:
    turns = rule_by_example(Rules(2, 45))
    assert turns[:6] == [True, True, False, True, True, False]
    assert sorted(turns) == [False] * 6 + [True] * 6
