"""What people enter is stored only after its model has checked every field of it."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from onestop.directory.refusals import BadInput


def stored_clean(thing: models.Model, *, general: str = "code") -> None:
    """Store the thing if its fields can be stored; else `BadInput` names each that cannot.

    `general` is the field under which stands what is wrong with several fields together.
    """
    try:
        thing.full_clean()
    except ValidationError as error:
        problems = {
            (general if field == NON_FIELD_ERRORS else field): " ".join(texts)
            for field, texts in error.message_dict.items()
        }
        raise BadInput(_("Hãy sửa các ô được nêu."), errors=problems) from None
    thing.save()
