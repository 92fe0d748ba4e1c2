"""What one follows: the list, following and following no more, and the feeds of it."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core import clock
from pilares.core.atom import CONTENT_TYPE, Feed, News, atom
from pilares.core.bilingual import LANGUAGES
from pilares.core.trail import opened_many
from pilares.meetings.models import Decision
from pilares.memory import actions
from pilares.memory.queries import following as queries
from pilares.memory.queries.since import read_since
from pilares.monitoring.models import Activity
from pilares.people.http import SignedInRequest
from pilares.people.models import Body
from pilares.people.queries import feed_in_use, feed_of, feed_token
from pilares.plans.models import Theme

GROUPS = (Body.Kind.GROUP, Body.Kind.AD_HOC)
#: names of the parameters of the address, in Spanish and in English
NAMES = {"activity": ("actividad", "activity"), "theme": ("tema", "theme"), "group": ("grupo", "group")}
WEEK = 7


def _thing(request: HttpRequest, said: Mapping[str, str]) -> actions.type_of_followed:
    """Return what an address or a form names, if the reader may see it; 404 if not."""
    found = {kind: said[name] for kind, names in NAMES.items() for name in names if said.get(name)}
    if code := found.get("activity"):
        return get_object_or_404(Activity.objects.visible_to(request.user), code=code.upper())
    if key := found.get("theme"):
        period, _slash, slug = key.rpartition("/")
        themes = Theme.objects.visible_to(request.user).select_related("plan").filter(plan__period=period)
        return get_object_or_404(themes, Q(slug_es=slug) | Q(slug_en=slug))
    return _group(found.get("group", ""))


def _group(slug: str) -> Body:
    groups = Body.objects.filter(kind__in=GROUPS)
    found = next((body for body in groups if slug in {body.slug_es, body.slug_en}), None)
    if found is None:
        raise Http404
    return found


def _named(thing: actions.type_of_followed) -> queries.Followed:
    if isinstance(thing, Activity):
        return queries.of_activity(thing)
    return queries.of_theme(thing) if isinstance(thing, Theme) else queries.of_group(thing)


@require_safe
@login_required
def following(request: SignedInRequest) -> HttpResponse:
    """What one follows, and what changed in it since a day, a week ago unless another is said."""
    typed = next((request.GET[name] for name in ("desde", "since") if name in request.GET), "")
    week_ago = (clock.today() - timedelta(days=WEEK)).isoformat()
    since = read_since(typed or week_ago, request.user)
    changes = queries.changes_followed(request.user, since.at) if since.at else None
    if changes and changes.closed_decisions:
        opened_many(list(Decision.objects.filter(pk__in=changes.closed_decisions)), by=request.user)
    feed = feed_in_use(request.user)
    mine = settings.ADDRESS + reverse("memory:news_mine", args=[feed_token(feed)]) if feed else ""
    followed = queries.followed_by(request.user)
    context = {"followed": followed, "since": since, "changes": changes, "mine": mine}
    return render(request, "memory/following.html", context, status=422 if since.problem else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: SignedInRequest) -> HttpResponse:
    """Say what following means, and follow once it is confirmed: opening a link never does."""
    if request.method == "POST":
        actions.follow(_thing(request, request.POST), by=request.user)
        return redirect("memory:following")
    thing = _thing(request, request.GET)
    request.alternates = {code: _asked_in(code, thing) for code in LANGUAGES}  # type: ignore[attr-defined]
    return render(request, "memory/follow.html", {"one": _named(thing)})


def _asked_in(language: str, thing: actions.type_of_followed) -> str:
    with override(language):
        one = _named(thing)
        name = NAMES[one.kind][language == "en"]
        return f"{reverse('memory:follow')}?{urlencode({name: one.key}, safe='/')}"


@require_POST
@login_required
def unfollow(request: SignedInRequest) -> HttpResponse:
    """Follow it no more."""
    actions.unfollow(_thing(request, request.POST), by=request.user)
    return redirect("memory:following")


@require_safe
def news_of_activity(request: HttpRequest, code: str) -> HttpResponse:
    """Send what anybody may see of the changes of an activity, to any program."""
    activity = get_object_or_404(Activity.objects.visible_to(AnonymousUser()), code=code.upper())
    title = f"{activity.code}. {activity.title}"
    page = reverse("monitoring:activity", args=[activity.code])
    return _public(request, title, page, Activity.objects.filter(pk=activity.pk))


@require_safe
def news_of_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Send what anybody may see of the changes of a group, to any program."""
    group = _group(slug)
    page = reverse("monitoring:group", args=[group.slug])
    return _public(request, group.name.text, page, Activity.objects.filter(group=group), group.pk)


@require_safe
def news_mine(request: HttpRequest, token: str) -> HttpResponse:
    """Send what changed in what a person follows to the programs that have their address; nothing closed."""
    feed = feed_of(token)
    if feed is None:
        raise Http404
    if feed.revoked_at or not feed.user.is_active:
        return render(request, "memory/news_gone.html", status=410)
    with timezone.override(feed.user.time_zone or settings.TIME_ZONE):
        found = queries.changes_followed(feed.user, clock.now() - queries.BACK).opened()
        named = queries.feed_named(_("What I follow"), request.path, reverse("memory:following"))
        return _sent(named, tuple(queries.news_of(found)), "private, max-age=900")


def _public(
    request: HttpRequest, title: str, page: str, activities: "QuerySet[Activity]", *bodies: int
) -> HttpResponse:
    found = queries.changes_in(AnonymousUser(), clock.now() - queries.BACK, activities, bodies)
    named = queries.feed_named(title, request.path, page)
    return _sent(named, tuple(queries.news_of(found)), "public, max-age=1800")


def _sent(feed: Feed, news: tuple[News, ...], caching: str) -> HttpResponse:
    return HttpResponse(atom(feed, news), content_type=CONTENT_TYPE, headers={"Cache-Control": caching})
