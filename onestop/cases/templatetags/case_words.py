"""Times and personal numbers in templates: `{% load case_words %}`."""

from django import template

from onestop.cases.privacy import identity_masked, phone_masked
from onestop.cases.words import moment, until_said

register = template.Library()
register.filter("moment", moment)
register.filter("until", until_said)
register.filter("identity_masked", identity_masked)
register.filter("phone_masked", phone_masked)
