"""A table of a draft: typed as lines, looked at before it is saved, and saved by one person at a time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from pilares.core.edits import Conflict, as_text
from pilares.core.http import sent
from pilares.people.http import SignedInRequest
from pilares.plans import actions
from pilares.plans.actions.tables import table_of
from pilares.plans.forms.tables import TableForm
from pilares.plans.models import Block, Section, Version
from pilares.plans.queries.lines import Line, Mode
from pilares.plans.queries.tables import drawn, is_plain, words_of
from pilares.plans.views.drafting import asked_and_sent, load_section, of_a_draft, to_section

NAMES = ("lines_es", "lines_en")


@asked_and_sent
@of_a_draft
def add(request: SignedInRequest, version: Version, anchor: str) -> HttpResponse:
    """Add a table to a section, once it was looked at or at once."""
    page = load_section(version, anchor)
    form = TableForm(sent(request), section=page, new=True)
    if form.is_valid() and "preview" not in request.POST:
        typed = form.cleaned_data
        beside = Block.objects.filter(pk=typed.pop("after") or 0, section=page.pk).first()
        row = get_object_or_404(Section, pk=page.pk)
        actions.add_table(row, by=request.user, after=beside, **typed)
        messages.success(request, _("The table is added."))
        return to_section(version, anchor)
    return _show(request, form, page=page, title=_("Add a table"))


@asked_and_sent
@of_a_draft
def edit(request: SignedInRequest, version: Version, anchor: str, paragraph: str) -> HttpResponse:
    """Rewrite a table; whoever began from other words sees what it says now, and keeps what was typed."""
    page = load_section(version, anchor)
    block = get_object_or_404(Block, section=page.pk, anchor=paragraph)
    if not is_plain(block):
        raise Http404
    base = {name: as_text(words_of(block, name[-2:])) for name in NAMES}
    heads = bool(block.table and block.table["header_rows"])
    form = TableForm(sent(request), section=page, new=False, initial={**base, "heads": heads})
    began = {name: request.POST.get(f"base-{name}", "") for name in NAMES} if form.is_bound else base
    more: dict[str, Any] = {"page": page, "title": _("Edit the table"), "anchor": paragraph, "base": began}
    if not form.is_valid() or "preview" in request.POST:
        return _show(request, form, **more)
    try:
        changed = actions.rewrite_table(block, **form.cleaned_data, base=began, by=request.user)
    except Conflict:
        return _show(request, form, status=412, **{**more, "base": base, "stands": base})
    messages.success(request, _("It is saved.") if changed else _("Nothing changed."))
    return to_section(version, anchor)


def _show(request: SignedInRequest, form: TableForm, *, status: int = 0, **context: Any) -> HttpResponse:
    context |= {"form": form, "line": _preview(form)}
    return render(request, "plans/draft_table.html", context, status=status or (422 if form.errors else 200))


def _preview(form: TableForm) -> Line | None:
    """Return the table as it would be read: what was typed, or what stands."""
    said = {name: form[name].value() or "" for name in NAMES}
    if form.errors or not any(said.values()):
        return None
    table = table_of(said["lines_es"], said["lines_en"], heads=bool(form["heads"].value()), anchor="vista")
    mode = Mode.BOTH if all(said.values()) else Mode.ES if said["lines_es"] else Mode.EN
    return drawn(table, "vista", "", mode)
