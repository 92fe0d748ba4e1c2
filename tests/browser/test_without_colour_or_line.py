"""States are told apart without colour (E-2), and what was typed outlives the browser (AC-10)."""

from playwright.sync_api import Browser

STATES = """() => Object.fromEntries([...document.querySelectorAll("main .estado")].map((chip) => {
  const mark = chip.querySelector("svg"), box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
  const seen = box.width > 8 && style.color !== getComputedStyle(document.body).backgroundColor;
  return [chip.innerText.trim(), seen ? mark.querySelector("use").getAttribute("href").split("#")[1] : ""];
}))"""
NAMES = {"Finalizado", "En proceso de implementarse", "No alcanzado", "Sin estado reportado"}


def test_states_have_their_words_and_a_mark_of_their_own_where_there_is_no_colour(site, open_page):
    page = open_page(f"{site.url}/es/matriz")
    for seen in ({"forced_colors": "active"}, {"forced_colors": "none", "media": "print"}):
        page.emulate_media(**seen)
        marks = {name: mark for name, mark in page.evaluate(STATES).items() if name in NAMES}
        assert marks.keys() == NAMES
        assert len(set(marks.values()) - {""}) == len(NAMES), marks


def test_what_was_typed_outlives_a_restart_of_the_browser(browser: Browser, site, open_page):
    address = f"{site.url}/es/actividades/PROT-A1/editar"
    page = open_page(address, who="gt-proteccion")
    before = page.input_value("[name=about_es]")
    page.fill("[name=about_es]", "Lo que aún no se había guardado.")
    page.wait_for_timeout(1200)  # it is kept once the person pauses
    kept = page.context.storage_state()
    page.context.close()
    context = browser.new_context(storage_state=kept, locale="es")
    try:
        again = context.new_page()
        again.goto(address)
        assert again.input_value("[name=about_es]") == before
        again.locator("[data-draft-restore]").click()
        assert again.input_value("[name=about_es]") == "Lo que aún no se había guardado."
    finally:
        context.close()
