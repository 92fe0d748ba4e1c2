"""The way of a secretariat officer, through pages alone: report, sheet, end of the plan, next plan."""

import re
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Body, Presidency
from pilares.plans.models import Document, Section

REPORT, CLOSING = "/es/informes/2022", "/es/cierre/2019-2022"
EVALUATION = f"{CLOSING}/evaluacion"


@pytest.fixture
def last_year(plan, add_activity, world, move_clock):
    """The end of the third year: one completed, two unfinished activities, the meetings of November."""
    move_clock("2022-11-30T12:00:00-06:00")
    Presidency.objects.update(label="2022", starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC))
    for number, state in ((1, "completed"), (2, "in_process"), (3, "not_achieved")):
        activity = add_activity("IRR", number, f"Actividad {number}", state=state, themes=("crisis",))
        Activity.objects.filter(pk=activity.pk).update(title_en=f"Activity {number}")
        activity.results.update(text_en="Result")
        activity.indicators.update(name_en=f"Countries {number}")
    Section.objects.create(
        version=plan.versions.get(), anchor="3.3", number="3.3", order=1, title_es="Misión"
    )
    for code, body, on in (
        ("GRCM-2022-06", "GRCM", date(2022, 6, 23)), ("GRCM-2022-11", "GRCM", date(2022, 11, 28)),
        ("RVM-2022-11", "RVM", date(2022, 11, 30)), ("RVM-XXIV", "RVM", date(2019, 11, 13)),
    ):  # fmt: skip
        meeting = Meeting.objects.create(
            code=code, body=Body.objects.get(code=body), name_es=code, name_en=code, starts_on=on, ends_on=on,
            tier=Tier.PUBLIC, status="held",
        )  # fmt: skip
        Decision.objects.create(
            meeting=meeting, paragraph="1", verb="decide", text_es="Concluir.", tier=Tier.PUBLIC
        )
    return plan


def said(response, status=200):
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(strip_tags(main.replace("<", " <"))).split())


def opened(client, address):
    """A form as it is opened: its hidden fields, and each choice with its words."""
    html = client.get(address).content.decode().partition("<main")[2]
    hidden = dict(re.findall(r'<input type="hidden" name="(base-[\w-]+)" value="([^"]*)"', html))
    choices = {unescape(text.strip()): value for value, text in re.findall(
        r'<option value="([^"]*)"[^>]*>([^<]*)', html
    )}  # fmt: skip
    return hidden, choices


def step(client, address, words, typed=None):
    """Take a step that the report offers under these words."""
    page = client.get(REPORT).content.decode()
    assert f'href="{address}"' in page
    assert words in said(client.get(address))
    done = client.post(address, typed or {})
    assert (done.status_code, done.url) == (302, REPORT)


def the_report_is_composed_written_and_published(client):
    begun = client.get("/es/informes/nuevo").content.decode()
    (term,) = re.findall(r'<option value="(\d+)"[^>]*>2022 · México', begun)
    made = client.post("/es/informes/nuevo", {"presidency": term, "cut_off": "2022-11-27"})
    assert (made.status_code, made.url) == (302, REPORT)
    for part, es, en in (("balance", "Se cumplió una.", "One was met."), ("next", "Seguir.", "Go on.")):
        base, _choices = opened(client, f"{REPORT}/redactar/{part}")
        sent = {"text_es": es, "text_en": en, **base}
        assert client.post(f"{REPORT}/redactar/{part}", sent).status_code == 302
    step(client, f"{REPORT}/consultar", "Congelar y enviar a consulta")
    for verb, words, offered, chosen in (
        ("presentar", "Registrar la presentación al GRCM", ["GRCM-2022-11"], "GRCM-2022-11"),
        ("informar", "Registrar que se informó", ["RVM-2022-11"], "RVM-2022-11"),
    ):
        _base, choices = opened(client, f"{REPORT}/{verb}")
        meetings = {text.partition(" ")[0]: value for text, value in choices.items() if "de 20" in text}
        assert list(meetings) == offered
        step(client, f"{REPORT}/{verb}", words, {"meeting": meetings[chosen]})
    step(client, f"{REPORT}/publicar", "Publicar")


