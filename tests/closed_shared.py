"""What the Member Countries share, and what is somebody's own: in the closed world, with who may read it."""

import io
import uuid
from datetime import date, timedelta
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pilares.compliance.models import Explanation, Presentation
from pilares.consensus.models import (
    DeadlineMove,
    EarlierStep,
    Input,
    InputCall,
    InputFile,
    Objection,
    Observation,
    Position,
    Round,
    Silence,
    SilenceRule,
)
from pilares.core.letters import Letter
from pilares.matrix.models import Import, Mapping
from pilares.meetings.models import CommentPeriod, CountryComment, Decision, Meeting
from pilares.monitoring.models import (
    Activity,
    Contribution,
    GroupPlan,
    PresidencyPlan,
    PresidencyPlanStep,
    Review,
    ReviewLine,
    SupportOffer,
    TakenUp,
)
from pilares.people.models import Body, KeptForm, Organisation, Presidency, User
from pilares.plans.models import Block, Document, Note, PlanYear, Section, Version, VersionFile
from pilares.reports.models import GroupReport, GroupReportText, Report, ReportStep, ReportText
from pilares.succession.models import Destination, Proposal
from tests.cast import as_role
from tests.closed_world import DAY, MEMBERS, NOON, PROT, STEER, Laid

NOBODY: frozenset[str] = frozenset()
SECRETARIAT = frozenset({"secretariat"})
#: who may bring a spreadsheet into the matrix
IMPORTERS = STEER | {"outsider", "member"}


def lay_what_members_share(laid: Laid) -> None:
    """Put what the Member Countries read and nobody outside does."""
    plan, oit = Document.objects.get(code="plan-2019-2022"), Organisation.objects.get(code="oit")
    open_one = Activity.objects.get(code="PROT-A1")
    said: dict[str, Any] = {"activity": open_one, "organisation": oit, "starts_on": DAY, "offered_on": DAY}
    laid.put(SupportOffer, MEMBERS, "of another organisation", technical=True, **said)
    laid.put(SupportOffer, MEMBERS, "declined", financial=True, status="declined", **said)
    laid.put(Contribution, MEMBERS, plan=plan, country_id="GT", year=2021, received_on=DAY)
    text = laid.put(Document, MEMBERS, code="zq-texto", kind="text", tier="members")
    version = Version.objects.create(document=text, number=1, status="in_consultation", tier="members")
    section = laid.put(
        Section, MEMBERS, version=version, number="1", anchor="1", order=1, mark_es="", mark_en=""
    )
    laid.put(
        Block, MEMBERS, section=section, anchor="1.p1", order=1, kind="paragraph", mark_es="", mark_en=""
    )
    laid.put(VersionFile, MEMBERS, version=version, added_at=NOON)
    laid.put(
        Note, MEMBERS, version=version, number=1, kind="reservation", country_id="GT", anchor="1.p1",
        mark_es="", mark_en="", words="",
    )  # fmt: skip
    asked = laid.put(
        Round, MEMBERS, version=version, number=1, opened_at=NOON, closes_at=NOON + timedelta(days=60)
    )
    laid.put(EarlierStep, MEMBERS, document=text, year=2018, month=9, recorded_at=NOON, form_key=uuid.uuid4())
    laid.put(Position, MEMBERS, round=asked, country_id="GT", value="objects", at=NOON)
    laid.put(Observation, MEMBERS, round=asked, country_id="GT", at=NOON, words="", fate="not_integrated")
    report = Report.objects.create(
        plan=plan, presidency=Presidency.objects.get(label="2019"), label="2019", cut_off=DAY,
        status="in_consultation",
    )  # fmt: skip
    for part in ReportText.Part.values:
        laid.put(ReportText, MEMBERS, f"in consultation {part}", report=report, part=part, written_at=NOON)
    for number, tier, readers in ((901, "members", MEMBERS), (902, "closed", STEER)):
        sent = laid.put(
            Input, readers, tier, plan=plan, organisation=oit, year=2021, number=number, tier=tier,
            received_at=NOON, sent_by=User.objects.get(email="se@demo.invalid"),
        )  # fmt: skip
        laid.put(InputFile, readers, tier, input=sent)


