"""Open records that rest on what was decided behind closed doors: read, without what they rest on.

A decision of a closed meeting of the group on Protection moves what everybody sees: a target, a mandate, a
status, a version of the plan. Whoever is not seated reads the result without the place that it comes from.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from pilares.compliance.models import Explanation, Presentation
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring.models import (
    Activity,
    CriticalAspect,
    GroupPlanStep,
    Indicator,
    PresidencyLine,
    PresidencyPlan,
    PresidencyPlanStep,
    Review,
    SupportOffer,
    Target,
)
from pilares.people.models import Body, Presidency
from pilares.plans.models import Document, Parameters, VersionEvent
from pilares.reports.models import GroupReport, GroupReportCopy, GroupReportStep, Report, ReportStep
from pilares.reports.queries.composing import compose
from pilares.reports.queries.group_facts import compose_group
from pilares.succession.models import Evaluation, EvaluationText
from pilares.succession.models import Evidence as Proof
from pilares.succession.models.evaluating import Criterion
from tests.closed_world import DAY, EXTENDED, NOON, PROT, Laid

#: who asks for them: outside, beside, seated in another place, and seated here; some pages everybody
ASKING = ("nobody", "observer", "outsider", "delegate", "member")
BY_EVERYBODY = ("succession:evaluation", "monitoring:presidency_plan", "reports:report")
EVERYBODY = EXTENDED | {"nobody", "ended", "gone"}
#: the pages of records that rest on something closed, and their files
CITING: list[tuple[str, dict[str, Any]]] = [
    ("monitoring:activity", {"code": "PROT-A1"}),
    ("monitoring:activity_file", {"code": "PROT-A1", "suffix": "json"}),
    ("monitoring:indicator", {"code": "PROT-A1-I1"}),
    ("monitoring:indicator_file", {"code": "PROT-A1-I1", "suffix": "csv"}),
    ("monitoring:indicator_file", {"code": "PROT-A1-I1", "suffix": "json"}),
    ("monitoring:group", {"slug": "proteccion"}),
    ("monitoring:group_plan", {"slug": "proteccion"}),
    ("monitoring:plan_word", {"slug": "proteccion"}),
    ("monitoring:activity", {"code": "LAB-A1"}),
    ("monitoring:indicator", {"code": "LAB-A1-I1"}),
    ("monitoring:group", {"slug": "migracion-laboral"}),
    ("monitoring:group_plan", {"slug": "migracion-laboral"}),
    ("monitoring:plan_word", {"slug": "migracion-laboral"}),
    ("monitoring:review", {"slug": "migracion-laboral", "number": 2}),
    ("people:organ", {"slug": "migracion-laboral"}),
    ("compliance:body", {"year": 2021, "slug": "migracion-laboral"}),
    ("reports:group_reports", {"slug": "migracion-laboral"}),
    ("reports:dossier", {"code": "GRCM-2021-11"}),
    ("reports:dossier_file", {"code": "GRCM-2021-11", "suffix": "docx"}),
    ("home:my_work", {}),
    ("monitoring:presidency_plan", {"label": "2021"}),
    ("monitoring:presidency_file", {"label": "2021", "suffix": "docx"}),
    ("monitoring:critical_aspects", {}),
    ("monitoring:support", {}),
    ("matrix:matrix", {}),
    ("matrix:export", {"suffix": "csv"}),
    ("matrix:export", {"suffix": "xlsx"}),
    ("meetings:decisions", {}),
    ("meetings:cited", {"code": "GRCM-2021-06", "paragraph": "2"}),
    ("plans:plan", {"period": "2019-2022"}),
    ("plans:document", {"code": "plan-2019-2022"}),
    ("plans:version_json", {"period": "2019-2022", "number": "1"}),
    ("plans:whole", {"period": "2019-2022", "number": "1"}),
    ("plans:parameters", {"period": "2019-2022"}),
    ("compliance:overview", {}),
    ("compliance:year", {"year": 2021}),
    ("compliance:body", {"year": 2021, "slug": "proteccion"}),
    ("compliance:body", {"year": 2021, "slug": "reunion-viceministerial"}),
    ("compliance:weaknesses", {}),
    ("compliance:export", {"year": 2021, "suffix": "csv"}),
    ("home:sheet", {"code": "hn"}),
    ("home:presidency", {"label": "2021"}),
    ("home:handover", {"label": "2021"}),
    ("reports:report", {"label": "2017"}),
    ("reports:file", {"label": "2017", "suffix": "docx"}),
    ("reports:file", {"label": "2017", "suffix": "json"}),
    ("reports:group_report", {"slug": "proteccion", "label": "2020-1"}),
    ("reports:group_file", {"slug": "proteccion", "label": "2020-1", "suffix": "docx"}),
    ("reports:group_file", {"slug": "proteccion", "label": "2020-1", "suffix": "json"}),
    ("reports:copy", {"label": "2017", "number": 1}),
    ("reports:copy_file", {"label": "2017", "number": 1, "suffix": "docx"}),
    ("reports:copy_file", {"label": "2017", "number": 1, "suffix": "json"}),
    ("reports:group_copy", {"slug": "proteccion", "label": "2020-1", "number": 1}),
    ("reports:group_copy_file", {"slug": "proteccion", "label": "2020-1", "number": 1, "suffix": "docx"}),
    ("reports:group_reports", {"slug": "proteccion"}),
    ("succession:evaluation", {"period": "2019-2022"}),
    ("succession:evaluation_file", {"period": "2019-2022", "suffix": "docx"}),
    ("succession:evaluation_file", {"period": "2019-2022", "suffix": "xlsx"}),
    ("memory:changes", {}),
]

#: the pages of what rests on a closed decision, with who sits where it was taken
RESTING: list[tuple[str, str, dict[str, Any]]] = [
    ("member", "monitoring:group_plan", {"slug": "proteccion"}),
    ("member", "monitoring:indicator", {"code": "PROT-A1-I1"}),
    ("delegate", "monitoring:group_plan", {"slug": "migracion-laboral"}),
]


def lay_what_rests_on_closed_doors(laid: Laid) -> None:
    """Let open records rest on a decision of a meeting that only those seated know of."""
    meeting = Meeting.objects.get(body__code="PROT", tier="closed", code__istartswith="zq")
    decision = Decision.objects.get(meeting=meeting)
    prot = Body.objects.get(code="PROT")
    activity = Activity.objects.get(code="PROT-A1")
    activity.decisions.add(decision)
    Activity.objects.filter(group=prot, tier="public").update(state_meeting=meeting, stage_decision=decision)
    Target.objects.filter(indicator__activity=activity).update(decision=decision)
    Indicator.objects.filter(activity=activity).update(
        pace_on_course=90, pace_insufficient=50, pace_decision=decision, pace_reason="Lo acordó el grupo."
    )
    SupportOffer.objects.filter(activity=activity).update(decision=decision)
    CriticalAspect.objects.filter(tier="public").update(decision=decision)
    GroupPlanStep.objects.filter(group_plan__group=prot).update(meeting=meeting, decision=decision)
    Mandate.objects.filter(body=prot).update(decision=decision)
    PresidencyPlanStep.objects.filter(annual_plan__presidency__label="2021").update(decision=decision)
    VersionEvent.objects.filter(version__document__code="plan-2019-2022").update(
        meeting=meeting, decision=decision
    )
    Parameters.objects.update(completed_decision=decision, meetings_year_decision=decision)
    Decision.objects.filter(meeting__code="GRCM-2021-06", paragraph="2").update(takes_up=decision)
    given = {(one.kind, one.body_id, one.year): one.pk for one in Presentation.objects.all()}
    Presentation.objects.exclude(pk__in=given.values()).update(decision=decision)
    Presentation.objects.filter(pk__in=given.values()).update(meeting=meeting, decision=decision)
    _beside_those_who_sit_elsewhere()
    plan = PresidencyPlan.objects.get(presidency__label="2021")
    laid.put(PresidencyLine, PROT, "taken up", annual_plan=plan, kind="decision", decision=decision)
    _reports(meeting, decision)
    _evaluation(laid, meeting, decision)


def _beside_those_who_sit_elsewhere() -> None:
    """Let what is of another group rest on a closed decision of the RCGM: its members do not sit there."""
    meeting = Meeting.objects.get(body__code="GRCM", tier="closed", code__istartswith="zq")
    decision = Decision.objects.get(meeting=meeting)
    lab = Body.objects.get(code="LAB")
    Activity.objects.filter(group=lab, tier="public").update(state_meeting=meeting, stage_decision=decision)
    Target.objects.filter(indicator__activity__group=lab).update(decision=decision)
    GroupPlanStep.objects.filter(group_plan__group=lab).update(meeting=meeting, decision=decision)
    Mandate.objects.filter(body=lab).update(decision=decision)
    Review.objects.filter(group_plan__group=lab).update(meeting=meeting)
    CriticalAspect.objects.filter(identified_by=lab).update(decision=decision)
    SupportOffer.objects.filter(activity__group=lab).update(decision=decision)


def _reports(meeting: Meeting, decision: Decision) -> None:
    """Publish a report of the presidency and one of the group, both composed and presented there."""
    plan, at = Document.objects.get(code="plan-2019-2022"), {"at": NOON, "meeting": meeting}
    term = Presidency.objects.get(label="2017") if Presidency.objects.filter(label="2017") else None
    term = term or Presidency.objects.create(country_id="SV", order=0, label="2017")
    report = Report.objects.create(plan=plan, presidency=term, label="2017", cut_off=DAY, status="published")
    facts = compose(plan, presidency=term, cut_off=DAY)
    report.copies.create(number=1, facts=facts, texts={}, seal="0" * 64, at=NOON)
    ReportStep.objects.create(report=report, verb="publish", status="published", decision=decision, **at)
    told = GroupReport.objects.create(
        plan=plan, group=meeting.body, year=2020, occasion="mid_year", cut_off=DAY, status="presented",
        tier="public", meeting=meeting,
    )  # fmt: skip
    GroupReportCopy.objects.create(
        report=told, number=1, facts=compose_group(told), texts={}, seal="0" * 64, at=NOON
    )
    GroupReportStep.objects.create(report=told, verb="present", status="presented", decision=decision, **at)


def _evaluation(laid: Laid, meeting: Meeting, decision: Decision) -> None:
    """Publish an evaluation with a closed decision and a closed activity among its evidence."""
    told = Evaluation.objects.get(plan__code="plan-2019-2022")
    told.status, told.tier = "published", "public"
    told.save()
    # what was its writers' is everybody's now, and so is the reason that a published report quotes (AC-08)
    published = (EvaluationText.__name__, f"{Proof.__name__} of a finding", Explanation.__name__)
    laid.rows |= {row: EVERYBODY for row in laid.rows if row.startswith(published)}
    told.steps.create(verb="present", status="presented", at=NOON, meeting=meeting, decision=decision)
    for name, parts in (
        ("meetings:cited", {"code": meeting.code, "paragraph": decision.paragraph}),
        ("meetings:page", {"code": meeting.code}),
        ("monitoring:activity", {"code": "PROT-A90"}),
    ):
        with override("es"):
            address = reverse(name, kwargs=parts)
        laid.put(Proof, PROT, name, evaluation=told, criterion=Criterion.IMPACT, address=address, at=NOON)


def citing_pages() -> Iterator[tuple[str, str, Any]]:
    """Yield the addresses of what rests on something closed."""
    with override("es"):
        for name, parts in CITING:
            yield name, reverse(name, kwargs=parts), None
