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


COVERED = """() => {
    const e = document.activeElement, b = e.getBoundingClientRect();
    const on = document.elementFromPoint(b.left + b.width / 2, b.top + Math.min(b.height / 2, 8));
    return !(on && (e === on || e.contains(on) || on.contains(e)));
}"""
NAMED = """() => {
    const table = document.querySelector('table.matriz');
    const heads = [...table.querySelectorAll('thead th')].every(th => th.scope.startsWith('col'));
    const rows = [...table.querySelectorAll('tbody tr.fila')].every(tr => tr.querySelector('th[scope=row]'));
    return [table.caption.textContent.includes('filas por grupo de trabajo'), heads, rows];
}"""


def test_whoever_listens_hears_headers_and_count_and_comes_back_to_the_row(site, open_page):
    page = open_page(f"{site.url}/es/matriz?pilar=1", width=680)  # 1360 pixels at 200 %
    assert page.evaluate(NAMED) == [True, True, True]
    rows = page.locator("tr.fila").count()
    assert page.locator("p[role=status]").inner_text().startswith(f"{rows} filas")
    opened = page.locator("a.abre").first
    code = opened.get_attribute("id")
    opened.focus()
    for expanded in ("true", "false"):
        page.keyboard.press("Enter")
        page.locator(f"#{code}[aria-expanded={expanded}]").wait_for()
        assert page.evaluate("() => document.activeElement.id") == code


def test_no_frozen_header_covers_what_has_the_focus(site, open_page):
    page = open_page(f"{site.url}/es/matriz", width=1360)
    page.locator("a.abre").last.focus()  # backwards, what comes next stands under the header
    covered = [page.evaluate(COVERED)]
    for _step in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => !document.activeElement.closest('table')"):
            break
        covered.append(page.evaluate(COVERED))
    assert len(covered) > 20
    assert not any(covered)


def test_the_control_of_a_state_says_what_it_says(site, open_page):
    page = open_page(f"{site.url}/es/matriz?editar=1", who="gt-proteccion")
    control = page.get_by_role("link", name="PROT-A1. Estado: En proceso de implementarse, editable")
    assert control.count() == 1


PLACED = """() => { const editor = document.querySelector('.editor').getBoundingClientRect();
    const cell = document.querySelector('.editor').parentElement.getBoundingClientRect();
    return [editor.left >= 0, editor.right <= innerWidth, Math.abs(editor.left - cell.left) < 4]; }"""


def test_the_editor_of_a_frozen_column_opens_at_its_cell_and_inside_the_window(site, open_page):
    page = open_page(f"{site.url}/es/matriz/PROT-A1/temas", who="gt-proteccion")
    for width in (1360, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(PLACED) == [True, True, True], width
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate(PLACED)[:2] == [True, True]
