"""What organs decided on a version, as the Secretariat records it, and its entry into force (Tabla 2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, User
from pilares.plans.access import why_not_approve_in, why_not_recommend_in
from pilares.plans.actions.moving import body_of, locked, move, reflect, supersede, widest, write_step
from pilares.plans.actions.reflecting import ask_to_reflect, settle_by_version
from pilares.plans.models import Document, Version, VersionEvent
from pilares.plans.workflow import VERSION

S, E = Version.Status, VersionEvent.Step
V = Decision.Verb
#: the verbs by which the RCGM lets a text go on to the Vice-Ministers; the first one is written by default
RECOMMENDING = {
    Document.Kind.STRATEGIC_PLAN: (V.RECOMMEND,),
    Document.Kind.PRESIDENCY_PLAN: (V.ENDORSE, V.RECOMMEND),
}


@transaction.atomic
def recommend(
    version: Version,
    *,
    meeting: Meeting,
    paragraph: str,
    by: User,
    on: date | None = None,
    text_es: str = "",
    text_en: str = "",
    illustrative: bool = False,
) -> Version:
    """Record that the RCGM recommended a version in consultation to the Vice-Ministers (Tabla 2, AC-24)."""
    version = locked(version)
    require(VERSION.why_not("recommend", by, version))
    require(why_not_recommend_in(meeting.body))
    on = on or min(meeting.ends_on or meeting.starts_on or clock.today(), clock.today())
    _in_order(meeting, on)
    if on > clock.today():
        raise ValidationError({"on": _("The date lies ahead: record the recommendation once it is made.")})
    verbs = RECOMMENDING[Document.Kind(version.document.kind)]
    decision = _decision(
        version,
        meeting,
        paragraph,
        verbs,
        text_es,
        text_en,
        illustrative=illustrative or version.illustrative,
    )
    return move(
        version, "recommend", E.RECOMMENDED, by=by, decision=decision, starts_on=on,
        illustrative=decision.illustrative,
    )  # fmt: skip


@transaction.atomic
def record_approval(
    version: Version,
    *,
    body: Body,
    meeting: Meeting,
    paragraph: str,
    on: date,
    by: User,
    text_es: str = "",
    text_en: str = "",
    illustrative: bool = False,
) -> Version:
    """Record that the Vice-Ministerial Meeting approved a recommended version, to be in force from `on`.

    It enters into force once the presidency countersigns it. Raises `Refused`, or `ValidationError` when
    the paragraph belongs to another decision.
    """
    version = locked(version)
    require(VERSION.why_not("approve", by, version))
    require(why_not_approve_in(body) or why_not_approve_in(meeting.body))
    _in_order(meeting, on, after=version.events.filter(step=E.RECOMMENDED).last())
    decision = _decision(
        version, meeting, paragraph, (V.APPROVE,), text_es, text_en,
        illustrative=illustrative or version.illustrative,
    )  # fmt: skip
    version.in_force_from = on
    return move(
        version, "approve", E.APPROVED, by=by, decision=decision, starts_on=on,
        illustrative=decision.illustrative,
    )  # fmt: skip


@transaction.atomic
def countersign(version: Version, *, by: User) -> Version:
    """Countersign for the presidency: the version is in force from its date, the one before superseded."""
    version = locked(version)
    require(VERSION.why_not("countersign", by, version))
    approval = version.events.get(step=E.APPROVED)
    ahead = version.in_force_from is not None and version.in_force_from > clock.today()
    write_step(
        version, E.COUNTERSIGNED, by=by, body=body_of("PPT"), starts_on=clock.today(),
        illustrative=approval.illustrative,
    )  # fmt: skip
    record(version, "countersign", by=by, decision=str(approval.decision), ahead=ahead)
    return version if ahead else _enter_force(version, approval, by=by)


@transaction.atomic
def bring_into_force() -> int:
    """Bring into force what was countersigned and whose day has come; for the timer. Return how many."""
    due = Version.objects.filter(
        status=S.APPROVED, in_force_from__lte=clock.today(), events__step=E.COUNTERSIGNED
    ).distinct()
    for version in due:
        held = locked(version)
        _enter_force(held, held.events.get(step=E.APPROVED), by=None)
    return len(due)


def _enter_force(version: Version, approval: VersionEvent, *, by: User | None) -> Version:
    on = version.in_force_from or clock.today()
    supersede(version, decision=approval.decision, on=on, by=by)
    version.status = S(VERSION.target("countersign"))
    version.full_clean(exclude=["document", "based_on"])
    version.save(update_fields=["status", "tier"])
    _show_the_plan(version.document)
    reflect(version)
    settle_by_version(version, by=by)
    record(version, "enter_force", by=by, on=on.isoformat())
    return version


def _show_the_plan(plan: Document) -> None:
    """A plan that follows another reaches as far as that one, once it is in force."""
    if plan.predecessor is not None and plan.tier != plan.predecessor.tier:
        plan.tier = widest(plan.tier, plan.predecessor.tier)
        plan.save(update_fields=["tier"])


@transaction.atomic
def register(version: Version, *, source: str, on: date, by: User, tier: str = "") -> Version:
    """Register a text as adopted elsewhere, with its source: the Charter, a network's document (Tabla 1)."""
    version = locked(version)
    require(VERSION.why_not("register", by, version))
    if not source.strip():
        raise ValidationError({"source": _("Say where the text was taken from.")})
    supersede(version, decision=None, on=on, by=by)
    version.tier = tier or version.tier
    version.source, version.in_force_from = source.strip(), on
    version = move(version, "register", E.REGISTERED, by=by, starts_on=on)
    if version.document.kind == Document.Kind.CHARTER:
        ask_to_reflect(version, by=by)
    return version


