"""The handover file as Word and PDF, as its reader sees it."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Paper
from pilares.home.queries.handover import Dossier, Item


def handover_word(dossier: Dossier, paper: str = "letter") -> bytes:
    """Return the DOCX."""
    return _paper(dossier, paper).written()


def handover_pdf(dossier: Dossier, paper: str = "letter") -> bytes:
    """Return the PDF."""
    return _paper(dossier, paper).printed()


def _paper(dossier: Dossier, paper: str) -> Paper:
    """Write the file: what is entrusted, what is pending, whom to ask, and whether it was accepted."""
    term = dossier.term
    title = _("Handover of PPT %(year)s (%(country)s)") % {"year": term.label, "country": term.country.name}
    as_of = _("Data as of %(date)s") % {"date": date_format(timezone.localtime(dossier.as_of), "DATE_FORMAT")}
    warning = _("Illustrative data. Not commitments of the RCM.") if settings.DEMO else ""
    file = Paper(title, footer=f"Pilares · {title} · {as_of}", warning=warning, paper=paper)
    file.title(title, as_of)
    file.paragraph(effect_words(dossier))
    file.paragraph(accepted_words(dossier))
    file.heading(_("What Tabla 2 entrusts"))
    for duty in dossier.duties:
        file.heading(f"{duty.actor} (§1.6, Tabla 2)", level=2)
        file.paragraph(duty.text)
    for part in dossier.parts:
        file.heading(part.title)
        if not part.items:
            file.paragraph(part.none)
            continue
        # a column of dates that says nothing would take the room of the others
        shares = [0.46, 0.36, 0.18] if any(item.due for item in part.items) else [0.5, 0.5]
        heads = [_("What"), _("About it"), _("Date")][: len(shares)]
        rows = [_row(item)[: len(shares)] for item in part.items]
        file.table(heads, rows, shares=shares, caption=part.title)
    return file


def _row(item: Item) -> list[str | Wording | Cell]:
    address = item.url.removeprefix("mailto:") if item.url.startswith("mailto:") else ""
    return [
        item.text,
        Cell(tuple(text for text in (item.about, address) if text)),
        date_format(item.due, "DATE_FORMAT") if item.due else "",
    ]


def effect_words(dossier: Dossier) -> str:
    """Say who takes over and from which instant."""
    if dossier.following is None:
        return _("Who presides next is not recorded yet.")
    country = dossier.following.country.name
    if dossier.takes_effect is None:
        return _("%(country)s takes over. The exact instant is not recorded yet.") % {"country": country}
    about = {
        "country": country,
        "at": date_format(timezone.localtime(dossier.takes_effect), "DATETIME_FORMAT"),
    }
    if dossier.passed:
        return _("%(country)s took over on %(at)s.") % about
    return _("%(country)s takes over on %(at)s.") % about


def accepted_words(dossier: Dossier) -> str:
    """Say whether the handover was accepted, by whom and when."""
    if dossier.accepted is None:
        return _("The handover is not accepted yet.")
    at = date_format(timezone.localtime(dossier.accepted.accepted_at), "DATETIME_FORMAT")
    about = {"who": dossier.accepted.accepted_by or "", "at": at}
    return _("Accepted by %(who)s on %(at)s.") % about
