"""What stands on record beside what is laid: copies, corrigenda, steps, targets, persons, the next plan.

Part of it changes what everybody reads, and is laid once the lists were compared.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from pilares.core.trail import Entry
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import (
    Activity,
    GroupPlan,
    GroupPlanStep,
    Indicator,
    IndicatorMilestone,
    PresidencyPlan,
    Target,
    Window,
)
from pilares.monitoring.queries.plan_tables import snapshot_of
from pilares.people.models import Appointment, Body, CalendarFeed, Handover, Presidency, User
from pilares.plans.models import (
    Block,
    Document,
    Note,
    NoteChange,
    Objective,
    ParameterChange,
    Parameters,
    Pillar,
    Placement,
    PlanYear,
    Principle,
    Reflection,
    Section,
    Theme,
    Version,
    VersionEvent,
)
from pilares.plans.models.tables import ConsultationStep, Responsibility, Weakness
from pilares.reports.models import (
    Corrigendum,
    Frozen,
    GroupCorrigendum,
    GroupReport,
    GroupReportCopy,
    GroupReportStep,
    GroupReportText,
    Report,
)
from pilares.reports.queries.composing import compose
from pilares.reports.queries.group_facts import compose_group
from pilares.reports.queries.texts import texts_of
from tests.closed_world import DAY, EXTENDED, MEMBERS, NOON, PROT, STEER, Laid

EVERYBODY = EXTENDED | {"nobody", "ended", "gone"}
NOBODY: frozenset[str] = frozenset()
#: the members of the group whose report is laid here, and those who steer
LAB = STEER | {"outsider"}
#: who knows the people of Guatemala: the Secretariat, whoever asks them for figures, and their focal point
KNOWN_TO = STEER | {"own_focal_point"}
NEXT = {"period": "2098-2101"}
OF_LAB = {"slug": "migracion-laboral", "label": "2020-2"}
#: the pages of what is laid here
PAGES: list[tuple[str, dict[str, Any]]] = [
    ("reports:group_report", OF_LAB),
    ("reports:group_copy", {**OF_LAB, "number": 1}),
    ("reports:group_file", {**OF_LAB, "suffix": "docx"}),
    ("reports:group_file", {**OF_LAB, "suffix": "json"}),
    ("reports:report", {"label": "2018"}),
    ("reports:copy", {"label": "2018", "number": 1}),
    ("reports:file", {"label": "2018", "suffix": "docx"}),
    ("reports:file", {"label": "2018", "suffix": "json"}),
    ("reports:reports", {}),
    ("monitoring:indicator", {"code": "PROT-A90-I1"}),
    ("monitoring:indicator", {"code": "PROT-A90-I2"}),
    ("monitoring:indicator", {"code": "PROT-A90-I3"}),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "json"}),
    ("monitoring:activity", {"code": "PROT-A90"}),
    ("monitoring:activity", {"code": "PROT-A1"}),
    ("monitoring:group_plan", {"slug": "proteccion"}),
    ("home:handover", {"label": "2020"}),
    ("monitoring:presidency_plan", {"label": "2019"}),
    ("monitoring:presidency_file", {"label": "2019", "suffix": "docx"}),
    ("plans:document", {"code": "zq-texto"}),
    ("plans:text", {"code": "zq-texto", "number": 1}),
    ("plans:text_json", {"code": "zq-texto", "number": 1}),
    ("plans:text_section", {"code": "zq-texto", "number": 1, "anchor": "1"}),
    ("plans:document", {"code": "zq-plan"}),
    ("plans:plan", NEXT),
    ("plans:themes", NEXT),
    ("monitoring:pillars", NEXT),
    ("monitoring:pillar", {**NEXT, "slug": "zq"}),
    ("monitoring:theme", {**NEXT, "slug": "zq"}),
    ("plans:notes", NEXT),
    ("plans:parameters", NEXT),
    ("plans:whole", {**NEXT, "number": 1}),
    ("plans:section", {**NEXT, "number": 1, "anchor": "1"}),
    ("plans:version_json", {**NEXT, "number": 1}),
    ("plans:parameters", {"period": "2019-2022"}),
    ("people:people", {}),
    ("people:me", {}),
    ("monitoring:windows", {}),
    ("home:calendar", {}),
    ("home:my_work", {}),
    ("meetings:mandates", {}),
]
#: those that speak of the next plan when they are asked for it
OF_THE_NEXT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("matrix:matrix", {}),
    ("compliance:overview", {}), ("compliance:weaknesses", {}), ("monitoring:groups", {}),
    ("home:progress", {}), ("home:open_data", {}),
)  # fmt: skip
#: the names of all of these
ON_RECORD = {name for name, _parts in (*PAGES, *OF_THE_NEXT)}
#: today, on the day on which it was closed, and with all that changed since
PARTLY_OPEN: list[tuple[str, dict[str, Any], Any]] = [
    ("monitoring:activity", {"code": "PROT-A2"}, None),
    ("monitoring:activity", {"code": "PROT-A2"}, {"al": "2021-09-12"}),
    ("monitoring:activity", {"code": "PROT-A2"}, {"cambios": "todos"}),
    ("matrix:matrix", {}, {"al": "2021-09-12"}),
    ("monitoring:group_plan", {"slug": "proteccion"}, None),
    ("monitoring:group_plan", {"slug": "proteccion"}, {"al": "2021-09-12"}),
    ("monitoring:plan_word", {"slug": "proteccion"}, None),
    ("memory:changes", {}, {"desde": "2021-09-01"}),
    ("memory:news_of_activity", {"code": "PROT-A2"}, None),
    ("memory:news_of_group", {"slug": "proteccion"}, None),
    ("home:calendar", {}, None),
    ("home:search", {}, {"q": "zq"}),
]


def lay_what_stands_on_record(laid: Laid) -> None:
    """Put copies, corrections, persons and the draft of the next plan: nothing of it is for those outside."""
    _report_of_a_group(laid)
    _report_of_a_year(laid)
    _measured(laid)
    _told_by_the_trail(laid)
    _text_in_consultation(laid)
    _next_plan(laid)
    _offices(laid)


def lay_what_everybody_reads_part_of(laid: Laid) -> None:
    """Put what changes a page for everybody, and must not say the whole of it."""
    _plan_of_the_group(laid)
    _closed_until_yesterday(laid)
    plan = Document.objects.get(code="plan-2019-2022")
    days: dict[str, Any] = {"opens_on": date(2021, 10, 1), "closes_on": date(2021, 11, 20)}
    laid.put(Window, EXTENDED, plan=plan, name_en="", **days)


def record_pages() -> Iterator[tuple[str, str, Any]]:
    """Yield the addresses of what is laid here."""
    with override("es"):
        for name, parts in PAGES:
            yield name, reverse(name, kwargs=parts), None
        for name, parts in OF_THE_NEXT:
            yield name, reverse(name, kwargs=parts), {"plan": NEXT["period"]}
        for one in Reflection.objects.select_related("charter__document"):
            parts = {"code": one.charter.document.code, "pk": one.pk}
            yield "plans:reflection", reverse("plans:reflection", kwargs=parts), None


def partly_open_pages() -> Iterator[tuple[str, str, Any]]:
    """Yield the addresses of what everybody reads part of: everybody asks for all of them."""
    with override("es"):
        for name, parts, query in PARTLY_OPEN:
            yield name, reverse(name, kwargs=parts), query
        for step in GroupPlanStep.objects.filter(group_plan__group__code="PROT", verb="present"):
            parts = {"slug": "proteccion", "pk": step.pk}
            yield "monitoring:presented", reverse("monitoring:presented", kwargs=parts), None


def _in_two(laid: Laid, row: str, column: str) -> dict[str, Any]:
    word = laid.mark(row, column)
    return {"es": word, "en": word}


def _facts(laid: Laid, row: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a frozen copy with an item for the members, and one that reached too far."""
    narrow = f"{row} too narrow"
    laid.rows[narrow] = NOBODY
    kinds = facts["annexes"]["critical"] = list(facts["annexes"]["critical"])
    for tier, whose in (("members", row), ("group", narrow), ("closed", narrow)):
        said = {"about": _in_two(laid, whose, "facts"), "text": _in_two(laid, whose, "facts")}
        kinds.append({"tier": tier, "code": laid.mark(whose, "facts"), **said})
    return facts


