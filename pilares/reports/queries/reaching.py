"""What of a report's facts reaches one reader: each item and each decision says how far it may be told."""

from collections.abc import Mapping
from typing import Any

from pilares.core.access import Tier
from pilares.core.bilingual import Wording, reading_language
from pilares.reports.queries.annexes import Item

type_of_facts = Mapping[str, Any]


def items_of(found: type_of_facts, key: str, tiers: frozenset[str]) -> tuple[Item, ...]:
    """Return what the reader may see of an annex."""
    items = [item for item in found.get(key, ()) if item["tier"] in tiers]
    return tuple(Item(_about(item), wording_of(item["text"]).text) for item in items)


def cited(said: type_of_facts, name: str, tiers: frozenset[str]) -> str:
    """Return the decision that facts name, where it reaches the reader; older copies do not say how far."""
    return str(said[name]) if said.get(f"{name}_tier", Tier.MEMBERS) in tiers else ""


def policy_of(said: type_of_facts, tiers: frozenset[str]) -> type_of_facts:
    """Return the policies of a report, without a decision that does not reach the reader."""
    return {**said, "completed_decision": cited(said, "completed_decision", tiers)}


def _about(item: type_of_facts) -> str:
    """Return what an item is about: words in both languages, or the code that older copies keep alone."""
    return wording_of(item["about"]).text if "about" in item else str(item["code"])


def wording_of(two: type_of_facts) -> Wording:
    """Return one text in the reader's language, marked where it lags behind its original."""
    reader = reading_language()
    lags = two.get("of") == reader
    if lags and two.get("lag") == "pending":
        return Wording(two[reader], "en" if reader == "es" else "es", pending=bool(two[reader]))
    return Wording(two[reader], reader)
