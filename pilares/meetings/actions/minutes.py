"""The approval of minutes, and the papers of a meeting."""

from datetime import date
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Tier, require
from pilares.core.trail import record
from pilares.core.uploads import inspect
from pilares.meetings.access import narrower, why_not_attach, why_not_keep_meeting, why_not_open_up
from pilares.meetings.actions.writing import rewrite
from pilares.meetings.models import Decision, Meeting, Minutes, Paper, Session
from pilares.meetings.workflow import MINUTES
from pilares.people.models import User

#: a paper that fewer people see than its session says so before it is kept
NARROWER_THAN_ITS_SESSION = Reason(
    "NARROWER_THAN_ITS_SESSION",
    _("This paper is kept to fewer people than its session: confirm that the others are not to see it."),
)


@transaction.atomic
def move_minutes(minutes: Minutes, verb: str, *, by: User, on: date | None = None) -> Minutes:
    """Circulate minutes, take them back, or record their approval; asked twice, it happens once."""
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if minutes.status == MINUTES.target(verb):
        return minutes
    require(MINUTES.why_not(verb, by, minutes))
    minutes.status = MINUTES.target(verb)
    minutes.approved_on = (on or clock.today()) if minutes.status == Minutes.Status.APPROVED else None
    minutes.full_clean()
    minutes.save(update_fields=["status", "approved_on"])
    record(minutes.meeting, f"{verb}_minutes", by=by)
    return minutes


def attach(
    meeting: Meeting, file: IO[bytes], *, name: str, size: int, by: User, confirmed: bool, **said: Any
) -> Paper:
    """Keep a file of a meeting under a random name; raises Refused or `NotAccepted`."""
    session: Session | None = said.get("session")
    require(why_not_attach(by, meeting, said["tier"], session.tier if session else ""))
    if session and narrower(said["tier"], session.tier):
        require(None if confirmed else NARROWER_THAN_ITS_SESSION)
    seen = inspect(file, name=name, size=size)
    paper = Paper(
        meeting=meeting, **said, name=seen.name, size=seen.size, media_type=seen.media_type, added_by=by,
        added_at=clock.now(), illustrative=settings.DEMO,
    )  # fmt: skip
    paper.file.save(seen.name, File(file), save=False)
    try:
        with transaction.atomic():
            paper.full_clean(exclude=["added_by"])
            paper.save()
            record(paper, "attach_paper", by=by)
    except Exception:
        paper.file.delete(save=False)
        raise
    return paper


@transaction.atomic
def rewrite_paper(
    paper: Paper, *, stamp: str, by: User, confirmed: bool, opened_by: Decision | None = None, **said: Any
) -> Paper:
    """Correct what is said of a paper; a closed one is opened only by a decision of those who met."""
    meeting, session = paper.meeting, said.get("session", paper.session)
    tier = said.get("tier", paper.tier)
    require(why_not_attach(by, meeting, tier, session.tier if session else ""))
    require(why_not_open_up(paper.tier, tier, meeting, opened_by))
    if session and narrower(tier, session.tier) and tier != paper.tier:
        require(None if confirmed else NARROWER_THAN_ITS_SESSION)
    details = {"decision": opened_by.citation} if opened_by else {}
    return rewrite(paper, said, stamp=stamp, verb="rewrite_paper", by=by, **details)


@transaction.atomic
def remove_paper(paper: Paper, *, by: User) -> None:
    """Take a paper out; approved minutes keep theirs."""
    require(why_not_keep_meeting(by, paper.meeting))
    record(paper.meeting, "remove_paper", by=by, part=paper.name if paper.tier != Tier.CLOSED else "")
    paper.erase()