def _report_of_a_group(laid: Laid) -> None:
    """Put a report that the group presented and did not open: the Member Countries hold it."""
    lab, plan = Body.objects.get(code="LAB"), Document.objects.get(code="plan-2019-2022")
    told = GroupReport.objects.create(
        plan=plan, group=lab, year=2020, occasion="before_rvm", cut_off=DAY, status="presented"
    )
    for part in GroupReportText.Part.values:
        laid.put(GroupReportText, MEMBERS, f"presented {part}", report=told, part=part, written_at=NOON)
    row = "GroupReportCopy"
    laid.rows[row] = MEMBERS
    facts = _facts(laid, row, compose_group(told))
    GroupReportCopy.objects.create(
        report=told, number=1, facts=facts, texts=texts_of(told), seal="0" * 64, at=NOON
    )
    code = facts["rows"][0]["code"]
    laid.put(GroupCorrigendum, MEMBERS, report=told, number=1, code=code, field="title", on=DAY)
    there = Meeting.objects.get(body__code="GRCM", tier="closed", code__istartswith="zq")
    laid.put(
        GroupReportStep, LAB, report=told, verb="present", status="presented", at=NOON, meeting=there,
        decision=Decision.objects.get(meeting=there),
    )  # fmt: skip


def _report_of_a_year(laid: Laid) -> None:
    """Freeze the report that is under embargo, and correct it."""
    report = Report.objects.get(label="2018")
    row = "Frozen"
    laid.rows[row] = MEMBERS
    facts = compose(report.plan, presidency=report.presidency, cut_off=DAY)
    Frozen.objects.create(
        report=report,
        number=1,
        facts=_facts(laid, row, facts),
        texts=texts_of(report),
        seal="0" * 64,
        at=NOON,
    )
    code = facts["rows"][0]["code"]
    laid.put(Corrigendum, MEMBERS, report=report, number=1, code=code, field="title", on=DAY)


