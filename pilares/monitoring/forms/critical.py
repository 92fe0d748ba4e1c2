"""Critical aspects as people type them; each field carries what it began from (M16)."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock, conflicts
from pilares.core.access import Reason
from pilares.core.conflicts import Settled, Spoken
from pilares.core.edits import Clash
from pilares.core.forms import DayInput
from pilares.core.search import fold
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.actions import texts_of
from pilares.monitoring.forms.stages import DecisionChoice
from pilares.monitoring.models import Activity, CriticalAspect, CriticalEntry
from pilares.monitoring.queries.critical import actor_words, label_of, words_of
from pilares.people.models import Body, Country, Membership, Organisation, User
from pilares.plans.models import Document, Theme

GROUPS = (Body.Kind.GROUP, Body.Kind.AD_HOC)
PAIRS = ("text", "about", "strategy", "owner")


def owners() -> list[tuple[Any, Any]]:
    """Return who may address something: countries, organs and groups, organisations, each from A to Z."""
    seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
    kinds = (
        (_("Member Countries"), "country", Country.objects.filter(memberships__in=seats).distinct()),
        (_("Organs and groups"), "body", Body.objects.filter(kind__in=(Body.Kind.ORGAN, *GROUPS))),
        (_("Organisations"), "organisation", Organisation.objects.in_force()),
    )
    found: list[tuple[Any, Any]] = [("", _("Nobody yet, or in words below"))]
    for heading, kind, rows in kinds:
        named = [(f"{kind}:{row.pk}", row.name.text) for row in rows]
        found.append((heading, sorted(named, key=lambda pair: fold(pair[1]))))
    return found


class _Activities(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Activity) -> str:
        return f"{obj.code}. {obj.title}"


class _Bodies(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Body) -> str:
        return obj.name.text


class CriticalForm(forms.ModelForm):  # type: ignore[type-arg]
    """A critical aspect; it validates and never saves."""

    one_language = ("text",)

    identified_by = _Bodies(label=_("Identified by"), queryset=Body.objects.none())
    owner = forms.ChoiceField(label=_("Who addresses it"), required=False)
    activities = _Activities(
        label=_("Activities that it may hinder"),
        queryset=Activity.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), required=False)
    group = _Bodies(label=_("Working group concerned"), queryset=Body.objects.none(), required=False)
    decision = DecisionChoice(label=_("Decision"), queryset=Decision.objects.none(), required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = CriticalAspect
        fields = (
            "identified_on", "text_es", "text_en", "about_es", "about_en", "probability", "impact",
            "strategy_es", "strategy_en", "owner_es", "owner_en", "due_on", "tier", "original_language",
        )  # fmt: skip
        widgets = {
            "identified_on": DayInput(),
            "due_on": DayInput(),
            "original_language": forms.RadioSelect,
            **{
                f"{n}_{lang}": forms.Textarea({"rows": 3})
                for n in ("about", "strategy")
                for lang in ("es", "en")
            },
        }
        labels = {"original_language": _("Original language")}

    field_order = (
        "form_key", "identified_by", "identified_on", "text_es", "text_en", "about_es", "about_en",
        "probability", "impact", "strategy_es", "strategy_en", "owner", "owner_es", "owner_en", "due_on",
        "activities", "theme", "group", "decision", "tier", "original_language",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, plan: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._offer(user, plan)
        if self.instance.pk is None:
            self.initial.setdefault("form_key", uuid.uuid4())
            self.initial.setdefault("identified_on", clock.today())
            bodies: Any = self.fields["identified_by"]
            keys = list(bodies.queryset.values_list("pk", flat=True)[:2])
            if len(keys) == 1:
                self.initial.setdefault("identified_by", keys[0])
        else:
            del self.fields["form_key"], self.fields["identified_by"]
            self.initial["owner"] = texts_of(self.instance, ("owner",))["owner"]
            self.initial["activities"] = list(self.instance.activities.all())
            for name in ("theme", "group", "decision"):
                self.initial[name] = getattr(self.instance, f"{name}_id")

    def _offer(self, user: User, plan: Document) -> None:
        """Offer what the person may see, and write for."""
        fields: dict[str, Any] = self.fields
        bodies = Body.objects.filter(kind__in=GROUPS) | Body.objects.filter(code=access.RCGM)
        mine = [body.pk for body in bodies if access.may_identify(user, body)]
        fields["identified_by"].queryset = Body.objects.filter(pk__in=mine)
        offered = Q(plan=plan, stage__in=Activity.ROWS)
        if self.instance.pk:
            offered |= Q(pk__in=list(self.instance.activities.values_list("pk", flat=True)))
        fields["activities"].queryset = Activity.objects.visible_to(user).filter(offered)
        fields["theme"].queryset = Theme.objects.visible_to(user).filter(plan=plan)
        fields["group"].queryset = Body.objects.filter(kind__in=GROUPS)
        fields["decision"].queryset = Decision.objects.visible_to(user).select_related("meeting")
        fields["owner"].choices = owners()
        fields["text_es"].help_text = _("One sentence: what may hinder the plan.")
        fields["tier"].help_text = _("Member Countries, unless those who steer publish it.")

    def clean(self) -> dict[str, Any]:
        """Ask for the text in at least one language."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("text_es") or typed.get("text_en")):
            raise ValidationError({"text_es": _("Write it in at least one language.")})
        found, due = typed.get("identified_on"), typed.get("due_on")
        if found and found > clock.today():
            self.add_error("identified_on", _("Write a day that has come: today or earlier."))
        elif found and due and due < found:
            self.add_error("due_on", _("The next review comes after the day on which it was identified."))
        before = CriticalAspect().tier if self.instance.pk is None else self.initial.get("tier", "")
        reason: Reason | None = access.why_not_set_aspect_tier(self.user, before, typed.get("tier") or before)
        if reason:
            raise ValidationError({"tier": str(reason)})
        return typed

    def changes(self) -> dict[str, Any]:
        """Return what was typed, by the names that the verb knows."""
        apart = ("form_key", "identified_by")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    def settle(self) -> Settled:
        """Return what the person still wants written, once the choices on the page are counted in."""
        return conflicts.settle(self, self.changes())

    def texts(self) -> dict[str, str]:
        """Return the canonical texts as they stand, for the form to carry."""
        return texts_of(self.instance, self.fields)

    def spoken(self, clash: Clash) -> Spoken:
        """Put a clash into words."""
        names = {clash.field: self._names(clash)}
        base, theirs, mine = (words_of(clash.field, t, names) for t in (clash.base, clash.theirs, clash.mine))
        return conflicts.spoken(self, clash, base=base, theirs=theirs, mine=mine)

    def _names(self, clash: Clash) -> dict[str, str]:
        keys = {k for text in (clash.base, clash.theirs, clash.mine) for k in text.split(",") if k}
        field: Any = self.fields[clash.field]
        if clash.field == "owner":
            return {key: actor_words(key) for key in keys}
        rows = field.queryset.filter(pk__in=keys) if hasattr(field, "queryset") else ()
        return {str(row.pk): field.label_from_instance(row) for row in rows}

    @staticmethod
    def name(field: str) -> str:
        """Return the name of a field."""
        return label_of(field)


