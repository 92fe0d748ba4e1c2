"""What changed since a meeting or a day: the page, its Word file, and the file with closed-door items."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.bilingual import LANGUAGES
from pilares.core.kinds import WORD
from pilares.core.trail import opened_many
from pilares.meetings.models import Decision
from pilares.memory import exports
from pilares.memory.queries import Changes, changes_since, sentence
from pilares.memory.queries.since import Since, choices, read_since
from pilares.monitoring.models import Activity
from pilares.people.models import Body, User

#: names of the parameters of the address, in Spanish and in English
SINCE, GROUP, ACTIVITY = ("desde", "since"), ("grupo", "group"), ("actividad", "activity")


@dataclass(frozen=True)
class Asked:
    """Since when, and of what: everything, one group, or one activity."""

    since: Since
    group: Body | None
    activity: Activity | None

    @property
    def day(self) -> date:
        """The day since which."""
        if self.since.day is None:
            raise Http404
        return self.since.day

    def query_in(self, language: str) -> str:
        """Return the same question as the rest of an address in a language."""
        with override(language):
            return self.query

    @property
    def query(self) -> str:
        """The same question as the rest of an address in the reader's language."""
        return urlencode({
            pgettext("parameter of an address", name): value
            for name, value in (
                ("since", self.since.typed),
                ("group", self.group.slug if self.group else ""),
                ("activity", self.activity.code if self.activity else ""),
            )
            if value
        })  # fmt: skip

    @property
    def title(self) -> str:
        """«What changed since …»."""
        name = self.since.name
        return _("What changed since: %(meeting)s") % {"meeting": name} if name else _("What changed")


def _asked(request: HttpRequest) -> Asked:
    def said(names: tuple[str, str]) -> str:
        return next((request.GET[name] for name in names if name in request.GET), "")

    group = activity = None
    if slug := said(GROUP):
        group = next((b for b in Body.objects.all() if slug in {b.slug_es, b.slug_en, b.code}), None)
        if group is None:
            raise Http404
    if code := said(ACTIVITY):
        activity = get_object_or_404(Activity.objects.visible_to(request.user), code=code.upper())
    return Asked(read_since(said(SINCE), request.user), group, activity)


def _read(request: HttpRequest, asked: Asked, *, closed: bool = True) -> Changes | None:
    """Return what changed; whoever reads what was dealt with behind closed doors leaves a trace (AC-07)."""
    if asked.since.at is None:
        return None
    one = Activity.objects.filter(pk=asked.activity.pk) if asked.activity else None
    found = changes_since(request.user, asked.since.at, group=asked.group, activities=one)
    if closed and found.closed_decisions and isinstance(request.user, User):
        opened_many(list(Decision.objects.filter(pk__in=found.closed_decisions)), by=request.user)
    return found if closed else found.opened()


def _alternate(request: HttpRequest, asked: Asked) -> None:
    """Tell the frame of the page where the same question stands in each language."""
    request.alternates = {  # type: ignore[attr-defined]
        code: f"{translate_url(request.path, code)}?{asked.query_in(code)}" for code in LANGUAGES
    }


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed, group by group; a day that cannot be read is said, and nothing else is shown."""
    asked = _asked(request)
    found = _read(request, asked)
    _alternate(request, asked)
    context = {
        "asked": asked,
        "changes": found,
        "sentence": sentence(found, asked.day) if found else "",
        "meetings": choices(request.user, asked.since),
    }
    return render(request, "memory/changes.html", context, status=422 if asked.since.problem else 200)


@require_safe
def changes_file(request: HttpRequest) -> HttpResponse:
    """The same as a Word file, without what was dealt with behind closed doors."""
    asked = _asked(request)
    found = _read(request, asked, closed=False)
    return _file(asked, found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def changes_closed(request: HttpRequest) -> HttpResponse:
    """The Word file with closed-door items: only for who may read them, ticks the box and confirms."""
    asked = _asked(request)
    found = _read(request, asked, closed=request.method == "POST")
    ticked = request.method == "POST" and "closed" in request.POST
    if ticked:
        return _file(asked, found)
    status = 422 if request.method == "POST" else 200
    return render(request, "memory/closed.html", {"asked": asked, "missing": status == 422}, status=status)


def _file(asked: Asked, found: Changes | None) -> HttpResponse:
    if found is None:
        raise Http404
    name = _("changes-since-%(date)s.docx") % {"date": asked.day.isoformat()}
    content = exports.word(found, asked.title, asked.day)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=WORD, headers=headers)