def _plan_of_the_group(laid: Laid) -> None:
    """Present and endorse a plan with a closed activity in its table."""
    held = GroupPlan.objects.get(group__code="PROT", plan__code="plan-2019-2022")
    said: dict[str, Any] = {"group_plan": held, "status": "presented", "at": NOON}
    laid.put(GroupPlanStep, MEMBERS, verb="present", snapshot=snapshot_of(held), **said)
    laid.put(GroupPlanStep, MEMBERS, "endorsed", verb="endorse", **{**said, "at": NOON + timedelta(1)})


def _measured(laid: Laid) -> None:
    """Give a closed activity targets, and an indicator that is measured by its steps."""
    one = Indicator.objects.get(code="PROT-A90-I1")
    laid.put(Target, PROT, indicator=one, value=9, valid_from=DAY, at=NOON)
    other = laid.put(
        Indicator, PROT, "by steps", activity=one.activity, result=one.result, code="PROT-A90-I2",
        measure="milestone", direction="ascending", over_time="latest", over_countries="sum",
        monitored_by=DAY,
    )  # fmt: skip
    laid.put(IndicatorMilestone, PROT, indicator=other, weight=100)
    told = laid.put(
        Indicator, PROT, "in words", activity=one.activity, result=one.result, code="PROT-A90-I3",
        measure="qualitative", direction="ascending", over_time="latest", over_countries="sum",
        monitored_by=DAY,
    )  # fmt: skip
    laid.put(Target, PROT, "in words", indicator=told, valid_from=DAY, at=NOON)


def _told_by_the_trail(laid: Laid) -> None:
    """Let the trail tell of what is closed."""
    closed = Activity.objects.get(code="PROT-A90")
    row = "Entry of a closed activity"
    laid.rows[row] = PROT
    Entry.objects.create(
        at=NOON, verb="change_tier", model="monitoring.activity", object_id=closed.pk,
        label=laid.mark(row, "label"), details={"reason": laid.mark(row, "details")},
    )  # fmt: skip


def _closed_until_yesterday(laid: Laid) -> None:
    """Let an activity that is open today have been closed, with other words."""
    once: Any = Activity.objects.get(code="PROT-A2")
    title, tier = once.title_es, once.tier
    row = "Activity that was closed"
    laid.rows[row] = PROT
    secret = laid.mark(row, "title_es")
    once.tier, once.title_es, once._history_date = "closed", secret, NOON
    once.save()
    once.tier, once.title_es, once._history_date = tier, title, NOON + timedelta(5)
    once.save()
    acts: tuple[tuple[int, dict[str, Any]], ...] = (
        (1, {"changes": {"title_es": [secret, title]}, "reason": secret}),
        (5, {"changes": {"tier": ["closed", tier]}}),
    )
    for later, details in acts:
        Entry.objects.create(
            at=NOON + timedelta(later), verb="edit", model="monitoring.activity", object_id=once.pk,
            label=once.code, details=details,
        )  # fmt: skip


