"""What the pages of the reports show around a report: where it stands, what may be done, its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import wording
from pilares.core.templatetags.ui.pictures import type_of_picture
from pilares.people.access import standing_of, type_of_reader
from pilares.reports.access import why_not_begin, why_not_correct, why_not_write
from pilares.reports.models import Frozen, Report, ReportText
from pilares.reports.queries.copies import CopyRow, copy_rows, files_of
from pilares.reports.queries.corrections import Difference, differences, spoken
from pilares.reports.queries.coverage import Covered, coverage
from pilares.reports.queries.lagging import Lag, lags_of
from pilares.reports.queries.pictures import annexed, pictures_of
from pilares.reports.queries.reading import tell
from pilares.reports.queries.reading_shapes import Telling
from pilares.reports.queries.shelves import GroupShelf, group_shelves
from pilares.reports.queries.texts import facts_and_texts
from pilares.reports.workflow import REPORT


@dataclass(frozen=True)
class Way:
    """Something that may be done now, and where."""

    label: str
    url: str


@dataclass(frozen=True)
class Past:
    """One step that the report took."""

    at: datetime
    label: str
    capacity: str
    cited: str
    note: str


@dataclass(frozen=True)
class Changed:
    """A value that the records tell otherwise today, in words, with where to correct the report."""

    code: str
    label: str
    told: str
    now: str
    url: str


@dataclass(frozen=True)
class Page:
    """A report with what stands around it."""

    report: Report
    told: Telling
    status: str
    line: str
    main: Way | None
    others: tuple[Way, ...]
    writes: bool
    past: tuple[Past, ...]
    copies: tuple[CopyRow, ...]
    #: where the files are of what is shown, by their suffix
    files: Mapping[str, str]
    #: the English texts that lag behind, each with where it is brought up to date (AC-20)
    lags: tuple[Lag, ...]
    #: the parts that nobody has written yet, each with where it is written
    unwritten: tuple[Way, ...]
    changed: tuple[Changed, ...]
    #: its pictures, in their order, and the themes of the plan with who works on them
    pictures: tuple[type_of_picture, ...] = ()
    annexed: tuple[type_of_picture, ...] = ()
    coverage: tuple[Covered, ...] = ()
    #: the frozen copy that is shown; nothing while it is a draft
    kept: Frozen | None = None

    @property
    def citation(self) -> str:
        """How the copy that is shown is cited (AC-25)."""
        return copy_citation(self.told.title, self.kept.number, self.told.cut_off) if self.kept else ""


def copy_citation(title: object, number: int, cut_off: date) -> str:
    """Say how a frozen copy is cited: title, copy and date of its data."""
    return _("RCM, %(title)s, copy %(number)s, data as of %(date)s") % {
        "title": title,
        "number": number,
        "date": date_format(cut_off, "DATE_FORMAT"),
    }


@dataclass(frozen=True)
class Shelf:
    """A report in the list."""

    label: str
    status: str
    cut_off: date
    presidency: str


@dataclass(frozen=True)
class Index:
    """The reports that a reader may see, and whether another can be begun."""

    shelves: tuple[Shelf, ...]
    begins: bool
    of_groups: tuple[GroupShelf, ...]
    #: whether the reader acts for a member, whose vice-minister has a sheet
    sheet: bool


def index_page(user: type_of_reader) -> Index:
    """Return the reports, the latest first."""
    seen = Report.objects.visible_to(user).select_related("presidency__country")
    shelves = (
        Shelf(r.label, r.get_status_display(), r.cut_off, r.presidency.country.name.text) for r in seen
    )
    standing = standing_of(user)
    sheet = standing.secretariat or (standing.member and bool(standing.countries))
    return Index(tuple(shelves), why_not_begin(user) is None, group_shelves(user), sheet)


def report_page(
    report: Report, user: type_of_reader, *, copy: Frozen | None = None, compare: bool = False
) -> Page:
    """Return everything that the page of a report shows to one reader."""
    kept = copy or (None if report.draft else report.copies.last())
    facts, texts = facts_and_texts(report, copy)
    told = tell(report, facts, texts, user, kept, copied=copy is not None)
    works = why_not_begin(user) is None
    writes = copy is None and why_not_write(user, report) is None
    ways = _ways(report, user) if copy is None else ()
    corrects = works and why_not_correct(user, report) is None
    return Page(
        report=report,
        told=told,
        status=report.get_status_display(),
        line=_("Data as of %(date)s") % {"date": date_format(told.cut_off, "DATE_FORMAT")},
        main=ways[0] if ways else None,
        others=ways[1:],
        writes=writes,
        past=_past(report) if works else (),
        copies=copy_rows(report, report.copies.all()),
        files=files_of(report, copy),
        lags=lags_of(report, facts, texts) if writes else (),
        unwritten=unwritten_parts(report, texts) if writes else (),
        changed=tuple(_changed(report, one) for one in differences(report)) if compare and corrects else (),
        pictures=pictures_of(told),
        annexed=annexed(told),
        coverage=coverage(told),
        kept=kept,
    )


def _ways(report: Report, user: type_of_reader) -> tuple[Way, ...]:
    """Return the steps that the reader may take now, the one that goes on first."""
    steps = [step for step in REPORT.open_to(user, report) if step.verb != "write"]
    found = [
        Way(str(step.label), reverse(f"reports:{step.verb}", args=[report.label]))
        for step in sorted(steps, key=lambda s: s.verb == "take_back")
    ]
    if why_not_correct(user, report) is None:
        found.append(Way(_("Record a corrigendum"), reverse("reports:correct", args=[report.label])))
    return tuple(found)


def _past(report: Report) -> tuple[Past, ...]:
    begun = _("Composed")
    steps = report.steps.select_related("meeting", "decision__meeting")
    return tuple(
        Past(
            at=step.at,
            label=str(REPORT.steps[step.verb].label) if step.verb in REPORT.steps else begun,
            capacity=step.capacity,
            cited=(step.decision.citation if step.decision else step.meeting.code if step.meeting else ""),
            note=step.note,
        )
        for step in steps
    )


def unwritten_parts(report: Report, texts: Mapping[str, Any]) -> tuple[Way, ...]:
    """Return the parts that wait for the presidency and the Secretariat (§4.2 b, c)."""
    return tuple(
        Way(str(part.label), reverse("reports:write", args=[report.label, part.value]))
        for part in ReportText.Part
        if not any(texts.get(part.value, {}).get(language) for language in ("es", "en"))
    )


def _changed(report: Report, one: Difference) -> Changed:
    named = {"state": {"state": one.now["es"]}, "due_on": {"day": one.now["es"]}}
    new = named.get(one.field, {"new_es": one.now["es"], "new_en": one.now["en"]})
    why = {"reason_es": one.reason} if one.reason else {}
    query = f"?{urlencode({'code': one.code, 'field': one.field, **new, **why})}"
    return Changed(
        code=one.code,
        label=one.label,
        told=spoken(one.field, wording(one.told["es"], one.told["en"]).text),
        now=spoken(one.field, wording(one.now["es"], one.now["en"]).text),
        url=reverse("reports:correct", args=[report.label]) + query,
    )
