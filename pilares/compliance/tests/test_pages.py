"""The year of a group through its pages: asked, explained, recorded, printed (AC-08, M20, M23)."""

import csv
import re
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from pilares.compliance.models import Explanation, Presentation
from pilares.compliance.queries import annex_lines, read_facts
from pilares.core.trail import OPENED, Entry
from pilares.meetings.models import Meeting, Session
from pilares.people.models import Body
from pilares.plans.models import PlanYear

pytestmark = pytest.mark.django_db
FRO = "/es/cumplimiento/2021/gestion-fronteriza"
COUNTED = "4 cumplidas · 5 vencen pronto · 1 sin cumplir · 2 sin datos para saberlo"
ONE_OF_TWO = "Gestión Fronteriza realizó 1 de las 2 reuniones anuales previstas (§3.10 e)"


def meet(body: str, code: str, on: date, *, status: str = "held", tier: str = "members") -> Meeting:
    return Meeting.objects.create(
        body=Body.objects.get(code=body), code=code, name_es=code, name_en=code, starts_on=on, ends_on=on,
        status=status, tier=tier,
    )  # fmt: skip


def answer_of(page: str, rule: str) -> str:
    """Return what the page says under a rule, without its markup's white space."""
    after = page.split(f'id="{rule}"')[1].split("</section>", maxsplit=1)[0]
    return " ".join(after.split())


def found_in(response: HttpResponse, pattern: str) -> list[str]:
    return re.findall(pattern, response.content.decode())


def test_a_group_that_met_once_is_due_soon_and_no_session_is_revealed(
    plan, add_activity, secretariat, presidency, outsider, sign_in
):
    add_activity("FRO", 1, "Inventario", themes=("fronteras",), state="in_process", years=(2,))
    held = meet("FRO", "GT-FRO-2021-1", date(2021, 6, 24))
    Session.objects.create(meeting=held, order=1, title_es="Abierta")
    Session.objects.create(meeting=held, order=2, title_es="Plan de retornos", tier="closed")
    meet("FRO", "GT-FRO-2021-2", date(2021, 9, 1), status="cancelled")

    page = sign_in(secretariat).get("/es/cumplimiento/").content.decode()
    assert "1 de 2 reuniones en 2021" in page
    assert "Vence pronto" in page
    work = sign_in(presidency).get("/es/mi-trabajo").content.decode()
    assert "Gestión Fronteriza: reglas de 2021" in work
    assert "Vence pronto: 1 de 2 reuniones en 2021 (§3.10 e)" in work

    assert found_in(sign_in(outsider).get(FRO), r'<p class="hoy mt-2">(\d.*?)</p>') == [COUNTED]
    told = answer_of(sign_in(outsider).get(FRO).content.decode(), "MEETINGS_A_YEAR")
    assert "1 de 2 reuniones en 2021" in told
    assert "GT-FRO-2021-1: realizada" in told
    assert "Plan de retornos" not in told
    assert "GT-FRO-2021-2" not in told
    assert "«Realizar, al menos, dos reuniones anuales, en forma virtual o presencial.»" in told
    assert "/es/plan/2019-2022/v1/3.10#3.10.e" in told


