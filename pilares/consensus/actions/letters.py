"""Letters about texts, in both languages, the person's own first; no link of them acts when it is opened.

They say no more than the extended CRM may read, except the one that tells a broken silence: it goes to the
Member Countries alone and carries the amendment (AC-05).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.consensus.models import Objection, Round, Silence
from pilares.consensus.queries.recipients import recipients
from pilares.core.access import Tier
from pilares.core.bilingual import Language
from pilares.core.letters import Draft, post
from pilares.core.zones import in_words
from pilares.people.models import User
from pilares.plans.models import Document

SUBJECTS = {
    "opened": _("A text is in consultation"),
    "moved": _("The deadline moved"),
    "reminder": _("Two days left to write on a text"),
    "over": _("The deadline of a consultation has passed"),
    "concluded": _("A consultation was concluded"),
    "silence_opened": _("Silence procedure opened"),
    "silence_moved": _("The expiry of the silence procedure moved"),
    "silence_broken": _("The silence was broken. The decision was not adopted"),
    "silence_kept": _("Adopted by silence"),
    "late": _("A declaration after the adoption"),
    "named": _("You are your country's delegate for a text"),
}


def write(kind: str, to: User, *, key: str, page: tuple[str, int], context: Mapping[str, Any]) -> Draft:
    """Write one letter; `page` is the name and the number of what it speaks of, for each language anew."""
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != to.language):
        with override(language), timezone.override(to.time_zone or None):
            said = {
                name: in_words(value) if name.endswith("_at") else value for name, value in context.items()
            }
            named = context.get("document")  # its title in the language of each half
            said |= {"title": named.title if named else ""}
            said |= {"link": settings.ADDRESS + reverse(page[0], args=[page[1]]), "user": to}
            said |= {"said": f"consensus/letters/{kind}.txt"}
            parts.append(render_to_string("consensus/letters/whole.txt", said).strip())
            subject = subject or str(SUBJECTS[kind])
    body = "\n\n----\n\n".join(parts) + "\n"
    return Draft(key=key, to=to.email, language=to.language, subject=f"Pilares · {subject}", body=body)


def _title(document: Document) -> dict[str, object]:
    """Return the text to be named where everybody of the extended CRM may read its title, otherwise none."""
    return {"document": document if document.tier in {Tier.PUBLIC, Tier.EXTENDED} else None}


def tell_round(kind: str, round_: Round, *, mark: object = "", to: Iterable[User] | None = None) -> int:
    """Tell everybody concerned about a round, once: `mark` tells one telling from another."""
    people = recipients(round_.version.document).everybody if to is None else to
    context = {**_title(round_.version.document), "closes_at": round_.closes_at}
    return post(
        write(
            kind,
            user,
            key=f"round:{kind}:{round_.pk}:{mark}:{user.pk}",
            page=("consensus:round", round_.pk),
            context=context,
        )
        for user in people
    )


def tell_silence(kind: str, silence: Silence, *, mark: object = "", about: Objection | None = None) -> int:
    """Tell everybody concerned about a silence procedure, once."""
    document = silence.version.document
    context = {**_title(document), "closes_at": silence.closes_at, "objection": about}
    if about is not None:  # the Member Countries alone are written to, and they read the words
        context |= {"document": document, "sent_at": about.at, "paragraph": about.anchor}
    return post(
        write(
            kind,
            user,
            key=f"silence:{kind}:{silence.pk}:{mark}:{user.pk}",
            page=("consensus:silence", silence.pk),
            context=context,
        )
        for user in recipients(document).everybody
    )


def tell_named(document: Document, user: User, *, mark: object) -> int:
    """Tell a person that they are their country's delegate for a text."""
    said = {**_title(document)}
    key = f"delegate:{document.pk}:{user.pk}:{mark}"
    return post([write("named", user, key=key, page=("consensus:delegates", document.pk), context=said)])
