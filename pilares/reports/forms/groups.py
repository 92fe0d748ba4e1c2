"""What people type about the report of a group: its beginning, its texts, its presentation, who reads it."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.edits import as_text
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, User
from pilares.plans.models import Document
from pilares.reports.forms.annual import DecisionChoice, MeetingChoice
from pilares.reports.models import GroupReport, GroupReportText

#: the month until which the form proposes the presentation of mid-year first; the person chooses
MID_YEAR = 7
OF_RCGM = Q(body__code="GRCM") | Q(joint_with__code="GRCM")


def meetings_of_the_rcgm(user: User) -> Any:
    """Return the meetings of the RCGM that a person may see and that were not cancelled."""
    seen = Meeting.objects.visible_to(user).filter(OF_RCGM).exclude(status=Meeting.Status.CANCELLED)
    return seen.distinct()


class GroupReportForm(forms.Form):
    """For which of the two presentations of a year a report is begun."""

    occasion = forms.ChoiceField(
        label=_("Presentation"), choices=GroupReport.Occasion.choices, widget=forms.RadioSelect
    )
    year = forms.IntegerField(label=_("Year"), min_value=1996, max_value=2100)
    meeting = MeetingChoice(
        label=_("Meeting of the RCGM"),
        help_text=_("The meeting for which it is written, where it is convened already."),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Not convened yet"),
    )

    def __init__(self, *args: Any, plan: Document, group: Body, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.group = plan, group
        today = clock.today()
        choice = self.fields["meeting"]
        if isinstance(choice, forms.ModelChoiceField):
            ahead = meetings_of_the_rcgm(user).filter(starts_on__gte=today).order_by("starts_on", "code")
            choice.queryset = ahead
            choice.initial = ahead.first()
        self.fields["year"].initial = today.year
        begun = GroupReport.objects.filter(plan=plan, group=group, year=today.year)
        told = set(begun.values_list("occasion", flat=True))
        left = [value for value in GroupReport.Occasion.values if value not in told]
        late = today.month > MID_YEAR and len(left) > 1
        self.fields["occasion"].initial = left[-1 if late else 0] if left else None


class GroupTextForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the lead and the group write beside the facts, in both languages."""

    class Meta:
        model = GroupReportText
        fields = ("text_es", "text_en")
        widgets: ClassVar = {name: forms.Textarea({"rows": 12}) for name in ("text_es", "text_en")}

    @property
    def base(self) -> dict[str, str]:
        """The texts with which the form was opened."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}


class PresentGroupReportForm(forms.Form):
    """At which meeting of the RCGM a group presented its report, and what the RCGM said of it."""

    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=None)
    decision = DecisionChoice(
        label=_("Decision, if any"),
        help_text=_("The paragraph by which the organ took note of it."),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No decision"),
    )
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, report: GroupReport, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = meetings_of_the_rcgm(user).filter(starts_on__lte=clock.today())
        offered: dict[str, Any] = {
            "meeting": begun,
            "decision": Decision.objects.visible_to(user)
            .filter(meeting__in=begun.values("pk"))
            .select_related("meeting"),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
        self.fields["meeting"].initial = report.meeting


class OpenForm(forms.Form):
    """How far a group opens what it presented."""

    tier = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(tier.value, tier.label) for tier in (Tier.MEMBERS, Tier.EXTENDED, Tier.PUBLIC)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("How the group decided it"),
        help_text=_("The meeting or the exchange in which it was agreed; it stays in the history."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, report: GroupReport, user: User, **kwargs: Any) -> None:  # noqa: ARG002
        super().__init__(*args, **kwargs)
        self.fields["tier"].initial = report.tier
