"""The plan enters whole, once, and its adopted words are never retouched."""

import json

import pytest
from django.core.management import call_command

from pilares.core.trail import Entry
from pilares.plans.actions import TextDiffers, load_plan
from pilares.plans.exports.open_data import version_json
from pilares.plans.models import (
    Block,
    ConsultationStep,
    Document,
    Note,
    Objective,
    Parameters,
    Pillar,
    Placement,
    PlanYear,
    Principle,
    Responsibility,
    Section,
    Theme,
    Version,
    VersionEvent,
    Weakness,
)
from pilares.plans.tests.test_verbatim import assert_verbatim

EVERYTHING = (
    Block, ConsultationStep, Document, Note, Objective, Parameters, Pillar, Placement, PlanYear, Principle,
    Responsibility, Section, Theme, Version, VersionEvent, Weakness,
)  # fmt: skip


def rows():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in EVERYTHING}


def test_what_is_loaded_says_what_the_source_says_sentence_by_sentence(version):
    data = version_json(version)
    assert_verbatim(
        {
            "sections": [{"heading_es": s["heading"]["es"], "blocks": s["blocks"]} for s in data["sections"]],
            "notes": [{"number": n["n"], "es": n["es"]} for n in data["notes"]],
        }
    )


def test_the_plan_enters_with_all_that_its_text_names(version):
    assert {model.__name__: model.objects.count() for model in EVERYTHING} == {
        "Block": 101,
        "ConsultationStep": 10,
        "Document": 6,
        "Note": 8,
        "Objective": 4,
        "Parameters": 1,
        "Pillar": 3,
        "Placement": 35,
        "PlanYear": 3,
        "Principle": 8,
        "Responsibility": 16,
        "Section": 28,
        "Theme": 34,
        "Version": 1,
        "VersionEvent": 2,
        "Weakness": 13,
    }


def test_the_numbers_of_the_plan_are_its_parameters(version):
    numbers = version.document.parameters
    assert (numbers.priority_activities, numbers.meetings_a_year, numbers.years) == (3, 2, 3)


def test_plan_years_have_no_dates_until_the_secretariat_records_them(version):
    assert list(PlanYear.objects.values_list("number", "starts_on", "ends_on")) == [
        (1, None, None),
        (2, None, None),
        (3, None, None),
    ]


def test_a_real_instance_begins_with_the_plan_recommended_and_not_approved(version):
    assert version.status == Version.Status.RECOMMENDED
    assert version.in_force_from is None
    assert [(e.step, e.starts_on and e.starts_on.isoformat(), e.citation) for e in version.events.all()] == [
        ("endorsed", "2019-06-25", "§2.1, Tabla 3"),
        ("recommended", None, "§3.2"),
    ]


def test_principle_f_points_to_the_united_states_note_and_no_other_principle_to_any(version):
    noted = Principle.objects.exclude(note=None).values_list("letter", "note__number", "note__country")
    assert list(noted) == [("f", 7, "US")]


def test_sections_that_depend_on_the_charter_are_marked(version):
    assert list(version.sections.filter(depends_on_charter=True).values_list("number", flat=True)) == [
        "3.3",
        "3.6",
        "3.8",
    ]


def test_loading_again_changes_nothing_and_records_nothing(version):
    before = rows()
    call_command("load_plan", verbosity=0)
    assert rows() == before
    assert Entry.objects.filter(verb="load_plan").count() == 1


def test_loading_again_is_a_few_queries(version, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        load_plan()


def test_loading_again_brings_a_better_translation_and_remark(version):
    Block.objects.filter(anchor="3.4.p1").update(text_en="To be", mark_es="?")
    load_plan()
    block = Block.objects.get(anchor="3.4.p1")
    assert block.text_en.startswith("To be the preferred consultative process")
    assert block.mark_es == ""


@pytest.mark.parametrize(
    ("model", "anchor", "change"),
    [
        (Block, "3.6.f", {"text_es": "*Interés Superior del Niño*"}),
        (Note, "3.6.f", {"text_es": "Otra cosa"}),
        (Section, "3.6", {"heading_es": "3.6 Principios"}),
    ],
)
def test_loading_again_refuses_to_overwrite_adopted_words_that_differ(version, model, anchor, change):
    model.objects.filter(anchor=anchor).update(**change)
    with pytest.raises(TextDiffers):
        load_plan()
    name, value = next(iter(change.items()))
    assert getattr(model.objects.get(anchor=anchor), name) == value


def test_a_table_whose_words_differ_is_refused_too(version):
    block = Block.objects.get(anchor="4.3.matriz")
    block.table = json.loads(json.dumps(block.table).replace("Parte responsable", "Responsable"))
    block.save()
    with pytest.raises(TextDiffers):
        load_plan()


def test_loading_again_leaves_the_status_and_the_tiers_that_were_set_since(version):
    Version.objects.update(status=Version.Status.IN_FORCE)
    Document.objects.filter(code="manual-trata").update(tier="members", title_es="Manual")
    load_plan()
    assert Version.objects.get().status == Version.Status.IN_FORCE
    manual = Document.objects.get(code="manual-trata")
    assert (manual.tier, manual.title_es) == ("members", "Manual")


def test_if_anything_fails_nothing_is_loaded(world):
    plan = Document.objects.create(code="plan-2019-2022", kind="strategic_plan", title_es="Plan")
    other = Version.objects.create(document=plan, number=1)
    Section.objects.create(version=other, number="4.3", anchor="4.3", order=1, heading_es="4.3. Otra matriz")
    before = rows()
    with pytest.raises(TextDiffers):
        load_plan()
    assert rows() == before
