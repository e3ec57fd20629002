"""How an office lays its slips out: its logo, its words, and what it leaves out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from printing.slips.parts import (
    Block,
    Blocks,
    Gap,
    Part,
    Parts,
    Picture,
    Size,
    centred,
    copy_mark,
)

# Blocks that an office may leave out, by document; all others must stand on the paper.
OPTIONAL: Mapping[str, Mapping[str, str | Promise]] = {
    "ticket": {
        "waiting": gettext_lazy("số người phía trước và thời gian chờ"),
        "moment": gettext_lazy("ngày giờ lấy số"),
        "code": gettext_lazy("mã QR để theo dõi lượt"),
        "guidance": gettext_lazy("câu hướng dẫn"),
    },
    "receipt": {
        "code": gettext_lazy("mã QR của mã hồ sơ"),
        "contact": gettext_lazy("địa chỉ và điện thoại"),
        "guidance": gettext_lazy("câu nhắc mang giấy tờ khi nhận kết quả"),
    },
    "supplement": {"code": gettext_lazy("mã QR của mã hồ sơ")},
    "refusal": {},
    "apology": {"contact": gettext_lazy("điện thoại liên hệ")},
    "stop": {},
    "summary": {"dossiers": gettext_lazy("danh sách hồ sơ đã tiếp nhận")},
    "test": {},
}
HEAD = "head"
LONGEST_WORDS = 300  # characters of the opening and of the closing words
MOST_LINES = 4


@dataclass(frozen=True)
class Layout:
    """What an office changed; each line of `opening` and `closing` is a paragraph.

    `opening` stands under the office's name, `closing` at the foot; `hidden` names blocks.
    """

    logo: Picture | None = None
    opening: str = ""
    closing: str = ""
    hidden: frozenset[str] = frozenset()


PLAIN = Layout()


def arranged(blocks: Blocks, layout: Layout, *, document: str, is_copy: bool) -> Parts:
    """Return the parts of a slip from top to bottom; a copy is marked as one at both ends."""
    mark = copy_mark(_("BẢN SAO")) if is_copy else ()
    hidden = layout.hidden & OPTIONAL[document].keys()
    shown = [block for block in blocks if block.name not in hidden]
    return (
        *mark,
        *((layout.logo, Gap(10)) if layout.logo else ()),
        *(part for block in shown for part in _with_opening(block, layout.opening)),
        *_words(layout.closing),
        *((Gap(8), centred(_("BẢN SAO"), bold=True)) if is_copy else ()),
    )


def _with_opening(block: Block, opening: str) -> Iterator[Part]:
    yield from block.parts
    if block.name == HEAD:
        yield from _words(opening)


def _words(words: str) -> Iterator[Part]:
    for line in words.splitlines():
        yield centred(line, size=Size.SMALL)
