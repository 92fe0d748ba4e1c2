"""A framework that somebody else made: mapped once, every trap asked once, applied, taken back."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.trail import Entry
from pilares.matrix.models import Import, Mapping
from pilares.matrix.tests.imports.files import words
from pilares.monitoring.models import Activity, Indicator, Measurement, Period, Result, Target
from pilares.people.models import Body, User

EXTRACT = (Path(__file__).parent / "data" / "unhcr_2022_extract.csv").read_bytes()
SEND = "/es/matriz/importar/marco"
AFTER = "2023-02-01T09:00:00-06:00"


class Visit:
    """One person on the way of one framework."""

    def __init__(self, client) -> None:
        self.client = client

    def send(self, data=EXTRACT, name="acnur-2022.csv"):
        answer = self.client.post(SEND, {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 302, words(answer)
        return self.client.get(answer.url, follow=True)

    @property
    def stage(self) -> Import:
        return Import.objects.latest("pk")

    def url(self, step: str) -> str:
        return f"/es/matriz/importar/{self.stage.pk}/{step}"

    def step(self, name: str, query: str = ""):
        return self.client.get(self.url(f"marco/{name}") + query)

    def answer(self, step: str, query: str = "", **answers):
        """Answer the fields of a step by their key or label; the others keep what they say."""
        form = self.step(step, query).context["form"]
        data = {"sent": "1"}
        keys = getattr(form, "keys", {})
        for name, field in form.fields.items():
            value = form[name].value()
            if value not in {None, ""}:
                data[name] = value
            for said, answer in answers.items():
                if said == name or keys.get(name, "").startswith(said) or said in str(field.label):
                    data[name] = answer
        return self.client.post(self.url(f"marco/{step}") + query, data, follow=True)

    def place(self, target="one", group="PROT", **more):
        said = f"{Body.objects.get(code=group).pk}:{target}"
        return self.answer("destino", **{"target": said, "title": "Marco de ACNUR", "language": "en",
                                         "institution": "ACNUR", **more})  # fmt: skip

    def decide(self, **answers):
        return self.answer("decisiones", **{key.replace("__", "|"): value for key, value in answers.items()})

    def apply(self, seal: str = ""):
        seal = seal or self.step("vista-previa").context["seen"].seal
        return self.client.post(self.url("marco/aplicar"), {"seal": seal}, follow=True)

    def errors(self) -> dict[str, list[list[object]]]:
        answer = self.client.get(self.url("por-corregir.xlsx"))
        book = openpyxl.load_workbook(BytesIO(answer.content))
        return {sheet.title: [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] for sheet in book}

    @property
    def counts(self) -> dict[str, int]:
        return {name: n for name, n in self.step("vista-previa").context["counts"].items() if n}


@pytest.fixture
def visit(world, add_activity, secretariat, sign_in):
    add_activity("PROT", 1, "Actividad de antes")
    return Visit(sign_in(secretariat))


ALL = {
    "CATEGORY": "keep", "NO_BASELINE": "to_be_established", "BASELINE_YEAR": "end", "NO_TARGET": "empty",
    "TARGET_IS_BASELINE": "maintain", "ORDINAL": "keep", "OVER_100": "keep", "DECIMALS": "round",
    "DUPLICATE": "last", "PLACE": "keep", "PLACE__ecuador": "out",
}  # fmt: skip


def each_trap_is_said(visit):
    """Each with how often it stands; nothing comes in before it is decided."""
    said = visit.step("decisiones")
    traps = {(group.key.partition("|")[0], group.rows) for group, _field in said.context["form"].every}
    assert traps == {
        ("CATEGORY", 12), ("PLACE", 1), ("PLACE", 2), ("NO_BASELINE", 1), ("BASELINE_YEAR", 11),
        ("NO_TARGET", 4), ("TARGET_IS_BASELINE", 3), ("ORDINAL", 1), ("OVER_100", 1), ("DECIMALS", 2),
        ("DUPLICATE", 2),
    }  # fmt: skip
    assert {(g.code, g.rows) for g in said.context["noted"]} == {
        ("SPACES", 2),
        ("TEXT_NUMBERS", 31),
        ("DESCENDS", 2),
    }
    assert visit.counts == {"rows": 12, "waiting": 12}
    nothing = visit.apply()
    assert nothing.status_code == 422
    assert "Todavía no puede entrar ninguna fila" in words(nothing)


def it_comes_in(visit):
    """Decide, look, and apply what was seen; return its seal."""
    assert visit.decide(**ALL).context["step"] == "preview"
    assert visit.counts == {
        "rows": 12, "read": 10, "out": 2, "indicators": 10, "results": 8, "activities": 8, "periods": 10,
        "targets": 7, "figures": 10,
    }  # fmt: skip
    preview = visit.step("vista-previa")
    assert "107,9" in words(preview)
    seal = preview.context["seen"].seal
    assert visit.apply("otro").status_code == 412
    done = visit.apply(seal)
    assert "10 indicadores, 8 resultados esperados, 8 candidatas nuevas" in words(done)
    return seal


def what_came_in(candidates):
    """Candidates only, with indicators that say where each came from; return Mexico's."""
    assert set(candidates.values_list("stage", "slot", "group__code")) == {("proposed", None, "PROT")}
    mexico = Indicator.objects.get(
        name_en__startswith="15.1 Number of refugees submitted by UNHCR for resettlement. · M"
    )
    assert mexico.name_en.endswith(" · Mexico · Refugees and Asylum-seekers")
    assert (mexico.measure, mexico.direction, mexico.level) == ("unit", "ascending", "outcome")
    assert (int(mexico.baseline or 0), str(mexico.baseline_on), mexico.baseline_status) == (
        220,
        "2021-12-31",
        "established",
    )
    assert mexico.measured_by_en == "ACNUR"
    assert mexico.result is not None
    assert mexico.result.text_en == "15. Outcome area: Resettlement and complementary pathways"
    assert "acnur-2022.csv» row 9" in mexico.data_source_en.replace(",", "")
    figure = Measurement.objects.get(period__indicator=mexico)
    assert (int(figure.value or 0), figure.status, figure.country_id, figure.institution) == (
        332,
        "sent",
        "MX",
        "ACNUR",
    )
    assert str(figure.period) == "2022-01-01/2022-12-31"
    assert Target.objects.get(period=figure.period).value == 330
    return mexico


