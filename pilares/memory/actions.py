"""Following and following no more."""

from django.db import transaction

from pilares.core import clock
from pilares.core.trail import record
from pilares.memory.models import Follow
from pilares.monitoring.models import Activity
from pilares.people.models import Body, User
from pilares.plans.models import Theme

type_of_followed = Activity | Theme | Body


def kind_of(followed: type_of_followed) -> str:
    """Name the column that holds what is followed."""
    return {Activity: "activity", Theme: "theme", Body: "group"}[type(followed)]


@transaction.atomic
def follow(followed: type_of_followed, *, by: User) -> Follow:
    """Follow something that the person may see; asked for twice, it is followed once."""
    said = {kind_of(followed): followed}
    found, made = Follow.objects.get_or_create(user=by, **said, defaults={"at": clock.now()})
    if made:
        record(found, "follow", by=by)
    return found


@transaction.atomic
def unfollow(followed: type_of_followed, *, by: User) -> None:
    """Follow it no more; asked for twice, nothing more happens."""
    for found in Follow.objects.select_for_update(of=("self",)).filter(
        user=by, **{kind_of(followed): followed}
    ):
        record(found, "unfollow", by=by)
        found.delete()
