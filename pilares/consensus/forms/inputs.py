"""What the RNCOM types, and what those who treat and answer it type (Tabla 2, AC-21)."""

import re
import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.consensus.models.inputs import Input, InputCall
from pilares.core import clock, conflicts
from pilares.core.access import Tier
from pilares.core.conflicts import Settled, Spoken
from pilares.core.edits import Clash, as_text
from pilares.core.forms import DayInput
from pilares.core.kinds import PDF
from pilares.core.uploads import UNKNOWN, NotAccepted, Upload, inspect
from pilares.meetings.models import Meeting
from pilares.people.models import Body, Organisation, User
from pilares.plans.models import Document, Placement, Theme
from pilares.plans.queries.texts import is_a_place

GROUPS = (Body.Kind.GROUP, Body.Kind.AD_HOC)
SECTION = re.compile(r"[1-9]\d?(\.(\d{1,2}|[a-z]\d?|[rt]\d{1,2}))*")
NO_PDF = _("Attach a PDF. What you wrote is kept; choose the file again.")


class PdfField(forms.FileField):
    """A PDF, known by what it holds; the form keeps what was found beside the file."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput({"accept": ".pdf"}), **kwargs)
        self.seen: Upload | None = None

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is no PDF, or larger than is kept."""
        file = super().clean(data, initial)
        self.seen = None
        if not file:
            return None
        try:
            self.seen = inspect(file, name=file.name or "", size=file.size or 0)
        except NotAccepted as refused:
            said = NO_PDF if refused.reason is UNKNOWN else str(refused.reason)
            raise ValidationError(said) from refused
        if self.seen.media_type != PDF:
            raise ValidationError(NO_PDF)
        return file


class _Places(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Placement) -> str:
        number = f"P{obj.pillar.number}-{obj.number}" if obj.number else f"P{obj.pillar.number}"
        return f"{number} · {obj.theme.name}"


class _Named(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name.text)


