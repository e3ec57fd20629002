"""What the audit says of sign-ins and of what protects an account."""

from datetime import datetime

from onestop.directory.audit import audit_record
from onestop.directory.audit.rows import Facts
from onestop.directory.models import User


def account_record(
    *,
    action: str,
    user: User,
    actor: User | None,
    now: datetime,
    after: Facts | None = None,
) -> None:
    """Record something about an account; runs inside the transaction of the change.

    It belongs to the account's office, if there is just one.
    """
    offices = user.offices()
    audit_record(
        action=action,
        subject=f"account:{user.pk}",
        actor=actor,
        now=now,
        office_id=offices[0].pk if len(offices) == 1 else None,
        after=after,
    )