def lay_what_is_decided_slowly(laid: Laid) -> None:
    """Put what the Member Countries write while they agree: silence, comments, reviews, explanations."""
    plan, prot = Document.objects.get(code="plan-2019-2022"), Body.objects.get(code="PROT")
    _under_silence(laid)
    held = Meeting.objects.get(code="GT-PROT-2021-03")
    absent = CommentPeriod.objects.create(
        meeting=held, about="conclusions", country_id="SV", opened_at=NOON, closes_at=NOON + timedelta(90)
    )
    laid.put(CountryComment, MEMBERS, period=absent, country_id="SV", written_at=NOON)
    said: dict[str, Any] = {"plan": plan, "body": prot, "year": 2021, "at": NOON}
    laid.put(Explanation, MEMBERS, rule="MEETINGS_A_YEAR", **said)
    laid.put(Presentation, STEER, kind="group_report", on=DAY, meeting=held, letters=[], **said)
    _reviews(laid)
    shared = Document.objects.create(
        code="zq-red", kind="network", title_es="Acuerdos de la red", tier="members"
    )
    closed = Activity.objects.get(code="PROT-A90")
    closed.sources.add(shared)
    laid.put(TakenUp, PROT, activity=closed, document=shared, on=DAY)
    laid.put(
        InputCall, MEMBERS, plan=plan, opens_on=DAY, closes_on=date(2021, 12, 20), tier="members",
    )  # fmt: skip
    _the_end_of_the_plan(laid)
    fro = Body.objects.get(code="FRO")
    told = GroupReport.objects.create(plan=plan, group=fro, year=2020, occasion="mid_year", cut_off=DAY)
    for part in GroupReportText.Part.values:
        laid.put(GroupReportText, MEMBERS, part, report=told, part=part, written_at=NOON)
    consulted = PresidencyPlan.objects.get(presidency__label="2021")
    laid.put(PresidencyPlanStep, MEMBERS, annual_plan=consulted, verb="take_back", status="draft", at=NOON)


def _under_silence(laid: Laid) -> None:
    version = Version.objects.get(document__code="zq-texto")
    decision = laid.put(
        Decision, MEMBERS, "under silence", meeting=Meeting.objects.get(code="GRCM-2021-06"), tier="members",
        verb="agree", outcome="not_adopted", silent_until=NOON + timedelta(days=9),
    )  # fmt: skip
    silence = Silence.objects.create(
        rule=SilenceRule.objects.get(ended_at=None), version=version, decision=decision, opened_at=NOON,
        closes_at=NOON + timedelta(days=9), broken_at=NOON + timedelta(days=2), settled_at=NOON,
    )  # fmt: skip
    laid.put(Objection, MEMBERS, silence=silence, country_id="GT", anchor="", at=NOON)
    put_off = {"was": NOON + timedelta(days=8), "becomes": NOON + timedelta(days=9), "at": NOON}
    laid.put(DeadlineMove, MEMBERS, "of silence", silence=silence, **put_off)


def _reviews(laid: Laid) -> None:
    year = PlanYear.objects.get(plan__code="plan-2019-2022", number=3)
    for code, tier, readers in (("FRO", "members", MEMBERS), ("PROT", "group", PROT)):
        group_plan = GroupPlan.objects.get(group__code=code)
        review = Review.objects.create(
            group_plan=group_plan, year=year, opened_at=NOON, closed_at=NOON, tier=tier
        )
        activity = Activity.objects.filter(group__code=code, tier="public").order_by("code").first()
        laid.put(ReviewLine, readers, code, review=review, activity=activity, outcome="change", relevant=True)
    opened = Review.objects.get(group_plan__group__code="PROT", closed_at=None)
    closed = Activity.objects.get(code="PROT-A90")
    laid.put(
        ReviewLine, PROT, "of a closed activity", review=opened, activity=closed, outcome="change",
        relevant=True,
    )  # fmt: skip