def what_was_decided_is_kept(visit):
    """The last of two rows, the kept directions, one act in the trail, and a file of what did not come."""
    duplicate = Indicator.objects.get(name_en__contains="South Africa")
    assert duplicate.baseline == 38  # the last row counts
    assert Measurement.objects.get(period__indicator=duplicate).country_id is None
    kept = Indicator.objects.filter(direction="maintain").values_list("keep", flat=True)
    assert sorted(kept) == ["at_least", "at_least", "at_most"]
    ordinal = Indicator.objects.get(measure="ordinal")
    assert "Colombia" in ordinal.name_en
    entry = Entry.objects.get(verb="import", model="matrix.import")
    assert entry.details["counts"]["indicators"] == 10
    sheets = visit.errors()
    assert {(row[1], row[5]) for row in sheets["Por corregir"] if row[2]} >= {(5, "Ecuador")}
    assert ("A1", "iati_identifier") not in {(r[2], r[3]) for r in sheets["Anotado"]}
    assert ["H1", "result_indicator_aggregation_status"] in [r[2:4] for r in sheets["Anotado"]]


def it_goes_again(visit, candidates, mexico, secretariat):
    """What somebody worked on since stays; the rest goes."""
    mine = Indicator.objects.filter(activity__in=candidates)
    Indicator.objects.filter(pk=mexico.pk).update(version=2)
    page = visit.client.get(visit.url("deshacer"))
    assert "otra persona lo cambió después" in words(page) or mexico.code in words(page)
    visit.client.post(visit.url("deshacer"), {"sent": "1"}, follow=True)
    assert list(mine.values_list("pk", flat=True)) == [mexico.pk]
    assert (Period.objects.count(), Measurement.objects.count()) == (1, 1)
    gone = [model.history.filter(history_type="-") for model in (Indicator, Measurement, Result)]
    assert [{line.history_user for line in lines} for lines in gone] == [{secretariat}] * 3
    assert len(gone[0]) == len(set(gone[0].values_list("code", flat=True))) == 9
    assert Result.objects.filter(activity__in=candidates).count() == 1
    assert candidates.filter(stage="withdrawn").count() == 7


