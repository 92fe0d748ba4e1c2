"""Who may bring a spreadsheet back into the matrix, and who may undo it."""

from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.matrix.models import UNDONE_WITHIN, Import
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.access import why_not_within
from pilares.plans.models import Document


def why_not_import(user: type_of_reader, plan: Document | None = None) -> Reason | None:
    """Whoever may edit rows may import them; each row is then checked alone."""
    standing = standing_of(user)
    if standing.steers or (standing.member and standing.groups):
        return why_not_within(plan) if plan else None
    return Reason(
        "NOT_IN_A_GROUP",
        _("The members of a group, the presidency and the Secretariat import a spreadsheet."),
    )


def why_not_undo(user: type_of_reader, import_: Import) -> Reason | None:
    """Whoever applied an import undoes it, or the Secretariat, for seven days."""
    own = import_.uploaded_by_id == user.pk and why_not_import(user) is None  # an office may have passed
    if not (standing_of(user).secretariat or own):
        return Reason("NOT_YOUR_IMPORT", _("Whoever applied it undoes it, or the Secretariat."))
    if import_.status != Import.Status.APPLIED or import_.applied_at is None:
        return Reason("NOTHING_TO_UNDO", _("Nothing of this file is in the matrix."))
    if clock.now() > import_.applied_at + UNDONE_WITHIN:
        return Reason("UNDO_IS_OVER", _("An import is undone within seven days. Mend the rows one by one."))
    return None


def why_not_keep_mappings(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Secretariat keeps what the columns of each organisation hold; who imports may use it."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat keeps the mappings of columns."))
