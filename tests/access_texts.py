"""What the addresses of texts answer: read by whom they reach, drafted and moved by whom Tabla 2 names.

In the demo version 1 of the plan is in force, and version 2 is an illustrative draft for members.
"""

from collections.abc import Callable

from django.core.files.base import ContentFile

from pilares.core import clock
from pilares.plans.actions.tables import table_of
from pilares.plans.models import Block, Reflection, Section, Version, VersionFile
from tests.access_rows import MEMBERS, Parts, Row, everyone, first, only, secretariat

PLAN = {"period": "2019-2022"}
V1 = {"code": "plan-2019-2022", "number": 1}
V2 = {**V1, "number": 2}
SECTION = {**V2, "anchor": "3.9"}
BOTH = {"old": 1, "new": 2}
STEERING = ("presidency", "secretariat")
STEPS = ("circulate", "take_back", "give_up", "recommend", "approve", "countersign", "register", "adopt")


def members(status: int = 200, *, nobody: int = 404) -> Row:
    """One answer for the members; for the others there is no such page."""
    return only(*MEMBERS, status=status, nobody=nobody)


def drafting(status: int = 200) -> Row:
    """One answer for who drafts; the other members are told who does, and a visitor may sign in."""
    return {**members(403, nobody=302), **dict.fromkeys(STEERING, status)}


def registering(status: int = 200) -> Row:
    """One answer for the Secretariat; the presidency and the members are told who does."""
    return {**drafting(403), "secretariat": status}


def _file() -> Parts:
    """Return the key of a file of the draft: the demo attaches none, so one is kept, once."""
    version = Version.objects.get(document__code="plan-2019-2022", number=2)
    said = {"title_es": "Anexo", "name": "anexo.txt", "size": 5, "media_type": "text/plain"}
    made = {"file": ContentFile(b"anexo", name="anexo.txt"), "added_at": clock.now(), **said}
    file, _new = VersionFile.objects.get_or_create(version=version, title_es="Anexo", defaults=made)
    return {"key": file.key}


def _table() -> str:
    """Return the anchor of a table of one paragraph a cell; the demo draws none, so one is drawn, once."""
    section = Section.objects.get(version__document__code="plan-2019-2022", version__number=2, anchor="3.9")
    table = table_of("Grupo | Plazo\nPROT | 2021", "", heads=True, anchor="3.9.t9")
    Block.objects.get_or_create(
        section=section, anchor="3.9.t9", defaults={"kind": "table", "order": 99, "table": table}
    )
    return "3.9.t9"


