"""The words of an activity of the next plan beside those of the one that it follows (AC-12)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilares.core.redline import Run, redline
from pilares.monitoring.models import Activity
from pilares.people.access import type_of_reader


@dataclass(frozen=True)
class Field:
    """One text in both records, word by word."""

    label: str
    lang: str
    runs: tuple[Run, ...]
    changed: bool


@dataclass(frozen=True)
class Redlined:
    """What a record of the next plan says otherwise than the original."""

    before: str
    after: str
    period: str
    continues: bool
    fields: tuple[Field, ...]

    @property
    def changed(self) -> int:
        """In how many texts something changed."""
        return sum(one.changed for one in self.fields)


def redlined(activity: Activity, user: type_of_reader) -> Redlined | None:
    """Return the comparison of an activity with the record that follows it, if the reader sees one."""
    seen = Activity.objects.visible_to(user).filter(predecessor=activity)
    after = seen.exclude(stage=Activity.Stage.WITHDRAWN).select_related("plan").first()
    if after is None:
        return None
    names = (("title", _("Activity")), ("about", _("Description")))
    fields = [
        _field(label, lang, getattr(activity, f"{name}_{lang}"), getattr(after, f"{name}_{lang}"))
        for name, label in names
        for lang in ("es", "en")
    ]
    pairs = list(zip(_results(activity), _results(after), strict=False))
    for number, (old, new) in enumerate(pairs, start=1):
        label = _("Expected result %(n)s") % {"n": number}
        fields += [_field(label, lang, old[lang], new[lang]) for lang in ("es", "en")]
    kept = tuple(one for one in fields if one.runs)
    continues = after.lineage == Activity.Lineage.CONTINUES
    return Redlined(activity.code, after.code, after.plan.period, continues, kept)


def _field(label: str, lang: str, old: str, new: str) -> Field:
    return Field(label, lang, redline(old, new), old != new)


def _results(activity: Activity) -> list[dict[str, str]]:
    """Return the texts of the results, with room for those that only the other record has."""
    rows = [{"es": r.text_es, "en": r.text_en} for r in activity.results.all()]
    return rows + [{"es": "", "en": ""}] * (12 - len(rows))
