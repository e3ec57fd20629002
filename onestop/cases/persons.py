"""Persons as they are stored and found: numbers sealed, and their digests in one form."""

import re
from dataclasses import asdict
from typing import Any

from django.db.models import Q, QuerySet

from onestop.cases.applicants import IDENTITY, PHONE, ApplicantData
from onestop.cases.models import Applicant
from onestop.directory.keys import digest, digests, ring

# Digests of a number are of the number, wherever it stands.
IDENTITY_CONTEXT = "identity"
PHONE_CONTEXT = "phone"
SPACES = re.compile(r"[ .()-]")
WHOLE = re.compile(r"\+?[0-9 ]+")
COUNTRY = "84"
# Digits of a mobile or landline number behind the country's.
NATIONAL_DIGITS = range(9, 11)


def person_fields(applicant: ApplicantData) -> dict[str, Any]:
    """Return the fields of a clean applicant with the digests by which it is found."""
    return {**asdict(applicant), **digest_fields(applicant.identity, applicant.phone)}


def digest_fields(identity: str, phone: str) -> dict[str, str]:
    """Return the digests of both numbers and the id of the key, as `Applicant` stores them."""
    return {
        "identity_digest": digest(identity_normal(identity), IDENTITY_CONTEXT),
        "phone_digest": digest(phone_normal(phone), PHONE_CONTEXT),
        "key": ring().newest.id,
    }


def identity_normal(typed: str) -> str:
    """Return the number of a card without spaces and other marks."""
    return SPACES.sub("", typed)


def phone_normal(typed: str) -> str:
    """Return the number as it is dialled in the country: `+84 912…`, `84912…` as `0912…`."""
    number = SPACES.sub("", typed).removeprefix("+")
    rest = number.removeprefix(COUNTRY)
    if rest != number and len(rest) in NATIONAL_DIGITS:
        return "0" + rest
    return number


def is_number(typed: str) -> bool:
    """Tell whether the text can be nothing but a whole identity or phone number."""
    return bool(WHOLE.fullmatch(typed)) and may_be_number(typed)


def may_be_number(typed: str) -> bool:
    """Tell whether the text could be a whole identity or phone number."""
    number = SPACES.sub("", typed)
    return bool(IDENTITY.fullmatch(number) or PHONE.fullmatch(number))


def persons_numbered(typed: str) -> QuerySet[Applicant]:
    """Return the applicants with this whole identity or phone number; two indexes, no scan."""
    return Applicant.objects.filter(
        Q(identity_digest__in=digests(identity_normal(typed), IDENTITY_CONTEXT))
        | Q(phone_digest__in=digests(phone_normal(typed), PHONE_CONTEXT))
    )