def test_a_real_framework_comes_in_as_it_was_decided_and_goes_again(visit, move_clock, secretariat):
    move_clock(AFTER)
    page = visit.send()
    assert page.context["step"] == "columns"
    page = visit.answer("columnas", keep_as="ACNUR 2022")
    assert Mapping.objects.get().name == "ACNUR 2022"
    assert page.context["step"] == "destination"
    assert visit.place(target="each").context["step"] == "decisions"
    each_trap_is_said(visit)
    seal = it_comes_in(visit)
    candidates = Activity.objects.exclude(title_es="Actividad de antes")
    mexico = what_came_in(candidates)
    what_was_decided_is_kept(visit)
    assert visit.apply(seal).status_code == 200  # a double click changes nothing
    assert Indicator.objects.filter(activity__in=candidates).count() == 10
    it_goes_again(visit, candidates, mexico, secretariat)


def test_the_same_columns_are_known_again_and_nothing_is_doubled(visit):
    visit.send()
    visit.answer("columnas", keep_as="ACNUR")
    target = str(Activity.objects.get().pk)
    visit.place(target=target)
    visit.decide(**ALL, AHEAD="empty")
    assert visit.counts["indicators"] == 10
    assert "figures" not in visit.counts  # the periods of 2022 have not begun in October 2021
    visit.apply()
    assert Measurement.objects.count() == 0

    page = visit.send()
    assert "Este archivo tiene las columnas de «ACNUR»" in words(page)
    visit.answer("columnas")
    visit.place(target=target)
    visit.decide(**ALL, AHEAD="empty")
    assert visit.counts == {"rows": 12, "waiting": 10, "out": 2}
    key = next(g.key for g, _f in visit.step("decisiones").context["form"].every if g.code == "ALREADY_THERE")
    one = visit.step("decisiones", f"?problem={key}").context["form"]
    visit.answer("decisiones", f"?problem={key}", **{next(iter(one.fields)): "keep"})  # one row alone
    assert visit.counts["indicators"] == 1


def test_a_kept_mapping_is_renamed_and_forgotten_by_the_secretariat_alone(visit, member, sign_in):
    visit.send()
    visit.answer("columnas", keep_as="ACNUR")
    kept = Mapping.objects.get()
    address = f"/es/matriz/importar/correspondencias/{kept.pk}"
    assert "Indicador" in words(visit.client.get(address))
    visit.client.post(address, {"name": "ACNUR, operaciones"})
    assert "ACNUR, operaciones" in words(visit.client.get("/es/matriz/importar/correspondencias"))
    theirs = sign_in(member)
    assert theirs.post(address, {"forget": "1"}).status_code == 403
    form = Visit(theirs)
    form.send()
    assert "keep_as" not in form.step("columnas").context["form"].fields
    visit.client = sign_in(User.objects.get(appointments__office="secretariat"))
    visit.client.post(address, {"forget": "1"})
    assert Mapping.objects.count() == 0
    assert [e.verb for e in Entry.objects.filter(model="matrix.mapping").order_by("pk")] == [
        "keep_mapping", "rename_mapping", "forget_mapping",
    ]  # fmt: skip


HEADERS = ("Resultado", "Indicador", "Tipo de medida", "Ascendente", "Línea base", "Año de la línea base",
           "Meta 2019", "Actual 2019", "Meta 2020", "Actual 2020", "País", "Moneda")  # fmt: skip
