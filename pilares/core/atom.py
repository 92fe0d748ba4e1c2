"""News as files (RFC 4287, Atom): the few parts of it that a list of dated entries needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class News:
    """One entry; `ident` is its address for ever and never changes, `url` is where it is read."""

    ident: str
    title: str
    url: str
    at: datetime
    #: plain text, without markup
    about: str = ""
    author: str = ""


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself; both addresses are whole, with their host."""

    title: str
    #: where the feed itself is read, and the page that it follows
    address: str
    page: str
    #: the two letters of its language
    language: str
    author: str
    #: when the page last changed, for a feed without entries
    updated: datetime
    about: str = ""


def atom(feed: Feed, entries: Iterable[News]) -> bytes:
    """Return a feed's file, its entries in the order given; the first of them is the newest."""
    ET.register_namespace("", NAMESPACE)
    told = list(entries)
    root = ET.Element(f"{{{NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    _put(root, "id", feed.address)
    _put(root, "title", feed.title)
    if feed.about:
        _put(root, "subtitle", feed.about)
    _put(root, "updated", _instant(max((one.at for one in told), default=feed.updated)))
    _put(_put(root, "author"), "name", feed.author)
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _put(root, "link", rel="alternate", type="text/html", href=feed.page)
    for one in told:
        entry = _put(root, "entry")
        _put(entry, "id", one.ident)
        _put(entry, "title", one.title)
        _put(entry, "updated", _instant(one.at))
        _put(entry, "link", rel="alternate", type="text/html", href=one.url)
        if one.author:
            _put(_put(entry, "author"), "name", one.author)
        if one.about:
            _put(entry, "summary", one.about)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element; signs that XML cannot hold are left out."""
    made = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text:
        made.text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t\N{NO-BREAK SPACE}")
    return made


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
