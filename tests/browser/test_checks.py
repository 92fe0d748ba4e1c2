"""The checks of every page see what is wrong when something is."""


def test_axe_and_the_width_are_really_asked(site, open_page, findings, overflow):
    page = open_page(f"{site.url}/es/ayuda", width=390)
    assert (findings(page), overflow(page)) == ([], [])
    page.evaluate(
        """() => {
            const wide = Object.assign(document.createElement('div'), {className: 'ancho', textContent: 'x'});
            wide.style.width = '2000px';
            document.querySelector('h1').after(wide);
            document.querySelector('main a').textContent = '';
        }"""
    )
    assert [line.split(":")[0] for line in findings(page)] == ["link-name"]
    assert overflow(page) == ["DIV.ancho"]


def test_what_the_policy_refuses_is_heard(site, open_page):
    page = open_page(f"{site.url}/es/ayuda")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = '1'; document.body.append(s); }"
    )
    assert len(page.complaints) == 1
    assert "Content Security Policy" in page.complaints[0]
