"""The matrix in editing, by keyboard alone (scenarios.md, E-2)."""

STOPS = """() => [...document.querySelectorAll('[role=grid] a, [role=grid] button, [role=grid] [tabindex]')]
    .filter(e => e.tabIndex >= 0).length"""
FOCUSED = "() => [document.activeElement.dataset.r, document.activeElement.parentElement.id]"


def test_the_grid_is_one_tab_stop_and_escape_gives_the_focus_back_to_the_cell(site, open_page):
    page = open_page(f"{site.url}/es/matriz?editar=1", who="gt-proteccion")
    assert page.evaluate(STOPS) == 1
    page.locator("[role=grid] [tabindex='0']").focus()
    for key in ("ArrowDown", "End"):
        page.keyboard.press(key)
    before = page.evaluate(FOCUSED)
    assert before[1] == "PROT-A2"
    page.keyboard.press("Enter")
    page.locator(".editor [name=state]:focus").wait_for()
    page.keyboard.press("Escape")
    page.locator("form.editor").wait_for(state="detached")
    assert page.evaluate(FOCUSED) == before
    assert page.evaluate(STOPS) == 1
    page.keyboard.press("Enter")
    page.locator(".editor [name=state]:focus").wait_for()
