"""A step from before: when, as far as its source says; what happened; what came out of it; the source."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.consensus.forms.fields import Answer, KeyedForm, long_text
from pilares.consensus.models import EarlierStep
from pilares.core import clock
from pilares.people.models import Country
from pilares.plans.models import Document, Version

#: the first year in which the Conference met
FIRST_YEAR = 1996


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version by its number and status."""

    def label_from_instance(self, obj: Version) -> str:
        """Return number and status."""
        return gettext("Version %(number)s") % {"number": obj.number} + f" · {obj.get_status_display()}"


class EarlierForm(KeyedForm):
    """What is recorded of a step, and of nothing that its source does not say."""

    together = ("year", "month", "day")
    one_language = ("what", "became")

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=9999)
    month = forms.TypedChoiceField(
        label=_("Month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("The source does not say it")), *MONTHS.items()],
    )
    day = forms.IntegerField(
        label=_("Day"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("Empty where the source says the month alone."),
    )
    version = VersionChoice(
        Version.objects.none(),
        label=_("Version that was sent or spoken of"),
        required=False,
        empty_label=_("None of those registered"),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country that wrote it"),
        required=False,
        empty_label=_("None, or several"),
    )
    what_es = long_text(label=_("What happened (Spanish)"), required=False)
    what_en = long_text(label=_("What happened (English)"), required=False)
    became_es = long_text(3, label=_("What came out of it (Spanish)"), required=False)
    became_en = long_text(3, label=_("What came out of it (English)"), required=False)
    source = forms.CharField(
        label=_("Where it is written"),
        max_length=300,
        help_text=_("The document that tells it, with its page or section: «Plan Estratégico, Tabla 3»."),
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("version", document.versions.order_by("number"))
        self.offer("country", Country.objects.filter(memberships__kind="member").distinct())

    def clean(self) -> dict[str, Any]:
        """Take a date as far as it is said, a real one that has passed, and words in one language."""
        said: dict[str, Any] = super().clean() or {}
        self._check_date(said)
        if not (said.get("what_es") or said.get("what_en")):
            self.add_error("what_es", _("Write what happened, as its source tells it."))
        return said

    def _check_date(self, said: dict[str, Any]) -> None:
        year, month, day = said.get("year"), said.get("month"), said.get("day")
        if day and not month and "month" not in self.errors:
            self.add_error("month", _("Choose the month of that day."))
        if not year or (day and not month):
            return
        try:
            first = date(year, month or 1, day or 1)
        except ValueError:
            about = {"day": day, "month": date_format(date(year, month or 1, 1), "YEAR_MONTH_FORMAT")}
            self.add_error("day", gettext("There is no day %(day)s in %(month)s.") % about)
            return
        if first > clock.today():
            about = {"today": date_format(clock.today(), "DATE_FORMAT")}
            words = gettext("That is still to come: today is %(today)s. Here stands what happened before.")
            self.add_error("year", words % about)

    def spoken(self) -> tuple[Answer, ...]:
        """Return the date in words, as the way of the text will say it."""
        said = {name: self.cleaned_data.get(name) for name in self.together}
        return (Answer(gettext("When"), EarlierStep(**said).when),)

    def said(self) -> dict[str, Any]:
        """Return what the actions take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}
