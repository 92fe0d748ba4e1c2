"""A draft goes to the members and comes back, or is given up; a new document is registered (Tabla 3)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier, require
from pilares.core.trail import record
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import Body, User
from pilares.plans.access import why_not_draft
from pilares.plans.actions.moving import locked, move
from pilares.plans.models import Document, Version, VersionEvent
from pilares.plans.queries.texts import words_by_anchor
from pilares.plans.workflow import VERSION

E = VersionEvent.Step


@transaction.atomic
def circulate(version: Version, *, by: User) -> Version:
    """Send a draft to the members; the text is kept as they read it, whatever is drafted later."""
    version = locked(version)
    require(VERSION.why_not("circulate", by, version))
    return move(
        version, "circulate", E.CIRCULATED, by=by, starts_on=clock.today(), text_then=words_by_anchor(version)
    )


@transaction.atomic
def take_back(version: Version, *, reason: str, by: User) -> Version:
    """Return a text in consultation to its draft, and say why."""
    version = locked(version)
    require(VERSION.why_not("take_back", by, version))
    return move(version, "take_back", E.TAKEN_BACK, by=by, starts_on=clock.today(), reason=_needed(reason))


@transaction.atomic
def give_up(version: Version, *, reason: str, by: User) -> Version:
    """Give a draft up and say why: it keeps its number and its address, and another may begin."""
    version = locked(version)
    require(VERSION.why_not("give_up", by, version))
    return move(version, "give_up", E.GIVEN_UP, by=by, starts_on=clock.today(), reason=_needed(reason))


def _needed(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays in the history.")})
    return reason.strip()


@transaction.atomic
def register_document(
    *,
    kind: str,
    title_es: str,
    by: User,
    title_en: str = "",
    about_es: str = "",
    about_en: str = "",
    period: str = "",
    body: Body | None = None,
    tier: str = Tier.MEMBERS,
    source: str = "",
    code: str = "",
    illustrative: bool = False,
) -> Document:
    """Register a programmatic document, whose text may come later or not at all (Tabla 1).

    The same title registered twice is one document.
    """
    require(why_not_keep_the_register(by))
    return _registered(
        kind=kind, title_es=title_es, title_en=title_en, about_es=about_es, about_en=about_en, period=period,
        body=body, tier=tier, source=source, code=code, illustrative=illustrative, by=by,
    )  # fmt: skip


@transaction.atomic
def begin_text(*, title_es: str, title_en: str, code: str, by: User, illustrative: bool = False) -> Document:
    """Give a document of its own to a text that its drafters are about to put before the members."""
    require(why_not_draft(by))
    said = {"title_es": title_es, "title_en": title_en, "about_es": "", "about_en": "", "period": ""}
    return _registered(
        kind=Document.Kind.TEXT, **said, body=None, tier=Tier.MEMBERS, source="", code=code,
        illustrative=illustrative, by=by, anew=True,
    )  # fmt: skip


def _registered(
    *,
    kind: str,
    title_es: str,
    title_en: str,
    about_es: str,
    about_en: str,
    period: str,
    body: Body | None,
    tier: str,
    source: str,
    code: str,
    illustrative: bool,
    by: User,
    anew: bool = False,
) -> Document:
    known: Document | None = Document.objects.filter(kind=kind, title_es=title_es, period=period).first()
    if known is not None and not anew:
        return known
    last = Document.objects.order_by("-order").first()
    document = Document(
        code=code or _free_code(f"{title_es} {period}"), kind=kind, title_es=title_es, title_en=title_en,
        about_es=about_es, about_en=about_en, period=period, body=body, tier=tier, source=source,
        order=(last.order if last else 0) + 1, illustrative=illustrative,
    )  # fmt: skip
    document.full_clean()
    document.save()
    record(document, "register_document", by=by, kind=kind)
    return document


def _free_code(title: str) -> str:
    wanted = slugify(title)[:52].rstrip("-") or "documento"
    taken = set(Document.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    numbered: Any = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(code for code in numbered if code not in taken)
