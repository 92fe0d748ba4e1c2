"""The cases of spreadsheets: a matrix that goes out and comes back, and a framework made by others.

What is applied is rolled back, so that the same file can be applied again; the changes to a sheet are made
before anything is measured. No row is taken from anybody: the framework has the shape of a flat IATI table.
"""

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from random import Random
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from pilares.matrix.imports.frameworks.looking import look
from pilares.matrix.imports.staging import answer
from pilares.matrix.models import Import
from pilares.people.models import Appointment, Body, User

type_of_ask = Callable[[], Any]
CHANGED, ROWS = 1000, 2036
SEAL = re.compile(r'name="seal" value="(\w+)"')
PLACES = ("Mexico", "Costa Rica", "Guatemala", "Panama", "Honduras", "Elsewhere", "Nowhere")
KEEP_ALL = {
    "PLACE|*": "keep", "CATEGORY|*": "keep", "NO_BASELINE|": "to_be_established", "BASELINE_YEAR|*": "end",
    "NO_TARGET|": "empty", "TARGET_IS_BASELINE|": "maintain", "TARGET_BEHIND|": "keep", "AHEAD|*": "empty",
}  # fmt: skip


def secretariat() -> tuple[Client, User]:
    """Return the Secretariat's browser, which takes plain answers."""
    user, _made = User.objects.get_or_create(email="secretariat-benchmark@example.invalid")
    Appointment.objects.get_or_create(
        user=user, office="secretariat", defaults={"starts_at": datetime(2019, 1, 1, tzinfo=UTC)}
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client, User.objects.get(pk=user.pk)


def _exported(client: Client, query: str) -> bytes:
    response = client.get(f"/es/matriz.xlsx?vista=4.3{query}")
    content = b"".join(response) if response.streaming else response.content
    return bytes(content)


def _changed(data: bytes) -> bytes:
    """Return the exported workbook with other words in up to a thousand rows."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    for row in range(2, min(sheet.max_row, CHANGED + 1) + 1):
        sheet.cell(row, 3).value = f"{sheet.cell(row, 3).value}, revisada"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _sent(client: Client, data: bytes, address: str, name: str) -> int:
    client.post(address, {"file": SimpleUploadedFile(name, data)})
    return int(Import.objects.latest("pk").pk)


def _applied(client: Client, pk: int, page: str, act: str) -> Any:
    """Read the page that shows what would happen, and apply it."""
    shown = client.get(f"/es/matriz/importar/{pk}/{page}").content.decode()
    seal = SEAL.search(shown)
    return client.post(f"/es/matriz/importar/{pk}/{act}", {"seal": seal[1] if seal else ""})


def round_trip(query: str = "") -> Callable[[], type_of_ask]:
    """Export, send, compare and apply, as its person would; then forget it."""

    def prepare() -> type_of_ask:
        client, _user = secretariat()
        data = _changed(_exported(client, query))

        def ask() -> Any:
            _exported(client, query)
            with transaction.atomic():
                pk = _sent(client, data, "/es/matriz/importar", "matriz.xlsx")
                response = _applied(client, pk, "comparacion", "aplicar")
                transaction.set_rollback(True)
            return response

        return ask

    return prepare


def comparison() -> type_of_ask:
    """Show what a file of all the rows would change."""
    client, _user = secretariat()
    pk = _sent(client, _changed(_exported(client, "")), "/es/matriz/importar", "matriz.xlsx")
    return lambda: client.get(f"/es/matriz/importar/{pk}/comparacion")


def framework() -> bytes:
    """Return a flat table of as many rows as the largest that we were given, with its traps."""
    chance, out = Random(2022), StringIO()
    names = (
        "iati_identifier", "result_type", "result_title", "result_indicator_title",
        "result_indicator_measure", "result_indicator_ascending", "result_indicator_baseline_value",
        "result_indicator_baseline_year", "result_indicator_period_start", "result_indicator_period_end",
        "result_indicator_target_value", "result_indicator_actual_value",
        "result_indicator_actual_location_ref", "result_indicator_actual_value_1",
    )  # fmt: skip
    table = csv.writer(out)
    table.writerow(names)
    for row in range(ROWS):
        base = "" if row % 12 == 0 else chance.randrange(100)
        target = "" if row % 3 == 0 else chance.randrange(100)
        table.writerow(
            (
                f"XX-{row % 50}", chance.choice((2, 3)), f"Área de resultado {row % 19}",
                f"Proporción de personas con el servicio {row}", 2, 1, base, "" if base == "" else 2020,
                "2021-01-01", "2021-12-31", target, chance.randrange(100),
                PLACES[row % len(PLACES)], "Personas refugiadas",
            )
        )  # fmt: skip
    return out.getvalue().encode()


def foreign() -> type_of_ask:
    """Show and apply a framework whose columns are mapped and whose traps are decided."""
    client, user = secretariat()
    pk = _sent(client, framework(), "/es/matriz/importar/marco", "marco.csv")
    import_ = Import.objects.get(pk=pk)
    mapping = {column.key: column.near for column in look(import_, by=user).frame.columns}
    group = Body.objects.filter(kind=Body.Kind.GROUP).order_by("order")[0].pk
    where = {"group": group, "activity": "each", "title": "Marco", "language": "es"}
    answer(import_, {"mapping": mapping, "decisions": KEEP_ALL, "destination": where}, by=user)

    def ask() -> Any:
        with transaction.atomic():
            response = _applied(client, pk, "marco/vista-previa", "marco/aplicar")
            transaction.set_rollback(True)
        return response

    return ask
