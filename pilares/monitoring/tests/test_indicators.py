"""From registered to measurable: the full record, periods, milestones, the assistant (screens.md 6-7)."""

from datetime import date
from decimal import Decimal

import pytest

from pilares.core.access import Refused
from pilares.monitoring import actions
from pilares.monitoring.actions import StepRow
from pilares.monitoring.models import Indicator, IndicatorMilestone, Period, Target
from pilares.monitoring.tests.conftest import hidden_of, words_of
from pilares.monitoring.tests.measured import COMPLETE, measure
from pilares.plans.models import PlanYear

PAGE = "/es/indicadores/PROT-A1-I1"
EDIT, PERIODS, STEPS = f"{PAGE}/editar", f"{PAGE}/periodos", f"{PAGE}/hitos"
ASSISTANT = "/es/actividades/PROT-A1/indicadores/asistente"


@pytest.fixture
def indicator(three) -> Indicator:
    """PROT-A1-I1: registered but for its deadline, with a target and no period."""
    return Indicator.objects.get(code="PROT-A1-I1")


def typed(opened, **changes):
    """What a browser sends of the full form."""
    base = hidden_of(opened)
    return base | {name.removeprefix("base-"): text for name, text in base.items() if text} | changes


# --- The full record ---------------------------------------------------------------------------------------


def test_the_full_form_asks_in_groups(sign_in, member, indicator):
    said = words_of(sign_in(member).get(EDIT))
    for heading in (
        "Qué es", "Cómo se mide", "De dónde parte", "Adónde debe llegar", "Quién mide, cuándo y con qué",
        "Qué más se dice",
    ):  # fmt: skip
        assert heading in said


def test_an_indicator_becomes_measurable_through_the_form_and_its_periods(sign_in, member, indicator):
    client = sign_in(member)
    client.post(PERIODS, {"act": "make"})
    given = {name: str(value) for name, value in COMPLETE.items()} | {"quality": ["clarity", "economy"]}
    answer = client.post(EDIT, typed(client.get(EDIT), **given), follow=True)
    said = words_of(answer)
    assert "Medible: se puede leer su avance." in said
    assert "aún no" not in said.partition("Línea base")[0]
    assert "Claridad: sí Relevancia: sin indicar Adecuación: sin indicar" in said
    assert Indicator.objects.get(pk=indicator.pk).quality == ["clarity", "economy"]


def test_what_contradicts_itself_is_said_in_words_and_blocks_the_gate(client, indicator):
    measure(indicator, [None], target=0, over_time="sum")
    said = words_of(client.get(PAGE))
    assert "No se puede marcar como medible mientras siga así: Meta inválida: un flujo necesita" in said
    assert "Medible: se puede leer su avance." not in said


@pytest.mark.parametrize(
    ("columns", "target", "said"),
    [
        ({"baseline": 11}, 11, "declare el indicador como «mantener»"),
        ({"baseline": 9}, 5, "La meta va en sentido contrario al del indicador."),
        ({"natural_max": 11}, 12, "La meta está fuera de los valores posibles."),
        ({"measure": "percentage", "over_time": "sum", "numerator_es": "a", "denominator_es": "b"}, 80,
         "Los porcentajes nunca se suman ni se promedian"),
        ({"direction": "range"}, (15, None), "Un rango necesita su extremo inferior y su extremo superior."),
    ],
)  # fmt: skip
def test_each_contradiction_has_its_words(client, indicator, columns, target, said):
    measure(indicator, [None], target=target, **columns)
    assert said in words_of(client.get(PAGE))


# --- Periods -----------------------------------------------------------------------------------------------


def test_one_press_makes_a_period_of_each_year_of_the_plan_and_again_none(sign_in, member, indicator):
    client = sign_in(member)
    for _press in range(2):
        client.post(PERIODS, {"act": "make"})
    assert [(str(p.starts_on), p.year.number) for p in indicator.periods.select_related("year")] == [
        ("2019-11-15", 1), ("2020-11-15", 2), ("2021-11-15", 3),
    ]  # fmt: skip


def test_without_dates_of_the_plan_it_says_who_records_them(sign_in, member, indicator):
    PlanYear.objects.update(starts_on=None, ends_on=None)
    answer = sign_in(member).post(PERIODS, {"act": "make"})
    assert answer.status_code == 422
    assert "Los años del plan aún no tienen fechas: la Secretaría las registra." in words_of(answer)


def test_a_period_by_hand_must_not_share_days_with_another(sign_in, member, indicator):
    client = sign_in(member)
    client.post(PERIODS, {"act": "add", "starts_on": "2020-01-01", "ends_on": "2020-06-30"})
    clash = client.post(PERIODS, {"act": "add", "starts_on": "2020-06-30", "ends_on": "2020-12-31"})
    assert clash.status_code == 422
    assert "Comparte días con otro periodo de este indicador." in words_of(clash)
    assert indicator.periods.count() == 1


