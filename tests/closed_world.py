"""A world in which everything that somebody may not see carries a word of its own, and who may read it.

Who may see is written here by tier and role, from §3.10 and the documented defaults, without asking the
code: `Laid.put` writes a row, fills each of its free texts with a marker, and keeps for whom it is.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from pilares.core.trail import Entry
from pilares.meetings.models import (
    AgendaItem,
    Attendance,
    Decision,
    FollowUp,
    Meeting,
    Minutes,
    MinutesParagraph,
    Paper,
    Session,
)
from pilares.monitoring.models import (
    Activity,
    CriticalAspect,
    CriticalEntry,
    Evidence,
    Indicator,
    Measurement,
    Milestone,
    Period,
    PresidencyLine,
    PresidencyPlan,
    Result,
    Risk,
    SupportOffer,
    SupportRequest,
)
from pilares.people.models import Body, Organisation, Presidency, User
from pilares.plans.models import Document, PlanYear, Theme
from pilares.reports.models import Report, ReportText
from pilares.succession.models import Evaluation, EvaluationStep, EvaluationText
from pilares.succession.models import Evidence as Proof
from pilares.succession.models.evaluating import Criterion
from tests.cast import LONG_AGO, Office, appoint

STEER = frozenset({"presidency", "secretariat"})
MEMBERS = STEER | {"outsider", "member", "focal_point", "own_focal_point", "delegate", "former"}
EXTENDED = MEMBERS | {"observer", "observer_country", "civil_society"}
#: those seated in the group on Protection, and in the organs (§3.10)
PROT = STEER | {"member"}
ORGAN = STEER | {"delegate", "former"}
#: those who act for the country whose figures are laid here
GUATEMALA = frozenset({"member", "own_focal_point"})

NOON = datetime(2021, 9, 10, 18, tzinfo=UTC)
DAY = date(2021, 9, 10)
#: columns that are keys and addresses, or choices kept as text; what they say is set by hand where it tells
KEYS = {
    "code", "slug_es", "slug_en", "anchor", "marker", "label", "media_type", "file", "sort_key", "searched",
    "searched_parts", "paragraph", "template", "second", "entered_as", "validated_as", "filed_as", "capacity",
    "no_data_reason", "period", "section", "number", "cancelled_because", "rule", "key", "followed_by",
    "fingerprint", "path",
}  # fmt: skip

UNDER_WAY = "said of an activity that is completed below its target, and these are under way"
ONE = "said where a number is exactly one, and none is here"
IN_THE_TEXT = "a row of a table of the plan, which pages show in its text"
SECRET = "nobody ever reads it"
#: columns whose words no page of this world shows, and why
NOWHERE: dict[tuple[str, str], str] = {
    ("Activity", "shortfall_es"): UNDER_WAY,
    ("Activity", "shortfall_en"): UNDER_WAY,
    ("Activity", "shortfall_evidence"): UNDER_WAY,
    ("Activity", "stage_reason"): "said of an activity that left the plan or is about to",
    ("Round", "conclusion_es"): "said once a round is concluded, and this one is open",
    ("Round", "conclusion_en"): "said once a round is concluded, and this one is open",
    ("Indicator", "unit_one_es"): ONE,
    ("Indicator", "unit_one_en"): ONE,
    ("Letter", "body"): "what a letter says is its addressee's: no page opens it",
    ("Note", "anchoring_reason"): "kept with the note; the trail tells who decided its place",
    ("ConsultationStep", "text_es"): IN_THE_TEXT,
    ("ConsultationStep", "text_en"): IN_THE_TEXT,
    ("Responsibility", "text_es"): IN_THE_TEXT,
    ("Responsibility", "text_en"): IN_THE_TEXT,
    ("Entry", "label"): "what the record was called then; pages name it as it is called now",
    ("CalendarFeed", "nonce"): SECRET,
    ("User", "password"): SECRET,
}
PUBLIC, SHORT = "the public reads all of it", "keys, instants and names alone; nobody types into it"
#: models whose words are laid nowhere here, and why
NOT_LAID: dict[str, str] = {
    **dict.fromkeys(
        ("Body", "BodyName", "Country", "Organisation", "Membership", "Presidency", "Seat", "Mandate"), PUBLIC
    ),
    "SilenceRule": "the rule that the CRM authorised is public",
    **dict.fromkeys(("Silence", "Indexed"), SHORT),
}


@dataclass
class Laid:
    """What was put into the world: marker, whose it is, and who may read the row that it stands in."""

    #: marker, in small letters, with the row and column that it stands in
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: row, with the roles that may see it
    rows: dict[str, frozenset[str]] = field(default_factory=dict)
    #: model, with the key of each of its rows and the roles that may see it
    keys: dict[type[models.Model], dict[int, frozenset[str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def mark(self, row: str, column: str) -> str:
        """Return a new word that stands nowhere else."""
        word = f"zq{len(self.places):04d}z"
        self.places[word] = (row, column)
        return word

    def put(self, model: type[models.Model], seen_by: frozenset[str], name: str = "", **said: Any) -> Any:
        """Write a row down with a marker in every free text that is not said."""
        row = f"{model.__name__} {name}".strip()
        row = row if row not in self.rows else f"{row} {len(self.rows)}"
        self.rows[row] = seen_by
        for column in model._meta.concrete_fields:
            free = isinstance(column, models.CharField | models.TextField) and not column.choices
            if free and column.name not in KEYS and column.name not in said:
                said[column.name] = self.mark(row, column.name)
        columns = {column.name for column in model._meta.concrete_fields}
        if "file" in columns:
            said["file"] = ContentFile(self.mark(row, "file").encode(), name="file.txt")
            told = {"size": 7, "media_type": "text/plain"}
            said |= {name: value for name, value in told.items() if name in columns}
        written = model._default_manager.create(**said)
        self.keys[model][written.pk] = seen_by
        return written

    def seen_by(self, word: str) -> frozenset[str]:
        """Return the roles that may read a marker."""
        return self.rows[self.places[word][0]]


def people_of(accounts: dict[str, Any]) -> dict[str, Any]:
    """Add an observer country, the presidency that went out, and two whose offices or account ended."""
    over: dict[str, Any] = {"country": "MX", "starts_at": LONG_AGO, "ends_at": NOON}
    ended = appoint("ya-no@demo.invalid", Office.PRESIDENCY, **over)
    ended = appoint(ended, Office.GROUP_MEMBER, body="PROT", **over)
    gone = appoint("sin-cuenta@demo.invalid", Office.SECRETARIAT)
    gone = appoint(gone, Office.GROUP_MEMBER, country="GT", body="PROT")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return {
        **accounts,
        "observer_country": appoint("pais-observador@demo.invalid", Office.OBSERVER, country="CO"),
        "former": appoint("ppt-saliente@demo.invalid", Office.PRESIDENCY, country="CR"),
        "own_focal_point": appoint("focal-gt@demo.invalid", Office.FOCAL_POINT, country="GT"),
        "ended": ended,
        "gone": User.objects.get(pk=gone.pk),
    }


def lay_closed_doors(laid: Laid) -> None:
    """Put what only those seated, those who steer or one country may see; it is nothing to anybody else."""
    _closed_meetings(laid)
    _closed_part_of_an_open_meeting(laid)
    _closed_activity(laid)
    _private_figures(laid)
    _drafts_of_those_who_steer(laid)


def _closed_meetings(laid: Laid) -> None:
    prot, rcgm = Body.objects.get(code="PROT"), Body.objects.get(code="GRCM")
    for body, tier, seated, day, status in (
        (prot, "closed", PROT, DAY, "held"),
        (prot, "group", PROT, date(2021, 12, 1), "convened"),
        (rcgm, "closed", ORGAN, date(2021, 9, 20), "held"),
    ):
        name = f"{body.code} {tier}"
        code = laid.mark(f"Meeting {name}", "code").upper()
        meeting = laid.put(
            Meeting, seated, name, code=code, body=body, tier=tier, starts_on=day, ends_on=day, status=status,
            starts_at=datetime(day.year, day.month, day.day, 15, tzinfo=UTC), number="", source="",
        )  # fmt: skip
        # what hangs from it says «public»: the tier of the meeting bars it all the same
        session = laid.put(Session, seated, name, meeting=meeting, tier="public")
        laid.put(AgendaItem, seated, name, session=session, tier="public")
        minutes = Minutes.objects.create(meeting=meeting, tier="public")
        laid.put(MinutesParagraph, seated, name, minutes=minutes, tier="public")
        laid.put(Paper, seated, name, meeting=meeting, tier="public", added_at=NOON)
        laid.put(Attendance, seated, name, meeting=meeting, country_id="GT", presence="present")
        decision = laid.put(
            Decision, seated, name, meeting=meeting, tier="public", paragraph="1", verb="decide",
            due_on=date(2021, 10, 30),
        )  # fmt: skip
        laid.put(
            FollowUp, seated, name, decision=decision, tier="public", on=DAY, state="pending", written_at=NOON
        )


def _closed_part_of_an_open_meeting(laid: Laid) -> None:
    march = Meeting.objects.get(code="GT-PROT-2021-03")
    first = march.sessions.order_by("order").first()
    said: dict[str, Any] = {"tier": "closed", "seen_by": PROT}
    closed = laid.put(Session, meeting=march, order=0, **said)
    laid.put(AgendaItem, PROT, session=closed, tier="public", name="of a closed session")
    laid.put(AgendaItem, name="of an open session", session=first, order=0, **said)
    laid.put(MinutesParagraph, minutes=march.minutes, session=first, order=0, **said)
    laid.put(Paper, meeting=march, session=first, added_at=NOON, kind="annex", **said)
    laid.put(Paper, PROT, "of a closed session", meeting=march, session=closed, added_at=NOON, tier="public")
    laid.put(Decision, meeting=march, session=first, paragraph="9", verb="agree", due_on=DAY, **said)
    laid.put(Decision, name="not numbered", meeting=march, session=closed, verb="agree", **said)
    open_one = Decision.objects.get(meeting=march, paragraph="1")
    laid.put(FollowUp, decision=open_one, on=DAY, state="pending", written_at=NOON, **said)
    public = Decision.objects.get(meeting__code="GRCM-2021-06", paragraph="2")
    laid.put(
        FollowUp,
        ORGAN,
        "of the RCGM",
        decision=public,
        on=DAY,
        state="pending",
        written_at=NOON,
        tier="group",
    )
    plan = Document.objects.get(code="plan-2019-2022")
    theme = laid.put(
        Theme, PROT, "adopted behind closed doors", plan=plan, code="zq", slug_es="zq", slug_en="zq",
        original=False, added_by=Decision.objects.get(meeting=march, paragraph="9"), added_on=DAY,
    )  # fmt: skip
    assert theme.pk


def _support(laid: Laid, code: str, activity: Activity) -> None:
    laid.put(SupportRequest, PROT, code, activity=activity, kind="technical", asked_on=DAY, tier="public")
    laid.put(
        SupportOffer, PROT, code, activity=activity, technical=True, starts_on=DAY, offered_on=DAY,
        organisation=Organisation.objects.get(code="oit"), status="confirmed", agreed_on=DAY,
        accepted_on=DAY,
    )  # fmt: skip


def _closed_activity(laid: Laid) -> None:
    year, prot = PlanYear.objects.get(plan__code="plan-2019-2022", number=3), Body.objects.get(code="PROT")
    for number, tier, stage in ((90, "closed", "in_force"), (91, "group", "proposed")):
        code = f"PROT-A{number}"
        laid.places[code.lower()] = (f"Activity {code}", "code")
        activity = laid.put(
            Activity, PROT, code, plan=year.plan, group=prot, code=code, sort_key=f"010-PROT-000{number}",
            tier=tier, stage=stage, state="in_process", state_on=DAY, pace="delayed", pace_on=DAY, due_on=DAY,
            monitored_by=DAY, consulted_on=DAY if stage == "proposed" else None,
        )  # fmt: skip
        Entry.objects.create(
            at=datetime(2020, 2, 10, 18, tzinfo=UTC), verb="edit", model="monitoring.activity",
            object_id=activity.pk, label=code,
        )  # fmt: skip
        result = laid.put(Result, PROT, code, activity=activity)
        indicator = laid.put(
            Indicator, PROT, code, activity=activity, result=result, code=f"{code}-I1", measure="unit",
            direction="ascending", over_time="sum", over_countries="sum", monitored_by=DAY,
        )  # fmt: skip
        laid.put(Risk, PROT, code, activity=activity)
        laid.put(Milestone, PROT, code, activity=activity, year=year, due_on=date(2021, 11, 5))
        days = {"starts_on": date(2021, 1, 1), "ends_on": date(2021, 12, 31)}
        period = Period.objects.create(indicator=indicator, **days)
        said = {"value": 3, "observed_on": DAY, "status": "validated", "country_id": "GT", "period": period}
        figure = laid.put(Measurement, PROT, code, **said)
        laid.put(Evidence, PROT, code, measurement=figure, added_at=NOON)
        _support(laid, code, activity)
    open_one = Activity.objects.get(code="PROT-A1")
    what = "of an open activity"
    laid.put(SupportRequest, PROT, what, activity=open_one, kind="technical", asked_on=DAY, tier="group")
    aspect = laid.put(
        CriticalAspect, PROT, plan=year.plan, identified_by=prot, identified_on=DAY, tier="group", due_on=DAY
    )
    aspect.activities.add(open_one)
    laid.put(CriticalEntry, PROT, aspect=aspect, on=DAY)
    taken_up: dict[str, Any] = {
        "annual_plan": PresidencyPlan.objects.get(presidency__label="2021"), "kind": "activity",
        "activity": Activity.objects.get(code="PROT-A90"),
    }  # fmt: skip
    laid.put(PresidencyLine, PROT, "about a closed activity", **taken_up)


def _private_figures(laid: Laid) -> None:
    """A country's draft is its own; what was set aside is private to it, its group and those who steer."""
    periods = Period.objects.filter(indicator__activity__code="PROT-A1", indicator__measure="unit")
    period = periods.order_by("pk").first()
    said: dict[str, Any] = {"value": 77, "country_id": "GT", "period": period}
    draft = laid.put(Measurement, GUATEMALA, "draft of Guatemala", status="draft", **said)
    laid.put(Evidence, GUATEMALA, "of a draft", measurement=draft, added_at=NOON)
    returned = laid.put(Measurement, PROT | GUATEMALA, "returned to Guatemala", status="returned", **said)
    laid.put(Evidence, PROT | GUATEMALA, "of what was returned", measurement=returned, added_at=NOON)
    laid.put(Measurement, PROT | GUATEMALA, "set aside", status="validated", counts=False, **said)