def _text_in_consultation(laid: Laid) -> None:
    """Give the text that the members read its path, and a note that its country withdrew."""
    version = Version.objects.get(document__code="zq-texto")
    row = "Version"
    laid.rows[row] = MEMBERS
    Version.objects.filter(pk=version.pk).update(source=laid.mark(row, "source"))
    laid.put(VersionEvent, MEMBERS, version=version, step="approved", order=1, starts_on=DAY)
    note = Note.objects.get(version=version)
    change = laid.put(NoteChange, MEMBERS, note=note, kind="replacement", communicated_on=DAY, at=NOON)
    note.since = [
        {
            "kind": change.kind, "on": DAY.isoformat(), "communicated_by": change.communicated_by,
            "text": change.text, "document": change.document, "language": "es", "illustrative": False,
        }
    ]  # fmt: skip
    note.save()


def _next_plan(laid: Laid) -> None:
    """Draft the next plan, with its pillars, objectives and tables: the Member Countries alone know of it."""
    plan = laid.put(
        Document, MEMBERS, "next plan", code="zq-plan", kind="strategic_plan", tier="members",
        period=NEXT["period"], order=99,
    )  # fmt: skip
    version = laid.put(Version, MEMBERS, "next plan", document=plan, number=1, tier="members", status="draft")
    section = laid.put(
        Section,
        MEMBERS,
        "next plan",
        version=version,
        number="1",
        anchor="1",
        order=1,
        mark_es="",
        mark_en="",
    )
    laid.put(
        Block, MEMBERS, "next plan", section=section, anchor="1.p1", order=1, kind="paragraph", mark_es="",
        mark_en="",
    )  # fmt: skip
    pillar = laid.put(Pillar, MEMBERS, plan=plan, number=1, slug_es="zq", slug_en="zq")
    theme = laid.put(
        Theme, MEMBERS, "next plan", plan=plan, code="zq", slug_es="zq", slug_en="zq", original=True
    )
    Placement.objects.create(theme=theme, pillar=pillar, number=1)
    laid.put(Objective, MEMBERS, plan=plan, number=0, anchor="1.p1")
    laid.put(Principle, MEMBERS, plan=plan, letter="a", anchor="1.p1")
    laid.put(Weakness, MEMBERS, plan=plan, letter="a", anchor="1.p1")
    laid.put(Responsibility, NOBODY, plan=plan, actor="members", anchor="1.p1", order=1)
    laid.put(ConsultationStep, NOBODY, plan=plan, year=2021, month=3, anchor="1.p1")
    PlanYear.objects.create(plan=plan, number=1)
    Parameters.objects.create(document=plan)
    activity = laid.put(
        Activity, MEMBERS, "next plan", plan=plan, group=Body.objects.get(code="LAB"), code="LAB-A90",
        sort_key="030-LAB-000090", tier="members", stage="in_force", state="in_process", state_on=DAY,
    )  # fmt: skip
    assert activity.pk


def _offices(laid: Laid) -> None:
    """Put a person, their office and their secrets; an acceptance; a window; a change of a rule."""
    plan = Document.objects.get(code="plan-2019-2022")
    row = "User"
    laid.rows[row], laid.rows["User secrets"] = KNOWN_TO, NOBODY
    somebody = User.objects.create(
        email=f"{laid.mark(row, 'email')}@example.org", name=laid.mark(row, "name"),
        password=laid.mark("User secrets", "password"),
    )  # fmt: skip
    laid.put(
        Appointment, KNOWN_TO, user=somebody, office="group_member", country_id="GT",
        body=Body.objects.get(code="PROT"), starts_at=NOON,
    )  # fmt: skip
    laid.put(CalendarFeed, NOBODY, user=somebody, made_at=NOON)
    laid.put(
        PresidencyPlan, MEMBERS, "closed with a report", presidency=Presidency.objects.get(label="2019"),
        plan=plan, status="closed", tier="members",
    )  # fmt: skip
    term = Presidency.objects.get(label="2020")
    Handover.objects.filter(presidency=term).delete()
    laid.put(Handover, STEER | {"former"}, presidency=term, accepted_at=NOON)
    row = "ParameterChange"
    laid.rows[row] = frozenset({"secretariat"})
    ParameterChange.objects.create(
        plan=plan, name="years", before="3", after="4", at=NOON, reason=laid.mark(row, "reason")
    )
    charter = Document.objects.filter(kind="charter").first()
    assert charter is not None
    unread = Version.objects.create(document=charter, number=98, tier="members", status="approved")
    laid.put(Reflection, MEMBERS, charter=unread, plan=plan, opened_at=NOON, settled_at=NOON)
