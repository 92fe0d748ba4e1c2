"""The annual plan of a presidency as structured text: what the members read, comment and compare."""

from django.utils import translation
from django.utils.formats import date_format

from pilares.monitoring.models import PresidencyLine, PresidencyPlan
from pilares.plans.actions import BlockText, SectionText

#: the sections, with their titles in both languages: the text is the CRM's, not the interface's
KINDS = (
    ("actividades", PresidencyLine.Kind.ACTIVITY,
     "Actividades del Plan Estratégico", "Activities of the Strategic Plan"),
    ("decisiones", PresidencyLine.Kind.DECISION,
     "Decisiones a las que da seguimiento", "Decisions to be followed up"),
    ("iniciativas", PresidencyLine.Kind.INITIATIVE,
     "Iniciativas de la presidencia", "Initiatives of the presidency"),
)  # fmt: skip


def sections_of(annual_plan: PresidencyPlan) -> list[SectionText]:
    """Return the plan by kind of line; a line keeps its anchor from one version to the next."""
    lines = list(
        annual_plan.lines.select_related("activity", "decision__meeting", "theme").prefetch_related("pillars")
    )
    found: list[SectionText] = []
    for anchor, kind, title_es, title_en in KINDS:
        mine = [line for line in lines if line.kind == kind]
        if mine:
            blocks = tuple(block for line in mine for block in _blocks(line))
            number = str(len(found) + 1)
            found.append(SectionText(anchor, title_es, title_en, number=number, blocks=blocks))
    return found


def _blocks(line: PresidencyLine) -> tuple[BlockText, ...]:
    said = {"es": _said(line, "es"), "en": _said(line, "en")}
    head = BlockText(f"linea-{line.pk}", _title(line, "es"), _title(line, "en"), kind="item")
    rest = BlockText(f"linea-{line.pk}-detalle", said["es"], said["en"])
    return (head, rest) if said["es"] else (head,)


def _title(line: PresidencyLine, lang: str) -> str:
    words: str = getattr(line, f"title_{lang}")
    source = line.activity.code if line.activity else str(line.decision) if line.decision else ""
    return f"{source}. {words}" if source and words else words


def _said(line: PresidencyLine, lang: str) -> str:
    """Return pillars, theme, months, who and what of a line, in one paragraph of one language."""
    es = lang == "es"
    pillars = ", ".join(str(pillar.number) for pillar in line.pillars.all())
    theme = getattr(line.theme, f"name_{lang}") if line.theme else ""
    parts = [
        (("Pilar" if es else "Pillar"), pillars),
        (("Tema" if es else "Theme"), theme),
        (("Periodo" if es else "Period"), _months(line, lang)),
        (("Responsable" if es else "Responsible"), getattr(line, f"responsible_{lang}")),
        (("Producto esperado" if es else "Expected output"), getattr(line, f"output_{lang}")),
    ]
    return " ".join(f"{label}: {text.rstrip('.')}." for label, text in parts if text)


def _months(line: PresidencyLine, lang: str) -> str:
    with translation.override(lang):
        days = [date_format(day, "YEAR_MONTH_FORMAT") for day in (line.starts_on, line.ends_on) if day]
    return " – ".join(dict.fromkeys(days))
