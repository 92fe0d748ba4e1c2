"""How forms come out: named, described, grouped, and their problems said first."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

import pilares
from pilares.core.conflicts import Spoken
from pilares.core.forms import LONGEST_LINE, LONGEST_TEXT, Field


class Small(forms.Form):
    name = forms.CharField(label="Nombre", help_text="Como en el plan.")
    note = forms.CharField(label="Nota", required=False, widget=forms.Textarea)
    scope = forms.ChoiceField(label="Ámbito", widget=forms.RadioSelect, choices=[("n", "Nacional")])
    agreed = forms.BooleanField(label="Acordado")

    def clean(self):
        raise forms.ValidationError("Las fechas se cruzan.")


def html(source: str, **values) -> str:
    with override("es"):
        return Template(source).render(Context(values))


def test_a_field_in_error_is_marked_and_described_by_its_help_and_its_error():
    shown = html("{{ form.name.as_field_group }}", form=Small({}))
    (control,) = re.findall(r"<input[^>]*>", shown)
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert 'class="form-control"' in control
    assert 'id="id_name_helptext">Como en el plan.' in shown
    assert 'class="msj-error" id="id_name_error"' in shown
    assert "Este campo es obligatorio." in shown


def test_options_are_a_group_with_a_legend_and_each_has_its_label():
    shown = html("{{ form.scope.as_field_group }}", form=Small())
    assert "<fieldset><legend" in shown
    assert ">Ámbito</legend>" in shown
    assert '<label class="form-check-label" for="id_scope_0">Nacional</label>' in shown


class Choosing(forms.Form):
    DASHED = (("", "---------"), ("a", "Alta"))
    must = forms.ChoiceField(choices=DASHED)
    may = forms.ChoiceField(choices=DASHED, required=False)
    button = forms.ChoiceField(choices=DASHED, widget=forms.RadioSelect)


def test_a_choice_of_nothing_says_what_it_means_and_no_dashes_are_drawn():
    shown = html("{{ form.must }}{{ form.may }}", form=Choosing())
    assert re.findall(r"<option[^>]*>([^<]*)", shown) == ["Elija una opción", "Alta", "Sin indicar", "Alta"]
    assert re.findall(r"(?s)<label[^>]*>([^<]*)", html("{{ form.button }}", form=Choosing())) == ["Alta"]


def test_what_may_be_left_empty_says_so():
    shown = html("{{ form }}", form=Small())
    assert re.findall(r">([^<>]+) <span class=\"opcional\">\(opcional\)", shown) == ["Nota"]


def test_the_label_of_a_box_follows_it():
    shown = html("{{ form.agreed.as_field_group }}", form=Small())
    assert shown.index("<input") < shown.index("<label")


def test_the_summary_links_each_error_to_its_field():
    shown = html("{% error_summary form %}", form=Small({"note": "x"}))
    assert re.findall(r'<a href="#([^"]+)">([^:<]+):', shown) == [
        ("id_name", "Nombre"), ("id_scope_0", "Ámbito"), ("id_agreed", "Acordado"),
    ]  # fmt: skip
    assert "<li>Las fechas se cruzan.</li>" in shown
    assert "Hay un problema" in shown


def test_the_summary_of_a_form_that_was_not_sent_or_is_right_is_nothing():
    class Free(forms.Form):
        name = forms.CharField(required=False)

    assert html("{% error_summary form %}", form=Small()).strip() == ""
    assert html("{% error_summary form %}", form=Free({})).strip() == ""


def test_the_summary_of_a_formset_holds_the_errors_of_every_form():
    class One(forms.Form):
        name = forms.CharField(label="Nombre")

    many = forms.formset_factory(One, extra=2, min_num=2)
    sent = many({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"})
    shown = html("{% error_summary formset %}", formset=sent)
    assert re.findall(r'href="#([^"]+)"', shown) == ["id_form-0-name", "id_form-1-name"]


def test_the_errors_of_several_forms_stand_in_one_summary():
    shown = html("{% error_summary forms %}", forms=[Small({"note": "x"}), Small(), Small({}, prefix="b")])
    assert shown.count("Hay un problema") == 1
    assert re.findall(r'href="#([^"]+)"', shown) == [
        "id_name", "id_scope_0", "id_agreed", "id_b-name", "id_b-scope_0", "id_b-agreed",
    ]  # fmt: skip


def test_two_people_s_words_stand_beside_those_they_began_from_and_neither_is_chosen_beforehand():
    clash = Spoken("note", "8", "Meta", "8 países", "10 países", "9\npaíses")
    shown = html(
        "{% error_summary None clashes %}{% clash_choices clashes base %}",
        clashes=[clash],
        base={"note": "10"},
    )
    assert re.findall(r'<a href="#([^"]+)">([^<]+)<', shown) == [("clash-note", "Meta")]
    assert re.findall(r'name="([^"]+)" value="([^"]+)"', shown) == [
        ("base-note", "10"), ("was-note", "8"), ("choose-note", "theirs"), ("choose-note", "mine"),
    ]  # fmt: skip
    assert re.findall(r'class="antes">([^<]+)<', shown) == ["8 países"]
    assert re.findall(r"<b>(.*?)</b>", shown) == ["10 países", "9<br>países"]
    assert "checked" not in shown


KEYS = (forms.UUIDField, forms.JSONField)  # what a script writes, not a person
BY_LINE = {"references"}  # each of its lines has a bound of its own, and so has their number


def every_form() -> Iterator[type[forms.BaseForm]]:
    """Yield each form class of the project."""
    for module in pkgutil.walk_packages(pilares.__path__, "pilares."):
        if ".forms" in module.name or ".views" in module.name:
            importlib.import_module(module.name)
    known: list[type[forms.BaseForm]] = [forms.BaseForm]
    for one in known:
        known += [form for form in one.__subclasses__() if form not in known]
    yield from (form for form in known if form.__module__.startswith("pilares."))


def test_no_form_takes_a_text_without_an_end():
    found, endless, cut = 0, [], []
    for form in every_form():
        assert form.default_renderer is None, form
        assert form.bound_field_class is None, form
        for name, field in getattr(form, "base_fields", {}).items():
            if not isinstance(field, forms.CharField) or isinstance(field, KEYS):
                continue
            found += 1
            asked = forms.Form({name: "x" * (LONGEST_TEXT + 1)})
            asked.fields[name] = deepcopy(field)
            if "maxlength" in str(asked[name]):  # a browser would cut what is pasted, in silence
                cut.append(f"{form.__module__}.{form.__name__}.{name}")
            told = str(LONGEST_TEXT + 1) in str(asked.errors.get(name)) or name in BY_LINE
            if not told or field.bound_field_class not in {None, Field}:
                endless.append(f"{form.__module__}.{form.__name__}.{name}: {asked.errors.as_text()}")
    assert (endless, cut) == ([], [])
    assert found > 100


ENGLISH = "This has 20003 characters, and at most 20000 fit. Shorten it: nothing of what you wrote was lost."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Tiene 20003 caracteres y caben 20000 como máximo. Acórtelo: nada de lo escrito se perdió."),
        (
            "en",
            ENGLISH,
        ),
    ],
)
def test_a_text_that_is_too_long_is_told_both_lengths_and_kept_whole(language, said):
    typed = "x" * LONGEST_TEXT + "fin"
    form = Small({"name": "y" * (LONGEST_LINE + 1), "note": typed, "scope": "n", "agreed": "on"})
    with override(language):
        assert form.errors["note"] == [said]
        assert str(LONGEST_LINE + 1) in form.errors["name"][0]
        shown = Template("{{ form }}").render(Context({"form": form}))
    assert f"{typed}</textarea>" in shown
    assert "maxlength" not in shown


def test_of_two_languages_one_is_needed_and_the_pair_says_so_once():
    class Reasoned(forms.Form):
        one_language = ("reason",)
        reason_es = forms.CharField(label="Motivo (español)", required=False, help_text="Breve.")
        reason_en = forms.CharField(label="Motivo (inglés)", required=False)
        place_es = forms.CharField(label="Lugar", required=False)

    with override("es"):
        shown = str(Reasoned())
    assert re.findall(r">([^<>]+) <span class=\"opcional\">\(opcional\)", shown) == ["Lugar"]
    said = re.findall(r'<div class="form-text" id="([^"]+)">([^<]+)</div>', shown)
    assert said == [
        ("id_reason_es_helptext", "Escríbalo en español o en inglés: hace falta uno de los dos. Breve.")
    ]
    assert 'aria-describedby="id_reason_es_helptext"' in shown
