"""What there is little of, searched without an index: actors with every name they had, and reports.

From the actors come the other names of a thing too: GRCM and RCGM are one, ST was what SE is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from pilares.core.bilingual import wording
from pilares.core.index import stem, stems
from pilares.core.search import fold
from pilares.home.queries.search.sources import Shown, decision_shown
from pilares.meetings.models import Decision
from pilares.people.access import type_of_reader
from pilares.people.models import Body, BodyName, Membership, Organisation
from pilares.reports.models import GroupReport, Report
from pilares.reports.queries.sentences import group_report_title

#: a citation as people write it: `GRCM-2021-06, §4`, `RVM-XXIV/12`, `GRCM-2021-06 4`
CITATION = re.compile(r"(?P<meeting>\S+?),?(?:\s*/\s*|\s*§\s*|\s+)(?P<paragraph>[\w.]+)")


@dataclass(frozen=True)
class Named:
    """An actor or a report, with all the words that lead to it."""

    kind: str
    shown: Shown
    words: frozenset[str]


def named(user: type_of_reader) -> tuple[tuple[Named, ...], dict[str, set[str]]]:
    """Return every actor and report that the reader may see, and the acronyms that say the same."""
    bodies = list(Body.objects.prefetch_related("names"))
    around = list(Organisation.objects.in_force())
    seats = Membership.objects.in_force().select_related("country")
    reports = Report.objects.visible_to(user).select_related("plan")
    found = [
        *(_body(body) for body in bodies),
        *(_organisation(organisation) for organisation in around),
        *(_country(seat) for seat in seats),
        *(_report(report) for report in reports),
        *(_group_report(report) for report in GroupReport.objects.visible_to(user).select_related("group")),
    ]
    return tuple(found), _same([*(n for b in bodies for n in b.names.all()), *around])


def cited(user: type_of_reader, question: str) -> tuple[Shown, ...]:
    """Return the decision that a citation names, if the reader may see it."""
    said = CITATION.fullmatch(question)
    if said is None:
        return ()
    rows = Decision.objects.visible_to(user).select_related("meeting")
    found = rows.filter(meeting__code__iexact=said["meeting"], paragraph__iexact=said["paragraph"])
    return tuple(decision_shown(row) for row in found)


def _same(rows: Iterable[Any]) -> dict[str, set[str]]:
    """Return for each acronym that of the other language; those of two letters are words, too."""
    found: dict[str, set[str]] = {}
    for row in rows:
        pair = {stem(fold(text)) for text in (row.acronym_es, row.acronym_en) if len(text) > 2}
        for one in pair:
            found.setdefault(one, set()).update(pair)
    return found


@lru_cache(maxsize=512)
def _words(said: str) -> frozenset[str]:
    """Return the stems of what an actor says, which changes once in years."""
    return frozenset(stems(said))


def _of(kind: str, shown: Shown) -> Named:
    said = [text for pair in shown.texts for text in pair]
    return Named(kind, shown, _words(" ".join((*said, *shown.codes))))


def _body(body: Body) -> Named:
    names: list[BodyName] = list(body.names.all())
    former = [n.name.text for n in names if n.name_es != body.name_es]
    about = _("Formerly: %(names)s") % {"names": ", ".join(former)} if former else body.get_kind_display()
    page = "monitoring:group" if body.is_group else "people:organ"
    texts = [(body.name_es, body.name_en), (body.short_es, body.short_en), (body.about_es, body.about_en)]
    texts += [(n.name_es, n.name_en) for n in names]
    codes = [body.code, body.short_es, body.short_en]
    codes += [acronym for n in names for acronym in (n.acronym_es, n.acronym_en)]
    shown = Shown(body.name, reverse(page, args=[body.slug]), about, tuple(texts), tuple(filter(None, codes)))
    return _of("actor", shown)


def _organisation(row: Organisation) -> Named:
    about = " · ".join(filter(None, (row.acronym.text, row.get_kind_display())))
    codes = tuple(filter(None, (row.code, row.acronym_es, row.acronym_en)))
    return _of(
        "actor", Shown(row.name, reverse("people:actors"), about, ((row.name_es, row.name_en),), codes)
    )


def _country(seat: Membership) -> Named:
    country = seat.country
    url = reverse("people:country", args=[country.code.lower()])
    texts = ((country.name_es, country.name_en),)
    return _of(
        "actor", Shown(country.name, url, seat.get_kind_display(), texts, (country.code, country.iso3))
    )


def _report(report: Report) -> Named:
    url = reverse("reports:report", args=[report.label])
    titles = dict(_titles(report))
    title = wording(titles["es"], titles["en"])
    about = report.get_status_display()
    return _of("report", Shown(title, url, about, ((titles["es"], titles["en"]),), (report.label,)))


def _group_report(report: GroupReport) -> Named:
    url = reverse("reports:group_report", args=[report.group.slug, report.label])
    titles = {}
    for language in ("es", "en"):
        with override(language):
            titles[language] = group_report_title(report.occasion, report.year, report.group.name.text)
    title = wording(titles["es"], titles["en"])
    texts = ((titles["es"], titles["en"]),)
    return _of("report", Shown(title, url, report.get_status_display(), texts))


def _titles(report: Report) -> Iterator[tuple[str, str]]:
    for language in ("es", "en"):
        with override(language):
            about = {"year": report.label, "plan": report.plan.title.text}
            yield language, _("Annual report %(year)s on the %(plan)s") % about
