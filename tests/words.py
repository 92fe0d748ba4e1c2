"""What a page says, for tests of any app."""

import re
from html import unescape

from django.http import HttpResponse


def words_of(response: HttpResponse) -> str:
    """Return what a page's main part says, in one line, without its markup."""
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    said = " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
    return re.sub(r" ([.,;:)])", r"\1", said)


def hidden_of(response: HttpResponse, prefix: str = "base-") -> dict[str, str]:
    """Return the hidden fields of a page whose names begin with the prefix."""
    found = re.findall(
        rf'<input type="hidden" name="({prefix}[^"]+)" value="([^"]*)"', response.content.decode()
    )
    return {name: unescape(value) for name, value in found}
