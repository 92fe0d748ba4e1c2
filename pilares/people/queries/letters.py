"""What waits in the outbox and what went wrong, for the Secretariat; what a letter says is not shown."""

from dataclasses import dataclass
from datetime import datetime

from pilares.core.letters import Letter

MOST = 100


@dataclass(frozen=True)
class LetterLine:
    """A letter that is not sent yet, or that went out lately."""

    pk: int
    to: str
    subject: str
    created_at: datetime
    standing: str
    words: str
    attempts: int
    #: when it is tried again, or was sent
    at: datetime | None
    last_error: str

    @property
    def troubled(self) -> bool:
        """Whether a person may have it tried again."""
        return self.standing in {
            Letter.Standing.DELAYED,
            Letter.Standing.GIVEN_UP,
            Letter.Standing.IN_DOUBT,
        }


@dataclass(frozen=True)
class Outbox:
    """The outbox in short."""

    waiting: int
    troubled: tuple[LetterLine, ...]
    sent: tuple[LetterLine, ...]
    last_sent: datetime | None


def read_outbox() -> Outbox:
    """Read the outbox, in three queries; of what was sent only the latest."""
    sent = tuple(_line(x) for x in Letter.objects.exclude(sent_at=None).order_by("-sent_at", "-pk")[:20])
    return Outbox(
        waiting=Letter.objects.waiting().count(),
        troubled=tuple(map(_line, Letter.objects.in_trouble().order_by("not_before", "pk")[:MOST])),
        sent=sent,
        last_sent=sent[0].at if sent else None,
    )


def _line(letter: Letter) -> LetterLine:
    standing = Letter.Standing(letter.standing)
    delayed = letter.not_before if standing == Letter.Standing.DELAYED else None
    return LetterLine(
        pk=letter.pk,
        to=letter.to,
        subject=letter.subject,
        created_at=letter.created_at,
        standing=standing,
        words=str(standing.label),
        attempts=letter.attempts,
        at=letter.sent_at or delayed,
        last_error=letter.last_error,
    )
