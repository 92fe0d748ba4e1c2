"""What an address asks for that there is not, the filters too long for a menu, and addresses as typed."""

from pilares.monitoring.tests.conftest import words_of


def test_what_there_is_not_is_left_out_and_named(add_activity, client, member, sign_in):
    add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",))
    for name, value in (("grupo", "nadie"), ("tema", "ninguno"), ("pais", "XX"), ("principio", "z")):
        words = words_of(client.get(f"/es/matriz?{name}={value}"))
        assert f"No se entendió en la dirección, y se dejó fuera: {value}." in words
        assert "Ruta regional de referencia" in words
    assert "Ruta regional" not in words_of(client.get("/es/matriz?grupo=migracion-laboral"))
    assert b"PROT-A1" in b"".join(client.get("/es/matriz.csv?grupo=nadie"))
    edited = sign_in(member).get("/es/matriz?editar=1").content.decode()
    assert 'href="/en/matrix?editar=1"' in edited


def test_themes_countries_and_principles_are_chosen_on_a_page_of_their_own(add_activity, client):
    add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",))
    add_activity("PROT", 2, "Intercambio consular", themes=("ninez",))
    assert "/es/matriz/filtros?vista=4.2" in client.get("/es/matriz?vista=4.2").content.decode()
    page = client.get("/es/matriz/filtros?vista=4.2&tema=trata").content.decode()
    assert '<input type="hidden" name="vista" value="4.2">' in page
    assert 'name="tema" value="trata" id="themes-' in page
    assert page.count(" checked>") == 1
    assert 'href="/en/matrix/filters?view=4.2&amp;theme=trata"' in page
    words = words_of(client.get("/es/matriz?vista=4.2&tema=trata"))
    assert "Ruta regional de referencia" in words
    assert "Intercambio consular" not in words


def test_a_code_in_small_letters_leads_to_the_address_that_is_cited(add_activity, client):
    add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",))
    for typed, cited in (
        ("/es/actividades/prot-a1?al=2021-10-01", "/es/actividades/PROT-A1?al=2021-10-01"),
        ("/es/indicadores/prot-a1-i1", "/es/indicadores/PROT-A1-I1"),
        ("/es/actividades/prot-a99", "/es/actividades/PROT-A99"),
    ):
        answer = client.get(typed)
        assert (answer.status_code, answer.headers["Location"]) == (301, cited)
    assert "?al=2021-10-15" in client.get("/es/actividades/PROT-A1").content.decode()
    assert "?as-of=2021-10-15" in client.get("/en/activities/PROT-A1").content.decode()


def test_an_original_without_its_text_is_refused_in_words(add_activity, member, sign_in):
    add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",))
    browser = sign_in(member)
    typed = {"title_es": "Ruta", "title_en": "", "original_language": "en", "tier": "members"}
    answer = browser.post("/es/actividades/PROT-A1/editar", typed)
    assert answer.status_code == 422
    assert "El original está en este idioma: escríbalo aquí o elija el otro idioma." in words_of(answer)
