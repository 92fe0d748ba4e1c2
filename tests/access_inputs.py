"""What the addresses of the inputs of the RNCOM answer to every role (AC-21)."""

from collections.abc import Callable
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from pilares.consensus.models import Input, InputCall, InputFile
from tests.access_rows import Parts, Row, everyone, first, only, secretariat

PUBLIC, EXTENDED, LATE = ({"reference": f"AP-2021-00{number}"} for number in (1, 2, 3))


def _file() -> Parts:
    """A file of the input that the public does not read; its bytes are written once for every role."""
    key, path = UUID(int=2021), "inputs/of-the-access-table"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(b"%PDF-1.4"))
    columns = {"name": "a.pdf", "size": 8, "media_type": "application/pdf", "file": path, "key": key}
    file, _new = InputFile.objects.get_or_create(input=Input.objects.get(number=2), defaults=columns)
    return {"key": file.key}


def _steering(status: int) -> Row:
    return only("presidency", "secretariat", status=status, others=403, nobody=302)


CONSIDER = ("outsider", "member", "presidency", "secretariat")
PARTS_OF_INPUTS: dict[str, Parts | Callable[[], Parts]] = {
    "consensus:inputs_file": {"suffix": "csv"},
    "consensus:inputs_file workbook": {"suffix": "xlsx"},
    "consensus:inputs_file of no kind": {"suffix": "exe"},
    "consensus:edit_call": lambda: first(InputCall),
    "consensus:input_file": _file,
    "consensus:input": PUBLIC,
    "consensus:input of the extended RCM": EXTENDED,
    "consensus:input that is not": {"reference": "AP-2021-099"},
    "consensus:consider": LATE,
    "consensus:include": LATE,
    "consensus:not_include": LATE,
    "consensus:reply": EXTENDED,
}
INPUTS: dict[str, Row] = {
    "GET consensus:inputs": everyone(200),
    "GET consensus:inputs_file": everyone(200),
    "GET consensus:inputs_file workbook": everyone(200),
    "GET consensus:inputs_file of no kind": everyone(404),
    "GET consensus:new_input": only("civil_society", others=403, nobody=302),
    "POST consensus:new_input": only("civil_society", status=422, others=403, nobody=302),
    "GET consensus:new_call": _steering(200),
    "POST consensus:new_call": _steering(422),
    "GET consensus:edit_call": _steering(200),
    "POST consensus:edit_call": _steering(422),
    "GET consensus:input_file": {**everyone(200), "nobody": 404},
    "GET consensus:input": everyone(200),
    "GET consensus:input of the extended RCM": {**everyone(200), "nobody": 404},
    "GET consensus:input that is not": everyone(404),
    "GET consensus:consider": only(*CONSIDER, others=403, nobody=302),
    "POST consensus:consider": only(*CONSIDER, status=422, others=403, nobody=302),
    "GET consensus:include": secretariat(),
    "POST consensus:include": secretariat(422),
    "GET consensus:not_include": secretariat(),
    "POST consensus:not_include": secretariat(422),
    "GET consensus:reply": only("civil_society", others=403, nobody=302),
    "POST consensus:reply": only("civil_society", status=422, others=403, nobody=302),
}
