"""AC-12, line by line, through pages: the plan ends in 2022 with activities not achieved."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity, GroupPlan, Measurement, Period
from pilares.people.models import Body, Presidency
from pilares.plans.models import Document, Parameters, Section
from pilares.reports.queries.composing import compose

PAGE = "/es/cierre/2019-2022"
NOW = "2022-11-30T12:00:00-06:00"
REASON = {"reason_es": "Sigue siendo pertinente.", "reason_en": "Still relevant."}
NEXT = {
    "period": "2023-2025", "title_es": "Plan Estratégico de la CRM 2023-2025", "title_en": "",
    "years": "3", "priority_activities": "3", "meetings_a_year": "2",
}  # fmt: skip


@pytest.fixture
def ending(plan, add_activity, world, secretariat, move_clock):
    """Twelve activities at the end of the third year: 7 completed, 3 in process, 1 not, 1 without status."""
    move_clock(NOW)
    for group, number in (
        ("PROT", 1),
        ("PROT", 2),
        ("PROT", 3),
        ("LAB", 1),
        ("LAB", 2),
        ("FRO", 1),
        ("FRO", 2),
    ):
        add_activity(group, number, f"Lograda {group} {number}", state="completed")
    first = add_activity(
        "IRR", 1, "Ruta regional", state="in_process", themes=("crisis",), parties=("GT", "MX")
    )
    add_activity("IRR", 2, "Estudio", state="in_process")
    add_activity("IRR", 3, "Observatorio", state="not_achieved")
    add_activity("LAB", 3, "Portabilidad", state="in_process")
    add_activity("FRO", 3, "Criterios comunes")
    _measured(first)
    for code, moment in (("GRCM", 28), ("RVM", 29)):
        meeting = Meeting.objects.create(
            code=f"{code}-2022-11", body=Body.objects.get(code=code), name_es=f"{code} 2022",
            starts_on=date(2022, 11, moment), tier=Tier.PUBLIC,
        )  # fmt: skip
        Decision.objects.create(
            meeting=meeting, paragraph="3", verb="decide", text_es="Concluir el Plan.", tier=Tier.PUBLIC
        )
    version = plan.versions.get()
    Section.objects.create(version=version, anchor="3.3", number="3.3", order=1, title_es="Misión")
    GroupPlan.objects.create(plan=plan, group=Body.objects.get(code="IRR"), status="in_force")
    return plan


def _measured(activity):
    """Give IRR-A1 two validated values: 2 in the first period, 3 in the second."""
    indicator = activity.indicators.get()
    indicator.measure, indicator.over_time, indicator.direction = "unit", "latest", "ascending"
    indicator.save()
    for number, value in ((1, 2), (2, 3)):
        year = activity.plan.plan_years.get(number=number)
        period = Period.objects.create(
            indicator=indicator, year=year, starts_on=year.starts_on, ends_on=year.ends_on
        )
        Measurement.objects.create(
            period=period, value=value, status="validated", observed_on=date(2020 + number, 10, 12),
            validated_at=datetime(2020 + number, 10, 20, 12, tzinfo=UTC),
        )  # fmt: skip


def said(response, status=200):
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def settle(client, code, way, **more):
    body = Body.objects.get(code="GRCM").pk
    return client.post(f"{PAGE}/actividades/{code}", {"way": way, "body": body, **REASON, **more})


def rvm():
    return Decision.objects.get(meeting__body__code="RVM")


def the_five_are_listed_and_the_plan_cannot_be_closed(client):
    page = said(client.get(PAGE))
    assert "0 de 5 actividades no finalizadas tienen su destino. Finalizadas: 7." in page
    listed = [code for code in ("IRR-A1", "IRR-A2", "IRR-A3", "LAB-A3", "FRO-A3", "PROT-A1") if code in page]
    assert listed == ["IRR-A1", "IRR-A2", "IRR-A3", "LAB-A3", "FRO-A3"]
    assert "Recomendación de la PPT" in page
    assert "Recomendación de la SE" in page
    assert settle(client, "IRR-A1", "").status_code == 422
    assert settle(client, "IRR-A1", "continue", reason_es="", reason_en="").status_code == 422
    assert settle(client, "PROT-A1", "close").status_code == 403
    for code, way in (("IRR-A1", "continue"), ("IRR-A2", "reformulate"), ("IRR-A3", "close")):
        assert settle(client, code, way).status_code == 302
    page = said(client.get(PAGE))
    assert "Falta destino para 2 actividades (§4.2)" in page
    assert '<button class="btn btn-linea" type="button" disabled' in client.get(PAGE).content.decode()
    refused = client.post(f"{PAGE}/cerrar", {"decision": rvm().pk, "sure": "on"})
    assert "Falta destino para 2 actividades" in said(refused, 422)


def each_office_recommends_and_a_country_proposes(sign_in, secretariat, presidency, member):
    office = sign_in(secretariat)
    assert office.post(f"{PAGE}/actividades/LAB-A3/recomendar", {"se_es": "Que siga."}).status_code == 302
    ppt = sign_in(presidency)
    assert ppt.post(f"{PAGE}/actividades/LAB-A3/recomendar", {"ppt_es": "Que cierre."}).status_code == 302
    country = sign_in(member)
    for address in (f"{PAGE}/actividades/LAB-A3/propuesta", f"{PAGE}/propuesta"):
        assert country.post(address, {"text_es": "Guatemala propone seguir."}).status_code == 302
    assert settle(country, "LAB-A3", "close").status_code == 403
    page = said(country.get(PAGE))
    assert ["Que siga." in page, "Que cierre." in page, page.count("Guatemala propone seguir.")] == [
        True,
        True,
        2,
    ]


def the_next_plan_begins_with_its_lineage(client):
    assert client.post(f"{PAGE}/siguiente", {**NEXT, "period": "2023"}).status_code == 422
    assert client.post(f"{PAGE}/siguiente", NEXT).status_code == 302
    following = Document.objects.get(period="2023-2025")
    assert following.predecessor == Document.objects.get(period="2019-2022")
    assert Parameters.objects.get(document=following).years == 3
    assert [(y.number, y.starts_on) for y in following.plan_years.all()] == [(1, None), (2, None), (3, None)]
    kinds = ("pillars", "objectives", "principles", "themes")
    counted = [[getattr(plan, kind).count() for kind in kinds] for plan in (following, following.predecessor)]
    assert counted[0] == counted[1] == [3, 1, 1, 5]
    draft = following.versions.get()
    assert (draft.status, draft.based_on) == ("draft", following.predecessor.versions.get())
    assert [s.title_es for s in draft.sections.all()] == ["Misión"]
    assert [n.country_id for n in draft.notes.all()] == ["US"]
    assert client.get(f"{PAGE}/siguiente").status_code == 422
    return following


def what_continues_has_its_baseline_and_its_place():
    new = Activity.objects.get(predecessor__code="IRR-A1")
    assert (new.code, new.lineage, new.stage, new.slot, new.state) == (
        "IRR-A4",
        "continues",
        "prioritised",
        1,
        "",
    )
    placed = sorted((p.placement.theme.plan.period, p.primary) for p in new.placed.all())
    assert placed == [("2023-2025", False), ("2023-2025", True)]
    indicator = new.indicators.get()
    assert (indicator.code, indicator.baseline_status, indicator.baseline, indicator.baseline_on) == (
        "IRR-A4-I1", "established", Decimal(3), date(2022, 10, 12),
    )  # fmt: skip
    assert (indicator.target, indicator.targets.count(), indicator.periods.count()) == (None, 0, 0)
    draft = Activity.objects.get(predecessor__code="IRR-A2")
    assert (draft.lineage, draft.stage, draft.title_es) == ("reformulates", "proposed", "Estudio")
    assert not Activity.objects.filter(predecessor__code="IRR-A3").exists()


def test_the_plan_ends_with_activities_not_achieved(
    ending, sign_in, secretariat, presidency, member, nobody, world
):
    Presidency.objects.update(starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC))
    client = sign_in(secretariat)
    Activity.objects.filter(code="IRR-A1").update(due_on=date(2022, 6, 30))
    assert "declare su estado" in said(client.get("/es/mi-trabajo"))
    the_five_are_listed_and_the_plan_cannot_be_closed(client)
    each_office_recommends_and_a_country_proposes(sign_in, secretariat, presidency, member)
    client = sign_in(secretariat)
    the_next_plan_begins_with_its_lineage(client)
    what_continues_has_its_baseline_and_its_place()
    draft = Activity.objects.get(predecessor__code="IRR-A2")
    Activity.objects.filter(pk=draft.pk).update(title_es="Estudio comparado")
    wording = client.get(f"{PAGE}/actividades/IRR-A2/redaccion").content.decode()
    assert "<ins>" in wording or "<ins" in wording

    for code in ("LAB-A3", "FRO-A3"):
        assert settle(client, code, "close").status_code == 302
    outside = Decision.objects.get(meeting__body__code="GRCM").pk
    assert client.post(f"{PAGE}/cerrar", {"decision": outside, "sure": "on"}).status_code == 422
    assert sign_in(presidency).post(f"{PAGE}/cerrar", {"decision": rvm().pk, "sure": "on"}).status_code == 403
    client = sign_in(secretariat)
    for _click in range(2):
        assert client.post(f"{PAGE}/cerrar", {"decision": rvm().pk, "sure": "on"}).status_code == 302

    old = Activity.objects.get(code="IRR-A1")
    assert (old.state, old.stage) == ("in_process", "in_force")
    page = said(client.get("/es/actividades/IRR-A1"))
    assert "continúa en IRR-A4 · Plan 2023-2025" in page
    assert "En proceso de implementarse" in page
    assert "IRR-A4" not in said(sign_in(nobody).get("/es/actividades/IRR-A1"))
    assert GroupPlan.objects.get(group__code="IRR", plan=ending).status == "closed"
    nobody_is_asked_for_what_can_no_longer_be_done(sign_in(secretariat))
    the_final_report_counts_each_once(world)


def nobody_is_asked_for_what_can_no_longer_be_done(client):
    assert "declare su estado" not in said(client.get("/es/mi-trabajo"))
    assert "Plan del grupo 2019-2022 · concluido" in said(
        client.get("/es/grupos/migracion-irregular-y-masiva")
    )
    theme = client.get("/es/plan/2019-2022/temas/crisis").content.decode()
    assert "Proponer actividad" not in theme
    theme = client.get("/es/plan/2023-2025/temas/crisis").content.decode()
    assert 'href="/es/grupos/proteccion/actividades/nueva?plan=2023-2025"' in theme


def the_final_report_counts_each_once(world):
    """As pending, whatever its status; never as achieved."""
    plan = Document.objects.get(period="2019-2022")
    facts = compose(plan, presidency=world.mexico, cut_off=date(2022, 11, 30))
    headings = sorted(row["heading"] for row in facts["rows"])
    assert headings == ["achieved"] * 7 + ["pending"] * 5
    row = next(row for row in facts["rows"] if row["code"] == "IRR-A1")
    assert (row["state"], row["heading"]) == ("in_process", "pending")
