"""The outbox: every message is written down with the change that causes it, and sent by `send_letters`.

A mail server that is down delays letters and loses none. A letter that was handed over when the process
died is neither sent again nor forgotten: it is in doubt, and the Secretariat decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import Language

#: how long to wait after the first, second… attempt that failed; after the last one a person decides
WAITS = tuple(timedelta(minutes=m) for m in (2, 10, 30, 120, 360, 720, 1440, 1440, 1440))
#: a letter handed over longer ago than this, without word of what became of it, is in doubt
DOUBT_AFTER = timedelta(minutes=15)
KEPT_FOR = timedelta(days=180)


class Letters(models.QuerySet["Letter"]):
    """The letters by what has become of them."""

    def waiting(self) -> "Letters":
        """Keep those that are still to be sent."""
        return self.filter(sent_at=None, handed_at=None, attempts__lte=len(WAITS))

    def due(self) -> "Letters":
        """Keep those whose time to be sent has come, the oldest first."""
        return self.waiting().filter(not_before__lte=clock.now()).order_by("not_before", "pk")

    def in_trouble(self) -> "Letters":
        """Keep those that failed, those given up and those in doubt."""
        doubt = Q(handed_at__lt=clock.now() - DOUBT_AFTER)
        return self.filter(sent_at=None).filter(Q(attempts__gt=0) | doubt)


class Letter(models.Model):
    """One message to one person, in plain text."""

    class Standing(models.TextChoices):
        WAITING = "waiting", _("To be sent")
        SENT = "sent", _("Sent")
        DELAYED = "delayed", _("Failed; it will be tried again")
        GIVEN_UP = "given_up", _("Failed; it will not be tried again")
        IN_DOUBT = "in_doubt", _("In doubt: handed over, without an answer")

    #: what the message is: the same is never written twice
    key = models.CharField(max_length=200, unique=True)
    #: what else it says, by key, where one letter gathers what would have been several
    gathers = models.JSONField(default=list, blank=True)
    to = models.EmailField()
    language = models.CharField(max_length=2, choices=Language)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    #: when it was handed to the mail server, until its answer is known
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200)

    objects: ClassVar[Any] = Letters.as_manager()

    class Meta:
        app_label = "core"
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["sent_at", "not_before"], name="letters_to_send"),)

    def __str__(self) -> str:
        return f"{self.key} {self.to}"

    @property
    def standing(self) -> str:
        """What has become of it."""
        if self.sent_at:
            return self.Standing.SENT
        if self.handed_at:
            doubtful = self.handed_at < clock.now() - DOUBT_AFTER
            return self.Standing.IN_DOUBT if doubtful else self.Standing.WAITING
        if self.attempts > len(WAITS):
            return self.Standing.GIVEN_UP
        return self.Standing.DELAYED if self.attempts else self.Standing.WAITING


@dataclass(frozen=True)
class Draft:
    """A message to be written: `key` says what it is, so that it is written once.

    A letter that gathers several has the key of each in `gathers`: `said` knows them.
    """

    key: str
    to: str
    language: str
    subject: str
    body: str
    gathers: tuple[str, ...] = ()


def said(keys: Iterable[str], to: Iterable[str]) -> set[str]:
    """Return which of these were written already to these addresses, each alone or gathered with others."""
    asked = set(keys)
    written = Letter.objects.filter(to__in=set(to)).values_list("key", "gathers") if asked else ()
    return asked & {one for key, gathers in written for one in (key, *gathers)}


def post(drafts: Iterable[Draft]) -> int:
    """Write messages into the outbox, in the caller's transaction; return how many are new."""
    now = clock.now()
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "localhost"
    letters = [
        Letter(
            key=draft.key[:200],
            gathers=list(draft.gathers),
            to=draft.to,
            language=draft.language,
            subject=" ".join(draft.subject.split())[:200],
            body=draft.body,
            created_at=now,
            not_before=now,
            message_id=make_msgid(domain=host),
        )
        for draft in drafts
    ]
    known = set(Letter.objects.filter(key__in=[x.key for x in letters]).values_list("key", flat=True))
    fresh = {letter.key: letter for letter in letters if letter.key not in known}
    Letter.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return len(fresh)


@dataclass(frozen=True)
class Delivery:
    """What one run of the outbox did."""

    sent: int = 0
    failed: int = 0


def deliver(most: int = 200) -> Delivery:
    """Send what is due; two runs at once never send the same letter.

    The first failure of the connection ends the run: the letters after it wait without an attempt.
    """
    sent = failed = 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        first = Letter.objects.due().first()
        if first is not None and _claim(first):
            _failed(first, error)
            failed = 1
        return Delivery(0, failed)
    try:
        for letter in list(Letter.objects.due()[:most]):
            if not _claim(letter):
                continue
            try:
                _message(letter, connection).send()
            except OSError as error:  # SMTPException is one
                _failed(letter, error)
                failed += 1
            else:
                Letter.objects.filter(pk=letter.pk).update(
                    sent_at=clock.now(), attempts=F("attempts") + 1, last_error=""
                )
                sent += 1
    finally:
        connection.close()
    return Delivery(sent, failed)


def _claim(letter: Letter) -> bool:
    """Mark a letter as handed over, before it is: whoever comes second leaves it alone."""
    return bool(
        Letter.objects.filter(pk=letter.pk, sent_at=None, handed_at=None).update(handed_at=clock.now())
    )


def _failed(letter: Letter, error: OSError) -> None:
    tried = letter.attempts + 1
    wait = WAITS[min(tried, len(WAITS)) - 1]
    said = " ".join(str(error).split()) or type(error).__name__
    Letter.objects.filter(pk=letter.pk).update(
        handed_at=None, attempts=tried, not_before=clock.now() + wait, last_error=said[:300]
    )


def _message(letter: Letter, connection: Any) -> EmailMessage:
    headers = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to],
        headers=headers,
        connection=connection,
    )


@transaction.atomic
def try_again(letter: Letter) -> bool:
    """Send a letter that was given up or is in doubt once more; return whether that makes sense."""
    troubled = Letter.objects.in_trouble().filter(pk=letter.pk)
    return bool(troubled.update(handed_at=None, attempts=0, not_before=clock.now()))


def forget_old() -> int:
    """Delete letters sent long ago; their keys are of days that have passed."""
    old, _per_model = Letter.objects.filter(sent_at__lt=clock.now() - KEPT_FOR).delete()
    return old
