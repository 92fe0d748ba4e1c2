"""Texts that wait for a person: those on which they speak and those that they circulate."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.consensus.queries.delegates import without_delegate
from pilares.consensus.queries.lists import TextLine, round_lines, silence_lines, to_number
from pilares.core.zones import in_words
from pilares.home.queries.tasks import Section, Task
from pilares.monitoring.queries.ways import address
from pilares.people.models import Appointment, User


def texts_section(user: User) -> tuple[Section, ...]:
    """Return what texts ask of a person, by deadline; nothing to whoever is of no Member Country."""
    if not user.standing.member:
        return ()
    lines = [*round_lines(user), *silence_lines(user)]
    tasks = [*_to_answer(user, lines), *_to_name(user, lines), *_to_circulate(user, lines)]
    return (Section("texts", _("Texts in consultation"), tuple(tasks)),)


def open_texts(user: User) -> tuple[Task, ...]:
    """Return the texts that are open to a country, with its delegate, for «My country»."""
    lines = sorted([*round_lines(user), *silence_lines(user)], key=lambda line: line.closes_at)
    return tuple(_task(line) for line in lines if line.open)


def _to_answer(user: User, lines: list[TextLine]) -> Iterator[Task]:
    """Yield the texts on which the person speaks, and those on which nobody speaks for their country yet."""
    for line in sorted(lines, key=lambda line: line.closes_at):
        if line.open and line.acts:
            yield _task(line)
        elif line.open and not line.delegate and user.standing.focal:
            text = _("Name your country's delegate for “%(text)s”") % {"text": line.title}
            url = address("consensus:delegates", str(line.document))
            yield Task(text, url, in_words(line.closes_at), timezone.localtime(line.closes_at).date())
        elif line.open and not line.delegate and Appointment.Office.DELEGATE in user.standing.offices:
            yield _task(line, _("your country has not named its delegate"))


def _to_name(user: User, lines: list[TextLine]) -> Iterator[Task]:
    """Yield to the Secretariat the open texts on which some country has no delegate: it cannot object yet."""
    if not user.standing.secretariat:
        return
    running = [line for line in lines if line.open]
    missing = without_delegate({line.document for line in running})
    for line in running:
        if number := len(missing[line.document]):
            text = _("Delegates on “%(text)s”") % {"text": line.title}
            words = ngettext("%(n)s country has named none", "%(n)s countries have named none", number)
            about = " · ".join((in_words(line.closes_at), words % {"n": number}))
            url = address("consensus:delegates", str(line.document))
            yield Task(text, url, about, timezone.localtime(line.closes_at).date())


def _to_circulate(user: User, lines: list[TextLine]) -> Iterator[Task]:
    """Yield what waits for the presidency and the Secretariat once a deadline has passed."""
    if not user.standing.steers:
        return
    for line in lines:
        if line.round and not line.open and not line.standing:
            text = _("Say what became of the observations on “%(text)s”") % {"text": line.title}
            yield Task(text, line.url, _("the deadline has passed"))
    if user.standing.secretariat:
        for title, url in to_number():
            yield Task(
                _("Record the paragraph of “%(text)s”") % {"text": title}, url, _("adopted by silence")
            )


def _task(line: TextLine, note: str = "") -> Task:
    """Return a text as a task, with its deadline in every zone."""
    said = note or line.position or (line.delegate if not line.acts else "")
    about = " · ".join(part for part in (in_words(line.closes_at), said) if part)
    due = timezone.localtime(line.closes_at).date()
    return Task(line.title.text, line.url, about, due, status="started" if line.position else "todo")