def test_targets_of_periods_are_typed_together(sign_in, member, indicator):
    client = sign_in(member)
    client.post(PERIODS, {"act": "make"})
    first, second, _third = indicator.periods.all()
    client.post(PERIODS, {"act": "targets", str(first.pk): "2", str(second.pk): "4,5"})
    assert [str(t.value) for t in Target.objects.filter(period__isnull=False)] == ["2.0000", "4.5000"]
    client.post(PERIODS, {"act": "targets", str(first.pk): "3", str(second.pk): ""})
    assert [str(t.value) for t in Target.objects.filter(period__isnull=False)] == ["3.0000"]


def test_a_period_with_figures_stays(sign_in, member, indicator):
    measure(indicator, [4, None], target=5)
    with_figure, without = indicator.periods.all()
    client = sign_in(member)
    refused = client.post(PERIODS, {"act": f"remove-{with_figure.pk}"})
    assert (refused.status_code, "Algo se informó para este periodo: se queda." in words_of(refused)) == (
        403,
        True,
    )
    client.post(PERIODS, {"act": f"remove-{without.pk}"})
    assert list(indicator.periods.all()) == [with_figure]


# --- Milestones --------------------------------------------------------------------------------------------


@pytest.fixture
def by_steps(indicator) -> Indicator:
    """PROT-A1-I1, measured by milestones."""
    return measure(indicator, [None], measure="milestone", direction="", over_time="")


def rows(*weights: str) -> dict[str, str]:
    """What a browser sends of the form of milestones."""
    sent: dict[str, str] = {}
    for at, weight in enumerate(weights):
        sent |= {f"es-{at}": f"Hito {at}", f"weight-{at}": weight}
    return sent


def test_weights_add_up_to_100(sign_in, member, by_steps):
    client = sign_in(member)
    short = client.post(STEPS, rows("40", "30"))
    assert short.status_code == 422
    assert "Los pesos de los hitos deben sumar 100." in words_of(short)
    assert client.post(STEPS, rows("40", "30", "30")).status_code == 302
    assert [step.weight for step in IndicatorMilestone.objects.all()] == [40, 30, 30]


def test_an_emptied_row_takes_the_milestone_out(sign_in, member, by_steps):
    client = sign_in(member)
    client.post(STEPS, rows("50", "50"))
    client.post(STEPS, {"es-0": "Hito 0", "weight-0": "100", "es-1": ""})
    assert [(step.text_es, step.weight) for step in IndicatorMilestone.objects.all()] == [
        ("Hito 0", Decimal(100))
    ]


def test_weights_are_fixed_once_something_was_measured(member, by_steps):
    actions.set_steps(by_steps, [StepRow("Uno", "", Decimal(100))], by=member)
    Period.objects.get().measurements.create(status="sent")
    with pytest.raises(Refused) as refused:
        actions.set_steps(by_steps, [StepRow("Otro", "", Decimal(100))], by=member)
    assert refused.value.reason.code == "WEIGHTS_ARE_FIXED"


# --- The assistant -----------------------------------------------------------------------------------------

ANSWERS = {
    "name": "Países que aplican la ruta", "what": "countries", "unit": "países", "where": "up",
    "baseline": "0", "baseline_on": "2019-11-15", "target": "5", "measured_by": "Cancillería",
    "frequency": "half_yearly", "monitored_by": "2021-10-15", "verification": "Nota oficial",
    "counts": "Refieren al menos un caso.",
}  # fmt: skip


def test_the_preview_shows_the_sentence_the_formula_and_a_sample(sign_in, member, three):
    said = words_of(sign_in(member).post(ASSISTANT, {**ANSWERS, "preview": "1"}))
    assert (
        "Países que aplican la ruta: de 0 (15 de noviembre de 2019) a 5 países. "
        "Mide Cancillería cada seis meses. Se comprueba con: Nota oficial." in said
    )
    assert "Se cuenta cada país una sola vez, aunque informe en varios periodos." in said
    assert "Ejemplo de cálculo, con valores inventados 1.er año: {Costa Rica, Guatemala}." in said
    assert "(3 − 0) ÷ (5 − 0) = 60 %. Las páginas mostrarían: 3 de 5 países · 60 %" in said
    assert not Indicator.objects.filter(code="PROT-A1-I2").exists()


def test_a_draft_needs_only_its_name(sign_in, member, three):
    answer = sign_in(member).post(ASSISTANT, {"name": "Algo que se vea", "save": "1"}, follow=True)
    assert "· borrador, aún no registrado Algo que se vea" in words_of(answer)
    assert Indicator.objects.get(code="PROT-A1-I2").name_es == "Algo que se vea"


def test_the_answers_become_the_record(sign_in, member, three):
    sign_in(member).post(ASSISTANT, {**ANSWERS, "save": "1"})
    made = Indicator.objects.get(code="PROT-A1-I2")
    assert (made.measure, made.direction, made.over_time, made.target, made.registered) == (
        "unit", "ascending", "distinct", Decimal(5), True,
    )  # fmt: skip
    assert (made.baseline_status, made.baseline_on) == ("established", date(2019, 11, 15))


