"""The annual plan of a presidency as a Word file and as a workbook, as its reader sees it (M6)."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import sheets
from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Paper
from pilares.core.sheets import Column, Sheet
from pilares.core.templatetags.ui.marks import state_words as official_words
from pilares.monitoring.queries.presidency_plans import PlanLine, PresidencyPlanPage

SHARES = (0.05, 0.21, 0.14, 0.13, 0.13, 0.15, 0.19)


def word(page: PresidencyPlanPage, paper: str = "letter") -> bytes:
    """Return the plan as a Word file, across Letter or A4."""
    day = date_format(page.as_of, "DATE_FORMAT")
    title = title_of(page)
    as_of = _("Data as of %(date)s") % {"date": day}
    illustrative = page.annual_plan.illustrative or settings.DEMO
    warning = _("Illustrative data. Not commitments of the RCM.") if illustrative else ""
    file = Paper(title, footer=f"Pilares · {title} · {page.status} · {as_of}", warning=warning, paper=paper,
                 landscape=True)  # fmt: skip
    file.title(title, f"{page.annual_plan.plan.title} · {page.status}")
    file.heading(_("Priority themes and activities"))
    heads = [_("No."), _("Activity"), _("Theme and pillars"), _("Period"), _("Responsible"),
             _("Expected output"), _("Status")]  # fmt: skip
    file.table(heads, [_cells(line) for line in page.lines], shares=SHARES, caption=title)
    file.heading(_("Pillars that the plan serves"))
    total = len(page.lines)
    file.bullets([_pillar(one.number, one.name, one.count, total) for one in page.coverage])
    if page.annual_plan.report:
        file.heading(_("Report"))
        file.paragraph(page.annual_plan.report)
    return file.written()


def title_of(page: PresidencyPlanPage) -> str:
    """Return the name of the plan: year and country."""
    about = {"year": page.term.label, "country": page.term.country.name.text}
    return _("Annual work plan of the PPT %(year)s (%(country)s)") % about


def _pillar(number: int, name: Wording, count: int, total: int) -> str:
    about = {"number": number, "name": name, "count": count, "total": total}
    return _("Pillar %(number)s, %(name)s: %(count)s of %(total)s") % about


def _cells(line: PlanLine) -> list[str | Wording | Cell]:
    return [
        str(line.order),
        Cell(tuple(text for text in (line.source, line.title) if text)),
        Cell(tuple(text for text in (line.theme, _pillars(line)) if text)),
        line.months,
        line.responsible,
        line.output,
        Cell(tuple(text for text in (line.state_words, _day(line), line.note) if text)),
    ]


def _pillars(line: PlanLine) -> str:
    if not line.pillars:
        return ""
    numbers = ", ".join(str(number) for number in line.pillars)
    return _("Pillar %(number)s") % {"number": numbers}


def _day(line: PlanLine) -> str:
    return date_format(line.state_on, "DATE_FORMAT") if line.state_on else ""


def workbook(page: PresidencyPlanPage) -> bytes:
    """Return the plan as a workbook, one line a row."""
    labels = (
        (_("No."), 6), (_("Kind"), 22), (_("Code or citation"), 18), (_("Activity"), 44), (_("Theme"), 26),
        (_("Pillars"), 10), (_("Period"), 26), (_("Responsible"), 26), (_("Expected output"), 36),
        (_("Status"), 18), (_("Status as of"), 14), (_("What was done"), 36),
        (_("Official status of the activity (§4.2)"), 22), (_("Nature of the data"), 18),
    )  # fmt: skip
    rows = [
        (
            line.order, line.kind, line.source, line.title.text, line.theme.text if line.theme else "",
            ", ".join(str(number) for number in line.pillars), line.months, line.responsible.text,
            line.output.text, line.state_words, line.state_on, line.note.text,
            "" if line.official is None else official_words(line.official),
            _("Illustrative data") if line.illustrative else "",
        )
        for line in page.lines
    ]  # fmt: skip
    sheet = Sheet(_("Plan"), tuple(Column(label, width) for label, width in labels), rows, frozen=1)
    return sheets.workbook([sheet], title=title_of(page), author="Pilares")