def test_a_year_that_closes_with_one_meeting_is_told_and_explained(
    plan, add_activity, secretariat, presidency, outsider, sign_in, move_clock
):
    activity = add_activity("FRO", 1, "Inventario", themes=("fronteras",), state="in_process", years=(2,))
    meet("FRO", "GT-FRO-2021-1", date(2021, 6, 24))
    move_clock("2022-01-02T09:00:00-06:00")
    told = answer_of(sign_in(secretariat).get(FRO).content.decode(), "MEETINGS_A_YEAR")
    assert "Sin cumplir" in told
    assert "Venció el" in told
    explain = f"{FRO}/MEETINGS_A_YEAR/explicacion"
    assert sign_in(outsider).get(explain).status_code == 403
    words = {"text_es": "La segunda reunión se pospuso por la emergencia.", "text_en": ""}
    answer = sign_in(presidency).post(explain, words | {"base-text_es": "", "base-text_en": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"{FRO}#MEETINGS_A_YEAR")
    line = next(
        x for x in annex_lines(plan, 2021, secretariat) if (x.body, x.code) == ("FRO", "MEETINGS_A_YEAR")
    )
    assert (line.sentence, line.answer, line.explanation) == (ONE_OF_TWO, "not_met", words["text_es"])
    told = answer_of(sign_in(outsider).get(FRO).content.decode(), "MEETINGS_A_YEAR")
    assert words["text_es"] in told
    assert "Presidencia Pro-Témpore (México)" in told

    late = sign_in(secretariat).post(
        explain, {"text_es": "Otra razón", "base-text_es": "", "base-text_en": ""}
    )
    assert late.status_code == 412
    assert words["text_es"] in late.content.decode()
    assert "Otra razón" in late.content.decode()
    assert Explanation.objects.get().text_es == words["text_es"]
    activity.refresh_from_db()
    assert activity.state == "in_process"
    then = sign_in(secretariat).get(FRO + "?al=2021-10-15").content.decode()
    assert "Vence pronto" in answer_of(then, "MEETINGS_A_YEAR")  # as of then, whatever came after


def test_a_meeting_of_the_group_alone_counts_for_who_may_know_of_it(plan, secretariat, outsider, sign_in):
    meet("FRO", "GT-FRO-2021-1", date(2021, 6, 24))
    meet("FRO", "GT-FRO-2021-2", date(2021, 6, 24))  # the same day: one meeting
    meet("FRO", "GT-FRO-2021-3", date(2021, 9, 1), tier="group")
    seen = answer_of(sign_in(secretariat).get(FRO).content.decode(), "MEETINGS_A_YEAR")
    assert "2 de 2 reuniones en 2021" in seen
    hidden = sign_in(outsider).get(FRO).content.decode()
    assert "1 de 2 reuniones en 2021" in answer_of(hidden, "MEETINGS_A_YEAR")
    assert "GT-FRO-2021-3" not in hidden


def test_while_the_days_of_the_years_are_not_recorded_a_year_that_closed_keeps_its_address(
    plan, secretariat, sign_in, move_clock
):
    PlanYear.objects.all().delete()
    plan.versions.update(in_force_from=date(2019, 11, 14))
    meet("FRO", "GT-FRO-2021-1", date(2021, 6, 24))
    move_clock("2022-01-05T09:00:00-06:00")
    reader = sign_in(secretariat)
    assert [reader.get(f"/es/cumplimiento/{year}").status_code for year in range(2018, 2024)] == [
        404, 200, 200, 200, 200, 404,
    ]  # fmt: skip
    assert "1 de 2 reuniones en 2021" in answer_of(reader.get(FRO).content.decode(), "MEETINGS_A_YEAR")


def test_a_report_is_recorded_once_at_a_meeting_of_its_organ_and_can_be_taken_back(
    plan, secretariat, member, sign_in
):
    rcgm, own = meet("GRCM", "GRCM-2021-06", date(2021, 6, 25)), meet("FRO", "GT-FRO", date(2021, 6, 1))
    record, client = f"{FRO}/REPORT_TO_RCGM/constancia", sign_in(secretariat)
    assert client.post(record, {"meeting": own.pk}).status_code == 422
    assert client.post(record, {"meeting": rcgm.pk, "on": "2021-12-01"}).status_code == 422  # to come
    for _again in range(2):
        answer = client.post(record, {"meeting": rcgm.pk, "note": "Primer semestre"})
        assert (answer.status_code, answer["Location"]) == (302, f"{FRO}#REPORT_TO_RCGM")
    row = Presentation.objects.get()
    assert (row.on, row.note, row.body.code) == (date(2021, 6, 25), "Primer semestre", "FRO")
    told = answer_of(sign_in(member).get(FRO).content.decode(), "REPORT_TO_RCGM")
    assert "Informó al GRCM el 25 de junio de 2021" in told
    assert "Cumplida" in told

    annual = "/es/cumplimiento/2021/presidencia-pro-tempore/ANNUAL_REPORT/constancia"
    client = sign_in(secretariat)
    assert client.post(annual, {"letters": ["a"]}).status_code == 422  # neither a meeting nor a day
    client.post(annual, {"on": "2021-10-14", "letters": ["a", "b", "c"]})
    page = client.get("/es/cumplimiento/2021/presidencia-pro-tempore").content.decode()
    assert "Informe con a, b, c de a, b, c" in answer_of(page, "ANNUAL_REPORT")

    for _again in range(2):
        client.post(f"/es/cumplimiento/constancias/{row.pk}/retirar")
    assert Presentation.objects.filter(kind="group_report").count() == 0
    verbs = list(Entry.objects.filter(model="compliance.presentation").order_by("pk").values_list("verb"))
    assert verbs == [("record_presentation",), ("record_presentation",), ("withdraw_presentation",)]
    assert client.get(f"{FRO}/EIGHT_ITEMS/constancia").status_code == 404


def test_the_files_say_what_the_pages_say(plan, secretariat, sign_in):
    meet("FRO", "GT-FRO-2021-1", date(2021, 6, 24))
    client = sign_in(secretariat)
    text = client.get("/en/compliance/2021.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    row = next(
        r for r in rows if r["Group or organ"].endswith("Border Management") and r["Citation"] == "§3.10 e"
    )
    assert (row["Answer"], row["In words"], row["Due on"]) == (
        "Due soon",
        "1 of 2 meetings in 2021",
        "2021-12-31",
    )
    book = openpyxl.load_workbook(BytesIO(client.get("/es/cumplimiento/todo.xlsx").content))
    years = {cell.value for cell in book.active["A"][1:]}
    assert years == {2020, 2021, 2022}
    assert client.get("/es/cumplimiento/2021.pdf").status_code == 404


def test_any_number_of_groups_and_meetings_is_read_in_the_same_queries(plan, add_activity, secretariat):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            read_facts(plan, secretariat)
        return len(asked)

    add_activity("PROT", 1, "Ruta", themes=("trata",), years=(1,))
    meet("PROT", "GT-PROT-1", date(2021, 3, 1))
    queries()  # the reader's own offices are read once
    one = queries()
    for n in (2, 3):
        add_activity("PROT", n, f"Ruta {n}", themes=("trata",), years=(1, 2))
        meet("FRO", f"GT-FRO-{n}", date(2021, n, 1))
        Explanation.objects.create(
            plan=plan, rule="EIGHT_ITEMS", body=Body.objects.get(code="PROT"), year=2019 + n,
            text_es="x", at=datetime(2021, 1, 1, tzinfo=UTC),
        )  # fmt: skip
    assert queries() == one + 2  # the names of offices, once anything is explained


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (FRO + "?al=31-12-2020", "«31-12-2020» no es un día: escriba año, mes y día como en 2021-10-15."),
        (FRO + "?al=2021-02-30", "«2021-02-30» no es un día: escriba año, mes y día como en 2021-10-15."),
        ("/es/cumplimiento/2021?al=2022-01-01", "El 1 de enero de 2022 está por venir"),
        ("/en/compliance/weaknesses?on=2022-01-01", "1 January 2022 is still to come: nothing is known"),
        (FRO + "?al=", ""),
        (FRO + "?al=2021-10-15", ""),
    ],
)
def test_a_day_that_cannot_be_shown_is_said_where_today_stands_in_its_place(
    plan, secretariat, sign_in, address, said
):
    page = sign_in(secretariat).get(address).content.decode()
    assert ("Lo que sigue es al día de hoy." in page or "What follows is as of today." in page) == bool(said)
    assert said in page


