"""The columns of every workbook: the official labels of §3.9, §4.2 and §4.3, and the register's."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.core.sheets import Column
from pilares.matrix.queries import View
from pilares.monitoring.models import Activity

type_of_words = str | Promise


@dataclass(frozen=True)
class Field:
    """A column: the property of a row that it shows (and by which an import knows it), label and contents."""

    name: str
    label: type_of_words
    about: type_of_words = ""
    width: float = 24
    choices: tuple[type_of_words, ...] = ()
    hidden: bool = False

    def column(self) -> Column:
        """The column of a sheet, in the reader's language."""
        return Column(str(self.label), self.width, tuple(map(str, self.choices)), self.hidden)


STATES = tuple(state.label for state in Activity.State)
SCOPES = tuple(scope.label for scope in Activity.Scope)

PILLAR = _("The name of each pillar that the activity serves, one a line.")
THEME = _("The themes of §3.8, each once, the primary one first.")
ACTIVITY = _("What the group does, in its official wording.")
RESULTS = _("The results that the group expects, one a line.")
INDICATORS = _("The indicators, one a line.")
PARTIES = _("Who answers for it, one a line; the principal one is marked.")
SHORTFALL = _("Of a completed activity, the indicators that are below their target (§4.2 a).")
RISKS = _("Assumptions and risks, one a line.")
DAY = _("The day, as year-month-day.")
STATE = _(
    "What the group declared: one of the three states of §4.2. “No status reported” is not a fourth one: "
    "nothing has been declared yet. A row that left the plan says so, with the decision."
)

FOLLOW_UP = (
    Field("pillars", _("Programmatic pillar"), PILLAR, 24),
    Field("themes", _("Theme"), THEME, 26),
    Field("title", _("Description of the activity"), ACTIVITY, 34),
    Field("indicators", _("Result / impact indicators"), INDICATORS, 30),
    Field("parties", _("Responsible party"), PARTIES, 28),
    Field(
        "completion",
        _("Time frame for completion (1st year, 2nd year, 3rd year)"),
        _("The year or years of the plan and, where there is one, the day."),
        20,
    ),
    Field("state", _("Status (completed/ in process of implementation/ not achieved)"), STATE, 22, STATES),
)
EIGHT_ITEMS = (
    Field("pillars", _("1. Programmatic pillar"), PILLAR, 22),
    Field("themes", _("2. Theme"), THEME, 24),
    Field("title", _("3. Activity"), ACTIVITY, 32),
    Field(
        "indicators_and_leads",
        _("4. Result / impact indicators and those responsible for measuring them"),
        _("The indicators with who measures each, one a line."),
        34,
    ),
    Field(
        "parties",
        _(
            "5. Responsible party (RCM Member Countries, PPT, Executive Secretariat of the RCM, "
            "Working Groups, RNCOM, observer bodies and organizations, etc.)"
        ),
        PARTIES,
        28,
    ),
    Field(
        "monitoring",
        _("6. Time frame for monitoring the indicators, objectives and results."),
        _("The day by which it is monitored; an indicator with another day is named with it."),
        22,
    ),
    Field("state", _("7. Status (completed/ in process of implementation/ not achieved)"), STATE, 22, STATES),
    Field("risks", _("8. Assumptions or risks"), RISKS, 30),
)
PLANNING = (
    Field("title", _("Priority activities"), ACTIVITY, 34),
    Field("themes", _("Theme"), THEME, 26),
    Field("pillars", _("Pillar addressed"), PILLAR, 26),
    Field("results", _("Expected result(s)"), RESULTS, 36),
    Field("indicators", _("Result indicators"), INDICATORS, 34),
)
#: what the way back needs to know of a row; hidden, so that the shape stays the official one
KEYS = (
    Field("code", "code", width=12, hidden=True),
    Field("id", "id", width=8, hidden=True),
    Field("version", "version", width=8, hidden=True),
)
REGISTER = (
    Field("code", _("Code"), _("It never changes."), 12),
    Field("group", _("Group"), _("The working group that answers for it."), 20),
    Field("title", _("Activity"), ACTIVITY, 34),
    Field("results", _("Expected results"), RESULTS, 32),
    Field(
        "targets",
        _("Indicators, baseline and target"),
        _("For each indicator, as registered; what is not registered is not written."),
        36,
    ),
    Field(
        "figures",
        _("Value and progress"),
        _("For each indicator what was validated, from how many periods, and when; without data it says so."),
        36,
    ),
    Field("shortfall", _("Target not met"), SHORTFALL, 24),
    Field("scope", _("Scope"), _("National, subregional or regional (§4.1)."), 14, SCOPES),
    Field("countries", _("Countries"), _("The countries in which it takes place."), 18),
    Field("due_on", _("Completion deadline"), DAY, 12),
    Field("monitored_by", _("Monitoring deadline"), DAY, 12),
    Field("stage", _("Stage"), _("Where it stands in its group's plan."), 16),
    Field("state_on", _("Declared on"), DAY, 12),
    Field("state_note", _("Note on the status"), _("In the words of whoever declared it."), 30),
    Field("decision", _("Decision"), _("Meeting and paragraph of the decision that moved it."), 18),
    Field("risks", _("Assumptions or risks"), RISKS, 30),
    Field("gender_marker", _("Gender marker"), _("0, 1 or 2, as registered."), 16),
    Field(
        "principles",
        _("Principles"),
        _("The principles of §3.6 with which it is tagged, and the note that reserves one."),
        28,
    ),
    Field("visibility", _("Visibility"), _("How far this row may go."), 14),
    *KEYS[1:],
)


def shape_of(view: View) -> tuple[str, tuple[Field, ...]]:
    """Return the section of the plan that gives a view its shape, and the columns."""
    shapes = {View.PLANNING: ("3.9", PLANNING), View.EIGHT_ITEMS: ("4.2", EIGHT_ITEMS)}
    return shapes.get(view, ("4.3", FOLLOW_UP))
