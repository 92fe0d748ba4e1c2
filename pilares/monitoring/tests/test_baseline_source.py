"""The source of a baseline says the day that was noted in it as its reader writes days."""

import pytest
from django.utils.html import strip_tags

from pilares.monitoring.models import Indicator

SOURCES = {
    "PROT-A1-I1, 2019-2022, 2019-06-30": (
        "PROT-A1-I1, 2019-2022, 30 de junio de 2019", "PROT-A1-I1, 2019-2022, 30 June 2019",
    ),
    "Expediente 2019-06-31": ("Expediente 2019-06-31",) * 2,
    "Acta 2021-2019-06-30": ("Acta 2021-2019-06-30",) * 2,
}  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_a_day_is_written_out_and_what_only_looks_like_one_stays(source, add_activity, sign_in, secretariat):
    add_activity("PROT", 1, "Ruta", state="in_process")
    Indicator.objects.filter(code="PROT-A1-I1").update(baseline_source=source)
    client = sign_in(secretariat)
    for address, words in zip(("/es/indicadores", "/en/indicators"), SOURCES[source], strict=True):
        page = client.get(f"{address}/PROT-A1-I1").content.decode()
        label = {"/es/indicadores": "Fuente de la línea base", "/en/indicators": "Baseline source"}[address]
        told = page.partition(f"<dt>{label}</dt>")[2].partition("</dd>")[0]
        assert strip_tags(told).strip() == words
