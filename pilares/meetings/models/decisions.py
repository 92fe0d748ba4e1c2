"""Decisions: paragraphs of conclusions with their verb, how each was adopted, and what became of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Bilingual, text_in_two
from pilares.meetings.models.meetings import Meeting
from pilares.meetings.models.sessions import Session
from pilares.meetings.models.tiers import SEATED, OfAMeeting
from pilares.people.models import Body, Country, Organisation


class Decision(Bilingual):
    """A paragraph of the conclusions of a meeting, with its verb; cited as meeting and paragraph."""

    class Verb(models.TextChoices):
        APPROVE = "approve", _("approve")
        ENDORSE = "endorse", _("endorse")
        RECOMMEND = "recommend", _("recommend")
        ENTRUST = "entrust", _("entrust")
        URGE = "urge", _("urge")
        REQUEST = "request", _("request")
        AGREE = "agree", _("agree")
        TAKE_NOTE = "take_note", _("take note")
        THANK = "thank", _("thank")
        ACCEPT = "accept", _("accept")
        DECIDE = "decide", _("decide")

    class Outcome(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        IN_CONSULTATION = "in_consultation", _("In consultation")
        UNDER_SILENCE = "under_silence", _("Under silence")
        ADOPTED = "adopted", _("Adopted")
        NOT_ADOPTED = "not_adopted", _("Not adopted")
        DEFERRED = "deferred", _("Deferred")

    class FollowUpState(models.TextChoices):
        PENDING = "pending", _("Pending")
        UNDER_WAY = "under_way", _("Under way")
        FULFILLED = "fulfilled", _("Fulfilled")
        WITHOUT_EFFECT = "without_effect", _("Without effect")

    #: the verbs that commit somebody, so that somebody answers for them; the others are only recorded
    COMMITTING = frozenset({Verb.ENTRUST, Verb.URGE, Verb.REQUEST, Verb.AGREE, Verb.DECIDE})

    TO_MEETING = "meeting__"
    TIERS = ("tier", "session__tier")
    SEATS: ClassVar[tuple[str, ...]] = ("meeting__tier",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    #: the session that took it, where it is known
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    #: empty until a meeting numbers it
    paragraph = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=12, choices=Verb)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.ADOPTED)
    #: under silence, until when nobody has objected yet: from then on it is adopted, whoever wrote it down
    silent_until = models.DateTimeField(null=True, blank=True, editable=False)
    #: who answers: a country, a body, an organisation, or words where none of them fits
    to_country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="entrusted_decisions"
    )
    to_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_words_es = models.CharField(max_length=200, blank=True)
    to_words_en = models.CharField(max_length=200, blank=True)
    to_words = text_in_two("to_words")
    due_on = models.DateField(null=True, blank=True)
    #: where its follow-up stands; it says something only where the verb commits somebody
    follow_up = models.CharField(max_length=16, choices=FollowUpState, default=FollowUpState.PENDING)
    #: the earlier decision that it takes up: commitments outlive plans and presidencies
    takes_up = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_up_by"
    )
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = ("-meeting__starts_on", "paragraph")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "paragraph"],
                condition=~Q(paragraph=""),
                name="decision_cited_once",
                violation_error_message=_("This meeting already has a decision with that paragraph."),
            ),
            models.CheckConstraint(
                name="decision_published_once_adopted_and_numbered",
                condition=~Q(tier__in=[Tier.PUBLIC, Tier.EXTENDED])
                | (Q(outcome="adopted") & ~Q(paragraph="")),
                violation_error_message=_(
                    "A decision is published once it is adopted and a meeting has numbered it."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """Meeting and paragraph, as in `GRCM-2021-06, §4`."""
        if not self.paragraph:
            return gettext("%(meeting)s, not numbered") % {"meeting": self.meeting.code}
        return f"{self.meeting.code}, §{self.paragraph}"

    @property
    def reach(self) -> str:
        """How far it may be named: its own tier, or that of the session or the closed meeting that holds it.

        For records at hand, read with `meeting` and `session`.
        """
        held = [self.session.tier] if self.session is not None else []
        held += [self.meeting.tier] if self.meeting.tier in SEATED else []
        return max((self.tier, *held), key=[*Tier].index)

    @property
    def outcome_now(self) -> str:
        """How far it has come at this instant: silence that nobody broke adopts by the clock (AC-06)."""
        until = self.silent_until if self.outcome == self.Outcome.UNDER_SILENCE else None
        return self.Outcome.ADOPTED if until is not None and clock.now() >= until else self.outcome

    @property
    def commits(self) -> bool:
        """Whether somebody answers for it: its verb commits, and it was adopted."""
        return self.verb in self.COMMITTING and self.outcome == self.Outcome.ADOPTED


class FollowUp(Bilingual):
    """A dated entry about what became of a commitment; written once, never edited."""

    TO_MEETING = "decision__meeting__"
    TIERS = ("tier", "decision__tier", "decision__session__tier")
    SEATS: ClassVar[tuple[str, ...]] = ("decision__meeting__tier",)

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="follow_ups")
    #: the day of which it speaks
    on = models.DateField()
    state = models.CharField(max_length=16, choices=Decision.FollowUpState)
    text_es = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = text_in_two("text")
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.MEMBERS)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = OfAMeeting.as_manager()

    class Meta:
        ordering = (F("on").asc(), "pk")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.on} {self.state}"