def _the_end_of_the_plan(laid: Laid) -> None:
    plan, closed = Document.objects.get(code="plan-2019-2022"), Activity.objects.get(code="PROT-A90")
    said: dict[str, Any] = {"country_id": "GT", "plan": plan, "at": NOON}
    laid.put(Destination, PROT, activity=closed, way="continue", body=closed.group, at=NOON)
    laid.put(Proposal, PROT, "of a closed activity", activity=closed, **said)
    laid.put(Proposal, MEMBERS, "of the plan", **said)


def lay_what_is_under_embargo(laid: Laid) -> None:
    """Publish a report whose day has not come: the Member Countries hold it, and nobody outside knows."""
    plan, term = Document.objects.get(code="plan-2019-2022"), Presidency.objects.get(label="2018")
    report = Report.objects.create(
        plan=plan, presidency=term, label="2018", cut_off=date(2018, 12, 31), status="published",
        embargo_until=NOON + timedelta(days=90),
    )  # fmt: skip
    for part in ReportText.Part.values:
        laid.put(ReportText, MEMBERS, f"under embargo {part}", report=report, part=part, written_at=NOON)
    laid.put(ReportStep, STEER, report=report, verb="present", status="presented", at=NOON)


def lay_what_is_somebodys(laid: Laid, people: dict[str, Any]) -> None:
    """Put what is one person's or one office's: a form that came late, a letter, a spreadsheet."""
    costa_rica = Presidency.objects.filter(country_id="CR").latest("order")
    row = "KeptForm"
    laid.rows[row] = STEER | {"former"}
    KeptForm.objects.create(
        presidency=costa_rica, by=people["former"], at=NOON, path=f"/es/matriz/{laid.mark(row, 'path')}",
        fields={"title_es": [laid.mark(row, "fields")]}, files=[laid.mark(row, "files")], key="k",
        outcome="discarded", settled_at=NOON, settled_by=people["presidency"],
        reason=laid.mark(row, "reason"),
    )  # fmt: skip
    letter: dict[str, Any] = {
        "to": "otra@example.org",
        "language": "es",
        "created_at": NOON,
        "not_before": NOON,
    }
    said = {"subject": "Recordatorio", "last_error": "451", "message_id": "<1@example.org>"}
    laid.put(Letter, NOBODY, key="zq", attempts=1, **said, **letter)
    said = {"body": "Recordatorio", "message_id": "<2@example.org>"}
    laid.put(Letter, SECRETARIAT, "in trouble", key="zq2", attempts=1, **said, **letter)
    laid.put(Mapping, IMPORTERS, kept_at=NOON)
    _spreadsheets(laid, people)


def _spreadsheets(laid: Laid, people: dict[str, Any]) -> None:
    """Send a workbook in as a member of the group: it waits, and is that person's alone."""
    client = as_role(Client(), people["member"])
    with override("es"):
        sheet, send = reverse("matrix:export", kwargs={"suffix": "xlsx"}), reverse("matrix:imports")
    book = openpyxl.load_workbook(io.BytesIO(client.get(sheet, {"vista": "4.3"}).content))
    row, page = "Import staged", book.worksheets[0]
    laid.rows[row] = frozenset({"member"})
    title = Activity.objects.get(code="PROT-A1").title_es
    cell = next(cell for cells in page.iter_rows() for cell in cells if cell.value == title)
    cell.value = laid.mark(row, "a cell")
    file = io.BytesIO()
    book.save(file)
    name = f"{laid.mark(row, 'name')}.xlsx"
    client.post(send, {"file": SimpleUploadedFile(name, file.getvalue())})
    staged = Import.objects.get(name=name)
    laid.put(
        Import, STEER | {"member"}, "applied", plan=staged.plan, uploaded_by=people["member"],
        uploaded_at=NOON, status="applied", applied_at=NOON,
    )  # fmt: skip
