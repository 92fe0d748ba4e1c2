"""While somebody works on the next plan, every link, form and file stays in it, and says which plan it is."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve
from django.utils.html import strip_tags

from pilares.matrix.models import Import
from pilares.monitoring.actions import edit
from pilares.monitoring.models import Activity
from pilares.people.models import Body
from pilares.succession import actions
from pilares.succession.models import Destination

GROUP = "/es/grupos/migracion-irregular-y-masiva"
ASKED = "?plan=2023-2025"
#: the pages that speak of one plan among several
OF_ONE_PLAN = {
    "monitoring:groups", "monitoring:group", "monitoring:group_plan", "monitoring:plan_word",
    "monitoring:review", "monitoring:indicators", "monitoring:indicators_file",
    "monitoring:review_line", "matrix:matrix", "matrix:export", "matrix:add",
    "matrix:imports", "matrix:framework", "matrix:narrow", "matrix:cell", "monitoring:critical_aspects",
    "monitoring:critical_file", "monitoring:support", "monitoring:contributions", "consensus:inputs",
    "consensus:inputs_file", "consensus:new_call",
}  # fmt: skip


@pytest.fixture
def following(plan, add_activity, secretariat, move_clock):
    """The plan 2023-2025 in draft, with one activity that continues and takes a place."""
    move_clock("2022-11-30T12:00:00-06:00")
    old = add_activity("IRR", 1, "Ruta regional", state="in_process", themes=("crisis",))
    Destination.objects.create(
        activity=old, way="continue", reason_es="Sigue.", body=Body.objects.get(code="GRCM")
    )
    return actions.begin_next(
        plan, period="2023-2025", title_es="Plan 2023-2025", title_en="", years=3, priority_activities=3,
        meetings_a_year=2, by=secretariat,
    )  # fmt: skip


@pytest.fixture
def new(following):
    return Activity.objects.get(plan=following)


def ways_out(html):
    """Each address in the content of a page that opens something of one plan, said or not."""
    main = html.partition("<main")[2].partition("</main>")[0]
    chosen = re.sub(r'<nav class="vistas" aria-label="Planes">.*?</nav>', "", main, flags=re.DOTALL)
    for address in re.findall(r'(?:href|action|hx-get|hx-post)="(/[^"]*)"', chosen):
        parts = urlsplit(address.replace("&amp;", "&"))
        name = resolve(parts.path.replace("CODE", "IRR-A1")).view_name
        if name in OF_ONE_PLAN:
            yield name, parts


def astray(html):
    """The ways out of a page that lead to another plan; a form of GET keeps the plan in a hidden field."""
    kept = '<input type="hidden" name="plan" value="2023-2025">' in html
    return [
        f"{name} {parts.geturl()}"
        for name, parts in ways_out(html)
        if parse_qs(parts.query).get("plan") != ["2023-2025"]
        and not (kept and f'action="{parts.path}"' in html and not parts.query)
    ]


def in_english(html):
    """The address that the head of a page gives for it in English."""
    return html.partition('hreflang="en" href="')[2].partition('"')[0]


def test_every_page_of_the_next_plan_stays_in_it_and_says_which_it_is(new, sign_in, secretariat):
    client = sign_in(secretariat)
    indicator = new.indicators.get()
    pages = [
        f"/es/matriz{ASKED}", f"/es/matriz{ASKED}&editar=1", f"/es/matriz{ASKED}&estado=finalizado",
        f"/es/matriz/filtros{ASKED}", f"/es/matriz/{new.code}/actividad{ASKED}",
        f"/es/matriz/{new.code}/estado{ASKED}", f"/es/matriz/importar{ASKED}",
        f"/es/matriz/importar/marco{ASKED}", f"/es/grupos{ASKED}",
        f"/es/indicadores/{ASKED}", f"{GROUP}{ASKED}", f"{GROUP}/plan{ASKED}",
        f"{GROUP}/plan/revisado{ASKED}", f"{GROUP}/actividades/nueva{ASKED}", f"/es/actividades/{new.code}",
        f"/es/actividades/{new.code}/editar", f"/es/actividades/{new.code}/estado",
        f"/es/actividades/{new.code}/ritmo", f"/es/actividades/{new.code}/retirar",
        f"/es/actividades/{new.code}/proponer-un-tema", f"/es/actividades/{new.code}/riesgos/nuevo",
        f"/es/indicadores/{indicator.code}", f"/es/indicadores/{indicator.code}/editar",
        f"/es/indicadores/{indicator.code}/quitar", f"/es/aspectos-criticos/{ASKED}", f"/es/apoyo/{ASKED}",
        f"/es/aportes/{ASKED}", f"/es/contribuciones{ASKED}",
    ]  # fmt: skip
    lost, silent, other_language = {}, [], []
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        html = answer.content.decode()
        if found := astray(html):
            lost[page] = found
        if ASKED in page and ASKED.removeprefix("?") not in in_english(html):
            other_language.append(page)
        if "Plan 2023-2025 (en elaboración)" not in strip_tags(html):
            silent.append(page)
    assert lost == {}
    assert silent == []
    assert other_language == []


def test_what_is_saved_in_the_next_plan_leads_back_into_it(new, sign_in, secretariat):
    client = sign_in(secretariat)
    typed = {"title_es": "Ruta regional ampliada", "title_en": "", "original_language": "es"}
    saved = client.post(f"/es/matriz/{new.code}/actividad{ASKED}", typed)
    assert (saved.status_code, saved.url) == (302, f"/es/matriz{ASKED}&editar=1#{new.code}")
    for verb in ("devolver", "priorizar"):
        done = client.post(f"/es/actividades/{new.code}/{verb}", {"confirm": "1"})
        assert (done.status_code, done.url) == (302, f"{GROUP}{ASKED}")
    assert client.get(f"/es/groups/x{ASKED}").status_code == 404
    other = client.get(f"/es/grupos/irregular-and-mass-migration{ASKED}")
    assert (other.status_code, other.url) == (301, f"{GROUP}{ASKED}")


def test_what_is_added_and_imported_in_the_next_plan_is_of_that_plan(new, sign_in, secretariat):
    client = sign_in(secretariat)
    form = client.get(f"{GROUP}/actividades/nueva{ASKED}").content.decode()
    theme = new.placed.get(primary=True).placement_id
    key = form.partition('name="form_key" value="')[2].partition('"')[0]
    typed = {
        "title_es": "Observatorio", "title_en": "", "original_language": "es", "tier": "members",
        "primary": theme, "form_key": key,
    }  # fmt: skip
    assert client.post(f"{GROUP}/actividades/nueva{ASKED}", typed).status_code == 302
    assert Activity.objects.get(title_es="Observatorio").plan == new.plan
    book = client.get(f"/es/matriz.xlsx{ASKED}").content
    sent = client.post(f"/es/matriz/importar{ASKED}", {"file": SimpleUploadedFile("matriz.xlsx", book)})
    assert sent.status_code == 302
    staged = Import.objects.get()
    assert staged.plan == new.plan
    gone = client.post(f"/es/matriz/importar/{staged.pk}/olvidar")
    assert (gone.status_code, gone.url) == (302, f"/es/matriz/importar{ASKED}")


def test_what_changed_says_of_which_plan_an_activity_is_where_it_is_not_the_one_shown(
    sign_in, secretariat, new, move_clock
):
    move_clock("2022-12-02T12:00:00-06:00")
    old = new.predecessor
    for activity in (old, new):
        edit(activity, changes={"title_es": f"{activity.title_es} corregida"}, base={}, by=secretariat)
    html = sign_in(secretariat).get("/es/cambios?desde=2022-12-01").content.decode()
    said = [strip_tags(one) for one in re.findall(r"<h3.*?</h3>", html)]
    assert said == [
        f"{old.code}. Ruta regional corregida",
        f"{new.code}. Ruta regional corregida Plan 2023-2025",
    ]
