"""A copy of a report has its own page and its own files: what it said then, for whom it said it (AC-15)."""

import json
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.people.models import Body
from pilares.reports.models import Frozen, GroupReportCopy
from tests.pdf import pages_of

PAGE, ENGLISH = "/es/informes/2021", "/en/reports/2021"
COPY = f"{PAGE}/copias/1"
GROUP = "/es/informes/grupos/proteccion"
COPIED, BELOW = "Copia 1, hecha el 15 de octubre de 2021", "Copia 1, 15 oct 2021"
THEN = "dice lo que el informe decía entonces, sin lo que se corrigió después."


def said(response):
    """The words of the main part of a page."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def send(client, address, **typed):
    response = client.post(address, typed)
    assert response.status_code == 302, response.content.decode()[:2000]


def meeting(code, body):
    return Meeting.objects.create(
        code=code, body=Body.objects.get(code=body), name_es=code, name_en=code,
        starts_on=date(2021, 10, 15), tier=Tier.MEMBERS,
    )  # fmt: skip


@pytest.fixture
def matrix(add_activity):
    """One row that everybody may read, one for the members alone, one behind closed doors."""
    add_activity("PROT", 1, "Ruta", state="completed")
    add_activity("PROT", 2, "Para miembros", state="completed", slot=None, tier=Tier.MEMBERS)
    add_activity("PROT", 3, "Puerta cerrada", state="completed", slot=None, tier=Tier.CLOSED)


@pytest.fixture
def published(matrix, world, plan, sign_in, secretariat):
    """The client that published a report of the year, and then corrected a title in it."""
    client = sign_in(secretariat)
    send(client, "/es/informes/nuevo", presidency=world.mexico.pk, cut_off="2021-10-15")
    send(client, f"{PAGE}/consultar", pending_accepted="on")
    send(client, f"{PAGE}/presentar", meeting=meeting("GRCM-2021-10", "GRCM").pk, note="")
    send(client, f"{PAGE}/informar", meeting=meeting("RVM-XXVI", "RVM").pk, note="")
    send(client, f"{PAGE}/publicar", embargo_until="2021-10-20 11:00")
    correct(client, PAGE)
    client.get(PAGE)  # the message of what was done shows once
    return client


def correct(client, page, new="Ruta nueva"):
    send(client, f"{page}/corregir", code="PROT-A1", field="title", new_es=new, new_en=f"{new} (en)",
         reason_es="Errata.", reason_en="Misprint.")  # fmt: skip


def words_of(client, address):
    """Every word of a Word file, those that lead out of it too."""
    response = client.get(address)
    assert response.status_code == 200
    document = docx.Document(BytesIO(response.content))
    links = [one.url for p in document.paragraphs for one in p.hyperlinks if one.url]
    feet = [p.text for section in document.sections for p in section.footer.paragraphs]
    cells = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells]), links, "\n".join(feet)


def test_the_word_of_a_copy_says_what_it_said_which_copy_it_is_and_where_the_one_in_force_is(published):
    words, links, feet = words_of(published, f"{COPY}.docx")
    assert [text in words for text in (f"{COPIED}: {THEN}", "Ruta\n", "Ruta nueva")] == [True, True, False]
    assert ("Sin corrigenda cuando se hizo esta copia." in words, BELOW in feet) == (True, True)
    assert links == [f"http://testserver{PAGE}"]
    now, none, below = words_of(published, f"{PAGE}.docx")
    assert ["Ruta nueva" in now, COPIED in now, BELOW in below, none] == [True, False, False, []]
    english, led, _feet = words_of(published, f"{ENGLISH}/copies/1.docx")
    assert "Copy 1, made on 15 October 2021: it says what the report said then" in english
    assert led == [f"http://testserver{ENGLISH}"]
    held = published.get(f"{COPY}.docx")["Content-Disposition"]
    assert held == 'attachment; filename="pilares-2021-copia-1.docx"'


@pytest.mark.pdf
def test_the_pdf_that_was_published_stays_available_after_a_corrigendum(published):
    english = ("Copy 1, made on 15 October 2021", "Copy 1, 15 Oct 2021")
    for address, (copied, below), link in (
        (f"{COPY}.pdf", (COPIED, BELOW), PAGE),
        (f"{ENGLISH}/copies/1.pdf", english, ENGLISH),
    ):
        content = published.get(address).content
        pages = pages_of(content)
        assert (copied in pages[0], [below in page for page in pages]) == (True, [True] * len(pages))
        assert ["Ruta nueva" in page for page in pages] == [False] * len(pages)
        assert f"(http://testserver{link})".encode() in content
    assert any("Ruta nueva" in page for page in pages_of(published.get(f"{PAGE}.pdf").content))


def test_its_page_says_so_and_leads_to_its_own_files_and_to_the_report_as_it_stands(published):
    page = said(published.get(COPY))
    assert f"{COPIED}: {THEN} Leer el informe vigente" in page
    assert ["Ruta nueva" in page, "corregido" in page, "Registrar un corrigendum" in page] == [False] * 3
    for address in (PAGE, COPY):
        html = published.get(address).content.decode()
        assert [f'href="{COPY}{end}"' in html for end in ("", ".docx", ".pdf")] == [True] * 3
        assert (f'href="{PAGE}.pdf"' in html) == (address == PAGE)
    data = json.loads(published.get(f"{COPY}.json").content)
    assert (data["seal"], data["corrigenda"], data["rows"][0]["activity"]["text"]) == (
        Frozen.objects.get().seal, [], "Ruta",
    )  # fmt: skip
    assert (
        published.get(f"{COPY}.exe").status_code == published.get(f"{PAGE}/copias/2.pdf").status_code == 404
    )


def test_a_copy_is_read_by_whom_its_report_is_and_says_no_more_to_them(
    published, sign_in, nobody, delegate, move_clock
):
    files = ("", ".docx", ".csv", ".json")
    client = sign_in(nobody)
    assert [client.get(f"{COPY}{end}").status_code for end in files] == [
        404
    ] * 4  # until the recorded instant
    assert [sign_in(delegate).get(f"{COPY}{end}").status_code for end in files] == [200] * 4
    assert "Para miembros" in words_of(sign_in(delegate), f"{COPY}.docx")[0]
    move_clock("2021-10-20T11:00:00-06:00")
    client = sign_in(nobody)
    said_to_all = [
        words_of(client, f"{COPY}.docx")[0],
        *(client.get(f"{COPY}{end}").content.decode() for end in ("", ".csv", ".json")),
    ]
    for hidden in ("Para miembros", "Puerta cerrada"):
        assert [hidden in text for text in said_to_all] == [False] * 4
    assert ["Ruta" in text for text in said_to_all] == [True] * 4


def test_while_a_report_is_written_again_only_who_writes_it_knows_its_copies(
    matrix, world, sign_in, secretariat, delegate, presidency
):
    client = sign_in(secretariat)
    send(client, "/es/informes/nuevo", presidency=world.mexico.pk, cut_off="2021-10-15")
    send(client, f"{PAGE}/consultar", pending_accepted="on")
    correct(client, PAGE)
    send(client, f"{PAGE}/retomar", note="Faltaba un dato.")
    for reader, status in ((delegate, 404), (presidency, 200)):
        found = [sign_in(reader).get(f"{COPY}{end}").status_code for end in ("", ".docx", ".csv")]
        assert found == [status] * 3
    client = sign_in(secretariat)
    send(client, f"{PAGE}/consultar", pending_accepted="on")
    assert [copy.facts["corrigenda"] for copy in Frozen.objects.all()] == [0, 1]
    first, second = (words_of(client, f"{PAGE}/copias/{number}.docx")[0] for number in (1, 2))
    assert ["Ruta nueva" in words for words in (first, second)] == [False, True]


def test_a_copy_made_before_corrigenda_were_counted_goes_by_their_days(published, move_clock):
    copy = Frozen.objects.get()
    facts = {key: value for key, value in copy.facts.items() if key != "corrigenda"}
    Frozen.objects.filter(pk=copy.pk).update(facts=facts)
    assert "Ruta nueva" not in said(published.get(COPY))
    Frozen.objects.filter(pk=copy.pk).update(at="2021-10-18T18:00:00Z")
    assert "Ruta nueva" in said(published.get(COPY))


def test_a_groups_copies_have_their_files_too_for_the_members_until_the_group_opens_it(
    matrix, plan, world, sign_in, secretariat, member, outsider, nobody
):
    client = sign_in(secretariat)
    send(client, f"{GROUP}/nuevo", occasion="before_rvm", year=2021)
    page = f"{GROUP}/2021-2"
    send(client, f"{page}/consultar", pending_accepted="on")
    answers = [
        [sign_in(reader).get(f"{page}{end}").status_code for end in ("", "/copias/1", "/copias/1.docx")]
        for reader in (outsider, member)
    ]
    assert answers == [[200, 404, 404], [200, 200, 200]]  # consulted in the group: its copy is the group's
    client = sign_in(secretariat)
    send(client, f"{page}/presentar", meeting=meeting("GRCM-2021-10", "GRCM").pk)
    correct(client, page)
    for reader, status in ((member, 200), (nobody, 404)):
        found = [sign_in(reader).get(f"{page}/copias/1{end}").status_code for end in ("", ".docx", ".json")]
        assert found == [status] * 3
    client = sign_in(member)
    assert f"{COPIED}: {THEN}" in said(client.get(f"{page}/copias/1"))
    words, links, feet = words_of(client, f"{page}/copias/1.docx")
    assert (links, "Ruta nueva" in words, BELOW in feet) == ([f"http://testserver{page}"], False, True)
    html = client.get(page).content.decode()
    assert [f'href="{page}/copias/1{end}"' in html for end in ("", ".docx", ".pdf")] == [True] * 3
    assert ["Ruta nueva" in words_of(client, f"{page}.docx")[0], GroupReportCopy.objects.count()] == [True, 1]
    there = client.get(f"{page}/copias/1").content.decode()
    assert 'href="/en/reports/groups/protection/2021-2/copies/1"' in there
    with zipfile.ZipFile(
        BytesIO(client.get("/en/reports/groups/protection/2021-2/copies/1.docx").content)
    ) as file:
        assert "made on 15 October 2021" in file.read("word/document.xml").decode()
