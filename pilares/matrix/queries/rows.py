"""Reading for the pages of one row."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.bilingual import reading_language
from pilares.monitoring.actions.activities import Edited


def activity_url(code: str) -> str:
    """Return the address of an activity's page in the reader's language."""
    return reverse("monitoring:activity", args=[code])


def new_values(_user: object) -> dict[str, Any]:
    """Return what a new candidate starts from: the reader's language, seen by the members."""
    return {
        "original_language": reading_language(),
        "tier": Tier.MEMBERS,
        "scope": "",
        "form_key": uuid4(),
    }


def overtaken_words(done: Edited, form: Any) -> str:
    """Say what was saved, and which other fields somebody changed since the form was opened (AC-10)."""
    others = [str(form.fields[name].label) for name in form.fields if name in done.overtaken]
    if not done.written:
        return _("Nothing changed in %(code)s.") % {"code": done.activity.code}
    saved = _("%(code)s is saved.") % {"code": done.activity.code}
    if not others:
        return saved
    meanwhile = _("Meanwhile somebody else changed: %(fields)s. Their change is kept.")
    return f"{saved} {meanwhile % {'fields': ', '.join(others)}}"
