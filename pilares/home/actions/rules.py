"""The demo's records beside the plan's own rules: reports put before the RCGM, and an explanation."""

from pilares.compliance.actions import explain, record_presentation
from pilares.home.actions.rows import DOMAIN, Known, read
from pilares.meetings.models import Meeting
from pilares.people.models import Body, User


def load_rules(now: Known) -> None:
    """Record them as the Secretariat and the presidency would."""
    rows = read("rules")
    bodies = {body.code: body for body in Body.objects.all()}
    meetings = {meeting.code: meeting for meeting in Meeting.objects.filter(body__code="GRCM")}
    secretariat, presidency = (User.objects.get(email=who + DOMAIN) for who in ("se", "ppt"))
    for row in rows["presentations"]:
        meeting = meetings[row["meeting"]]
        record_presentation(
            now.plan, kind=row["kind"], body=bodies[row["body"]], year=row["year"], meeting=meeting,
            on=meeting.ends_on, by=secretariat,
        )  # fmt: skip
    for row in rows["explanations"]:
        texts = {"text_es": row["text_es"], "text_en": row["text_en"]}
        explain(
            now.plan, rule=row["rule"], body=bodies[row["body"]], year=row["year"], changes=texts,
            base=dict.fromkeys(texts, ""), by=presidency,
        )  # fmt: skip
