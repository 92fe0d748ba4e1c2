"""The vice-minister's sheet: what was kept, what is asked, and the notes of one country (AC-24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.home.queries.progress import progress_page
from pilares.meetings.models import AgendaItem, Decision, Meeting
from pilares.meetings.queries.decisions import cards, visible_decisions
from pilares.people.access import type_of_reader
from pilares.people.models import Country
from pilares.plans.access.versions import APPROVES, BY_VICE_MINISTERS, RECOMMENDS
from pilares.plans.models import Document, Note, Version, VersionEvent
from pilares.plans.queries import NoteLine, mode_of_reader
from pilares.plans.queries.lines import by_country, note_line
from pilares.plans.queries.places import version_url
from pilares.plans.queries.standing import version_of
from pilares.reports.access import why_not_choose
from pilares.reports.queries.sheets import Choice, Count, chosen_aspect, three_counts


@dataclass(frozen=True)
class Asked:
    """Something that is put before the vice-ministers: what, on what ground, and where to read it."""

    text: str | Wording
    about: str
    url: str


@dataclass(frozen=True)
class SheetPage:
    """Everything on the sheet of one country."""

    plan: Document | None
    country: Country
    #: the countries whose sheet the reader may open
    countries: tuple[Country, ...]
    as_of: date
    sentence: str
    counts: tuple[Count, ...]
    aspect: Choice
    asked: tuple[Asked, ...]
    notes: tuple[NoteLine, ...]
    may_choose: bool
    illustrative: bool
    #: the beginning of this site's addresses, for paper
    site: str

    @property
    def title(self) -> str:
        """What it is, and of which country."""
        return _("Vice-minister's sheet: %(country)s") % {"country": self.country.name}

    @property
    def by(self) -> str:
        """The country as it is named after «of»."""
        return by_country(self.country)

    @property
    def address(self) -> str:
        """Where it stands."""
        return reverse("home:sheet", args=[self.country.pk.lower()])

    @property
    def chosen_words(self) -> str:
        """Who chose the critical aspect, and when."""
        chosen = self.aspect.chosen
        if chosen is None:
            return ""
        day = date_format(timezone.localtime(chosen.at), "DATE_FORMAT")
        return _("Chosen by the %(who)s on %(date)s.") % {"who": self.aspect.by, "date": day}

    @property
    def line(self) -> str:
        """Of which day its data are."""
        return _("Data as of %(date)s") % {"date": date_format(self.as_of, "DATE_FORMAT")}


def sheet_page(
    country: Country, countries: tuple[Country, ...], user: type_of_reader, *, site: str = ""
) -> SheetPage:
    """Return the sheet of a country as one reader may see it; constant queries."""
    progress = progress_page(user)
    plan = progress.plan
    return SheetPage(
        plan=plan,
        country=country,
        countries=countries,
        as_of=progress.as_of,
        sentence=strip_tags(progress.sentence),
        counts=three_counts(user) if progress.counts.total else (),
        aspect=chosen_aspect(plan, user) if plan else Choice(None, None),
        asked=tuple(_asked(user)),
        notes=_notes(plan, country, user),
        may_choose=why_not_choose(user) is None,
        illustrative=any(
            column.band.lines and column.band.lines[0].illustrative for column in progress.groups
        ),
        site=site,
    )


def _asked(user: type_of_reader) -> Iterator[Asked]:
    """Yield the versions to approve, what the RCGM recommends, what is proposed, and the next agenda."""
    yield from _versions(user)
    held = Meeting.objects.filter(body__code=APPROVES, starts_on__lte=clock.today()).order_by("-starts_on")
    last = held.values_list("starts_on", flat=True).first()
    rows = visible_decisions(user)
    recommended = rows.filter(
        meeting__body__code=RECOMMENDS, verb=Decision.Verb.RECOMMEND, outcome=Decision.Outcome.ADOPTED,
        to_body__code=APPROVES,
    )  # fmt: skip
    if last:
        recommended = recommended.filter(meeting__starts_on__gt=last)
    proposed = rows.filter(meeting__body__code=APPROVES, outcome=Decision.Outcome.PROPOSED)
    for card in cards(recommended | proposed, user):
        yield Asked(card.text, f"{card.verb}, {card.citation}", card.url)
    coming = Meeting.objects.visible_to(user).filter(
        body__code=APPROVES, status=Meeting.Status.CONVENED, starts_on__gte=clock.today()
    )
    meeting = coming.order_by("starts_on").first()
    if meeting is not None:
        about = _("On the agenda of %(meeting)s, %(date)s") % {
            "meeting": meeting.name,
            "date": date_format(meeting.starts_on, "DATE_FORMAT"),
        }
        for item in AgendaItem.objects.visible_to(user).filter(session__meeting=meeting):
            yield Asked(item.title, about, reverse("meetings:meeting", args=[meeting.code]))


def _versions(user: type_of_reader) -> Iterator[Asked]:
    waiting = Version.objects.visible_to(user).filter(
        status=Version.Status.RECOMMENDED, document__kind__in=BY_VICE_MINISTERS
    )
    read = waiting.select_related("document")
    for version in read.prefetch_related("events__decision__meeting", "events__decision__session"):
        steps = [e for e in version.events.all() if e.step == VersionEvent.Step.RECOMMENDED]
        cited = next((e.decision.citation for e in steps if e.decision and e.citable(e.decision)), "")
        about = _("Recommended by the RCGM")
        yield Asked(
            _("Approve: %(title)s, version %(number)s")
            % {"title": version.document.title, "number": version.number},
            f"{about} ({cited})" if cited else about,
            version_url(version.document, version.number),
        )


def _notes(plan: Document | None, country: Country, user: type_of_reader) -> tuple[NoteLine, ...]:
    """Return the notes and reservations of a country to the version that stands, whole (nota 7)."""
    version = version_of(plan, user) if plan else None
    rows = Note.objects.filter(version=version, country=country).select_related(
        "country", "version__document"
    )
    return tuple(note_line(note, mode_of_reader()) for note in rows.order_by("number")) if version else ()