@transaction.atomic
def adopt(
    version: Version, *, on: date, by: User, decision: Decision | None = None, reason: str = ""
) -> Version:
    """Record that the members adopted a text that needs no higher body: by a decision, or as it says."""
    version = locked(version)
    require(VERSION.why_not("adopt", by, version))
    if decision is None and not reason.strip():
        raise ValidationError({"reason": _("Choose the decision, or say how it was adopted.")})
    if on > clock.today():
        raise ValidationError({"on": _("The date lies ahead: register the text once it is adopted.")})
    if decision is not None:
        _in_order(decision.meeting, on, named="decision")
    supersede(version, decision=decision, on=on, by=by)
    version.in_force_from = on
    return move(version, "adopt", E.REGISTERED, by=by, decision=decision, starts_on=on, reason=reason.strip())


def _in_order(
    meeting: Meeting, on: date, *, after: VersionEvent | None = None, named: str = "meeting"
) -> None:
    """Refuse a meeting still to come, an effect before its meeting, an approval before what it approves."""
    begins, ends = meeting.starts_on, meeting.ends_on or meeting.starts_on
    if meeting.status == Meeting.Status.CANCELLED or (begins is not None and begins > clock.today()):
        raise ValidationError({named: _("This meeting was not held yet. Record what it decided once it is.")})
    told = after.meeting.starts_on if after is not None and after.meeting is not None else None
    if told is not None and ends is not None and ends < told:
        words = _("The RCGM recommended this version on %(day)s, after this meeting: choose a later one.")
        raise ValidationError({named: words % {"day": date_format(told, "DATE_FORMAT")}})
    if begins is not None and on < begins:
        words = _(
            "This day comes before the meeting, which began on %(day)s: choose that day or a later one."
        )
        raise ValidationError({"on": words % {"day": date_format(begins, "DATE_FORMAT")}})


def _decision(
    version: Version,
    meeting: Meeting,
    paragraph: str,
    verbs: tuple[Decision.Verb, ...],
    text_es: str,
    text_en: str,
    *,
    illustrative: bool,
) -> Decision:
    """Return the paragraph that decides, recorded now unless the meeting's decisions already hold it."""
    known: Decision | None = Decision.objects.filter(
        meeting=meeting, paragraph=paragraph, verb__in=verbs
    ).first()
    if known is not None:
        return known
    document = version.document
    decision = Decision(
        meeting=meeting,
        paragraph=paragraph,
        verb=verbs[0],
        text_es=text_es or f"{document.title_es}, versión {version.number}",
        text_en=text_en or ("" if text_es else f"{document.title_en}, version {version.number}"),
        tier=version.tier,
        illustrative=illustrative,
    )
    decision.full_clean()
    decision.save()
    return decision
