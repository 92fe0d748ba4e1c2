"""A file that writes days and numbers in two ways: what could be two is asked one by one, never guessed."""

from datetime import date
from decimal import Decimal

import pytest

from pilares.matrix.tests.imports.files import REGISTER, TAG, words


def write(trip, code: str, day: str, number: str) -> None:
    """Write a deadline and a target as a ministry wrote them."""
    trip.cell(code, "Plazo de cumplimiento", REGISTER).value = day
    cell = trip.cell(code, "Indicadores, línea", REGISTER)
    cell.value = cell.value.replace("5 países", f"{number} países")


@pytest.fixture
def mixed(trip):
    """Both orders of days and both signs before decimals, with two days and two numbers that could be two."""
    trip.out("vista=4.2")
    write(trip, "PROT-A1", "25/04/2021", "1.234,5")
    write(trip, "PROT-A2", "04/25/2021", "1,234.5")
    write(trip, "PROT-A3", "03/04/2021", "1.234")
    write(trip, "IRR-A1", "05/06/2021", "2,500")
    return trip


def asked(page) -> dict[str, tuple[list[str], object]]:
    form = page.context["form"]
    return {
        str(form[name].label): (
            [TAG.sub("", str(said)) for _value, said in field.choices],
            form[name].value(),
        )
        for name, field in form.fields.items()
    }


def test_each_day_and_number_that_could_be_two_is_asked_and_none_is_suggested(mixed):
    page = mixed.back()
    assert asked(page) == {
        "¿Qué día es «03/04/2021»?": (["3 de abril de 2021", "4 de marzo de 2021"], ""),
        "¿Qué día es «05/06/2021»?": (["5 de junio de 2021", "6 de mayo de 2021"], ""),
        "¿Qué número es «1.234»?": (["1234", "1,234"], ""),
        "¿Qué número es «2,500»?": (["2,5", "2500"], ""),
    }
    assert "Este archivo escribe las fechas en los dos órdenes: decida cada una." in words(page)
    refused = mixed.answer(3, **{"03/04": "dmy"})
    assert refused.status_code == 422
    assert "Elija qué día es." in words(refused)


def test_each_is_written_as_it_was_answered(mixed, matrix):
    mixed.back()
    mixed.answer(3, **{"03/04": "dmy", "05/06": "mdy", "1.234": ",", "2,500": "."})
    mixed.apply()
    found = {}
    for code in ("PROT-A1", "PROT-A2", "PROT-A3", "IRR-A1"):
        matrix[code].refresh_from_db()
        found[code] = (matrix[code].due_on, matrix[code].indicators.get().target)
    assert found == {
        "PROT-A1": (date(2021, 4, 25), Decimal("1234.5")),
        "PROT-A2": (date(2021, 4, 25), Decimal("1234.5")),
        "PROT-A3": (date(2021, 4, 3), Decimal(1234)),
        "IRR-A1": (date(2021, 5, 6), Decimal(2500)),
    }


def test_where_nothing_tells_the_two_ways_apart_both_readings_are_shown_and_none_is_chosen(trip):
    trip.out("vista=4.2")
    write(trip, "PROT-A3", "03/04/2021", "1.234")
    assert asked(trip.back()) == {
        "¿Qué día es «03/04/2021»?": (["3 de abril de 2021", "4 de marzo de 2021"], ""),
        "¿Qué signo separa los decimales, como en «1.234»?": (
            ["La coma: 1.234,5 · «1.234» = 1234", "El punto: 1,234.5 · «1.234» = 1,234"], "",
        ),
    }  # fmt: skip
