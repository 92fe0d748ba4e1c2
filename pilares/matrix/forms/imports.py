"""What a person answers on the way of a spreadsheet into the matrix: each step a form that saves nothing."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core.tables import MOST_BYTES, Unreadable
from pilares.matrix.imports.asking import KEEP, Asked, Unknown
from pilares.matrix.imports.book import Heading, Page
from pilares.matrix.imports.comparison import (
    CANDIDATE,
    FILE,
    ONLINE,
    OUT,
    PRIORITY,
    Comparison,
    Kind,
    RowLine,
)
from pilares.matrix.imports.entries import letters
from pilares.matrix.imports.labels import SHAPES, label_of
from pilares.matrix.imports.vocabulary import GROUP, NO_STATE, STATE

IGNORE = ""
#: values or conflicts that one page asks for; the others come once these are decided
MOST_AT_ONCE = 100

KINDS: dict[str, str | Promise] = {
    "state": gettext_lazy("Status"),
    "scope": gettext_lazy("Scope"),
    "tier": gettext_lazy("Visibility"),
    "gender_marker": gettext_lazy("Gender marker"),
    "country": gettext_lazy("Country"),
    "party": gettext_lazy("Responsible party"),
    "theme": gettext_lazy("Theme"),
    "principle": gettext_lazy("Principle"),
    "year": gettext_lazy("Year of the plan"),
}


def named(kind: str, key: str) -> str:
    """Return the name of a field, the same however many others there are meanwhile."""
    return f"{kind}-{sha256(key.encode()).hexdigest()[:12]}"


class UploadForm(forms.Form):
    """The file itself; the limit is said before."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "An .xlsx, .ods or .csv file of at most 10 MB and 10,000 rows, without macros or password."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.FileInput({"accept": ".xlsx,.ods,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse by its size what would not be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(str(Unreadable("TOO_BIG").reason))
        return file


TWICE = gettext_lazy("The columns %(one)s and %(other)s would both be «%(field)s»: leave one of them out.")


class ColumnsForm(forms.Form):
    """What the columns hold whose labels are not ours (step 1)."""

    def __init__(self, *args: Any, seen: Comparison, answers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, str] = {}
        self.headings: dict[str, Heading] = {}
        for page, heading in strangers(seen):
            name = named("column", heading.key)
            self.keys[name] = heading.key
            self.fields[name] = forms.ChoiceField(
                label=_("«%(label)s», column %(place)s of «%(sheet)s»")
                % {"label": heading.label, "place": letters(heading.column), "sheet": page.name},
                help_text=_suggestion(heading, page),
                choices=_columns(page, heading),
                required=False,
                initial=answers.get(heading.key, heading.near),
            )
            self.fields[name].asked_for = True  # type: ignore[attr-defined]  # an answer, not an extra
            self.headings[name] = heading

    def clean(self) -> dict[str, Any]:
        """Refuse two columns of one sheet for the same column of the matrix: one would hide the other."""
        said = super().clean() or self.cleaned_data
        first: dict[tuple[str, str], Heading] = {}
        for name, heading in self.headings.items():
            chosen = said.get(name)
            if not chosen or chosen == IGNORE:
                continue
            other = first.setdefault((heading.sheet, chosen), heading)
            if other is not heading:
                words = _(
                    "The columns %(one)s and %(other)s would both be «%(field)s»: leave one of them out."
                )
                places = {"one": letters(other.column), "other": letters(heading.column)}
                self.add_error(name, words % {**places, "field": label_of(chosen)})
        return said

    def answers(self) -> dict[str, Any]:
        """Return the answers by column."""
        return {"columns": {key: self.cleaned_data[name] for name, key in self.keys.items()}}


def strangers(seen: Comparison) -> Iterator[tuple[Page, Heading]]:
    """Yield the columns that are not ours, each with its sheet."""
    for page in seen.book.pages:
        yield from ((page, heading) for heading in page.headings if not heading.field)


def _suggestion(heading: Heading, page: Page) -> str:
    if not heading.near:
        return _("No column of the matrix is called so.")
    label = label_of(heading.near, records=page.shape == "records")
    return _("It may be «%(label)s»: confirm it or choose another.") % {"label": label}


def _columns(page: Page, heading: Heading) -> list[tuple[str, str]]:
    taken = {other.field for other in page.headings}
    free = dict.fromkeys(f.name for f in SHAPES[page.shape] if f.name not in taken | {"id", "version"})
    named = [(name, label_of(name, records=page.shape == "records")) for name in free]
    first = [pair for pair in named if pair[0] == heading.near]
    return [*first, (IGNORE, _("Leave this column out")), *(pair for pair in named if pair not in first)]


