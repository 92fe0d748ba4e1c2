"""What the forms of a row offer to choose from, each list in the reader's alphabetical order."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pilares.core.search import fold
from pilares.people.access import type_of_reader
from pilares.people.models import Body, Country, Membership, Organisation
from pilares.plans.models import Document, Objective, Placement, PlanYear, Principle

type_of_choices = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Options:
    """Choices for the fields of `ActivityForm`; groups of choices carry their heading."""

    themes: type_of_choices
    objectives: type_of_choices
    principles: type_of_choices
    countries: type_of_choices
    parties: type_of_choices
    years: type_of_choices
    sources: type_of_choices

    @property
    def all_parties(self) -> type_of_choices:
        """The responsible parties once more, for the choice of the principal one."""
        return self.parties


def options_for(user: type_of_reader, plan: Document, fields: Container[str] | None = None) -> Options:
    """Read the choices of a plan's rows in eight queries, or only those that the `fields` of a cell need."""

    def needed(*names: str) -> bool:
        return fields is None or any(name in fields for name in names)

    members = _members() if needed("countries", "parties", "principal") else []
    return Options(
        themes=_themes(plan) if needed("themes", "primary_theme") else [],
        objectives=_objectives(plan) if needed("objectives") else [],
        principles=_principles(plan) if needed("principles") else [],
        countries=members,
        parties=_parties(members) if needed("parties", "principal") else [],
        years=_years(plan) if needed("years") else [],
        sources=_sources(user) if needed("sources") else [],
    )


def _objectives(plan: Document) -> type_of_choices:
    rows = Objective.objects.filter(plan=plan, number__gt=0)
    return [(str(row.pk), f"{row.number}) {row.text}") for row in rows]


def _principles(plan: Document) -> type_of_choices:
    return [(str(row.pk), f"{row.letter}) {row.name}") for row in Principle.objects.filter(plan=plan)]


def _years(plan: Document) -> type_of_choices:
    rows = PlanYear.objects.filter(plan=plan)
    return [(str(row.pk), _("Year %(number)s") % {"number": row.number}) for row in rows]


def _sources(user: type_of_reader) -> type_of_choices:
    rows = Document.objects.visible_to(user).filter(kind=Document.Kind.NETWORK)
    return [(str(row.pk), row.title.text) for row in rows]


def _members() -> type_of_choices:
    seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
    countries = Country.objects.filter(memberships__in=seats).distinct()
    return sorted(((c.code, c.name.text) for c in countries), key=lambda pair: fold(pair[1]))


def _themes(plan: Document) -> type_of_choices:
    groups: dict[str, type_of_choices] = {}
    rows = Placement.objects.filter(pillar__plan=plan).select_related("pillar", "theme")
    for placement in rows:
        number = f"{placement.number}) " if placement.number else ""
        mark = f" ({_('proposed theme')})" if placement.theme.proposed else ""
        groups.setdefault(str(placement.pillar), []).append(
            (str(placement.pk), f"{number}{placement.theme.name}{mark}")
        )
    return list(groups.items())


def _parties(members: type_of_choices) -> type_of_choices:
    bodies = Body.objects.filter(kind__in=(Body.Kind.ORGAN, Body.Kind.GROUP, Body.Kind.AD_HOC))
    organisations = Organisation.objects.in_force()
    return [
        (
            _("Member Countries"),
            [("members", _("Member Countries")), *((f"country:{code}", name) for code, name in members)],
        ),
        (_("Organs and groups"), [(f"body:{b.pk}", b.name.text) for b in bodies]),
        (
            _("Organisations"),
            sorted(
                ((f"organisation:{o.pk}", o.name.text) for o in organisations), key=lambda pair: fold(pair[1])
            ),
        ),
    ]
