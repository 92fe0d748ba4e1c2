"""The next plan is read beside the one before: the text by section, and where each activity went (AC-12)."""

from datetime import UTC, date, datetime

import pytest
from django.utils.html import strip_tags

from pilares.monitoring.models import Activity, Measurement, Period
from pilares.people.models import Body
from pilares.plans.models import Block, Document, Parameters, Section, Version
from pilares.succession import actions
from pilares.succession.models import Destination

PAGE = "/es/cierre/2019-2022/siguiente/comparar"


def measured(activity, value, on):
    """Give the activity's indicator one validated value of its first period."""
    indicator = activity.indicators.get()
    indicator.measure, indicator.over_time, indicator.direction = "unit", "latest", "ascending"
    indicator.save()
    year = activity.plan.plan_years.get(number=2)
    period = Period.objects.create(
        indicator=indicator, year=year, starts_on=year.starts_on, ends_on=year.ends_on
    )
    Measurement.objects.create(
        period=period, value=value, status="validated", observed_on=on,
        validated_at=datetime(2021, 10, 20, 12, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def following(plan, add_activity, secretariat, move_clock):
    """Four activities: one completed, one that continues, one reformulated, one closed."""
    move_clock("2022-11-30T12:00:00-06:00")
    section = Section.objects.create(
        version=plan.versions.get(), anchor="3.3", number="3.3", order=1, title_es="Misión"
    )
    Block.objects.create(
        section=section, anchor="3.3.p1", order=1, kind="paragraph", text_es="Fortalecer la gobernanza."
    )
    add_activity("IRR", 1, "Lograda", state="completed")
    body = Body.objects.get(code="GRCM")
    for number, way in enumerate(("continue", "reformulate", "close"), start=2):
        old = add_activity("IRR", number, f"Actividad {way}", state="in_process", themes=("crisis",))
        Destination.objects.create(activity=old, way=way, reason_es=f"Porque {way}.", body=body)
    measured(Activity.objects.get(code="IRR-A2"), 3, date(2021, 10, 12))
    new = actions.begin_next(
        plan, period="2023-2025", title_es="Plan 2023-2025", title_en="", years=3, priority_activities=4,
        meetings_a_year=2, by=secretariat,
    )  # fmt: skip
    Block.objects.filter(section__version__document=new).update(text_es="Fortalecer la cooperación.")
    return new


def said(response):
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def rows(page):
    """The rows of the table of activities, each as plain words."""
    body = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(strip_tags(row.replace("<", " <")).split()) for row in body.split("<tr ")[1:]]


def test_each_activity_is_followed_to_the_next_plan_with_its_baseline(following, sign_in, secretariat):
    page = sign_in(secretariat).get(PAGE)
    done, goes_on, again, closed = rows(page)
    assert "Finalizada: nada continúa Nada" in done
    after = Activity.objects.get(predecessor__code="IRR-A2")
    assert f"Continuar Porque continue. Propone GRCM continúa en {after.code} Actividad continue" in goes_on
    assert "3 países , 12 de octubre de 2021" in goes_on
    assert "IRR-A2-I1, 2019-2022, 30 de noviembre de 2022 Meta: Por definir" in goes_on
    draft = Activity.objects.get(predecessor__code="IRR-A3")
    assert f"Reformular Porque reformulate. Propone GRCM reformulada en {draft.code}" in again
    assert "Cerrar Porque close. Propone GRCM Nada" in closed
    words = said(page)
    assert "Finalizada: nada continúa: 1 · Continuar: 1 · Reformular: 1 · Cerrar: 1" in words
    assert "Actividades prioritarias de un Grupo de Trabajo, como máximo3 → 4" in words
    assert "Todas siguen a una del plan anterior." in words


def test_the_text_is_compared_section_by_section(following, sign_in, secretariat):
    html = sign_in(secretariat).get(PAGE).content.decode()
    assert "gobernanza</del><ins>" in html
    assert "cooperación</ins>" in html
    assert 'href="/es/plan/2023-2025/v1/3.3"' in html
    assert "1 párrafo con cambios" in html
    english = sign_in(secretariat).get("/en/closing/2019-2022/next/compare")
    assert "Plan 2023-2025 beside Plan 2019-2022" in said(english)


def test_nobody_reads_it_before_the_next_plan_and_a_visitor_once_it_is_public(
    following, plan, sign_in, secretariat, nobody
):
    visitor = sign_in(nobody)
    assert visitor.get(PAGE).status_code == 404
    Document.objects.filter(pk=following.pk).update(tier="public")
    Version.objects.filter(document=following).update(tier="public", status="in_force")
    Activity.objects.filter(plan=following, lineage="continues").update(tier="public", stage="in_force")
    _done, goes_on, again, _closed = rows(visitor.get(PAGE))
    assert ["Continuar" in goes_on, "Porque" in goes_on, "3" in goes_on] == [True, False, True]
    assert "Sin destino Nada" in again
    assert Parameters.objects.count() == 2
