"""What of the Charter waits to be reflected in the plan, beside the sections that depend on it (nota 6)."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from pilares.core.bilingual import reading_language
from pilares.core.search import fold
from pilares.people.access import standing_of, type_of_reader
from pilares.plans import access
from pilares.plans.models import Document, Reflection, Version
from pilares.plans.queries.comparing import ComparedSection, compared
from pilares.plans.queries.lines import NoteLine, mode_of_reader, note_line
from pilares.plans.queries.places import compare_url
from pilares.plans.queries.reader import Head, SectionLine, head_of, reader


@dataclass(frozen=True)
class Pending:
    """A change of the Charter that a plan has not reflected yet."""

    pk: int
    on: date | None
    #: its page, for members
    url: str
    illustrative: bool


@dataclass(frozen=True)
class ReflectionPage:
    """What changed in the Charter, beside the sections of the plan that depend on it."""

    pending: Pending
    charter: Head
    changed: tuple[ComparedSection, ...]
    compare_url: str
    plan: Head
    sections: tuple[SectionLine, ...]
    #: notes that reserve what the change touches, with where their place is decided in the open draft
    notes: tuple[tuple[NoteLine, str], ...]
    draft_url: str
    settled: str
    settled_on: date | None
    may_settle: bool
    may_draft: bool


def pending(plan: Document, user: type_of_reader) -> tuple[Pending, ...]:
    """Return the changes of the Charter that wait, as far as the reader may know of them; one query."""
    open_ones = Reflection.objects.filter(plan=plan, settled_at=None).visible_to(user)
    return tuple(as_pending(one, user) for one in open_ones.select_related("charter__document"))


def as_pending(reflection: Reflection, user: type_of_reader) -> Pending:
    """Return one change, with the address of its page for members."""
    charter = reflection.charter
    url = reverse("plans:reflection", args=[charter.document.code, reflection.pk])
    return Pending(
        pk=reflection.pk,
        on=charter.in_force_from,
        url=url if standing_of(user).member else "",
        illustrative=charter.illustrative,
    )


def reflection_page(reflection: Reflection, version: Version, user: type_of_reader) -> ReflectionPage:
    """Return what a change of the Charter asks of the version of the plan that stands."""
    charter, plan = reflection.charter, reflection.plan
    before = charter.document.versions.filter(number__lt=charter.number).exclude(
        status=Version.Status.GIVEN_UP
    )
    old = before.order_by("-number").first()
    changed = (
        tuple(s for s in compared(old, charter, reading_language()) if s.change != "same") if old else ()
    )
    draft = plan.versions.filter(status=Version.Status.DRAFT).first()
    text = reader(version, mode=mode_of_reader())
    depends = set(version.sections.filter(depends_on_charter=True).values_list("anchor", flat=True))
    return ReflectionPage(
        pending=as_pending(reflection, user),
        charter=head_of(charter),
        changed=changed,
        compare_url=compare_url(charter.document, old.number, charter.number) if old else "",
        plan=head_of(version),
        sections=tuple(s for s in text.sections if s.anchor in depends) if text else (),
        notes=tuple(_touched(changed, version, draft)),
        draft_url=reverse("plans:draft", args=[plan.code, draft.number]) if draft else "",
        settled=reflection.reason,
        settled_on=reflection.settled_at.date() if reflection.settled_at else None,
        may_settle=access.why_not_settle(user, reflection) is None,
        may_draft=access.why_not_begin_draft(user, plan) is None,
    )


def _touched(
    changed: tuple[ComparedSection, ...], version: Version, draft: Version | None
) -> list[tuple[NoteLine, str]]:
    """Return the notes of the principles that the changed paragraphs of the Charter name (nota 7)."""
    words = fold(
        " ".join(
            f"{pair.old.text if pair.old else ''} {pair.new.text if pair.new else ''}"
            for section in changed
            for pair in section.pairs
            if pair.change != "same"
        )
    )
    found = []
    for principle in version.document.principles.exclude(note=None).select_related(
        "note__country", "note__version__document"
    ):
        names = [fold(name) for name in (principle.name_es, principle.name_en) if name]
        note = principle.note
        if note is not None and any(name in words for name in names):
            place = [version.document.code, draft.number, note.number] if draft else []
            url = reverse("plans:note_place", args=place) if draft else ""
            found.append((note_line(note, mode_of_reader()), url))
    return found
