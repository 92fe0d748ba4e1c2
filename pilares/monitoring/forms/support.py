"""Support as groups ask for it and observers offer it; documents taken up; the register of contributions."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.forms import DayInput
from pilares.core.search import fold
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.actions import TO_TAKE_UP
from pilares.monitoring.forms.critical import PastDay
from pilares.monitoring.forms.stages import DecisionChoice
from pilares.monitoring.models import Activity, Contribution, SupportOffer, SupportRequest, TakenUp
from pilares.people.models import Country, Membership, Organisation, User
from pilares.plans.models import Document

ONE_LANGUAGE = _("Write it in at least one language.")


class Once(forms.ModelForm):  # type: ignore[type-arg]
    """A form that, sent twice, writes once; its text is needed in one language."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    needed = "text"

    @property
    def one_language(self) -> tuple[str]:
        """What is needed, as `core.forms` reads it."""
        return (self.needed,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        """Ask for the text in at least one language."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get(f"{self.needed}_es") or typed.get(f"{self.needed}_en")):
            raise ValidationError({f"{self.needed}_es": ONE_LANGUAGE})
        return typed


class AskSupportForm(Once):
    """What a group asks for on an activity, in words."""

    class Meta:
        model = SupportRequest
        fields = ("kind", "text_es", "text_en", "tier")
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tier: Any = self.fields["tier"]
        offered = (Tier.MEMBERS, Tier.EXTENDED, Tier.PUBLIC)
        tier.choices = [(str(t), t.label) for t in offered if access.why_not_publish_request(user, t) is None]
        tier.help_text = _("Observers read what the extended RCM may see.")
        self.fields["text_es"].help_text = _("For example: a methodology, experts for a workshop.")


class OfferForm(Once):
    """What an observer offers on behalf of their organisation or country; never an amount."""

    offered_by = forms.ChoiceField(label=_("On behalf of"))

    class Meta:
        model = SupportOffer
        fields = ("technical", "financial", "text_es", "text_en", "starts_on", "ends_on")
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    field_order = (
        "form_key",
        "offered_by",
        "technical",
        "financial",
        "text_es",
        "text_en",
        "starts_on",
        "ends_on",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = user.standing
        self.actors: dict[str, Organisation | Country] = {
            f"organisation:{o.pk}": o for o in Organisation.objects.filter(pk__in=standing.organisations)
        } | {f"country:{c.pk}": c for c in Country.objects.filter(pk__in=standing.countries)}
        choice: Any = self.fields["offered_by"]
        choice.choices = sorted(
            ((key, one.name.text) for key, one in self.actors.items()), key=lambda pair: fold(pair[1])
        )
        if len(self.actors) == 1:
            self.initial.setdefault("offered_by", next(iter(self.actors)))
        self.fields["text_es"].help_text = _("In words, without amounts.")

    def clean(self) -> dict[str, Any]:
        """Ask for the kind of support."""
        typed = super().clean()
        if not (typed.get("technical") or typed.get("financial")):
            raise ValidationError(
                {"technical": _("Say whether the support is technical, financial or both.")}
            )
        starts_on, ends_on = typed.get("starts_on"), typed.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end must not be earlier than the start."))
        return typed


class AgreeForm(forms.Form):
    """The day on which the group said that it accepts."""

    on = PastDay(label=_("Accepted by the group on"))

    def __init__(self, *args: Any, user: User, offer: SupportOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.initial.setdefault("on", offer.agreed_on or clock.today())


class ConfirmForm(AgreeForm):
    """The acceptance as the Secretariat records it, with the decision where there is one."""

    decision = DecisionChoice(label=_("Decision"), queryset=Decision.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.queryset = Decision.objects.visible_to(self.user).select_related("meeting")


class DeliveredForm(AgreeForm):
    """The day on which the support was delivered."""

    on = PastDay(label=_("Delivered on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["on"] = clock.today()


class WhyForm(forms.Form):
    """Why an offer is declined or withdrawn; the organisation reads it."""

    one_language = ("reason",)

    reason_es = forms.CharField(
        label=_("Reason (Spanish)"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )
    reason_en = forms.CharField(
        label=_("Reason (English)"), widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, user: User, offer: SupportOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.offer = user, offer

    def clean(self) -> dict[str, Any]:
        """Ask why in at least one language."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("reason_es") or typed.get("reason_en")):
            raise ValidationError({"reason_es": _("Write the reason in at least one language.")})
        return typed


class _Documents(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Document) -> str:
        return obj.title.text


class TakeUpForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which document of a network or an ad hoc group is taken up, since when and what of it."""

    document = _Documents(label=_("Document"), queryset=Document.objects.none())
    on = PastDay(label=_("Taken up on"))

    class Meta:
        model = TakenUp
        fields = ("document", "on", "note_es", "note_en")
        widgets = {f"note_{lang}": forms.Textarea({"rows": 3}) for lang in ("es", "en")}

    def __init__(self, *args: Any, user: User, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())
        choice: Any = self.fields["document"]
        choice.queryset = Document.objects.visible_to(user).filter(TO_TAKE_UP).distinct()
        choice.help_text = _("A document of a liaison network, or of an ad hoc group.")
        self.activity = activity


class _Countries(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Country) -> str:
        return obj.name.text


class ContributionForm(forms.ModelForm):  # type: ignore[type-arg]
    """That a country contributed in a year: a day and a remark, no amount."""

    country = _Countries(label=pgettext_lazy("contribution", "Country"), queryset=Country.objects.none())
    received_on = PastDay(label=_("Received on"))

    class Meta:
        model = Contribution
        fields = ("country", "year", "received_on", "note_es", "note_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", clock.today().year)
        seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
        country: Any = self.fields["country"]
        country.queryset = Country.objects.filter(memberships__in=seats).distinct()
        by_name = sorted(country.queryset, key=lambda one: fold(one.name.text))
        country.choices = [("", _("Choose one")), *((one.pk, one.name.text) for one in by_name)]
