"""Windows and requests as the Secretariat types them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.forms import DayInput
from pilares.monitoring.actions import Asked
from pilares.monitoring.models import Request, Window
from pilares.monitoring.queries.candidates import Candidate, people_to_ask
from pilares.monitoring.queries.to_ask import Block, blocks
from pilares.monitoring.queries.validating import contacts
from pilares.people.models import User


class WindowForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name and the days of a window; moving them asks why."""

    reason = forms.CharField(
        label=_("Reason of the change"),
        help_text=_("Those who were asked for a figure are told by e-mail that the days moved."),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )

    class Meta:
        model = Window
        fields = ("name_es", "name_en", "opens_on", "closes_on")
        widgets = {"opens_on": DayInput(), "closes_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["reason"]


class AskForm(forms.Form):
    """Which figures to ask for in a window, of whom, and by when: all of them in one press."""

    due_on = forms.DateField(label=_("Due on"), widget=DayInput())
    figures = forms.MultipleChoiceField(
        label=_("Figures"), widget=forms.CheckboxSelectMultiple, error_messages={
            "required": _("Choose at least one figure."),
            "invalid_choice": _("One of these figures was asked for meanwhile: look at the list again."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: tuple[Candidate, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        reachable = [one for one in candidates if not one.nobody]
        figures = self.fields["figures"]
        if isinstance(figures, forms.MultipleChoiceField):
            figures.choices = [(one.key, _spoken(one)) for one in reachable]
            figures.initial = [one.key for one in reachable if not (one.earlier or one.reported)]
        self.without = [one for one in candidates if one.nobody]
        if self.without:
            choices = [("", _("Do not ask now")), *((str(pk), name) for pk, name in people_to_ask())]
            for one in self.without:
                self.fields[self._name(one)] = forms.ChoiceField(
                    label=_("Whom to ask"), choices=choices, required=False
                )
        if not reachable:
            figures.required = False

    @staticmethod
    def _name(one: Candidate) -> str:
        return f"to-{one.key.replace(':', '-')}"

    def clean_due_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise ValidationError(_("The day by which it is asked must not have passed."))
        return day

    def by_period(self) -> tuple["Offered", ...]:
        """Return each period with its own boxes and choices, as the page shows them."""
        boxes = {str(box.data["value"]): box for box in self["figures"]}
        return tuple(
            Offered(
                block,
                tuple((one, boxes[one.key]) for one in block.candidates if one.key in boxes),
                tuple(self[self._name(one)] for one in block.candidates if one.nobody),
            )
            for block in blocks(self.candidates)
        )

    def wanted(self) -> tuple[Asked, ...]:
        """Return what is asked of whom."""
        found = [_asked(key) for key in self.cleaned_data.get("figures", ())]
        for one in self.without:
            if to := self.cleaned_data.get(self._name(one)):
                period = int(one.key.split(":", 1)[0])
                found.append(Asked(period, "", int(to)))
        return tuple(found)

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Return each figure and of whom, in words, for the check page."""
        picked = set(self.cleaned_data.get("figures", ()))
        names = dict(people_to_ask()) if self.without else {}
        said = [(_spoken(one), one.to or one.country) for one in self.candidates if one.key in picked]
        by_hand = ((one, self.cleaned_data.get(self._name(one))) for one in self.without)
        said += [(_spoken(one), names.get(int(to), "")) for one, to in by_hand if to]
        return tuple(said)


@dataclass(frozen=True)
class Offered:
    """A period on the page that asks: what is known of it, the boxes to tick and the people to choose."""

    block: Block
    boxes: tuple[tuple[Candidate, BoundWidget], ...]
    people: tuple[BoundField, ...]


def _spoken(one: Candidate) -> str:
    unreached = _("no focal point with an account: nobody is written to") if not one.reached else ""
    parts = [f"{one.code}. {one.indicator.text}", one.period, one.country or one.to, str(unreached)]
    return " · ".join(part for part in parts if part)


def _asked(key: str) -> Asked:
    period, country, to = key.split(":")
    return Asked(int(period), country, int(to) if to else None)


class DueForm(forms.Form):
    """Another day for one request, and why."""

    due_on = forms.DateField(label=_("Due on"), widget=DayInput())
    reason = forms.CharField(
        label=_("Reason of the change"), widget=forms.Textarea({"rows": 2}), max_length=2000
    )


class PassOnForm(forms.Form):
    """To whom of the country a request is passed on."""

    to = forms.ChoiceField(
        label=_("Who will report it"),
        help_text=_("People who hold an office for this country. They are written to."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = contacts(request.country_id or "")
        to = self.fields["to"]
        if isinstance(to, forms.ChoiceField):
            to.choices = [
                (
                    str(p.pk),
                    " · ".join(part for part in (p.name or p.email, p.institution, *p.offices) if part),
                )
                for p in people
                if p.pk != request.to_id
            ]

    def person(self) -> User:
        """Return the person chosen."""
        return User.objects.get(pk=self.cleaned_data["to"])
