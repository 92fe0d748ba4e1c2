"""Where a text stands: the permanent address of a version, of a place in it, and of a comparison."""

from django.urls import reverse

from pilares.plans.models import Document, Version


def version_url(document: Document, number: int) -> str:
    """Return the address of a version; what follows it is the anchor of a section."""
    if document.kind == Document.Kind.STRATEGIC_PLAN and document.period:
        return reverse("plans:whole", args=[document.period, number])
    return reverse("plans:text", args=[document.code, number])


def section_url(document: Document, number: int, anchor: str) -> str:
    """Return the address of a section of a version."""
    return f"{version_url(document, number)}{anchor}"


def document_url(document: Document) -> str:
    """Return the address of a document in the library, with its versions and their path."""
    return reverse("plans:document", args=[document.code])


def compare_url(document: Document, old: int, new: int, anchor: str = "") -> str:
    """Return the address of what changed from one version to another, whole or in one section."""
    if document.kind == Document.Kind.STRATEGIC_PLAN and document.period:
        parts: list[object] = [document.period, old, new]
        name = "plans:compare"
    else:
        parts, name = [document.code, old, new], "plans:compare_text"
    return reverse(f"{name}_section", args=[*parts, anchor]) if anchor else reverse(name, args=parts)


def compared_with_base(version: Version, anchor: str = "") -> str:
    """Return the address of what changed from the version it began from; another plan has no such page."""
    base = version.based_on
    if base is None or base.document_id != version.document_id:
        return ""
    return compare_url(version.document, base.number, version.number, anchor)
