"""«Mi país»: what a country is asked for, its figures to validate, and who works for it (screens.md 11)."""

from dataclasses import dataclass

from pilares.home.queries.figures import Ahead, next_window, window_ahead
from pilares.home.queries.tasks import Task
from pilares.home.queries.texts import open_texts
from pilares.monitoring.models import Measurement, Request
from pilares.monitoring.queries.asking import RequestLine, request_lines
from pilares.monitoring.queries.validating import Contact, Dispute, Queued, contacts, disputes, queue
from pilares.people.models import Country, User


@dataclass(frozen=True)
class CountryPage:
    """Everything that a focal point sees of one country; nobody else sees it."""

    code: str
    name: str
    waiting: tuple[RequestLine, ...]
    answered: tuple[RequestLine, ...]
    figures: tuple[Queued, ...]
    disputes: tuple[Dispute, ...]
    contacts: tuple[Contact, ...]
    window: Ahead | None
    #: the texts in consultation, with the deadline and what the country said
    texts: tuple[Task, ...] = ()

    @property
    def owes_nothing(self) -> bool:
        """Whether nothing is asked of the country now and nothing waits for its focal point."""
        return not (self.waiting or self.figures or self.disputes)


def country_pages(user: User) -> tuple[CountryPage, ...]:
    """Read the countries whose focal point the person is; the number of queries depends on them alone."""
    waits, ahead = queue(user).figures, window_ahead(next_window(), user)
    pages, texts = [], open_texts(user)
    for country in Country.objects.filter(pk__in=user.standing.focal):
        lines = request_lines(Request.objects.filter(country=country))
        differ = Measurement.objects.filter(
            country=country, status=Measurement.Status.SENT, counts=False, total=None, dimensions={}
        )
        pages.append(
            CountryPage(
                code=country.pk,
                name=country.name.text,
                waiting=tuple(line for line in lines if line.open),
                answered=tuple(line for line in lines if not line.open),
                figures=tuple(one for one in waits if one.line.country == country.name.text),
                disputes=disputes(differ, user),
                contacts=contacts(country.pk),
                window=ahead,
                texts=texts,
            )
        )
    return tuple(pages)