def _drafts_of_those_who_steer(laid: Laid) -> None:
    plan = Document.objects.get(code="plan-2019-2022")
    term = Presidency.objects.get(label="2020")
    report = Report.objects.create(plan=plan, presidency=term, label="2020", cut_off=DAY, status="writing")
    for part in ReportText.Part.values:
        laid.put(ReportText, STEER, f"draft {part}", report=report, part=part, written_at=NOON)
    _draft_evaluation(laid, plan)
    own = STEER | {"former"}
    draft = PresidencyPlan.objects.create(presidency=term, plan=plan)
    laid.put(PresidencyLine, own, "of a draft", annual_plan=draft, kind="initiative")


def _draft_evaluation(laid: Laid, plan: Document) -> None:
    """Write every text of the evaluation of the plan, which nobody was sent yet (M21)."""
    told = Evaluation.objects.create(plan=plan, begun_at=NOON)
    kinds = EvaluationText.Kind
    of_criteria = (kinds.QUESTIONS, kinds.FINDINGS, kinds.RECOMMENDATIONS)
    places = [
        (kinds.TERMS, ""),
        *((kind, one) for one in Criterion.values for kind in of_criteria),
        *((kinds.WEAKNESS, letter) for letter in plan.weaknesses.values_list("letter", flat=True)),
    ]
    for kind, about in places:
        laid.put(EvaluationText, STEER, f"{kind} {about}", evaluation=told, kind=kind, about=about)
    proof: dict[str, Any] = {"evaluation": told, "criterion": Criterion.IMPACT, "at": NOON}
    laid.put(Proof, STEER, "of a finding", address="/es/matriz", **proof)
    step: dict[str, Any] = {"evaluation": told, "verb": "take_back", "status": "draft", "at": NOON}
    laid.put(EvaluationStep, STEER, **step)
