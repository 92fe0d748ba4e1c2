"""Files kept in a folder of the test, and a matrix of thirteen rows to send out and take back."""

from datetime import date

import pytest

from pilares.matrix.tests.imports.files import Round


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    """Keep what is sent in a folder that goes away with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def matrix(add_activity):
    """Thirteen activities in force: three in three groups, two in FRO, where a place is free, two ad hoc."""
    rows = {}
    for group, numbers in (("PROT", 3), ("IRR", 3), ("LAB", 3), ("FRO", 2), ("EXTRA", 2)):
        for number in range(1, numbers + 1):
            activity = add_activity(
                group, number, f"Actividad {number} de {group}", themes=("trata",), years=(2,),
                parties=("GT", "HN"), state="in_process", due_on=date(2021, 11, 14),
                monitored_by=date(2021, 10, 15),
            )  # fmt: skip
            rows[activity.code] = activity
    return rows


@pytest.fixture
def trip(matrix, secretariat, sign_in):
    """The whole way as the Secretariat's officer: `trip.out()`, change `trip.book`, `trip.back()`."""
    return Round(sign_in(secretariat))