PARTS_OF_TEXTS: dict[str, Parts | Callable[[], Parts]] = {
    "plans:clause": {**PLAN, "anchor": "3.6"},
    "plans:compare": {**PLAN, **BOTH},
    "plans:compare of one with itself": {**PLAN, "old": 1, "new": 1},
    "plans:compare_section": {**PLAN, **BOTH, "anchor": "3.9"},
    "plans:compare_text": {"code": "objetivo-gestion-fronteriza", "old": 2, "new": 3},
    "plans:compare_text_section": {"code": "objetivo-gestion-fronteriza", "old": 2, "new": 3, "anchor": "1"},
    "plans:new_draft": {"code": "carta-estatutaria"},
    "plans:new_draft while there is one": {"code": "plan-2019-2022"},
    "plans:text": {"code": "objetivo-gestion-fronteriza", "number": 3},
    "plans:text of the plan": V1,
    "plans:text_section": {"code": "objetivo-gestion-fronteriza", "number": 3, "anchor": "1"},
    "plans:text_file": {"code": "objetivo-gestion-fronteriza", "number": 3, "suffix": "docx"},
    "plans:version_file": {**PLAN, "number": 1, "suffix": "docx"},
    "plans:version_file of no kind": {**PLAN, "number": 1, "suffix": "exe"},
    "plans:version_file of a draft": {**PLAN, "number": 2, "suffix": "docx"},
    "plans:text_json": {"code": "objetivo-gestion-fronteriza", "number": 3},
    "plans:file": _file,
    "plans:file_attach": V2,
    "plans:file_remove": lambda: {**V2, **_file()},
    "plans:draft": V2,
    "plans:draft of what is adopted": V1,
    "plans:draft_section": SECTION,
    "plans:draft_add": SECTION,
    "plans:draft_move": SECTION,
    "plans:draft_table": SECTION,
    "plans:draft_table_edit": lambda: {**SECTION, "paragraph": _table()},
    "plans:draft_table_edit of one with lists in it": {
        **V2,
        "anchor": "1.4",
        "paragraph": "1.4.t1",
    },
    "plans:draft_remove": SECTION,
    "plans:draft_remove_paragraph": {**SECTION, "paragraph": "3.9.p1"},
    "plans:parameters": PLAN,
    "plans:change_parameters": PLAN,
    "plans:reflection": lambda: {"code": "carta-estatutaria", **first(Reflection)},
    "plans:note_attach": V2,
    "plans:note_place": {**V2, "note": 7},
    "plans:note_edit": {**V2, "note": 7},
    "plans:note_edit of what is adopted": {**V1, "note": 7},
    "plans:note_delete": {**V2, "note": 7},
    "plans:note_change": {**V1, "note": 7},
    "plans:note_change of a footnote": {**V1, "note": 6},
    **{f"plans:step_{verb}": V2 for verb in STEPS},
}
TEXTS: dict[str, Row] = {
    "GET plans:clause": everyone(302),
    "GET plans:compare": members(),
    "GET plans:compare of one with itself": everyone(200),
    "GET plans:compare_section": members(),
    "GET plans:compare_text": members(),
    "GET plans:compare_text_section": members(),
    "GET plans:text": members(),
    "GET plans:text of the plan": everyone(301),
    "GET plans:text_section": members(),
    "GET plans:text_json": members(),
    "GET plans:text_file": members(),
    "GET plans:version_file": everyone(200),
    "GET plans:version_file of no kind": everyone(404),
    "GET plans:version_file of a draft": members(),
    "GET plans:parameters": everyone(200),
    "GET plans:change_parameters": secretariat(),
    "POST plans:change_parameters": secretariat(422),
    "GET plans:reflection": members(nobody=302),
    "POST plans:reflection": {**drafting(422)},
    "GET plans:new_document": secretariat(),
    "POST plans:new_document": secretariat(422),
    "GET plans:new_draft": {**only(*STEERING, others=403), "nobody": 302},
    "POST plans:new_draft": {**only(*STEERING, status=302, others=403), "nobody": 302},
    "GET plans:new_draft while there is one": {**everyone(403), "nobody": 302},
    "GET plans:file": members(),
    "GET plans:file_attach": drafting(),
    "POST plans:file_attach": drafting(422),
    "POST plans:file_remove": drafting(302),
    "GET plans:draft": drafting(),
    "POST plans:draft": drafting(422),
    "GET plans:draft of what is adopted": {**everyone(403), "nobody": 302},
    "GET plans:draft_section": drafting(),
    "POST plans:draft_section": drafting(422),
    "GET plans:draft_add": drafting(),
    "POST plans:draft_add": drafting(422),
    "GET plans:draft_table": drafting(),
    "POST plans:draft_table": drafting(422),
    "GET plans:draft_table_edit": drafting(),
    "POST plans:draft_table_edit": drafting(422),
    "GET plans:draft_table_edit of one with lists in it": drafting(404),
    "POST plans:draft_move": drafting(302),
    "GET plans:draft_remove": drafting(),
    "POST plans:draft_remove": drafting(302),
    "GET plans:draft_remove_paragraph": drafting(),
    "POST plans:draft_remove_paragraph": drafting(409),  # it was not read: what it said is not sent along
    "GET plans:note_attach": registering(),
    "POST plans:note_attach": registering(422),
    "GET plans:note_place": registering(),
    "POST plans:note_place": registering(422),
    "GET plans:note_edit": registering(),
    "POST plans:note_edit": registering(422),
    "GET plans:note_edit of what is adopted": {**everyone(422), "nobody": 302},
    "GET plans:note_delete": {**registering(422)},
    "POST plans:note_delete": {**registering(422)},
    "GET plans:note_change": {**only("secretariat", others=403), "nobody": 302},
    "POST plans:note_change": {**only("secretariat", status=422, others=403), "nobody": 302},
    "GET plans:note_change of a footnote": {**everyone(403), "nobody": 302},
    "GET plans:step_circulate": drafting(),
    "POST plans:step_circulate": drafting(302),
    "GET plans:step_take_back": drafting(403),
    "POST plans:step_take_back": {**drafting(403), "secretariat": 302},  # as a second click: it is a draft
    "GET plans:step_give_up": drafting(),
    "POST plans:step_give_up": drafting(422),
    "GET plans:step_recommend": registering(403),
    "POST plans:step_recommend": registering(403),
    "GET plans:step_approve": registering(422),
    "POST plans:step_approve": registering(422),
    "GET plans:step_countersign": {**drafting(422), "presidency": 422},
    "POST plans:step_countersign": {**drafting(422), "presidency": 422},
    "GET plans:step_register": registering(403),
    "POST plans:step_register": registering(403),
    "GET plans:step_adopt": registering(403),
    "POST plans:step_adopt": registering(403),
}