class PastDay(forms.DateField):
    """A day that has come."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DayInput(), **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a day that has not come."""
        day = super().clean(value)
        if day and day > clock.today():
            raise ValidationError(_("Write a day that has come: today or earlier."))
        return day


#: steps of a critical aspect that need a reason
REASONED = {"close", "reopen"}


class AspectStepForm(forms.Form):
    """What a step of a critical aspect asks: its day, why, and a decision where there is one."""

    on = PastDay(label=_("Date"))
    reason_es = forms.CharField(
        label=_("Reason (Spanish)"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )
    reason_en = forms.CharField(
        label=_("Reason (English)"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )
    decision = DecisionChoice(label=_("Decision"), queryset=Decision.objects.none(), required=False)

    def __init__(self, *args: Any, verb: str, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb = verb
        self.one_language = ("reason",) if verb in REASONED else ()
        self.initial.setdefault("on", clock.today())
        decision: Any = self.fields["decision"]
        decision.queryset = Decision.objects.visible_to(user).select_related("meeting")
        if verb == "start":
            del self.fields["reason_es"], self.fields["reason_en"]

    def clean(self) -> dict[str, Any]:
        """Ask why where the step needs a reason."""
        typed = super().clean() or self.cleaned_data
        if self.verb in REASONED and not (typed.get("reason_es") or typed.get("reason_en")):
            raise ValidationError({"reason_es": _("Write the reason in at least one language.")})
        return typed


class FollowUpForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was done or seen on a day."""

    one_language = ("text",)

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    on = PastDay(label=_("Date"))

    class Meta:
        model = CriticalEntry
        fields = ("on", "text_es", "text_en")
        widgets = {f"text_{lang}": forms.Textarea({"rows": 3}) for lang in ("es", "en")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial.setdefault("on", clock.today())

    def clean(self) -> dict[str, Any]:
        """Ask for the text in at least one language."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("text_es") or typed.get("text_en")):
            raise ValidationError({"text_es": _("Write it in at least one language.")})
        return typed
