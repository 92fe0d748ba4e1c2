"""Where the Secretariat and the presidency draft: the list of sections, and one section at a time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilares.core.access import Refused
from pilares.core.conflicts import spoken, typed_base
from pilares.core.edits import Conflict, as_text
from pilares.core.forms import add_errors
from pilares.core.http import sent
from pilares.people.http import SignedInRequest
from pilares.plans import access, actions
from pilares.plans.forms.drafting import NewSectionForm, ParagraphForm, SectionForm
from pilares.plans.models import Block, Section, Version
from pilares.plans.queries.drafting import DraftSection, draft_page, draft_section
from pilares.plans.queries.files import files_of
from pilares.plans.queries.tables import words_of
from pilares.plans.queries.texts import name_of
from pilares.plans.views.loading import load_text, refuse, shown

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


def of_a_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the version that this person may edit; others are told why not, also while they write."""

    @wraps(view)
    @login_required
    def guarded(request: SignedInRequest, code: str, number: int, **parts: str) -> HttpResponse:
        version = load_text(request, code, number)
        if reason := access.why_not_edit(request.user, version):
            return refuse(request, reason, version.document)
        try:
            return view(request, version, **parts)
        except Refused as refused:
            return refuse(request, refused.reason, version.document)

    return guarded


def to_section(version: Version, anchor: str) -> HttpResponse:
    """Lead to a section of a draft."""
    return redirect("plans:draft_section", version.document.code, version.number, anchor)


def to_draft(version: Version) -> HttpResponse:
    """Lead to the sections of a draft."""
    return redirect("plans:draft", version.document.code, version.number)


def load_section(version: Version, anchor: str) -> DraftSection:
    """Return a section of a draft, or answer that there is no such page."""
    section = draft_section(version, anchor)
    if section is None:
        raise Http404
    return section


@asked_and_sent
@of_a_draft
def draft(request: SignedInRequest, version: Version) -> HttpResponse:
    """The sections of a draft and what changed; a section can be added."""
    form = _new_section(request, version)
    if form.is_valid():
        typed = form.cleaned_data
        after, under = (_section(version, typed.pop(name)) for name in ("after", "under"))
        try:
            made = actions.add_section(version, by=request.user, after=after, under=under, **typed)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return to_section(version, made.anchor)
    context = {
        "page": draft_page(version, request.user),
        "files": files_of(version, request.user),
        "form": form,
    }
    return shown(request, "plans/draft.html", context, form)


def _new_section(request: SignedInRequest, version: Version) -> NewSectionForm:
    rows = list(version.sections.order_by("order"))
    chapters = [(row.anchor, name_of(row)) for row in rows if row.parent_id is None]
    sections = [(row.anchor, name_of(row)) for row in rows]
    return NewSectionForm(sent(request), chapters=chapters, sections=sections)


def _section(version: Version, anchor: str) -> Section | None:
    return version.sections.filter(anchor=anchor).first() if anchor else None


@asked_and_sent
@of_a_draft
def section(request: SignedInRequest, version: Version, anchor: str) -> HttpResponse:
    """One section, both languages side by side; two people never lose a word (AC-10)."""
    page = load_section(version, anchor)
    form = SectionForm(sent(request), section=page)
    base = typed_base(form) if form.is_bound else form.texts()
    if not form.is_valid():
        return show(request, page, form, base=base)
    settled, row = form.settle(), get_object_or_404(Section, pk=page.pk)
    try:
        merged = actions.write_section(row, changes=settled.changes, base=settled.base, by=request.user)
    except Conflict as conflict:
        return ask_which(request, page, form, conflict)
    except ValidationError as error:
        add_errors(form, error)
        return show(request, page, form, base=base)
    return after(request, page, form, changed=bool(merged.write))


def ask_which(
    request: SignedInRequest, page: DraftSection, form: SectionForm, conflict: Conflict
) -> HttpResponse:
    """Show what both started from, what the other saved and what this person wrote (AC-10)."""
    theirs = {clash.field: clash.theirs for clash in conflict.clashes}
    clashes = [
        spoken(form, clash, base=clash.base, theirs=clash.theirs, mine=clash.mine)
        for clash in conflict.clashes
    ]
    base = typed_base(form) | theirs
    return show(request, page, form, base=base, status=412, clashes=clashes, problem=True)


