"""An evaluation as it is read: terms, six criteria with findings and evidence, the weaknesses today (M21)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.bilingual import Wording
from pilares.monitoring.models import GroupPlanStep
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models import Weakness
from pilares.reports.models import Frozen, Report
from pilares.succession.access import why_not_write
from pilares.succession.models import Evaluation, EvaluationText, Evidence
from pilares.succession.models.evaluating import Criterion
from pilares.succession.queries.citing import readable
from pilares.succession.workflow import EVALUATION

K = EvaluationText.Kind


@dataclass(frozen=True)
class Part:
    """One text: what it is, its words, and where it is written."""

    kind: str
    title: str
    text: Wording
    write_url: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text paragraph by paragraph: an empty line begins one."""
        return tuple(p.strip() for p in self.text.text.split("\n\n") if p.strip())


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: what it is, what it shows, and where the frozen thing is read."""

    pk: int
    what: str
    note: Wording
    url: str


@dataclass(frozen=True)
class CriterionLine:
    """One criterion with its questions, findings, recommendations and evidence."""

    code: str
    title: str
    parts: tuple[Part, ...]
    proofs: tuple[Proof, ...]
    add_url: str


@dataclass(frozen=True)
class WeaknessLine:
    """A weakness of 2017, verbatim, with what is said of it at the end of the plan."""

    letter: str
    weakness: Wording
    part: Part


@dataclass(frozen=True)
class Way:
    """A step that may be taken now, or why it may not."""

    verb: str
    label: str
    url: str
    barred: str = ""


@dataclass(frozen=True)
class Past:
    """A step that was taken."""

    label: str
    at: datetime
    cited: str
    note: str


@dataclass(frozen=True)
class EvaluationPage:
    """An evaluation for one reader."""

    evaluation: Evaluation
    period: str
    title: str
    status: str
    reach: str
    writes: bool
    terms: Part
    criteria: tuple[CriterionLine, ...]
    weaknesses: tuple[WeaknessLine, ...]
    ways: tuple[Way, ...]
    past: tuple[Past, ...]
    illustrative: bool

    @property
    def found(self) -> int:
        """How many of the criteria have a finding."""
        findings = (part for one in self.criteria for part in one.parts if part.kind == K.FINDINGS)
        return sum(bool(part.text) for part in findings)


def evaluation_page(evaluation: Evaluation, user: type_of_reader) -> EvaluationPage:
    """Read an evaluation; the number of queries is constant."""
    writes = why_not_write(user, evaluation) is None
    period = evaluation.plan.period
    rows = {(text.kind, text.about): text for text in evaluation.texts.all()}
    parts = {key: _part(text, period, writes=writes) for key, text in rows.items()}
    proofs = _proofs(evaluation, user)
    weaknesses = Weakness.objects.filter(plan=evaluation.plan_id)
    steers = standing_of(user).steers
    return EvaluationPage(
        evaluation=evaluation,
        period=period,
        title=_("Evaluation of the Strategic Plan %(period)s") % {"period": period},
        status=str(evaluation.get_status_display()),
        reach=str(Tier(evaluation.tier).label) if evaluation.status == Evaluation.Status.PUBLISHED else "",
        writes=writes,
        terms=parts[K.TERMS, ""],
        criteria=tuple(_criterion(one, parts, proofs, period, writes=writes) for one in Criterion),
        weaknesses=tuple(
            WeaknessLine(row.letter, row.text, parts[K.WEAKNESS, row.letter])
            for row in weaknesses
            if (K.WEAKNESS, row.letter) in parts
        ),
        ways=tuple(_ways(evaluation, user)) if steers else (),
        past=_past(evaluation) if steers else (),
        illustrative=evaluation.illustrative,
    )


def _part(text: EvaluationText, period: str, *, writes: bool) -> Part:
    parts = [period, text.kind, text.about or "-"]
    url = reverse("succession:write", args=parts) if writes else ""
    return Part(text.kind, str(text.get_kind_display()), text.text, url)


def _criterion(
    one: Criterion,
    parts: dict[tuple[str, str], Part],
    proofs: dict[str, list[Proof]],
    period: str,
    *,
    writes: bool,
) -> CriterionLine:
    return CriterionLine(
        code=one.value,
        title=str(one.label),
        parts=tuple(parts[kind, one.value] for kind in (K.QUESTIONS, K.FINDINGS, K.RECOMMENDATIONS)),
        proofs=tuple(proofs[one.value]),
        add_url=reverse("succession:add_evidence", args=[period, one.value]) if writes else "",
    )


def _proofs(evaluation: Evaluation, user: type_of_reader) -> dict[str, list[Proof]]:
    """Return the evidence by criterion; a link stands only where the reader may follow it."""
    found: dict[str, list[Proof]] = defaultdict(list)
    rows = evaluation.evidence.select_related("copy__report", "step__group_plan__group", "step__meeting")
    seen = set(Report.objects.visible_to(user).values_list("pk", flat=True))
    member = standing_of(user).member
    for row in rows:
        if row.step is not None and not member:
            continue  # what a group presented is read by the members
        if row.copy is not None and row.copy.report_id not in seen:
            continue
        if row.address and not readable(row.address, user):
            continue
        found[row.criterion].append(Proof(row.pk, proof_words(row), row.note, _url_of(row)))
    return found


def proof_words(row: Evidence) -> str:
    """Name a piece of evidence: the frozen copy, what a group presented, or its permanent address."""
    if row.copy is not None:
        return copy_words(row.copy)
    if row.step is not None:
        return step_words(row.step)
    return row.address


def copy_words(copy: Frozen) -> str:
    """«Annual report 2021, copy 1 (data as of 15 October 2021)»."""
    return _("Annual report %(year)s, copy %(number)s (data as of %(day)s)") % {
        "year": copy.report.label, "number": copy.number,
        "day": date_format(copy.report.cut_off, "DATE_FORMAT"),
    }  # fmt: skip


def step_words(step: GroupPlanStep) -> str:
    """«Plan of Protection as presented on 12 November 2019»."""
    return _("Plan of %(group)s as presented on %(day)s") % {
        "group": step.group_plan.group.short.text,
        "day": date_format(localtime(step.at).date(), "DATE_FORMAT"),
    }  # fmt: skip


def _url_of(row: Evidence) -> str:
    if row.copy is not None:
        return reverse("reports:copy", args=[row.copy.report.label, row.copy.number])
    if row.step is not None:
        return reverse("monitoring:presented", args=[row.step.group_plan.group.slug, row.step.pk])
    return row.address


def choices(user: type_of_reader, plan: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the frozen things that may be chosen as evidence, by kind."""
    copies = Frozen.objects.filter(report__in=Report.objects.visible_to(user).filter(plan=plan))
    steps = GroupPlanStep.objects.filter(Q(verb="present") & Q(group_plan__plan=plan), snapshot__isnull=False)
    return [
        (
            _("Frozen annual reports"),
            [(f"copy:{c.pk}", copy_words(c)) for c in copies.select_related("report").order_by("pk")],
        ),
        (
            _("Plans of the groups as they were presented"),
            [
                (f"step:{s.pk}", step_words(s))
                for s in steps.select_related("group_plan__group").order_by("pk")
            ],
        ),
    ]


def _ways(evaluation: Evaluation, user: type_of_reader) -> Iterable[Way]:
    for verb, step in EVALUATION.steps.items():
        if evaluation.status not in step.sources:
            continue
        reason = EVALUATION.why_not(verb, user, evaluation)
        url = reverse(f"succession:evaluation_{verb}", args=[evaluation.plan.period])
        yield Way(verb, str(step.label), url, str(reason) if reason else "")


def _past(evaluation: Evaluation) -> tuple[Past, ...]:
    steps = evaluation.steps.select_related("meeting", "decision__meeting")
    return tuple(
        Past(
            label=str(EVALUATION.steps[s.verb].label) if s.verb in EVALUATION.steps else _("Begun"),
            at=s.at,
            cited=s.decision.citation if s.decision else s.meeting.code if s.meeting else "",
            note=s.note,
        )
        for s in steps
    )


def told_on(evaluation: Evaluation) -> date:
    """Return the day of the last text or step: what a paper says it was made from."""
    days = [t.written_at for t in evaluation.texts.all() if t.written_at]
    return localtime(max([evaluation.begun_at, *days])).date()
