"""What the addresses of a spreadsheet that comes back answer to every role."""

from collections.abc import Callable

from pilares.core import clock
from pilares.matrix.models import Import, Mapping
from pilares.people.models import User
from pilares.plans.models import Document
from tests.access_rows import Parts, Row, only

#: whoever may edit rows may import them
IMPORTERS = ("outsider", "member", "presidency", "secretariat")


def _staged() -> Parts:
    """Return a file of the Secretariat's officer that waits; it is no longer kept, which its steps say."""
    officer = User.objects.get(email="se@demo.invalid")
    import_ = Import.objects.create(
        plan=Document.objects.get(code="plan-2019-2022"), name="matriz.xlsx", size=1,
        uploaded_by=officer, uploaded_at=clock.now(),
    )  # fmt: skip
    return {"pk": import_.pk}


def _applied() -> Parts:
    """Return a file that the Secretariat's officer applied; it changed nothing."""
    parts = _staged()
    Import.objects.filter(**parts).update(status=Import.Status.APPLIED, applied_at=clock.now())
    return parts


def _framework() -> Parts:
    """Return a framework of the Secretariat's officer that waits; it is no longer kept either."""
    parts = _staged()
    Import.objects.filter(**parts).update(kind=Import.Kind.FRAMEWORK)
    return parts


def _mapping() -> Parts:
    """Return a mapping that is kept."""
    kept, _made = Mapping.objects.get_or_create(name="Prueba", defaults={"kept_at": clock.now()})
    return {"pk": kept.pk}


def _its_officer(status: int, *, presidency: int = 404) -> Row:
    """One answer for the officer; other importers find nothing, and the others are refused with a reason."""
    row = only("secretariat", status=status, others=403, nobody=302)
    return {**row, "presidency": presidency, "member": 404, "outsider": 404}


PARTS_OF_IMPORTS: dict[str, Callable[[], Parts]] = {
    "matrix:import": _staged,
    "matrix:import that was applied": _applied,
    "matrix:import_columns": _staged,
    "matrix:import_values": _staged,
    "matrix:import_ways": _staged,
    "matrix:import_compare": _staged,
    "matrix:import_apply": _staged,
    "matrix:import_discard": _staged,
    "matrix:import_errors": _applied,
    "matrix:import_file": _staged,
    "matrix:import_undo": _applied,
    "matrix:import_undo of nothing": _staged,
    "matrix:framework_columns": _framework,
    "matrix:framework_destination": _framework,
    "matrix:framework_decisions": _framework,
    "matrix:framework_preview": _framework,
    "matrix:framework_apply": _framework,
    "matrix:framework_apply of a matrix": _staged,
    "matrix:mapping": _mapping,
}
IMPORTS: dict[str, Row] = {
    "GET matrix:imports": only(*IMPORTERS, others=403, nobody=302),
    "POST matrix:imports": only(*IMPORTERS, status=422, others=403, nobody=302),
    "GET matrix:import": _its_officer(422),
    "GET matrix:import that was applied": _its_officer(200, presidency=200),
    "GET matrix:import_columns": _its_officer(422),
    "POST matrix:import_columns": _its_officer(422),
    "GET matrix:import_values": _its_officer(422),
    "POST matrix:import_values": _its_officer(422),
    "GET matrix:import_ways": _its_officer(422),
    "POST matrix:import_ways": _its_officer(422),
    "GET matrix:import_compare": _its_officer(422),
    "POST matrix:import_compare": _its_officer(422),
    "POST matrix:import_apply": _its_officer(422),
    "POST matrix:import_discard": _its_officer(302),
    "GET matrix:import_errors": _its_officer(200, presidency=200),
    "GET matrix:import_file": _its_officer(404),
    "GET matrix:import_undo": _its_officer(200, presidency=403),
    "POST matrix:import_undo": _its_officer(302, presidency=403),
    "GET matrix:import_undo of nothing": _its_officer(403),
    "GET matrix:framework": only(*IMPORTERS, others=403, nobody=302),
    "POST matrix:framework": only(*IMPORTERS, status=422, others=403, nobody=302),
    "GET matrix:framework_columns": _its_officer(422),
    "POST matrix:framework_columns": _its_officer(422),
    "GET matrix:framework_destination": _its_officer(422),
    "POST matrix:framework_destination": _its_officer(422),
    "GET matrix:framework_decisions": _its_officer(422),
    "POST matrix:framework_decisions": _its_officer(422),
    "GET matrix:framework_preview": _its_officer(422),
    "POST matrix:framework_apply": _its_officer(422),
    "POST matrix:framework_apply of a matrix": _its_officer(302),
    "GET matrix:mappings": only(*IMPORTERS, others=403, nobody=302),
    "GET matrix:mapping": only("secretariat", others=403, nobody=302),
    "POST matrix:mapping": only("secretariat", status=422, others=403, nobody=302),
}