def after(request: SignedInRequest, page: DraftSection, form: SectionForm, *, changed: bool) -> HttpResponse:
    """Say what was saved, and what was typed in a paragraph that is gone; stay with the section."""
    lost = form.lost()
    if lost:
        return show(request, page, form, base=typed_base(form), status=412, lost=lost, problem=True)
    messages.success(request, _("It is saved.") if changed else _("Nothing changed."))
    return redirect("plans:draft_section", page.code, page.head.number, page.anchor)


def show(
    request: SignedInRequest,
    page: DraftSection,
    form: SectionForm,
    *,
    base: dict[str, str],
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    """Show the section to be edited."""
    context = {
        "page": page,
        "form": form,
        "base": base,
        "new": ParagraphForm(section=page),
        "rows": [_fields(form, paragraph) for paragraph in page.paragraphs],
        **more,
    }
    return render(
        request, "plans/draft_section.html", context, status=status or (422 if form.errors else 200)
    )


def _fields(form: SectionForm, paragraph: Any) -> dict[str, Any]:
    names = {lang: f"{lang}-{paragraph.anchor}" for lang in ("es", "en", "marker")}
    fields = {lang: form[name] for lang, name in names.items() if name in form.fields}
    return {"paragraph": paragraph, **fields}


@asked_and_sent
@of_a_draft
def add_paragraph(request: SignedInRequest, version: Version, anchor: str) -> HttpResponse:
    """Add a paragraph to a section."""
    page = load_section(version, anchor)
    form = ParagraphForm(sent(request), section=page)
    if form.is_valid():
        typed = form.cleaned_data
        beside = Block.objects.filter(pk=typed.pop("after") or 0, section=page.pk).first()
        row = get_object_or_404(Section, pk=page.pk)
        actions.add_block(row, by=request.user, after=beside, **typed)
        messages.success(request, _("The paragraph is added."))
        return to_section(version, anchor)
    return shown(request, "plans/draft_add.html", {"page": page, "form": form}, form)


@require_POST
@of_a_draft
def move(request: SignedInRequest, version: Version, anchor: str) -> HttpResponse:
    """Let a section, or the paragraph named in the form, change places with its neighbour."""
    row = get_object_or_404(Section, version=version, anchor=anchor)
    up = request.POST.get("to") == "up"
    if paragraph := request.POST.get("paragraph", ""):
        block = get_object_or_404(Block, section=row, anchor=paragraph)
        actions.move_block(block, up=up, by=request.user)
        return to_section(version, anchor)
    actions.move_section(row, up=up, by=request.user)
    return to_draft(version)


@asked_and_sent
@of_a_draft
def remove(request: SignedInRequest, version: Version, anchor: str, paragraph: str = "") -> HttpResponse:
    """Remove a section or a paragraph, once it was read again."""
    row = get_object_or_404(Section, version=version, anchor=anchor)
    block = get_object_or_404(Block, section=row, anchor=paragraph) if paragraph else None
    problem = _remove(request, row, block) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        messages.success(request, _("It is removed from the draft. The earlier versions keep it."))
        return to_section(version, anchor) if block else to_draft(version)
    page = load_section(version, anchor)
    context = {"page": page, "block": block, "problem": problem, "base": _base(block)}
    return render(request, "plans/draft_remove.html", context, status=409 if problem else 200)


def _base(block: Block | None) -> dict[str, str]:
    return {f"text_{lang}": as_text(words_of(block, lang)) for lang in ("es", "en")} if block else {}


def _remove(request: SignedInRequest, row: Section, block: Block | None) -> str | None:
    """Remove what was asked; return why not where that is refused."""
    try:
        if block is None:
            actions.remove_section(row, by=request.user)
        else:
            base = {name: as_text(request.POST.get(f"base-{name}", "")) for name in ("text_es", "text_en")}
            actions.remove_block(block, base=base, by=request.user)
    except Conflict:
        return _("Somebody changed this paragraph meanwhile. Read it again before you remove it.")
    except ValidationError as error:
        return " ".join(error.messages)
    return None
