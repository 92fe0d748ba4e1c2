"""What a person answers about somebody else's framework: columns, destination, decisions."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core.bilingual import Language
from pilares.core.forms import DayInput
from pilares.matrix.forms.imports import UploadForm, named
from pilares.matrix.imports.frameworks.columns import Frame, choices_of
from pilares.matrix.imports.frameworks.destination import EACH, ONE
from pilares.matrix.imports.frameworks.reading import EVERY
from pilares.matrix.imports.frameworks.report import Group
from pilares.matrix.imports.frameworks.traps import Trap
from pilares.matrix.models import Mapping
from pilares.monitoring import access
from pilares.monitoring.models import Activity
from pilares.people.models import Body, User
from pilares.plans.models import Document

#: problems, or rows of one problem, that one page asks for; the others come once these are decided
MOST_AT_ONCE = 100


class SendForm(UploadForm):
    """The sheet itself."""


class MappingForm(forms.Form):
    """What each column holds (step 1)."""

    def __init__(
        self, *args: Any, frame: Frame, chosen: Dictionary[str, str], may_keep: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.keys: dict[str, str] = {}
        for column in frame.columns:
            if not column.filled:
                continue
            name = named("column", column.key)
            self.keys[name] = column.key
            self.fields[name] = forms.ChoiceField(
                label=f"«{column.label}»",
                help_text=_("For example: %(sample)s") % {"sample": column.sample},
                choices=[("", _("Leave this column out")), *choices_of(column)],
                required=False,
                initial=chosen.get(column.key, ""),
            )
        if may_keep:
            self.fields["keep_as"] = forms.CharField(
                label=_("Keep these answers under a name"),
                help_text=_("They are offered when a file with the same columns comes again."),
                max_length=120,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """One column holds the indicator, and no two the same thing."""
        typed: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        for name in self.keys:
            field = typed.get(name, "")
            if field and field in seen:
                self.add_error(name, _("Another column holds this already."))
            seen.setdefault(field, name)
        if "indicator" not in seen:
            self.add_error(None, _("Say which column holds the indicator."))
        return typed

    @property
    def mapping(self) -> dict[str, str]:
        """The field of each column."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class DestinationForm(forms.Form):
    """Which group and activity take the indicators, and what holds for the whole file (step 2)."""

    target = forms.ChoiceField(
        label=gettext_lazy("Where the indicators go"),
        help_text=gettext_lazy("New activities come in as candidates of the group, never as priorities."),
        error_messages={"required": gettext_lazy("Choose where the indicators go.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the new candidate"),
        help_text=gettext_lazy("For one new candidate, and for rows without a result."),
        max_length=300,
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the file"), choices=Language)
    institution = forms.CharField(
        label=gettext_lazy("Organisation that measures"),
        help_text=gettext_lazy(
            "It stands in each indicator as who measures. Leave it empty to say it later."
        ),
        max_length=200,
        required=False,
    )
    monitored_by = forms.DateField(
        label=gettext_lazy("Monitoring deadline"),
        help_text=gettext_lazy("Leave it empty to say it in each indicator."),
        widget=DayInput(),
        required=False,
    )

    def __init__(self, *args: Any, plan: Document, by: User, said: Dictionary[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {**said, "target": f"{said.get('group', '')}:{said.get('activity', '')}"}
        self.fields["target"].choices = [("", _("Choose")), *_targets(plan, by)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new candidate has a title."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("target", "").endswith((f":{ONE}", f":{EACH}")) and not typed.get("title"):
            self.add_error("title", _("Write the title of the new candidate."))
        return typed

    def answers(self) -> dict[str, Any]:
        """Return the answers."""
        typed = dict(self.cleaned_data)
        group, _colon, activity = typed.pop("target").partition(":")
        day = typed["monitored_by"]
        return {"destination": {**typed, "group": int(group), "activity": activity,
                                "monitored_by": day.isoformat() if day else ""}}  # fmt: skip


def _targets(plan: Document, by: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return, group by group, what may take the indicators; two queries and the mandates."""
    rows = (
        Activity.objects.visible_to(by).filter(plan=plan).select_related("group", "plan").order_by("sort_key")
    )
    found = []
    groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC)).prefetch_related("mandates")
    for group in groups.order_by("order"):
        new = [
            (f"{group.pk}:{ONE}", _("One new candidate for the whole file")),
            (f"{group.pk}:{EACH}", _("A new candidate for each result")),
        ]
        choices = [] if access.why_not_propose(by, group, plan) else new
        choices += [
            (f"{group.pk}:{one.pk}", f"{one.code} {one.title.text[:90]}")
            for one in rows
            if one.group_id == group.pk and access.why_not_edit(by, one) is None
        ]
        if choices:
            found.append((group.name.text, choices))
    return found


class DecisionsForm(forms.Form):
    """One decision for each distinct problem; one for many of a kind where they are many (step 3)."""

    def __init__(
        self, *args: Any, groups: Sequence[Group], decisions: Dictionary[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.keys: dict[str, str] = {}
        asked = [group for group in groups if group.kind.options]
        self.left = max(0, len(asked) - MOST_AT_ONCE)
        codes = [group.code for group in asked]
        several = {code for code in codes if codes.count(code) > 1}
        self.shown: list[tuple[Group, Any]] = []
        #: kinds of which there are several problems: the field for all of them, and those of each
        self.whole: list[tuple[Any, list[tuple[Group, Any]]]] = []
        for group in asked[:MOST_AT_ONCE]:
            if group.code not in several:
                self.shown.append((group, self._ask(group, str(group.kind.title), decisions)))
        for code in dict.fromkeys(code for code in codes if code in several):
            each = [group for group in asked[:MOST_AT_ONCE] if group.code == code]
            if not each:
                continue
            title = _("For all: %(what)s") % {"what": each[0].kind.title}
            field = self._ask(each[0], title, decisions, key=f"{code}|{EVERY}")
            self.whole.append(
                (
                    field,
                    [(g, self._ask(g, f"{g.kind.title}: «{g.found}»", decisions, one=True)) for g in each],
                )
            )
        self.every = [*self.shown, *(pair for _field, each in self.whole for pair in each)]

    def _ask(
        self, group: Group, label: str, decisions: Dictionary[str, str], *, key: str = "", one: bool = False
    ) -> Any:
        name = named("decision", key or group.key)
        self.keys[name] = key or group.key
        nothing = _("As decided for all") if one else _("Not decided: it stays out")
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, initial=decisions.get(key or group.key, ""),
            choices=[("", nothing), *group.kind.options],
        )  # fmt: skip
        return self[name]

    def answers(self) -> dict[str, Any]:
        """Return the decisions."""
        return {"decisions": {key: self.cleaned_data[name] for name, key in self.keys.items()}}


class RowsForm(forms.Form):
    """A decision for each row of one problem, instead of the one for all."""

    def __init__(
        self, *args: Any, traps: Sequence[Trap], decisions: Dictionary[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.keys: dict[str, str] = {}
        rows = list({trap.own: trap for trap in traps}.values())
        self.left = max(0, len(rows) - MOST_AT_ONCE)
        for trap in rows[:MOST_AT_ONCE]:
            name = named("row", trap.own)
            self.keys[name] = trap.own
            self.fields[name] = forms.ChoiceField(
                label=_("Row %(row)s, %(place)s: «%(found)s»")
                % {"row": trap.row, "place": trap.place, "found": trap.found},
                required=False,
                choices=[("", _("As decided for all")), *trap.kind.options],
                initial=decisions.get(trap.own, ""),
            )

    def answers(self) -> dict[str, Any]:
        """Return the decisions."""
        return {"decisions": {key: self.cleaned_data[name] for name, key in self.keys.items()}}


class NameForm(forms.ModelForm):  # type: ignore[type-arg]
    """Another name for a kept mapping."""

    class Meta:
        model = Mapping
        fields = ("name",)
