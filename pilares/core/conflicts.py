"""A choice between two people's words: what there is to decide, and what a form says was decided (AC-10).

A form carries, in hidden fields, the text that each field began from (`base-<name>`); the page of a
conflict adds what both began from (`was-<name>`) and a choice without default (`choose-<name>`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from pilares.core.edits import Clash, as_text


@dataclass(frozen=True)
class Settled:
    """What is still to be written, and the texts that it starts from."""

    changes: dict[str, Any]
    base: dict[str, str]


@dataclass(frozen=True)
class Spoken:
    """A clash in words, ready for the page."""

    field: str
    #: the canonical text that both started from
    was: str
    label: str
    base: str
    theirs: str
    mine: str


def typed_base(form: BaseForm) -> dict[str, str]:
    """Return the texts with which a form was opened."""
    return {name: as_text(form.data[f"base-{name}"]) for name in form.fields if f"base-{name}" in form.data}


def settle(form: BaseForm, changes: Mapping[str, Any]) -> Settled:
    """Leave out what the person gave up for the other's words; without a choice it clashes again."""
    kept, base = dict(changes), typed_base(form)
    for name in changes:
        chosen, was = form.data.get(f"choose-{name}"), form.data.get(f"was-{name}")
        if chosen == "theirs":
            del kept[name]
        elif chosen is None and was is not None:
            base[name] = as_text(was)
    return Settled(kept, base)


def spoken(form: BaseForm, clash: Clash, *, base: str, theirs: str, mine: str) -> Spoken:
    """Put a clash beside the words that stand for its three texts."""
    return Spoken(clash.field, clash.base, str(form.fields[clash.field].label), base, theirs, mine)
