"""The frame of every page: keyboard, scripts or none, light or dark, paper."""


def test_the_first_stop_of_the_keyboard_skips_to_the_content(site, open_page):
    page = open_page(f"{site.url}/es/ayuda")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Saltar al contenido"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_choice_of_dark_is_kept_by_the_server_and_needs_no_scripts(site, open_page):
    page = open_page(f"{site.url}/es/claro-u-oscuro?next=/es/ayuda", javascript=False)
    page.get_by_label("En oscuro").check()
    page.get_by_role("button", name="Guardar mi elección").click()
    assert page.url == f"{site.url}/es/ayuda"
    assert page.locator("html").get_attribute("data-tema") == "oscuro"
    page.goto(f"{site.url}/es/claro-u-oscuro")
    page.get_by_label("Como este equipo").check()
    page.get_by_role("button", name="Guardar mi elección").click()
    assert page.locator("html").get_attribute("data-tema") is None


def test_light_wins_over_a_dark_device(site, open_page):
    page = open_page(f"{site.url}/en/light-or-dark", scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(14, 21, 32)"
    page.get_by_label("Light").check()
    page.get_by_role("button", name="Save my choice").click()
    page.wait_for_load_state("load")
    assert page.evaluate(colour) == "rgb(247, 245, 239)"


def test_on_a_telephone_the_menu_opens_without_scripts(site, open_page):
    page = open_page(f"{site.url}/es/ayuda", width=390, javascript=False)
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menú").click()
    assert menu.is_visible()


def test_what_has_no_place_in_the_menu_stands_under_more_for_the_keyboard_alone(site, open_page):
    page = open_page(f"{site.url}/es/ayuda", javascript=False)
    actors = page.locator("#menu").get_by_role("link", name="Actores")
    assert not actors.is_visible()
    page.locator("#menu summary").focus()
    page.keyboard.press("Enter")
    for _stop in range(7):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Actores"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/es/actores")
    assert page.locator("#menu [aria-current]").text_content() == "Actores"


def test_a_citation_opens_without_scripts_and_is_copied_with_them(site, open_page):
    plain = open_page(f"{site.url}/es/galeria", javascript=False)
    plain.locator(".citar-d summary").first.click()
    assert plain.locator("[data-copy-source]").first.is_visible()
    assert not plain.locator("[data-copy]").first.is_visible()

    page = open_page(f"{site.url}/es/galeria")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".citar-d summary").first.click()
    page.locator("[data-copy]").first.click()
    page.locator("[data-copy-done]").first.get_by_text("Copiado.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("CRM, Plan Estratégico 2019-2022")


def test_what_was_typed_and_not_sent_is_offered_again(site, open_page):
    page = open_page(f"{site.url}/es/galeria")
    name = page.locator("form[data-draft] [name=new-name]")
    name.fill("Ruta regional")
    page.wait_for_timeout(1500)  # the draft is kept 0.8 s after the last letter
    page.reload()
    assert name.input_value() == ""
    page.get_by_role("button", name="Recuperarlo").click()
    assert name.input_value() == "Ruta regional"


def test_paper_is_light_and_carries_no_ways_to_click(site, open_page):
    page = open_page(f"{site.url}/es/galeria", scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".banda", "#menu", ".pie", ".migas", ".salto"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".piep").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--papel')") == "#fff"


def test_the_other_language_opens_where_one_was_reading(site, open_page):
    page = open_page(f"{site.url}/es/plan/2019-2022/v1/3.6#3.6.f")
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url(f"{site.url}/en/plan/2019-2022/v1/3.6#3.6.f")
    page.goto(f"{site.url}/en/plan/2019-2022/v1/")
    page.evaluate("document.getElementById('3.10').scrollIntoView()")
    page.get_by_role("link", name="Español").first.dispatch_event("click")
    page.wait_for_url(f"{site.url}/es/plan/2019-2022/v1/#3.10*")
    assert abs(page.evaluate("document.getElementById('3.10').getBoundingClientRect().top")) < 160
