"""Setting how long an office holds what is personal."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, RetentionRules, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, ensure_right

RULES = ("case_months", "ticket_days", "print_days")


def retention_set(
    *,
    office: Office,
    case_months: int,
    ticket_days: int,
    print_days: int,
    actor: User,
    now: datetime,
) -> RetentionRules:
    """Store the office's rules; raises `NotAllowed`, and `BadInput` by field for a wrong number."""
    ensure_right(actor, Right.PRIVACY_MANAGE, office=office)
    with transaction.atomic():
        rules, _made = RetentionRules.objects.select_for_update().get_or_create(office=office)
        before = {name: getattr(rules, name) for name in RULES}
        rules.case_months, rules.ticket_days = case_months, ticket_days
        rules.print_days = print_days
        _ensure_sound(rules)
        rules.save(update_fields=RULES)
        audit_record(
            action="retention.set",
            subject=f"office:{office.pk}",
            actor=actor,
            now=now,
            office_id=office.pk,
            before=before,
            after={name: getattr(rules, name) for name in RULES},
        )
        return rules


def _ensure_sound(rules: RetentionRules) -> None:
    try:
        rules.clean_fields()
    except ValidationError as error:
        errors = {name: " ".join(said) for name, said in error.message_dict.items()}
        raise BadInput(
            _("Có thông tin chưa đúng. Hãy sửa các ô được nêu."), errors=errors
        ) from None
