"""What changed between two texts: every word of both is kept, and said to the eye and to the ear."""

from itertools import pairwise

from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pilares.core.redline import DELETED, EQUAL, INSERTED, Paragraph, Run, align, redline

WORDS = st.lists(st.sampled_from(["El", "GRCM", "avala", "[^7]", "*el*", "plan,", "y", "la", "región."]))
TEXTS = WORDS.map(" ".join)
LISTS = st.lists(st.tuples(st.sampled_from("abcdefgh"), TEXTS), unique_by=lambda row: row[0])


def test_a_change_is_said_in_whole_words_first_what_is_gone_then_what_is_new():
    assert redline("Informa al GRCM cada año.", "Informa al GRCM en cada reunión.") == (
        Run(EQUAL, "Informa al GRCM "), Run(INSERTED, "en "), Run(EQUAL, "cada "),
        Run(DELETED, "año"), Run(INSERTED, "reunión"), Run(EQUAL, "."),
    )  # fmt: skip
    assert redline("de los funcionarios", "del personal de fronteras") == (
        Run(DELETED, "de los funcionarios"), Run(INSERTED, "del personal de fronteras"),
    )  # fmt: skip
    assert (redline("", ""), redline("a", "a"), redline("", "a"), redline("a", "")) == (
        (), (Run(EQUAL, "a"),), (Run(INSERTED, "a"),), (Run(DELETED, "a"),),
    )  # fmt: skip


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_their_difference(old, new):
    runs = redline(old, new)
    assert "".join(run.text for run in runs if run.kind != INSERTED) == old
    assert "".join(run.text for run in runs if run.kind != DELETED) == new
    assert all(one.kind != next_.kind for one, next_ in pairwise(runs))


@given(LISTS, LISTS)
def test_every_paragraph_of_both_texts_stands_in_the_alignment_once(old, new):
    before, after = [Paragraph(*row) for row in old], [Paragraph(*row) for row in new]
    pairs = align(before, after)
    assert [pair.new for pair in pairs if pair.new] == after
    assert sorted(pair.old.anchor for pair in pairs if pair.old) == sorted(p.anchor for p in before)


def test_a_paragraph_keeps_its_partner_by_anchor_then_by_words():
    old = [Paragraph("a", "Uno."), Paragraph("b", "Promover la migración regular."), Paragraph("c", "Tres.")]
    new = [Paragraph("a", "Uno."), Paragraph("z", "Promover la migración segura."), Paragraph("d", "Cuatro.")]
    assert [(pair.anchor, pair.change) for pair in align(old, new)] == [
        ("a", "same"), ("z", "changed"), ("c", "removed"), ("d", "added"),
    ]  # fmt: skip


def test_a_redline_is_heard_and_escaped():
    with override("es"):
        drawn = Template("{% redline runs %}").render(Context({"runs": redline("a <b> c", "a d c")}))
    assert drawn == (
        'a <del><span class="visually-hidden">Eliminado: </span>&lt;b&gt;</del>'
        '<ins><span class="visually-hidden">Añadido: </span>d</ins> c'
    )