class ValuesForm(forms.Form):
    """One decision for each value that nobody knows, and what each new row is (step 2)."""

    def __init__(self, *args: Any, seen: Comparison, answers: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.values: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.becoming: dict[str, str] = {}
        unknown = sorted(seen.asked.unknown.values(), key=lambda one: bool(one.answer))
        self.left = max(0, len(unknown) - MOST_AT_ONCE)
        for one in unknown[:MOST_AT_ONCE]:
            self._ask_value(one, seen.asked)
        for row in seen.newcomers[:MOST_AT_ONCE]:
            self._ask_row(row, seen, answers)

    def _ask_value(self, unknown: Unknown, asked: Asked) -> None:
        name = named("value", unknown.key)
        self.values[name] = unknown.key
        words = asked.vocabulary.kinds[unknown.kind]
        near = words.near(unknown.text)
        close = [(v, label) for wanted in near for v, label in words.offered if v == wanted]
        rest = [pair for pair in words.offered if pair not in close]
        choices: list[Any] = [("", _("Choose")), (KEEP, _("Leave as it is online"))]
        choices += [(_("Similar"), close)] if close else []
        choices += [(_("All"), rest)]
        if unknown.kind == STATE:
            choices = [*((v, label) for v, label in words.offered if v != NO_STATE), choices[1]]
            choices += [(NO_STATE, _("No status reported"))]
        few = unknown.kind == STATE
        self.fields[name] = forms.ChoiceField(
            label=_("%(kind)s: «%(text)s»")
            % {"kind": KINDS.get(unknown.kind, ""), "text": unknown.text or _("(empty)")},
            help_text=places_words(unknown.places),
            choices=choices,
            widget=forms.RadioSelect if few else forms.Select,
            initial=unknown.answer,
            error_messages={"required": _("Decide what this value means.")},
        )

    def _ask_row(self, row: RowLine, seen: Comparison, answers: dict[str, Any]) -> None:
        about = {"place": row.place, "title": row.title or _("(without text)")}
        group, becomes = named("group", row.entry.key), named("becomes", row.entry.key)
        self.groups[group], self.becoming[becomes] = row.entry.key, row.entry.key
        self.fields[group] = forms.ChoiceField(
            label=_("Group of the new row %(place)s: «%(title)s»") % about,
            help_text=_("It repeats the number of %(code)s.") % {"code": row.code} if row.code else "",
            choices=[("", _("Choose")), *seen.asked.vocabulary.kinds[GROUP].offered],
            required=False,
            initial=str(row.group or answers.get("groups", {}).get(row.entry.key, "")) or _only_group(seen),
        )
        self.fields[becomes] = forms.ChoiceField(
            label=_("What the row becomes"),
            choices=[
                (PRIORITY, _("A priority activity of its group")),
                (CANDIDATE, _("A candidate of its group")),
                (OUT, _("Nothing: leave the row out")),
            ],
            initial=row.becomes,
        )

    def clean(self) -> dict[str, Any]:
        """A row that becomes something has a group."""
        typed: dict[str, Any] = super().clean() or {}
        for group, becomes in zip(self.groups, self.becoming, strict=True):
            if typed.get(becomes) in {PRIORITY, CANDIDATE} and not typed.get(group):
                self.add_error(group, _("Choose the group, or leave the row out."))
        return typed

    def answers(self) -> dict[str, Any]:
        """Return the answers by value and by row."""
        return {
            "values": {key: self.cleaned_data[name] for name, key in self.values.items()},
            "groups": {key: self.cleaned_data[name] for name, key in self.groups.items()},
            "becomes": {key: self.cleaned_data[name] for name, key in self.becoming.items()},
        }


def _only_group(seen: Comparison) -> str:
    """Suggest the group of all the other rows, where there is one only."""
    groups = {row.group for row in seen.rows if row.group is not None}
    return str(groups.pop()) if len(groups) == 1 else ""


def places_words(places: Iterable[str]) -> str:
    found = list(places)
    said = "; ".join(found[:5])
    more = len(found) - 5
    return _("%(places)s and %(more)s more") % {"places": said, "more": more} if more > 0 else said


class ConflictsForm(forms.Form):
    """What stays of each cell that both the file and somebody online changed (step 4)."""

    def __init__(self, *args: Any, seen: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = sorted(seen.of(Kind.CONFLICT), key=lambda row: not row.undecided)
        cells = [(row, cell) for row in rows for cell in row.cells if cell.conflict]
        self.left = max(0, len(cells) - MOST_AT_ONCE)
        self.shown = []
        for row, cell in cells[:MOST_AT_ONCE]:
            name = f"{CHOICE}{row.key}|{cell.name}"
            self.fields[name] = forms.ChoiceField(
                label=f"{row.code}: {cell.label}",
                choices=[(FILE, _("What the file says")), (ONLINE, _("What stands online"))],
                widget=forms.RadioSelect,
                required=False,
                initial=cell.choice,
            )
            self.shown.append((row, cell, self[name]))


CHOICE = "choice-"


def choices_of(data: Mapping[str, str], seen: Comparison | None = None) -> dict[str, Any]:
    """Return what was chosen of each conflict; `all` chooses the same for those that nobody decided."""
    chosen = {
        name.removeprefix(CHOICE): value
        for name, value in data.items()
        if name.startswith(CHOICE) and value in {FILE, ONLINE}
    }
    everywhere = data.get("all", "")
    if seen is not None and everywhere in {FILE, ONLINE}:
        open_ = (
            f"{row.key}|{c.name}" for row in seen.undecided for c in row.cells if c.conflict and not c.choice
        )
        chosen = {**dict.fromkeys(open_, everywhere), **chosen}
    return {"choices": chosen}
