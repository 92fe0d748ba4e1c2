"""What a page says of itself to those who share its address: title, one sentence, picture, its own address.

The words are the page's own: its title, and its description or its first lead. Nothing is fetched.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
SAID = re.compile(r'<meta name="description" content="([^"]*)"')
LEAD = re.compile(r'<p class="(?:hoy|oficial)\b[^>]*>(.*?)</p>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
#: a preview shows about so much of a sentence
LONGEST = 250


@dataclass(frozen=True)
class Card:
    """What the pages of a language share: the house, a sentence for want of another, the picture."""

    house: str
    sentence: str
    picture: str
    #: where the page stands without what was asked of it, and the picture's words
    address: str
    language: str
    #: said after each sentence that does not say it itself: of when the data are, that they are illustrative
    remarks: tuple[str, ...] = ()


def with_card(page: str, card: Card) -> str:
    """Return a page with its card at the end of its head."""
    head, mark, body = page.partition("</head>")
    if not mark:
        return page
    title = _plain(found[1]) if (found := TITLE.search(head)) else card.house
    sentence = _sentence(head, body) or card.sentence
    sentence = sentence if sentence.endswith((".", "…", "!", "?")) else f"{sentence}."
    sentence = " ".join((sentence, *(one for one in card.remarks if one.rstrip(".") not in sentence)))
    metas = {
        "og:type": "website",
        "og:site_name": card.house,
        "og:locale": card.language,
        "og:title": title.removesuffix(f" · {card.house}"),
        "og:description": sentence,
        "og:url": card.address,
        "og:image": card.picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": card.house,
    }
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in metas.items()]
    if not SAID.search(head):
        lines.append(f'<meta name="description" content="{escape(sentence)}">')
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    lines.append(f'<link rel="canonical" href="{escape(card.address)}">')
    return "".join((head, "\n".join(lines), "\n", mark, body))


def _sentence(head: str, body: str) -> str:
    """Return the description of a page, or its first lead, cut between two words."""
    found = SAID.search(head) or LEAD.search(body.partition("<main")[2])
    text = _plain(found[1]) if found else ""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(' ')[0]} …"


def _plain(markup: str) -> str:
    return re.sub(r" ([.,:;])", r"\1", " ".join(unescape(TAG.sub(" ", markup)).split()))