class InputForm(forms.ModelForm):  # type: ignore[type-arg]
    """An input: for a call or outside any, about a theme or the whole plan."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    organisation = _Named(label=_("On behalf of"), queryset=Organisation.objects.none(), empty_label=None)
    call = _Named(
        label=_("Call"), queryset=InputCall.objects.none(), required=False, empty_label=_("Outside any call")
    )
    placement = _Places(
        label=_("Theme"), queryset=Placement.objects.none(), required=False, empty_label=_("The whole plan")
    )
    file = PdfField(label=_("Attached PDF"), required=False)
    public = forms.BooleanField(label=_("The public may read it"), required=False)

    class Meta:
        model = Input
        fields = ("title", "text", "section", "language")
        widgets = {"text": forms.Textarea({"rows": 8}), "language": forms.RadioSelect}

    field_order = (
        "form_key", "organisation", "call", "title", "text", "placement", "section", "language",
        "file", "public",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, plan: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.plan = plan
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial["language"] = user.language
        fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=user.standing.organisations, kind=Organisation.Kind.CIVIL_SOCIETY
        )
        begun = InputCall.objects.visible_to(user).filter(plan=plan, opens_on__lte=clock.today())
        fields["call"].queryset = begun
        fields["call"].help_text = _(
            "After its deadline an input is accepted as well, and says that it is late."
        )
        themes = Theme.objects.visible_to(user).filter(plan=plan)
        fields["placement"].queryset = Placement.objects.filter(theme__in=themes).select_related(
            "theme", "pillar"
        )
        fields["section"].help_text = _("For example: 3.8")
        fields["file"].help_text = _("Up to 10 MB. It is read by whoever may read the input.")
        fields["public"].help_text = _(
            "Otherwise the extended RCM reads it: members, observers and the RNCOM."
        )

    def clean_section(self) -> str:
        """Accept a section as the plan numbers it, with or without its mark."""
        text = str(self.cleaned_data["section"]).replace("§", "").strip().lower()
        if text and not SECTION.fullmatch(text):
            raise ValidationError(_("Write the number of the section as the plan has it, such as 3.8."))
        if text and not is_a_place(self.plan, text):
            words = _(
                "Section: expected one of the plan, and there is no «%(found)s» in it. Look its number up in "
                "the contents of the plan, or leave this empty."
            )
            raise ValidationError(words % {"found": text})
        return text

    @property
    def seen(self) -> Upload | None:
        """What the attached file was found to be."""
        field: Any = self.fields["file"]
        found: Upload | None = field.seen
        return found


class CallForm(forms.ModelForm):  # type: ignore[type-arg]
    """A call: its name, what is asked and its days."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = InputCall
        fields = ("name_es", "name_en", "about_es", "about_en", "opens_on", "closes_on", "tier")
        widgets = {
            "opens_on": DayInput(),
            "closes_on": DayInput(),
            **{f"about_{lang}": forms.Textarea({"rows": 3}) for lang in ("es", "en")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tier: Any = self.fields["tier"]
        tier.choices = [(str(t), t.label) for t in (Tier.EXTENDED, Tier.PUBLIC)]
        if self.instance.pk is None:
            self.initial.setdefault("form_key", uuid.uuid4())
            self.initial.setdefault("opens_on", clock.today())
        else:
            del self.fields["form_key"]

    def texts(self) -> dict[str, str]:
        """Return the canonical texts as they stand, for the form to carry."""
        return {name: as_text(getattr(self.instance, name)) for name in self.fields}

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        return conflicts.settle(self, self.cleaned_data)

    def spoken(self, clash: Clash) -> Spoken:
        """Put a clash into words."""
        labels = {str(t): str(t.label) for t in Tier}
        base, theirs, mine = (labels.get(t, t) for t in (clash.base, clash.theirs, clash.mine))
        return conflicts.spoken(self, clash, base=base, theirs=theirs, mine=mine)


def _past(day: date, input_: Input) -> date:
    """Refuse a day that has not come, and one on which the input had not come this far."""
    if day > clock.today():
        raise ValidationError(_("Write a day that has come: today or earlier."))
    if day < input_.since:
        said = {"day": date_format(input_.since)}
        raise ValidationError(
            _("Write %(day)s or a later day: the input was received or considered then.") % said
        )
    return day


class ConsiderForm(forms.Form):
    """Which group treated an input, when, and whether behind closed doors."""

    body = _Named(label=_("Working Group"), queryset=Body.objects.none(), empty_label=None)
    meeting = _Named(label=_("Meeting"), queryset=Meeting.objects.none(), required=False)
    on = forms.DateField(label=_("Considered on"), widget=DayInput())
    behind_closed_doors = forms.BooleanField(label=_("In a closed session"), required=False)

    def __init__(self, *args: Any, input_: Input, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.input = input_
        fields: dict[str, Any] = self.fields
        bodies = Body.objects.filter(kind__in=GROUPS)
        mine = bodies if user.standing.steers else bodies.filter(pk__in=user.standing.groups)
        fields["body"].queryset = mine
        fields["meeting"].queryset = Meeting.objects.visible_to(user).filter(body__in=mine)
        fields["behind_closed_doors"].help_text = _("Outside the group only the day is told (§3.10).")
        self.initial.setdefault("on", clock.today())

    def clean_on(self) -> Any:
        """Refuse a day that has not come."""
        return _past(self.cleaned_data["on"], self.input)

    def clean(self) -> dict[str, Any]:
        """Refuse the meeting of another group."""
        typed = super().clean() or self.cleaned_data
        body, meeting = typed.get("body"), typed.get("meeting")
        joint = meeting.joint_with.values_list("pk", flat=True) if meeting else ()
        if body and meeting and body.pk not in {meeting.body_id, *joint}:
            self.add_error("meeting", _("Choose a meeting of the group that considered it."))
        return typed


class AnswerForm(forms.Form):
    """What became of an input, and why; whoever sent it reads the reason."""

    one_language = ("answer",)

    on = forms.DateField(label=_("Answered on"), widget=DayInput())
    answer_es = forms.CharField(
        label=_("Answer (Spanish)"), widget=forms.Textarea({"rows": 4}), max_length=5000, required=False
    )
    answer_en = forms.CharField(
        label=_("Answer (English)"), widget=forms.Textarea({"rows": 4}), max_length=5000, required=False
    )

    def __init__(self, *args: Any, input_: Input, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.input = input_
        self.initial.setdefault("on", clock.today())
        self.fields["answer_es"].help_text = _("In plain language: what was decided and why.")

    def clean_on(self) -> Any:
        """Refuse a day that has not come."""
        return _past(self.cleaned_data["on"], self.input)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason in at least one language: every answer is reasoned (Tabla 2)."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("answer_es") or typed.get("answer_en")):
            raise ValidationError({"answer_es": _("Write the reason in at least one language.")})
        return typed


class ReplyForm(forms.Form):
    """The one reply to an answer."""

    text = forms.CharField(label=_("Reply"), widget=forms.Textarea({"rows": 5}), max_length=5000)
