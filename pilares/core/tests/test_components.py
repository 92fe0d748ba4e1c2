"""What each component draws and says; the gallery shows them to the eye."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from pilares.core.bilingual import Wording
from pilares.core.templatetags.gallery import components, contract
from pilares.core.templatetags.ui.marks import ICONS

FIRST, LAST = date(2020, 11, 15), date(2021, 11, 14)
CUT = date(2021, 10, 15)


def drawn(source: str, language: str = "es", **values) -> str:
    with override(language):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("state", "stage", "es", "en", "shape"),
    [
        ("completed", "", "Finalizado", "Completed", "fin"),
        ("in_process", "", "En proceso de implementarse", "In process of implementation", "pro"),
        ("not_achieved", "", "No alcanzado", "Not achieved", "noa"),
        ("", "", "Sin estado reportado", "No status reported", "sin"),
        (None, "", "Sin estado reportado", "No status reported", "sin"),
        ("completed", "in_force", "Finalizado", "Completed", "fin"),
        ("in_process", "replaced", "Sustituida", "Replaced", "sus"),
        ("", "withdrawn", "Retirada", "Withdrawn", "sus"),
    ],
)
def test_a_state_is_said_in_the_official_words_of_each_language(state, stage, es, en, shape):
    for language, words in (("es", es), ("en", en)):
        chip = drawn("{% state_chip state stage %}", language, state=state, stage=stage)
        assert chip.endswith(f"</svg>{words}</span>")
        assert chip.startswith(f'<span class="estado {shape}">')


def test_a_state_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        drawn('{% state_chip "finished" %}')


def test_an_icon_that_the_sprite_lacks_is_an_error():
    with pytest.raises(KeyError, match="No icon is called 'unicorn'"):
        drawn('{% icon "unicorn" %}')


def test_the_sprite_holds_the_icons_that_may_be_asked_for_and_no_other():
    sprite = drawn('{% include "ui/sprite.html" %}')
    assert {part.split('"')[0] for part in sprite.split('<symbol id="i-')[1:]} == ICONS


def test_the_glyph_says_its_pillars_whichever_way_it_shows_them():
    assert '<span class="visually-hidden">Pilares 1 y 3: A; C</span>' in drawn(
        "{% pillar_glyph n names %}", n=[1, 3], names=["A", "C"]
    )
    assert "</span> 1 and 3</span>" in drawn('{% pillar_glyph n text="number" %}', "en", n=[1, 3])
    assert "<span>A &amp; B</span>" in drawn('{% pillar_glyph n names text="name" %}', n=[1], names=["A & B"])


def test_the_strip_fills_up_to_the_value_and_bars_the_target():
    strip = drawn("{% unit_strip 3 5 11 %}")
    assert (strip.count('class="l"'), strip.count('class="v"')) == (3, 8)
    assert 'd="M44 0v14"' in strip


@pytest.mark.parametrize("values", ["412 400", "2.5 5", "None 5", "3 5 2", "-1 4"])
def test_the_strip_draws_nothing_that_is_not_a_few_whole_units(values):
    assert drawn(f"{{% unit_strip {values} %}}") == ""


def test_a_year_shows_its_deadline_and_the_date_of_the_data():
    cell = drawn(
        "{% year_track first last deadline=deadline cut=cut %}",
        first=FIRST, last=LAST, deadline=date(2021, 8, 31), cut=CUT,
    )  # fmt: skip
    assert '<span class="visually-hidden">Plazo: </span>31 ago<br> 2021' in cell
    assert '<svg x="75.9%"' in cell
    assert '<line x1="86.7%" x2="86.7%"' in cell
    assert "style=" not in cell


def test_a_year_before_the_deadline_is_a_whole_line_and_one_after_it_is_empty():
    whole = drawn("{% year_track a b deadline=d %}", a=FIRST, b=LAST, d=date(2022, 6, 30))
    assert whole == (
        '<svg class="tramo" aria-hidden="true"><line class="r" x1="0" x2="100%" y1="10" y2="10"/></svg>'
    )
    assert drawn("{% year_track a b deadline=d %}", a=FIRST, b=LAST, d=date(2020, 9, 30)) == ""


def test_a_year_that_has_not_come_is_dotted():
    coming = drawn(
        "{% year_track a b deadline=d cut=c %}",
        a=date(2021, 11, 15), b=date(2022, 11, 14), d=date(2022, 6, 30), c=CUT,
    )  # fmt: skip
    assert 'class="r fut"' in coming


def test_a_translation_that_lags_is_marked_and_its_language_is_named():
    pending = Wording("Ruta", "es", pending=True)
    assert drawn("{% words w %}", "en", w=pending) == (
        '<span lang="es">Ruta</span> <span class="demora">English translation pending</span>'
    )
    assert drawn("{% words w label=False %}", "en", w=pending) == '<span lang="es">Ruta</span>'
    late = Wording("Route", "en", outdated_since=datetime(2021, 6, 4, 15, tzinfo=UTC))
    assert "Translation outdated since 4 June 2021" in drawn("{% words w %}", "en", w=late)


def test_a_text_in_the_language_of_the_page_needs_no_mark():
    assert drawn("{% words w %}", w=Wording("Ruta <1>", "es")) == "Ruta &lt;1&gt;"
    assert (
        drawn('{% words w css="oficial" %}', w=Wording("Ruta", "es")) == '<span class="oficial">Ruta</span>'
    )


def test_dates_are_words_and_the_unknown_is_said():
    assert drawn("{% date_words d %}", d=CUT) == '<time datetime="2021-10-15">15 de octubre de 2021</time>'
    assert drawn('{% date_words d "short" %}', d=CUT) == '<time datetime="2021-10-15">15 oct 2021</time>'
    assert drawn("{% date_words d %}", "en", d=CUT) == '<time datetime="2021-10-15">15 October 2021</time>'
    assert drawn("{% date_words None %}") == '<span class="hueco-dato">Por definir</span>'


def test_an_instant_is_shown_in_the_zone_of_the_reader():
    late = datetime(2021, 10, 16, 3, tzinfo=UTC)
    assert drawn("{% date_words d %}", d=late) == '<time datetime="2021-10-15">15 de octubre de 2021</time>'


def test_an_empty_place_and_an_empty_fact_say_so():
    assert "Actividad por priorizar" in drawn("{% slots %}{% slot %} {% endslot %}{% endslots %}")
    assert drawn('{% fact "Plazo" %}{% endfact %}') == "<div><dt>Plazo</dt><dd>Por definir</dd></div>"


def test_a_filter_says_that_it_takes_itself_off():
    on = drawn('{% filter_chip "Pilar 1" "/x" on=True %}')
    assert '<span class="visually-hidden">Quitar filtro: </span>Pilar 1' in on
    assert drawn('{% filter_chip "Pilar 1" "/x" %}') == '<a class="chip" href="/x">Pilar 1</a>'


def test_a_blocked_task_is_no_link():
    assert "<a" not in drawn('{% task "Presentar" "blocked" "/x" about="Espera" %}')
    assert '<a href="/x">Presentar</a>' in drawn('{% task "Presentar" "todo" "/x" %}')


def test_what_a_person_typed_is_escaped_wherever_it_is_shown():
    typed = "<script>alert(1)</script>"
    link = ["button", "crumb", "view", "filter_chip", "copy_citation"]
    pieces = [f"{name} t '/x'" for name in link]
    pieces += ["words t", "task t 'todo'", "heading t 'a'", "figure t 1", "pace 'on_track' t"]
    pieces.append("state_tile '' '/x' t t")
    boxes = ["notice t", "card t '/x' code=t", "note by=t", "refusal t", "fact t", "disclosure t"]
    sources = [f"{{% {piece} %}}" for piece in pieces]
    sources += [
        f"{{% {box} %}}{{{{ t }}}}{{% end{box.split()[0]} %}}"
        for box in [*boxes, "empty_state t", "quoted by=t"]
    ]
    assert [source for source in sources if "<script" in drawn(source, t=typed)] == []


def test_an_argument_that_a_component_does_not_know_is_an_error():
    with pytest.raises(Exception, match="unexpected keyword argument 'colour'"):
        drawn('{% button "Ver" "/x" colour="red" %}')


@pytest.mark.django_db
def test_the_gallery_shows_every_component(client):
    page = client.get("/es/galeria").content.decode()
    shown = {part.split('"')[0] for part in page.split('<div class="muestra" id="c-')[1:]}
    assert shown == set(components())
    assert contract("state_chip") == "state_chip(state: str | None, stage: str = '', size: str = '')"


def test_a_table_in_its_frame_has_a_name_of_its_own_or_its_caption():
    bare = "{% table_region 'Riesgos «1»' %}<table class=\"tabla\"></table>{% endtable_region %}"
    assert drawn(bare).endswith('<table aria-label="Riesgos «1»" class="tabla"></table></div>')
    titled = bare.replace("></table>", "><caption>Otra</caption></table>")
    assert drawn(titled).endswith('<table class="tabla"><caption>Otra</caption></table></div>')