def test_an_unknown_baseline_is_to_be_established_and_never_zero(sign_in, member, three):
    given = {**ANSWERS, "baseline": "", "baseline_on": "", "save": "1"}
    sign_in(member).post(ASSISTANT, given)
    made = Indicator.objects.get(code="PROT-A1-I2")
    assert (made.baseline, made.baseline_status) == (None, "to_be_established")


def test_a_contradiction_is_said_before_anything_is_kept(sign_in, member, three):
    given = {**ANSWERS, "what": "number", "together": "latest", "baseline": "9", "preview": "1"}
    said = words_of(sign_in(member).post(ASSISTANT, given))
    assert "La meta va en sentido contrario al del indicador." in said
    assert "Ejemplo de cálculo" not in said


def test_without_a_name_the_summary_says_what_a_draft_needs(sign_in, member, three):
    answer = sign_in(member).post(ASSISTANT, {"name": "", "save": "1"})
    assert answer.status_code == 422
    assert "un borrador solo necesita eso" in words_of(answer)


def test_the_catalogue_of_the_iom_starts_one_and_an_id_that_stands_twice_is_not_guessed(
    sign_in, member, three
):
    client = sign_in(member)
    said = words_of(client.get(ASSISTANT))
    assert (
        "El identificador 2a12 aparece dos veces en la fuente, con dos textos: no se ofrece ninguno." in said
    )
    assert "2a12:" not in said
    body = client.get(f"{ASSISTANT}?iom=3d33").content.decode()
    assert 'value="Stakeholder coordination and referral pathways' in body
    assert 'value=""' not in client.get(f"{ASSISTANT}?iom=2a12").content.decode().partition('name="name"')[0]
    found = words_of(client.get(f"{ASSISTANT}?q=BORDER immigration"))
    assert "3 plantillas" in found
    assert "3b41:" in found
    assert "3d33:" not in found
    client.post(f"{ASSISTANT}?iom=3d33", {"name": "Rutas de referencia entre instituciones", "save": "1"})
    made = Indicator.objects.get(name_es="Rutas de referencia entre instituciones")
    assert made.template == "IOM SRF 3d33"
    assert "IOM SRF 3d33" in words_of(client.get(f"/es/indicadores/{made.code}"))


def test_people_of_other_groups_are_told_why_not(sign_in, outsider, three):
    for address in (ASSISTANT, PERIODS):
        assert sign_in(outsider).get(address).status_code == 403


@pytest.mark.parametrize(
    ("answers", "record"),
    [
        ({"what": "yes_no", "where": "up", "baseline": "3"},
         ("nominal", "", "latest", 1, "not_applicable", "")),
        ({"what": "judgement", "target_words": "Completo"},
         ("qualitative", "", "", None, "not_applicable", "Completo")),
        ({"what": "steps"}, ("milestone", "", "", None, "not_applicable", "")),
        ({"what": "number", "together": "sum", "baseline": "", "target": "1.234,5"},
         ("unit", "ascending", "sum", Decimal("1234.5"), "to_be_established", "")),
        ({"what": "share", "unit": "", "numerator": "a", "denominator": "b", "target": "80"},
         ("percentage", "ascending", "ratio", 80, "established", "")),
    ],
    ids=["yes or no", "judgement", "steps", "sum", "share"],
)  # fmt: skip
def test_the_assistant_knows_every_measure_and_asks_for_nothing_that_a_measure_does_not_have(
    sign_in, member, three, answers, record
):
    client = sign_in(member)
    client.post(ASSISTANT, {**ANSWERS, "quality": ["clarity"], **answers, "save": "1"})
    made = Indicator.objects.get(code="PROT-A1-I2")
    assert (
        made.measure, made.direction, made.over_time, made.target, made.baseline_status, made.target_note.text
    ) == record  # fmt: skip
    assert made.quality == ["clarity"]
    missing = {"milestone": "periodos hitos con sus pesos"}.get(made.measure, "periodos")
    said = words_of(client.get("/es/indicadores/PROT-A1-I2"))
    assert f"Para ser medible: {missing} Calidad, según el grupo Claridad: sí" in said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"target": "1.234"}, "«1.234» puede leerse de dos maneras. Escriba 1234, sin signo de miles; o, si"),
        ({"target": "cinco"}, "Escriba un número, en cifras."),
        ({"baseline_on": "2021-10-16"}, "Una línea base es un valor observado: su fecha no puede"),
    ],
    ids=["two ways", "words", "future"],
)  # fmt: skip
def test_a_number_that_reads_in_two_ways_and_a_baseline_to_come_are_asked_again(
    sign_in, member, three, answers, said
):
    answer = sign_in(member).post(ASSISTANT, {**ANSWERS, **answers, "save": "1"})
    assert (answer.status_code, said in words_of(answer)) == (422, True)
    assert not Indicator.objects.filter(code="PROT-A1-I2").exists()
