"""The categories by which a figure is told apart, for each dimension (§3.6 g); keys mean the same in all."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.monitoring.models import Dimension
from pilares.monitoring.queries.names import in_order
from pilares.people.models import Membership

UNKNOWN: dict[str, str | Promise] = {"unknown": _("Not known")}
OF: Mapping[str, Mapping[str, str | Promise]] = {
    Dimension.SEX: {"female": _("Women"), "male": _("Men"), "other_sex": _("Another answer"), **UNKNOWN},
    Dimension.AGE_GROUP: {
        "child": _("Girls, boys and adolescents"),
        "adult": _("Adults"),
        **UNKNOWN,
    },
    Dimension.MIGRATORY_CONDITION: {"regular": _("Regular"), "irregular": _("Irregular"), **UNKNOWN},
    Dimension.DISABILITY: {
        "disability": _("With a disability"),
        "no_disability": _("Without a disability"),
        **UNKNOWN,
    },
    Dimension.LGBTI: {"lgbti": _("LGBTI persons"), "not_lgbti": _("Other persons"), **UNKNOWN},
}
#: words of every category, whatever its dimension; countries stand under their codes
CATEGORIES: Mapping[str, str | Promise] = {
    key: label for categories in OF.values() for key, label in categories.items()
} | {"other_country": _("Another country")}
OF_COUNTRIES = (Dimension.COUNTRY, Dimension.NATIONALITY)


def categories_of(dimension: str, countries: Mapping[str, str]) -> dict[str, str | Promise]:
    """Return the categories of a dimension with their words; `countries` by code, in the reader's order."""
    if dimension in OF_COUNTRIES:
        return {**countries, "other_country": CATEGORIES["other_country"], **UNKNOWN}
    return dict(OF.get(dimension, {}))


def member_countries() -> dict[str, str]:
    """Return the Member Countries of today by code, in the alphabetical order of the reader's language."""
    seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER).select_related("country")
    return {country.code: country.name.text for country in in_order(seat.country for seat in seats)}
