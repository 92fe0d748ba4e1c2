"""Themes that are not on the printed list: proposed by a group, added by a decision (§3.8, AC-03)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.search import fold
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.people.models import User
from pilares.plans.access import why_not_adopt_theme, why_not_propose_theme
from pilares.plans.models import Pillar, Placement, Theme

#: characters of a slug before its number, if it needs one
LONGEST = 72


@transaction.atomic
def propose_theme(*, pillar: Pillar, by: User, name_es: str = "", name_en: str = "") -> Placement:
    """Propose a theme under a pillar, named in at least one language; return its place.

    It stays a proposal until `adopt_theme`. Raises `Refused`, or `ValidationError` when the name is
    missing or the plan already has it.
    """
    require(why_not_propose_theme(by, pillar.plan))
    names = {"name_es": name_es.strip(), "name_en": name_en.strip()}
    if not any(names.values()):
        raise ValidationError(_("Write the theme in at least one language."))
    plan = pillar.plan
    same = {fold(name) for name in names.values() if name}
    for theme in Theme.objects.filter(plan=plan):
        if same & {fold(theme.name_es), fold(theme.name_en)}:
            raise ValidationError(_("The plan already has this theme: %(name)s"), params={"name": theme})
    spanish, english = names["name_es"] or names["name_en"], names["name_en"] or names["name_es"]
    theme = Theme(
        plan=plan,
        code=_free(plan.pk, "code", spanish),
        slug_es=_free(plan.pk, "slug_es", spanish),
        slug_en=_free(plan.pk, "slug_en", english),
        name_es=names["name_es"],
        name_en=names["name_en"],
        original=False,
    )
    theme.full_clean(exclude=["name_es"])  # one language is enough
    theme.save()
    place = Placement.objects.create(theme=theme, pillar=pillar)
    record(theme, "propose_theme", by=by, pillar=pillar.number)
    return place


def _free(plan: int, column: str, name: str) -> str:
    """Return a slug for a name that no theme of the plan has yet."""
    wanted = slugify(name)[:LONGEST].rstrip("-") or "tema"
    taken = set(
        Theme.objects.filter(plan=plan, **{f"{column}__startswith": wanted}).values_list(column, flat=True)
    )
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


@transaction.atomic
def adopt_theme(theme: Theme, *, decision: Decision, by: User) -> Theme:
    """Link the decision that adds a proposed theme; the printed, numbered list stays as it is (AC-03)."""
    locked = Theme.objects.select_for_update().get(pk=theme.pk)
    require(why_not_adopt_theme(by, locked))
    meeting = decision.meeting
    locked.added_by, locked.added_on = decision, meeting.ends_on or meeting.starts_on or clock.today()
    locked.illustrative = locked.illustrative or decision.illustrative
    locked.full_clean()
    locked.save(update_fields=["added_by", "added_on", "illustrative"])
    record(locked, "adopt_theme", by=by, decision=decision.citation)
    return locked
