"""Setting how an office's slips look."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.rights import Right, ensure_right
from printing.layouts import layout_checked
from printing.logos import logo_drawn
from printing.models import SlipLayout, SlipLogo


def slip_layout_set(
    *,
    office: Office,
    document: str,
    opening: str,
    closing: str,
    hidden: Collection[str],
    with_logo: bool,
    actor: User,
    now: datetime,
) -> SlipLayout:
    """Lay a document out; it counts for every slip that is printed from now on, copies too.

    Raises `NotAllowed`, and `BadInput` as `layout_checked` does.
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    layout = layout_checked(
        office=office,
        document=document,
        opening=opening,
        closing=closing,
        hidden=hidden,
        with_logo=with_logo,
    )
    facts = {
        "opening": layout.opening,
        "closing": layout.closing,
        "hidden": sorted(layout.hidden),
        "with_logo": with_logo,
    }
    with transaction.atomic():
        before = SlipLayout.objects.filter(office=office, document=document)
        audit_record(
            action="slip.layout",
            subject=f"office:{office.pk}",
            actor=actor,
            now=now,
            office_id=office.pk,
            before=before.values(*facts).first() or {},
            after={"document": document, **facts},
        )
        row, _made = SlipLayout.objects.update_or_create(
            office=office, document=document, defaults=facts
        )
        return row


def slip_logo_set(*, office: Office, content: bytes | None, actor: User, now: datetime) -> None:
    """Set the office's logo from a picture file, or take it away (None).

    Raises `NotAllowed`, and `BadInput` (logo) as `logo_drawn` does.
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    picture = logo_drawn(content) if content is not None else None
    with transaction.atomic():
        if picture is None:
            SlipLogo.objects.filter(office=office).delete()
        else:
            fields = {
                "width": picture.width,
                "height": picture.height,
                "rows": picture.rows,
                "set_at": now,
            }
            SlipLogo.objects.update_or_create(office=office, defaults=fields)
        audit_record(
            action="slip.logo",
            subject=f"office:{office.pk}",
            actor=actor,
            now=now,
            office_id=office.pk,
            after={"logo": [picture.width, picture.height] if picture else None},
        )
