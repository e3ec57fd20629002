"""Who hands in a dossier and which papers, as typed; checked before anything is stored."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from onestop.cases.texts import all_clean, text_clean
from onestop.directory.refusals import BadInput

# Longer than any number with its spaces; what is longer is not looked at.
LONGEST_NUMBER = 40
# Number of the citizen card (12 digits) or of the former identity card (9 digits).
IDENTITY = re.compile(r"[0-9]{9}|[0-9]{12}")
PHONE = re.compile(r"\+?[0-9]{8,15}")
MOST_PAPERS = 50
MOST_COPIES = 99


@dataclass(frozen=True)
class ApplicantData:
    """Người nộp hồ sơ: the citizen or organisation, as typed or as read from a card."""

    name: str
    identity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class PaperData:
    """A paper that is handed in; `original` tells it from a copy."""

    name: str
    original: bool = False
    quantity: int = 1


def applicant_clean(applicant: ApplicantData) -> ApplicantData:
    """Return the applicant with clean values, or raise `BadInput` naming every wrong field."""
    typed = asdict(applicant)
    checks = {field: partial(CHECKS[field], typed[field]) for field in CHECKS}
    return ApplicantData(**all_clean(dict(checks)))


def papers_clean(papers: Sequence[PaperData]) -> list[PaperData]:
    """Return at most 50 papers with clean names, or raise `BadInput` for `papers`."""
    if len(papers) > MOST_PAPERS:
        raise BadInput.field("papers", _("Nhiều giấy tờ quá: nhiều nhất là 50."))
    return [_paper_clean(paper) for paper in papers]


def count_clean(field: str, count: int) -> int:
    """Return the number of copies or papers, 1 to 99, or raise `BadInput` for the field."""
    if not 1 <= count <= MOST_COPIES:
        raise BadInput.field(field, _("Nhập một số từ 1 đến 99."))
    return count


def _paper_clean(paper: PaperData) -> PaperData:
    name = text_clean("papers", paper.name, longest=300, required=True)
    return PaperData(name, paper.original, count_clean("papers", paper.quantity))


def _name(typed: str) -> str:
    return text_clean("name", typed, longest=200, required=True)


def _identity(typed: str) -> str:
    identity = text_clean("identity", typed, longest=LONGEST_NUMBER).replace(" ", "")
    if identity and not IDENTITY.fullmatch(identity):
        raise BadInput.field("identity", _("Số căn cước có 12 chữ số (số cũ có 9)."))
    return identity


def _phone(typed: str) -> str:
    phone = re.sub(r"[ .()-]", "", text_clean("phone", typed, longest=LONGEST_NUMBER))
    if phone and not PHONE.fullmatch(phone):
        raise BadInput.field("phone", _("Số điện thoại gồm 8 đến 15 chữ số."))
    return phone


def _email(typed: str) -> str:
    email = text_clean("email", typed, longest=254)
    try:
        if email:
            validate_email(email)
    except ValidationError:
        sentence = _("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@example.com.")
        raise BadInput.field("email", sentence) from None
    return email


def _address(typed: str) -> str:
    return text_clean("address", typed, longest=300)


CHECKS: Mapping[str, Callable[[str], str]] = {
    "name": _name,
    "identity": _identity,
    "phone": _phone,
    "email": _email,
    "address": _address,
}
