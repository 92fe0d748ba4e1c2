"""What of somebody else's sheet cannot be taken as it stands, in words, with what may be decided."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: the row stays out; the value stays out and the row comes in; as the file says
OUT, EMPTY, KEEP = "out", "empty", "keep"
type_of_text = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of trap; without options it is only reported, and what it concerns stays out or was mended."""

    title: type_of_text
    expected: type_of_text
    mend: type_of_text
    options: tuple[tuple[str, type_of_text], ...] = ()
    #: reported and mended by itself: nothing of it stays out
    harmless: bool = False


ROW_OUT = (OUT, _("Leave these rows out"))
FIGURE_OUT = (EMPTY, _("Bring the indicator without this value"))
AS_WRITTEN = (KEEP, _("As the file says"))

KINDS: dict[str, Kind] = {
    # --- What a row must have ---
    "NO_INDICATOR": Kind(
        _("Rows without an indicator"), _("the indicator in words"),
        _("Write the indicator in the row, or delete the row."),
    ),
    "TOO_LONG": Kind(
        _("Texts that are too long"), _("at most 300 characters, with the place and the category"),
        _("Shorten the text in the file."),
    ),
    "TOTAL": Kind(
        _("Rows that look like totals"), _("one indicator in each row"),
        _("A total repeats other rows. If it is an indicator of its own, say so."),
        (ROW_OUT, (KEEP, _("It is an indicator of its own"))),
    ),
    "DUPLICATE": Kind(
        _("Rows that repeat an indicator and its period"), _("one row for each indicator, place and period"),
        _("Keep one of the rows in the file, or choose which one counts."),
        (("first", _("The first row counts")), ("last", _("The last row counts")),
         (OUT, _("Leave all of them out"))),
    ),
    "ALREADY_THERE": Kind(
        _("Indicators that the activity already has"), _("an indicator that is not there yet"),
        _("It has the same name as one of the chosen activity."),
        (ROW_OUT, (KEEP, _("Add it once more"))),
    ),
    # --- Words of the file ---
    "MEASURE": Kind(
        _("Types of measure that are not known"),
        _("1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative"),
        _("Write the IATI code, or say what it means."),
        (("unit", _("Unit")), ("percentage", _("Percentage")), ("nominal", _("Nominal")),
         ("ordinal", _("Ordinal")), ("qualitative", _("Qualitative")),
         (EMPTY, _("Leave it to be decided in the indicator")), ROW_OUT),
    ),
    "LEVEL": Kind(
        _("Levels of result that are not known"), _("1 output, 2 outcome, 3 impact"),
        _("Write the IATI code, or say what it means."),
        (("output", _("Output")), ("outcome", _("Outcome")), ("impact", _("Impact")),
         (EMPTY, _("Leave it to be decided in the indicator")), ROW_OUT),
    ),
    "DIRECTION": Kind(
        _("Directions that are not known"), _("1 ascending, 0 descending"),
        _("Write 1 or 0, or say what it means."),
        (("ascending", _("Ascending")), ("descending", _("Descending")),
         (EMPTY, _("Leave it to be decided in the indicator")), ROW_OUT),
    ),
    "ORDINAL": Kind(
        _("Values of an ordered scale"), _("the scale, which the file does not explain"),
        _("The numbers are ranks, not quantities. Write in the definition what each one means."),
        ((KEEP, _("Bring them as ordinal values")), FIGURE_OUT, ROW_OUT),
    ),
    "PLACE": Kind(
        _("Places that are not members of the RCM"), _("a Member Country, or no place"),
        _("Leave the place out, or bring it with its name in the indicator."),
        ((OUT, _("Leave out the rows of this place")),
         (KEEP, _("Bring them with the place in the name, without a country"))),
    ),
    "PLACES_DIFFER": Kind(
        _("Rows that name two places"), _("one place for baseline, target and value"),
        _("Write the same place in the row."), ((ROW_OUT),),
    ),
    "CATEGORY": Kind(
        _("Categories that are told apart"), _("a category of the RCM, or part of the name"),
        _("The plan knows no such category: it can stand in the name of the indicator."),
        ((KEEP, _("Bring them with the category in the name")), ROW_OUT),
    ),
    "CATEGORIES_DIFFER": Kind(
        _("Rows that name two categories"), _("one category for baseline, target and value"),
        _("Write the same category in the row."), ((ROW_OUT),),
    ),
    # --- Baseline, target, value ---
    "NO_BASELINE": Kind(
        _("Rows without a baseline"), _("the value from which it starts, never zero for an empty cell"),
        _("Write the baseline in the file, or say that it is to be established."),
        (("to_be_established", _("It is to be established")), ("not_applicable", _("It does not apply")),
         ROW_OUT),
    ),
    "BASELINE_YEAR": Kind(
        _("Baselines with a year and no day"), _("a day"), _("Say which day the year stands for."),
        (("end", _("31 December of that year")), ("begin", _("1 January of that year")),
         (EMPTY, _("The baseline is to be established")), ROW_OUT),
    ),
    "BASELINE_DAY": Kind(
        _("Baselines without a day or a year"), _("the day of the baseline"),
        _("Write the day or the year in the file: a baseline without it cannot be checked."),
        ((EMPTY, _("The baseline is to be established")), ROW_OUT),
    ),
    "NO_TARGET": Kind(
        _("Rows without a target"), _("the value that is to be reached"),
        _("Write the target in the file, or bring the indicator without it: it is not measurable yet."),
        ((EMPTY, _("Bring the indicator without a target")), ROW_OUT),
    ),
    "TARGET_IS_BASELINE": Kind(
        _("Targets that repeat the baseline"), _("a target beyond the baseline, or «to be maintained»"),
        _("Say that the value is to be maintained, or mend the target."),
        (("maintain", _("The value is to be maintained")), AS_WRITTEN,
         (EMPTY, _("Bring the indicator without a target")), ROW_OUT),
    ),
    "TARGET_BEHIND": Kind(
        _("Targets on the wrong side of the baseline"), _("a target in the direction that the row says"),
        _("Mend the baseline, the target or the direction. As it is, no progress can be calculated."),
        (AS_WRITTEN, (EMPTY, _("Bring the indicator without a target")), ROW_OUT),
    ),
    "OVER_100": Kind(
        _("Percentages above 100"), _("a percentage from 0 to 100"),
        _("Check the value with the organisation. More than 100 is possible only of some totals."),
        (AS_WRITTEN, FIGURE_OUT, ROW_OUT),
    ),
    "DECIMALS": Kind(
        _("Values with more than four decimals"), _("at most four decimals"),
        _("Round the value in the file, or let it be rounded."),
        (("round", _("Round to four decimals")), FIGURE_OUT, ROW_OUT),
    ),
    "SIGNED": Kind(
        _("Numbers with a sign or a unit"), _("a number alone"),
        _("Write the number alone, and the currency or the unit in its own column."),
        (("number", _("Take the number, without the sign")), FIGURE_OUT, ROW_OUT),
    ),
    "WORDS": Kind(
        _("Texts where a number is expected"), _("a number"),
        _("Write a number. A sentence can be kept as a comment."),
        ((EMPTY, _("Bring the indicator without this value")), ROW_OUT),
    ),
    "TOO_LARGE": Kind(
        _("Numbers that are too large"), _("a number of at most fourteen figures"),
        _("Write the number in thousands."),
        (FIGURE_OUT, ROW_OUT),
    ),
    "MARK": Kind(
        _("Numbers that can be read in two ways"), _("one sign before the decimals in the whole file"),
        _("Say which sign stands before the decimals."),
        ((",", _("The comma: 1.234,5")), (".", _("The point: 1,234.5"))),
    ),
    # --- Periods ---
    "NO_PERIOD": Kind(
        _("Rows without a whole period"), _("the first and the last day of the period"),
        _("Write both days. Without them target and value have no place."),
        ((EMPTY, _("Bring the indicator without target and value")), ROW_OUT),
    ),
    "PERIOD": Kind(
        _("Periods that end before they begin"), _("a last day after the first"),
        _("Mend the days of the period."),
        ((EMPTY, _("Bring the indicator without target and value")), ROW_OUT),
    ),
    "ORDER": Kind(
        _("Days that can be read in two ways"), _("one order of day and month in the whole file"),
        _("Say which comes first."),
        (("dmy", _("The day comes first: 31/12/2021")), ("mdy", _("The month comes first: 12/31/2021"))),
    ),
    "OVERLAP": Kind(
        _("Periods that share days"), _("periods of one indicator that follow each other"),
        _("Mend the days: what falls in two periods would be counted twice."),
        (("first", _("The period that begins first counts")), (OUT, _("Leave all of them out"))),
    ),
    "YEAR_COLUMN": Kind(
        _("Columns for a year"), _("a period with its days"), _("Say what a year means in this file."),
        (("calendar", _("The calendar year, from January to December")),
         (EMPTY, _("Leave these columns out"))),
    ),
    "AHEAD": Kind(
        _("Values of periods that have not begun"), _("a value of a period that has begun"),
        _("A value is reported once its period has begun. Send the file again then."),
        ((EMPTY, _("Bring the indicator without this value")), ROW_OUT),
    ),
    "CHANGED_BASELINE": Kind(
        _("Indicators whose rows give different baselines"), _("one baseline for each indicator"),
        _("Write the same baseline in every row of the indicator."),
        (("first", _("The baseline of the first row counts")), ROW_OUT),
    ),
    # --- Reported, and mended or read as they are ---
    "HEADER": Kind(
        _("Headings that are repeated among the rows"), _("a row of values"),
        _("Nothing to do: they are not read."),
        harmless=True,
    ),
    "SPACES": Kind(
        _("Texts with spaces that are not seen"), _("a text without spaces around it"),
        _("Nothing to do: the spaces were removed."), harmless=True,
    ),
    "TEXT_NUMBERS": Kind(
        _("Numbers that are kept as texts"), _("a number"), _("Nothing to do: they were read as numbers."),
        harmless=True,
    ),
    "DESCENDS": Kind(
        _("Indicators that are to fall"), _("the direction, which the file says"),
        _("Nothing to do: they come in as descending."), harmless=True,
    ),
    "MERGED": Kind(
        _("Merged cells"), _("one cell for each value"),
        _("Check the rows: those below repeat the value of the first."), harmless=True,
    ),
    "FORMULA": Kind(
        _("Formulas"), _("a value"), _("Copy the values in the file: a formula is never calculated here."),
        (FIGURE_OUT, ROW_OUT),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Trap:
    """One place of the file where a kind of trap stands, and what its decision is about."""

    code: str
    #: what is decided at once: the same for every row with the same problem
    about: str
    sheet: str
    row: int
    place: str
    column: str
    found: str

    @property
    def kind(self) -> Kind:
        """What it is, in words."""
        return KINDS[self.code]

    @property
    def key(self) -> str:
        """What the decision on all of its kind is kept under."""
        return f"{self.code}|{self.about}"

    @property
    def own(self) -> str:
        """What the decision on this row alone is kept under."""
        return f"{self.key}|{self.row}"
