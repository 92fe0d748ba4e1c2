"""Sessions, agenda, paragraphs of the minutes and papers, as whoever keeps the meeting writes them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.access import Reason, Refused, Tier
from pilares.core.http import hand_over, refusal, sent
from pilares.core.trail import opened
from pilares.meetings import actions
from pilares.meetings.forms import AgendaForm, NewPaperForm, PaperForm, ParagraphForm, PartForm, SessionForm
from pilares.meetings.models import AgendaItem, Meeting, MinutesParagraph, Paper, Session
from pilares.meetings.views.loading import (
    GET_OR_POST,
    done,
    for_its_keeper,
    form_page,
    meeting_crumbs,
    saved,
    to_meeting,
)
from pilares.people.http import SignedInRequest
from pilares.people.models import User


@dataclass(frozen=True)
class Kind:
    """One kind of part: its words, its model, its form, and how a new one hangs from what is there."""

    add: str | Promise
    edit: str | Promise
    model: type[Session | AgendaItem | MinutesParagraph]
    form: type[PartForm]
    begin: Callable[[Meeting, int | None], Session | AgendaItem | MinutesParagraph]
    #: the way from the part to its meeting, and the anchor of its place on the page
    to_meeting: str
    anchor: str


def _in_session(meeting: Meeting, session: int | None) -> AgendaItem:
    return AgendaItem(session=get_object_or_404(Session, pk=session, meeting=meeting))


KINDS = {
    "session": Kind(
        _("Add a session"), _("Correct the session"), Session, SessionForm,
        lambda meeting, _parent: Session(meeting=meeting), "meeting", "agenda",
    ),
    "point": Kind(
        _("Add a point to the agenda"), _("Correct the point"), AgendaItem, AgendaForm,
        _in_session, "session__meeting", "agenda",
    ),
    "paragraph": Kind(
        _("Add a paragraph to the minutes"), _("Correct the paragraph"), MinutesParagraph, ParagraphForm,
        lambda meeting, _parent: MinutesParagraph(minutes=actions.minutes_of(meeting)),
        "minutes__meeting", "minutes",
    ),
}  # fmt: skip


@require_http_methods(GET_OR_POST)
@for_its_keeper
def add(request: SignedInRequest, meeting: Meeting, kind: str, session: int | None = None) -> HttpResponse:
    """Add a part."""
    what = KINDS[kind]
    form = what.form(sent(request), meeting=meeting, initial=_start(meeting, session))

    def save() -> object:
        part = what.begin(meeting, session)
        for name, value in form.columns.items():
            setattr(part, name, value)
        return actions.add_part(part, by=request.user)

    if request.method == "POST" and saved(form, save):
        return done(request, str(_("It is added.")), to_meeting(meeting, what.anchor))
    words = {"title": str(what.add), "submit": str(_("Save"))}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), **words)


@require_http_methods(GET_OR_POST)
@for_its_keeper
def edit(request: SignedInRequest, meeting: Meeting, kind: str, pk: int) -> HttpResponse:
    """Correct a part, or ask to take it out."""
    what = KINDS[kind]
    part = _part(what, meeting, pk)
    form = what.form(sent(request), meeting=meeting, initial=what.form.initial_of(part))

    def save() -> object:
        typed, by = form.cleaned_data, request.user
        return actions.rewrite_part(
            part, **form.columns, opened_by=typed.get("opened_by"), stamp=typed["stamp"], by=by
        )

    if request.method == "POST" and saved(form, save):
        return done(request, str(_("It is corrected.")), to_meeting(meeting, what.anchor))
    words = {"title": str(what.edit), "submit": str(_("Save"))}
    return form_page(
        request, form, crumbs=meeting_crumbs(meeting), removable=_removal(meeting, kind, pk), **words
    )


@require_POST
@for_its_keeper
def remove(request: SignedInRequest, meeting: Meeting, kind: str, pk: int) -> HttpResponse:
    """Take a part out."""
    what = KINDS[kind]
    try:
        actions.remove_part(_part(what, meeting, pk), by=request.user)
    except ValidationError as error:
        return refusal(request, Reason("HOLDS_OTHERS", error.messages[0]), status=409)
    except Refused as refused:
        return refusal(request, refused.reason, status=409)
    return done(request, str(_("It is taken out.")), to_meeting(meeting, what.anchor))


def _part(what: Kind, meeting: Meeting, pk: int) -> Any:
    return get_object_or_404(what.model, pk=pk, **{what.to_meeting: meeting})


def _removal(meeting: Meeting, kind: str, pk: int) -> str:
    return reverse(f"meetings:{kind}_remove", args=[meeting.code, pk])


def _start(meeting: Meeting, session: int | None) -> dict[str, Any]:
    """Begin with the tier of what it hangs from."""
    parent = get_object_or_404(Session, pk=session, meeting=meeting) if session else None
    return {"tier": parent.tier if parent else meeting.tier}


# --- Papers ------------------------------------------------------------------------------------------------


@require_http_methods(GET_OR_POST)
@for_its_keeper
def attach(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Add a file."""
    form = NewPaperForm(sent(request), request.FILES or None, meeting=meeting, initial=_start(meeting, None))

    def save() -> Paper:
        said, file = dict(form.columns), form.cleaned_data["file"]
        for name in ("file", "confirmed", "opened_by"):
            said.pop(name, None)
        confirmed = form.cleaned_data["confirmed"]
        return actions.attach(
            meeting, file, name=file.name, size=file.size, confirmed=confirmed, by=request.user, **said
        )

    if request.method == "POST" and saved(form, save):
        return done(request, str(_("The document is attached.")), to_meeting(meeting, "papers"))
    words = {"title": str(_("Attach a document")), "submit": str(_("Attach"))}
    return form_page(request, form, crumbs=meeting_crumbs(meeting), files=True, **words)


@require_http_methods(GET_OR_POST)
@for_its_keeper
def edit_paper(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Correct what is said of a file."""
    paper = get_object_or_404(Paper, pk=pk, meeting=meeting)
    form = PaperForm(sent(request), meeting=meeting, initial=PaperForm.initial_of(paper))

    def save() -> Paper:
        typed = form.cleaned_data
        return actions.rewrite_paper(
            paper, **form.columns, confirmed=typed["confirmed"], opened_by=typed.get("opened_by"),
            stamp=typed["stamp"], by=request.user,
        )  # fmt: skip

    if request.method == "POST" and saved(form, save):
        return done(request, str(_("It is corrected.")), to_meeting(meeting, "papers"))
    words = {"title": str(_("Correct the document")), "submit": str(_("Save")), "about": paper.name}
    return form_page(
        request, form, crumbs=meeting_crumbs(meeting), removable=_removal(meeting, "paper", pk), **words
    )


@require_POST
@for_its_keeper
def remove_paper(request: SignedInRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Take a file out."""
    actions.remove_paper(get_object_or_404(Paper, pk=pk, meeting=meeting), by=request.user)
    return done(request, str(_("It is taken out.")), to_meeting(meeting, "papers"))


@require_safe
def paper(request: HttpRequest, key: UUID) -> HttpResponse | FileResponse:
    """Hand a file over to whoever may see it; the opening of a closed one is written down (AC-07)."""
    found = (
        Paper.objects.visible_to(request.user).select_related("meeting", "session").filter(key=key).first()
    )
    if found is None:
        raise Http404
    closed = Tier.CLOSED in {found.tier, found.meeting.tier, found.session.tier if found.session else ""}
    if closed and isinstance(request.user, User):
        opened(found, by=request.user)
    return hand_over(found.file, name=found.name, media_type=found.media_type)
