"""What a reader needs beside the rows: plan and version, names, notes, how far the file may go."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.bilingual import reading_language
from pilares.matrix.queries import Band, Matrix
from pilares.people.models import Country
from pilares.plans.models import Note, Principle, Version
from pilares.plans.queries import NoteLine
from pilares.plans.queries.lines import mode_of_reader, note_line
from pilares.plans.queries.standing import version_of

#: nota 8 says where ad hoc groups come from
AD_HOC_NOTE = 8


@dataclass(frozen=True)
class Background:
    """The frame of every file."""

    plan_code: str
    plan: str
    version: int | None
    language: str
    as_of: date
    #: the groups by their key, as bands of the matrix
    groups: dict[int, Band]
    pillars: dict[int, str]
    countries: dict[str, str]
    #: principles by their letter: name, and number of the note that reserves it or 0
    principles: dict[str, tuple[str, int]]
    #: the notes that the rows need, whole
    notes: tuple[NoteLine, ...]
    #: the narrowest tier among the rows: how far the whole file may go
    tier: Tier
    illustrative: bool

    @property
    def warning(self) -> str:
        """What the demo says on every page, and nothing elsewhere."""
        words = _("Illustrative data."), _("Not commitments of the RCM.")
        return " ".join(words) if self.illustrative else ""

    @property
    def plan_version(self) -> str:
        """The plan with its version, as it is cited."""
        if self.version is None:
            return self.plan
        return _("%(plan)s, version %(number)s") % {"plan": self.plan, "number": self.version}

    def principle(self, letter: str) -> str:
        """A principle and, where a country reserved it, the number of the note (nota 7)."""
        name, note = self.principles.get(letter, ("", 0))
        said = f"{letter}) {name}".strip()
        return f"{said} ({_('Note %(number)s') % {'number': note}})" if note else said

    @property
    def source(self) -> str:
        """How the file is cited."""
        return _("RCM, %(plan)s, data as of %(date)s") % {
            "plan": self.plan_version,
            "date": date_format(self.as_of, "DATE_FORMAT"),
        }

    @property
    def licence(self) -> str:
        """The terms of use; the CRM has not set any until somebody writes them down."""
        return settings.DATA_LICENCE or _("Terms of use to be defined by the RCM")


def read_background(matrix: Matrix) -> Background:
    """Read what stands beside the rows, in four queries."""
    version = _version(matrix)
    principles = Principle.objects.filter(plan=matrix.plan).select_related("note")
    return Background(
        plan_code=matrix.plan.code if matrix.plan else "",
        plan=matrix.plan.title.text if matrix.plan else "",
        version=version.number if version else None,
        language=reading_language(),
        as_of=matrix.as_of,
        groups={band.pk: band for band in matrix.bands},
        pillars=matrix.pillars,
        countries={country.code: country.name.text for country in Country.objects.all()},
        principles={p.letter: (p.name.text, p.note.number if p.note else 0) for p in principles},
        notes=_notes(version, matrix),
        tier=max((Tier(line.tier) for line in matrix.lines), key=list(Tier).index, default=Tier.PUBLIC),
        illustrative=settings.DEMO or any(line.illustrative for line in matrix.lines),
    )


def _version(matrix: Matrix) -> Version | None:
    """The version that stands, of those that anybody may read: no file names a draft (AC-24)."""
    return version_of(matrix.plan, AnonymousUser()) if matrix.plan else None


def _notes(version: Version | None, matrix: Matrix) -> tuple[NoteLine, ...]:
    """The notes that reserve a principle of some row (nota 7, AC-04) and, for ad hoc groups, nota 8."""
    numbers = {number for line in matrix.lines for number in line.notes}
    if any(band.ad_hoc and band.lines for band in matrix.bands):
        numbers.add(AD_HOC_NOTE)
    notes = Note.objects.filter(version=version, number__in=numbers).select_related("country")
    return tuple(note_line(note, mode_of_reader()) for note in notes.order_by("number"))


def note_text(note: NoteLine) -> str:
    """The words of a note, verbatim, without the marks of a page."""
    return "\n".join([*(side.plain for side in note.sides), *([note.later] if note.later else [])])
