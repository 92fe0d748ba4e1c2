"""Addresses found by their first word: an app has dozens, translated anew for whoever is reading.

Django compares a path with each route in turn, and asks for the reader's language each time: 0.7 ms in each
request, and as much for each translated link. Here it compares it with the few that begin as the path does.
"""

from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language

type_of_entry = URLPattern | URLResolver


def addresses_of(urls: str) -> "ByFirstWord":
    """Include an app's addresses, as `path("", include(urls))` does."""
    module, app_name, namespace = include(urls)
    return ByFirstWord(RoutePattern(""), module, None, app_name, namespace)


def first_word(entry: type_of_entry) -> str | None:
    """Return the word that each of its paths begins with in the language of now; None where any may."""
    if not isinstance(entry.pattern, RoutePattern):
        return None
    word, slash, _rest = str(entry.pattern).partition("/")
    whole = bool(slash) or isinstance(entry, URLPattern)  # «act» of an include may go on as «activities»
    return word if whole and "<" not in word else None


class ByFirstWord(URLResolver):
    """An include that looks among the routes that begin with the path's first word, in their order."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._shelves: dict[str | None, dict[str | None, URLResolver]] = {}

    def resolve(self, path: str) -> ResolverMatch:
        """Return what answers at a path, as Django's own would; raises Resolver404."""
        shelves = self._shelves_in(get_language())
        return shelves.get(path.partition("/")[0], shelves[None]).resolve(path)

    def _shelves_in(self, language: str | None) -> dict[str | None, URLResolver]:
        if language not in self._shelves:
            words = [(first_word(entry), entry) for entry in self.url_patterns]
            self._shelves[language] = {
                word: self._of([entry for first, entry in words if first in {word, None}])
                for word in {None, *(first for first, _entry in words)}
            }
        return self._shelves[language]

    def _of(self, entries: list[type_of_entry]) -> URLResolver:
        return URLResolver(self.pattern, entries, self.default_kwargs, self.app_name, self.namespace)