ROWS = (
    ("Marco ilustrativo de una organización",),
    (),
    HEADERS,
    ("Países coordinados", "Países con ruta", 1, 1, 2, 2018, 3, 3, 5, "cuatro de cinco países", "Honduras",
     "x"),
    ("Países coordinados", "Inversión en albergues", "monto", 1, "£3,500,000", 2018, "4,000,000", None, None,
     None, "Guatemala", None),
    ("Países coordinados", "Personas atendidas", 1, 1, "1.234", "", 2000, 1900, 3000, "=SUM(A1:A2)",
     "Honduras"),
    HEADERS,
    ("Total", "Personas atendidas", 1, 1, 10, 2018, 20, 15, None, None, None),
    ("Países coordinados", "", 1, 1, 10, 2018, 20, 15, None, None, "México"),
    ("Países coordinados", "Plazo medio en días", 1, 0, 90, 2018, 120, 80, 60, 70, "Panamá"),
    ("Países coordinados", "x" * 301, 1, 1, 1, 2018, 2, 1, None, None, "Panamá"),
)  # fmt: skip


def illustrative() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    book.create_sheet("Notas").append(["algo"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_sheet_with_a_column_for_each_year_says_each_of_its_traps(visit):
    page = visit.send(illustrative(), "marco.xlsx")
    assert "Notas" in words(page)
    visit.answer("columnas")
    visit.place(target="one", language="es")
    form = visit.step("decisiones")
    assert {g.code: g.rows for g, _field in form.context["form"].every} == {
        "TOTAL": 1, "MEASURE": 1, "BASELINE_DAY": 1, "BASELINE_YEAR": 3, "FORMULA": 1, "MARK": 1, "SIGNED": 1,
        "WORDS": 1, "YEAR_COLUMN": 8,
    }  # fmt: skip
    visit.decide(YEAR_COLUMN="calendar", WORDS="empty", MEASURE="unit", SIGNED="number", MARK=".",
                 BASELINE_DAY="empty", FORMULA="empty", TOTAL="out", BASELINE_YEAR="begin")  # fmt: skip
    counts = visit.counts
    assert (counts["rows"], counts["indicators"], counts["out"]) == (8, 4, 4)
    visit.apply()
    found = {one.name_es: one for one in Indicator.objects.all()}
    money = found["Inversión en albergues · Guatemala"]
    assert (int(money.baseline or 0), str(money.baseline_on)) == (3_500_000, "2018-01-01")
    people = found["Personas atendidas · Honduras"]
    assert (people.baseline, people.baseline_status) == (None, "to_be_established")
    spans = [str(period) for period in people.periods.all()]
    assert spans == ["2019-01-01/2019-12-31", "2020-01-01/2020-12-31"]
    assert set(Measurement.objects.values_list("status", flat=True)) == {"sent"}
    left = {(row[1], row[6]) for row in visit.errors()["Por corregir"]}
    assert left >= {
        (9, "Escriba el indicador en la fila, o bórrela."),
        (11, "Acorte el texto en el archivo."),
    }


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_rows(visit, move_clock):
    move_clock(AFTER)
    lines = EXTRACT.decode().splitlines(keepends=True)
    asked = []
    target = str(Activity.objects.get().pk)
    for data in (lines[0] + lines[6], "".join(lines)):
        visit.send(data.encode())
        visit.answer("columnas")
        visit.place(target=target)
        visit.decide(**ALL)
        seal = visit.step("vista-previa").context["seen"].seal
        with CaptureQueriesContext(
            connection,
        ) as queries:
            visit.client.post(visit.url("marco/aplicar"), {"seal": seal})
        with CaptureQueriesContext(connection) as undoing:
            visit.client.post(visit.url("deshacer"), {"sent": "1"})
        asked.append((len(queries), len(undoing)))
    assert Indicator.objects.count() == 1  # the one that was there before
    assert [after - before <= 2 for before, after in zip(*asked, strict=True)] == [True, True], asked


def test_what_is_no_framework_is_refused_in_words(trip, secretariat, sign_in):
    visit = Visit(sign_in(secretariat))
    trip.out()
    cases = (
        (trip.written(), "m.xlsx", "Este archivo es una matriz exportada de aquí"),
        (b"\x89PNG\r\n\x1a\n", "m.png", "no es una hoja de cálculo"),
        (b"1;2\n3;4\n", "m.csv", "tiene una fila de encabezados"),
    )
    for data, name, said in cases:
        answer = visit.client.post(SEND, {"file": SimpleUploadedFile(name, data)})
        assert (answer.status_code, Import.objects.count()) == (422, 0)
        assert said in words(answer)
