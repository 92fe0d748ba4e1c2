"""An address is found by its first word, and it is the one that Django would find."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, include, path, re_path
from django.urls.resolvers import RoutePattern
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.core.addresses import ByFirstWord


def page(name: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(_request: HttpRequest, **_rest: object) -> HttpResponse:
        return HttpResponse(name)

    return view


ENTRIES: list[URLPattern | URLResolver] = [
    path("", page("home"), name="home"),
    path(_("Activities"), page("list"), name="list"),
    path("first/<int:pk>", page("number"), name="number"),
    path("<slug:word>/1", page("word"), name="word"),
    path("first/1", page("never"), name="never"),
    path("firs", include([path("t/inside", page("inside"), name="inside")])),
    path("", include([path("first/inner", page("inner"), name="inner")])),
    re_path(r"^f.*/matched$", page("matched"), name="matched"),
]
ADDRESSES = (
    "", "Activities", "Actividades", "first/1", "other/1", "first/inside", "first/inner", "first/matched",
    "first", "first/", "nowhere", "nowhere/at/all",
)  # fmt: skip


def found(resolver: URLResolver, address: str) -> tuple[str | None, dict[str, object]] | None:
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.view_name, match.kwargs


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_answers_at_an_address_is_what_django_finds(language):
    ours = ByFirstWord(RoutePattern(""), ENTRIES, None, "app", "app")
    django = URLResolver(RoutePattern(""), ENTRIES, None, "app", "app")
    with override(language):
        assert [found(ours, one) for one in ADDRESSES] == [found(django, one) for one in ADDRESSES]


def test_one_resolver_finds_each_readers_words():
    ours = ByFirstWord(RoutePattern(""), ENTRIES, None, "app", "app")
    with override("es"):
        assert found(ours, "Actividades") == ("app:list", {})
        assert found(ours, "Activities") is None
    with override("en"):
        assert found(ours, "Activities") == ("app:list", {})
        assert found(ours, "Actividades") is None
