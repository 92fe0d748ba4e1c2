"""A group's report as one reader gets it: from its last copy once consulted, from the matrix before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.people.access import type_of_reader
from pilares.reports.access import tiers_of
from pilares.reports.models import GroupReport, GroupReportCopy, GroupReportText
from pilares.reports.queries.annexes import Annex
from pilares.reports.queries.charts import IndicatorChart, charts_of
from pilares.reports.queries.group_facts import compose_group
from pilares.reports.queries.reaching import cited, items_of, type_of_facts, wording_of
from pilares.reports.queries.reading import common, day_of, written
from pilares.reports.queries.reading_shapes import Telling
from pilares.reports.queries.sentences import group_report_title
from pilares.reports.queries.shelves import group_report_url
from pilares.reports.queries.texts import texts_of


@dataclass(frozen=True)
class MandateTold:
    """What the group is for and until when, as the report keeps it."""

    objective: Wording
    mandate: Wording
    starts_on: date | None
    ends_on: date | None
    decision: str
    extensions: int


@dataclass(frozen=True)
class MeetingTold:
    """A meeting that the group held."""

    code: str
    name: Wording
    on: date | None


@dataclass(frozen=True)
class GroupTelling(Telling):
    """Everything that a group's report says to one reader."""

    group: Wording
    code: str
    ad_hoc: bool
    occasion: str
    year: int
    mandate: MandateTold | None
    meetings: tuple[MeetingTold, ...]
    #: «1 of 2 meetings in 2021»
    met: str
    wanted: int
    #: how each indicator changed, against the target that stood then; empty in older copies
    charts: tuple[IndicatorChart, ...]

    @property
    def held(self) -> int:
        """How many meetings count: one for each day on which any began (AC-08)."""
        return len({meeting.on for meeting in self.meetings})

    @property
    def title(self) -> str:
        """«Informe de trabajo al GRCM, a mitad de 2021: Grupo de Trabajo sobre Protección»."""
        return group_report_title(self.occasion, self.year, self.group)


def read_group_telling(
    report: GroupReport, user: type_of_reader, *, copy: GroupReportCopy | None = None
) -> GroupTelling:
    """Return a group's report for one reader; once consulted, from `copy` or from its last copy.

    While it is consulted its texts are still written: the facts are those of the copy, the words of today.
    """
    kept = copy or (None if report.draft else report.copies.last())
    return tell_group(report, *group_facts_and_texts(report, copy), user, kept, copied=copy is not None)


def group_facts_and_texts(
    report: GroupReport, copy: GroupReportCopy | None = None
) -> tuple[type_of_facts, Mapping[str, Any]]:
    """Return what a group's report says, from the matrix of today or from a copy."""
    kept = copy or (None if report.draft else report.copies.last())
    if kept is None:
        report.cut_off = clock.today()
        facts: type_of_facts = compose_group(report)
    else:
        facts = kept.facts
    open_ = copy is None and report.status != GroupReport.Status.PRESENTED
    return facts, texts_of(report) if kept is None or open_ else kept.texts


def tell_group(
    report: GroupReport,
    facts: type_of_facts,
    texts: Mapping[str, Any],
    user: type_of_reader,
    kept: GroupReportCopy | None,
    *,
    copied: bool = False,
) -> GroupTelling:
    """Put facts and texts into the reader's words; what is beyond the reader's tiers is not there at all.

    `copied` says that the reader asked for the copy itself: what was corrected since does not stand in it.
    """
    tiers = tiers_of(user)
    group = facts["groups"][0]
    held = [row for row in facts["meetings"]["held"] if row["tier"] in tiers]
    told = GroupTelling(
        **common(report, facts, user, kept, copied=copied, address=group_report_url(report)),
        presidency=wording_of(facts["presidency"]["country"]).text,
        texts=tuple(written(part, texts.get(part, {})) for part in GroupReportText.Part),
        annexes=_annexes(facts["annexes"], tiers),
        group=wording_of(group["name"]),
        code=group["code"],
        ad_hoc=group["ad_hoc"],
        occasion=report.occasion,
        year=report.year,
        mandate=_mandate(facts["mandate"], tiers),
        meetings=tuple(MeetingTold(row["code"], wording_of(row["name"]), day_of(row["on"])) for row in held),
        met="",
        wanted=facts["meetings"]["wanted"],
        charts=charts_of(facts, tiers),
    )
    said = ngettext(
        "%(held)s of %(wanted)s meeting in %(year)s",
        "%(held)s of %(wanted)s meetings in %(year)s",
        told.wanted,
    )
    about = {"held": told.held, "wanted": told.wanted, "year": wording_of(facts["meetings"]["year"])}
    return replace(told, met=said % about)


def _mandate(told: type_of_facts | None, tiers: frozenset[str]) -> MandateTold | None:
    if told is None:
        return None
    return MandateTold(
        objective=wording_of(told["objective"]),
        mandate=wording_of(told["mandate"]),
        starts_on=day_of(told["starts_on"]),
        ends_on=day_of(told["ends_on"]),
        decision=cited(told, "decision", tiers),
        extensions=told["extensions"],
    )


def _annexes(found: type_of_facts, tiers: frozenset[str]) -> tuple[Annex, ...]:
    """Return what stands beside the activities, each with what the reader may see of it."""
    titles = (
        ("critical", _("Critical aspects and strategies"), _("None was identified.")),
        ("support", _("Support confirmed"), _("No support was confirmed.")),
        ("asked", _("Support asked for"), _("The group asks for no support.")),
        ("documents", _("Documents of the liaison networks taken up"), _("None is taken up.")),
        ("review", _("Results of the last yearly review"), _("No yearly review is closed yet.")),
        ("decisions", _("Decisions entrusted to the group, and their follow-up"), _("None is pending.")),
    )
    return tuple(Annex(key, title, items_of(found, key, tiers), none) for key, title, none in titles)