def one_value_is_corrected_and_every_file_says_so(client):
    Activity.objects.filter(code="IRR-A1").update(title_es="Ruta regional", title_en="Regional route")
    page = client.get(f"{REPORT}/corregir").content.decode()
    way = urlsplit(unescape(re.findall(r'href="(/es/informes/2022/corregir\?[^"]*)"', page)[0]))
    asked = {name: values[0] for name, values in parse_qs(way.query).items()}
    assert asked == {
        "code": "IRR-A1", "field": "title", "new_es": "Ruta regional", "new_en": "Regional route",
    }  # fmt: skip
    filled = client.get(way.geturl()).content.decode()
    assert '<option value="IRR-A1" selected>IRR-A1 · Actividad 1</option>' in filled
    assert client.post(f"{REPORT}/corregir", {**asked, "reason_es": "Nombre oficial."}).status_code == 302
    for address, words in ((REPORT, "Ruta regional"), ("/en/reports/2022", "Regional route")):
        assert words in said(client.get(address))
        read = docx.Document(BytesIO(client.get(f"{address}.docx").content))
        cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
        assert any(words in cell for cell in cells)
        assert client.get(f"{address}.pdf").content[:5] == b"%PDF-"


def the_sheet_and_what_changed_are_read(client):
    assert "1 de 3 actividades está finalizada" in said(client.get("/es/ficha/hn"))
    assert client.get("/es/ficha/hn.pdf").content[:5] == b"%PDF-"
    assert client.get("/en/sheet/hn.pdf").content[:5] == b"%PDF-"
    changes = said(client.get("/es/cambios?desde=GRCM-2022-06"))
    assert "Decidir: Concluir. GRCM-2022-11, §1" in changes
    assert client.get("/es/cambios.docx?desde=GRCM-2022-06").content[:2] == b"PK"


def the_evaluation_is_written_one_finding_after_the_other(client):
    assert client.post(f"{EVALUATION}/comenzar").status_code == 302
    criteria = ("relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability")
    for here, following in zip(criteria, (*criteria[1:], None), strict=True):
        address = f"{EVALUATION}/redactar/findings/{here}"
        base, _choices = opened(client, address)
        typed = {"text_es": f"Hallazgo de {here}.", "text_en": "Found.", "on": "1"}
        done = client.post(address, {**typed, **base})
        then = f"{EVALUATION}/redactar/findings/{following}" if following else f"{EVALUATION}#{here}"
        assert (done.status_code, done.url) == (302, then)
    for _press in range(2):
        assert client.post(f"{EVALUATION}/consultar").status_code == 302
    assert "Hallazgos en 6 de 6 criterios" in said(client.get(EVALUATION))


def each_unfinished_activity_goes_somewhere(client):
    first, second = (f"{CLOSING}/actividades/{code}" for code in ("IRR-A2", "IRR-A3"))
    base, choices = opened(client, first)
    typed = {"way": "continue", "reason_es": "Sigue.", "body": choices["GRCM"], **base, "on": "1"}
    done = client.post(first, typed)
    assert (done.status_code, done.url) == (302, second)
    page = client.get(second).content.decode()
    assert f'<option value="{choices["GRCM"]}" selected>GRCM</option>' in page
    assert "Guardar y seguir" not in page
    base, _choices = opened(client, second)
    done = client.post(second, {"way": "close", "reason_es": "Basta.", "body": choices["GRCM"], **base})
    assert (done.status_code, done.url) == (302, f"{CLOSING}#IRR-A3")


def the_plan_closes_and_the_next_one_is_open(client):
    begun = client.post(f"{CLOSING}/siguiente", {
        "period": "2023-2025", "title_es": "Plan 2023-2025", "title_en": "", "years": "3",
        "priority_activities": "3", "meetings_a_year": "2",
    })  # fmt: skip
    assert begun.status_code == 302
    _base, choices = opened(client, f"{CLOSING}/cerrar")
    decisions = [text.partition(",")[0] for text in choices if "RVM" in text]
    assert decisions == ["RVM-2022-11"]
    decision = next(value for text, value in choices.items() if text.startswith("RVM-2022-11"))
    assert client.post(f"{CLOSING}/cerrar", {"decision": decision, "sure": "on"}).status_code == 302
    new = Activity.objects.get(predecessor__code="IRR-A2")
    assert new.plan == Document.objects.get(period="2023-2025")
    assert new.code in said(client.get(f"{CLOSING}/siguiente/comparar"))
    assert new.code in said(client.get("/es/matriz?plan=2023-2025"))


def test_from_composing_the_report_to_opening_the_next_plan(last_year, sign_in, secretariat):
    client = sign_in(secretariat)
    the_report_is_composed_written_and_published(client)
    one_value_is_corrected_and_every_file_says_so(client)
    the_sheet_and_what_changed_are_read(client)
    the_evaluation_is_written_one_finding_after_the_other(client)
    each_unfinished_activity_goes_somewhere(client)
    the_plan_closes_and_the_next_one_is_open(client)
