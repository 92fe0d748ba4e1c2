"""A bare decision under silence: its words become a small text, so that everything of a text holds for it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import rule_in_force, why_not_decide_by_silence
from pilares.consensus.actions.silence import open_silence
from pilares.consensus.models import Silence
from pilares.core.access import require
from pilares.meetings.models import Meeting
from pilares.people.models import User
from pilares.plans.actions import BlockText, SectionText, begin_text, compose

#: what the document of such a text is called in its address, before the key of the form that made it
STEM = "decision"


@transaction.atomic
def decide_by_silence(
    *,
    key: uuid.UUID,
    meeting: Meeting,
    subject_es: str,
    verb: str,
    text_es: str,
    closes_at: datetime,
    by: User,
    subject_en: str = "",
    text_en: str = "",
) -> Silence:
    """Open the procedure on the words of a decision that the chair proposed; a form opens one (AC-05)."""
    require(why_not_decide_by_silence(by))
    if rule_in_force() is None:  # `why_not_decide_by_silence` said so
        raise ValidationError(_("No rule that authorises the silence procedure is recorded."))
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)  # two clicks wait for each other
    code = f"{STEM}-{meeting.code.lower()}-{key.hex[:8]}"
    if known := Silence.objects.filter(version__document__code=code).first():
        found: Silence = known
        return found
    document = begin_text(
        title_es=subject_es, title_en=subject_en, code=code, by=by, illustrative=settings.DEMO
    )
    words = BlockText("1.1", text_es, text_en)
    section = SectionText("1", "Decisión propuesta", "Proposed decision", number="1", blocks=[words])
    version = compose(document, sections=[section], by=by, illustrative=settings.DEMO)
    return open_silence(
        version, meeting=meeting, verb=verb, text_es=text_es, text_en=text_en, closes_at=closes_at, by=by
    )
