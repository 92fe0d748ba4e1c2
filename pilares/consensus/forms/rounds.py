"""What a round asks: its deadline and question, more time, what came out, who speaks for a country."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.consensus.actions.rounds import eligible
from pilares.consensus.forms.fields import DeadlineForm, StepForm, long_text
from pilares.consensus.models import Delegation, Round
from pilares.core.zones import in_words
from pilares.people.models import Country, User
from pilares.plans.models import Document, Version


class Against:
    """What a text may be set against: the rounds before it and the versions of its document."""

    def __init__(self, version: Version) -> None:
        earlier = Round.objects.filter(version__document=version.document_id).select_related("version")
        self.rounds = {f"r{one.pk}": one for one in earlier.defer("text").order_by("-opened_at")}
        versions = version.document.versions.exclude(pk=version.pk).exclude(status=Version.Status.GIVEN_UP)
        self.versions = {f"v{one.pk}": one for one in versions.order_by("-number")}
        self.based_on = f"v{version.based_on_id}" if version.based_on_id else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The choices in words, the nearest text first."""
        rounds = [
            (
                key,
                gettext("Version %(number)s, round %(round)s")
                % {"number": r.version.number, "round": r.number},
            )
            for key, r in self.rounds.items()
        ]
        versions = [
            (key, gettext("Version %(number)s") % {"number": v.number} + f" · {v.get_status_display()}")
            for key, v in self.versions.items()
        ]
        return [*rounds, *versions, ("", gettext("Nothing: it is a first text"))]

    @property
    def proposed(self) -> str:
        """The choice that is usually right: the last round, otherwise the version it was drafted from."""
        if self.rounds:
            return next(iter(self.rounds))
        return self.based_on if self.based_on in self.versions else next(iter(self.versions), "")

    def chosen(self, key: str) -> dict[str, Any]:
        """Return what the actions take."""
        return {"since": self.rounds.get(key), "before": self.versions.get(key)}


class OpenRoundForm(DeadlineForm):
    """Until when, against what, and with which question a version goes round."""

    against = forms.ChoiceField(label=_("Show the changes from"), required=False)
    message_es = long_text(label=_("What is asked of the countries (Spanish)"), required=False)
    message_en = long_text(label=_("What is asked of the countries (English)"), required=False)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = Against(version)
        field = self.fields["against"]
        field.choices = self.texts.choices  # type: ignore[attr-defined]
        field.initial = self.texts.proposed

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        typed = self.cleaned_data
        kept = {name: typed[name] for name in ("message_es", "message_en")}
        return {"closes_at": self.instant, **self.texts.chosen(typed["against"]), **kept}


class MoveForm(DeadlineForm):
    """A later instant, and why."""

    reason = long_text(3, label=_("Reason"), help_text=_("Everybody reads it in the history of the text."))

    def __init__(self, *args: Any, was: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = was

    def why_not(self, instant: datetime) -> str:
        """A deadline is not moved earlier; the same one again is the second click of the same form."""
        if instant < self.was:
            words = gettext("A deadline is moved later, never earlier: it is %(instant)s now.")
            return words % {"instant": in_words(self.was)}
        return super().why_not(instant)


class ConcludeForm(StepForm):
    """What came out of a round."""

    one_language = ("conclusion",)

    conclusion_es = long_text(label=_("What came out of it (Spanish)"), required=False)
    conclusion_en = long_text(label=_("What came out of it (English)"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for it in one language at least."""
        said: dict[str, Any] = super().clean() or {}
        if not (said.get("conclusion_es") or said.get("conclusion_en")):
            self.add_error("conclusion_es", _("Write what came out of the round: it is read for years."))
        return said


class DelegateForm(forms.Form):
    """The delegate of one country for a text, among those who hold an office for it."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Delegate"), empty_label=_("Choose one"))

    def __init__(self, data: Any, *, document: Document, country: Country) -> None:
        super().__init__(data, prefix=country.pk.lower())
        self.country = country
        named = Delegation.objects.filter(document=document, country=country, ended_at=None).first()
        choice = self.fields["user"]
        choice.queryset = eligible(country)  # type: ignore[attr-defined]
        choice.initial = named.user_id if named else None
        choice.label = gettext("Delegate of %(country)s") % {"country": country.name}
