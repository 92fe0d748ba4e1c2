"""Notes: where they stand after a change, what countries declare, withdraw and replace (AC-04, AC-19)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.forms import add_errors
from pilares.core.http import sent
from pilares.core.redline import redline
from pilares.people.http import SignedInRequest
from pilares.plans import access, actions, queries
from pilares.plans.forms.notes import AttachForm, ChangeForm, NoteForm, ReanchorForm
from pilares.plans.models import Note, Version
from pilares.plans.queries.lines import mode_of_reader, note_line
from pilares.plans.queries.places import section_url
from pilares.plans.queries.texts import texts_of, words_by_anchor
from pilares.plans.views.loading import chosen_mode, load_text, load_version, page_in, refuse, same, shown
from pilares.plans.views.reading import reader_frame

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def notes(request: HttpRequest, period: str) -> HttpResponse:
    """Every note of the version that stands, with what it is attached to."""
    page = queries.notes_page(load_version(request, period), mode=chosen_mode(request))
    page_in(request, "plans:notes", period=same(period))
    return render(request, "plans/notes.html", {"page": page, **reader_frame(request, page.mode, page.head)})


def load_note(request: HttpRequest, code: str, number: int, note: int) -> Note:
    """Return a note of a version that the reader may see."""
    version = load_text(request, code, number)
    found: Note | None = version.notes.select_related("country").filter(number=note).first()
    if found is None:
        raise Http404
    found.version = version
    return found


def places_of(version: Version) -> list[tuple[str, str]]:
    """Return every paragraph to which a note can be attached, with the beginning of its words."""
    return [
        (paragraph.anchor, f"{paragraph.anchor} · {paragraph.text[:70]}")
        for section in texts_of(version, "es")
        for paragraph in section.paragraphs
    ]


def framed(note: Note, **more: Any) -> dict[str, Any]:
    """Return what every page about a note shows of it."""
    line = note_line(note, mode_of_reader(), [s.anchor for s in note.version.sections.all()])
    return {"head": queries.head_of(note.version), "note": line, **more}


def to_note(note: Note) -> HttpResponse:
    """Lead to the note beside its words."""
    line = note_line(note, mode_of_reader(), [s.anchor for s in note.version.sections.all()])
    return redirect(line.url)


def to_text(version: Version) -> HttpResponse:
    """Lead to the text while it is written, and to its document once the members read it."""
    if version.status == Version.Status.DRAFT:
        return redirect("plans:draft", version.document.code, version.number)
    return redirect("plans:document", version.document.code)


@login_required
@asked_and_sent
def reanchor(request: SignedInRequest, code: str, number: int, note: int) -> HttpResponse:
    """Say what becomes of a note whose words changed."""
    found = load_note(request, code, number, note)
    if reason := access.why_not_reanchor(request.user, found):
        return refuse_note(request, found, reason)
    form = ReanchorForm(sent(request), places=places_of(found.version))
    if form.is_valid():
        try:
            actions.reanchor(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The place of the note is settled."))
            return to_text(found.version)
    now = words_by_anchor(found.version).get(found.anchor, {}).get("es", "")
    runs = redline(found.settled_words.get("es", ""), now)
    return shown(request, "plans/note_place.html", framed(found, form=form, runs=runs, gone=not now), form)


@login_required
@asked_and_sent
def attach(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Attach a country's declaration, or a footnote, to exact words of a text."""
    version = load_text(request, code, number)
    if reason := access.why_not_attach_note(request.user, version):
        return refuse(request, reason, version.document)
    form = AttachForm(sent(request), places=places_of(version), initial={"anchor": request.GET.get("en", "")})
    if form.is_valid():
        try:
            note = actions.attach_note(version, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The note is attached to its words."))
            return to_note(note)
    context = {"head": queries.head_of(version), "form": form}
    return shown(request, "plans/note_attach.html", context, form)


@login_required
@asked_and_sent
def record_change(request: SignedInRequest, code: str, number: int, note: int) -> HttpResponse:
    """Record a withdrawal or a replacement that the country communicated; the original stays."""
    found = load_note(request, code, number, note)
    if reason := access.why_not_record_change(request.user, found):
        return refuse(request, reason, found.version.document)
    form = ChangeForm(sent(request))
    if form.is_valid():
        try:
            actions.record_change(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is recorded beside the note. The original words stay."))
            return to_note(found)
    return shown(request, "plans/note_change.html", framed(found, form=form), form)


@login_required
@asked_and_sent
def edit(request: SignedInRequest, code: str, number: int, note: int) -> HttpResponse:
    """Change the words of a note while its text is a draft."""
    found = load_note(request, code, number, note)
    if reason := access.why_not_change_note(request.user, found):
        return refuse_note(request, found, reason)
    form = NoteForm(sent(request), initial={"text_es": found.text_es, "text_en": found.text_en})
    if form.is_valid():
        actions.edit_note(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return to_note(found)
    deletable = access.why_not_delete_note(request.user, found) is None
    return shown(request, "plans/note_edit.html", framed(found, form=form, deletable=deletable), form)


@login_required
@asked_and_sent
def delete(request: SignedInRequest, code: str, number: int, note: int) -> HttpResponse:
    """Take a footnote that began in this draft out of it, once it was read again."""
    found = load_note(request, code, number, note)
    if reason := access.why_not_delete_note(request.user, found):
        return refuse_note(request, found, reason)
    if request.method == "POST":
        actions.delete_note(found, by=request.user)
        messages.success(request, _("The note is removed from the draft."))
        return to_text(found.version)
    return render(request, "plans/note_delete.html", framed(found))


def refuse_note(request: HttpRequest, note: Note, reason: Reason) -> HttpResponse:
    """Refuse, and lead to where a withdrawal or a replacement is recorded, if that is open."""
    exits = []
    place = [note.version.document.code, note.version.number, note.number]
    if access.why_not_record_change(request.user, note) is None:
        label = _("Record a withdrawal or a replacement")
        exits.append({"label": label, "url": reverse("plans:note_change", args=place)})
    exits.append(
        {
            "label": _("Return to the text"),
            "url": section_url(note.version.document, note.version.number, ""),
        }
    )
    context = {"reason": reason, "exits": exits}
    return render(request, "refused.html", context, status=Refused(reason).status)