def test_the_matrix_was_last_changed_on_the_last_act_of_each_year_that_the_trail_holds(
    plan, add_activity, secretariat
):
    one, other = (add_activity("PROT", n, f"Ruta {n}", themes=("trata",)) for n in (1, 2))
    Entry.objects.all().delete()
    for activity, verb, at in (
        (one, "edit", datetime(2020, 3, 1, 12, tzinfo=UTC)),
        (one, "edit", datetime(2020, 11, 15, 5, 30, tzinfo=UTC)),  # in San José the first year's last evening
        (other, "edit", datetime(2021, 3, 1, 12, tzinfo=UTC)),
        (other, "edit", datetime(2021, 1, 9, 12, tzinfo=UTC)),
        (one, OPENED, datetime(2021, 5, 5, 12, tzinfo=UTC)),  # whoever reads changes nothing
    ):
        label = activity._meta.label_lower
        Entry.objects.create(at=at, verb=verb, model=label, object_id=activity.pk, label=activity.code)
    assert read_facts(plan, secretariat).organs.updates == (date(2020, 11, 14), date(2021, 3, 1))
    assert read_facts(plan, secretariat, date(2020, 12, 31)).organs.updates == (date(2020, 11, 14),)
    assert read_facts(plan, secretariat, date(2020, 11, 13)).organs.updates == (date(2020, 3, 1),)
