"""Critical aspects, support, contributions and inputs are those of the plan that an address asks for."""

from datetime import date
from uuid import uuid4

import pytest

from pilares.consensus.actions import inputs as consensus
from pilares.consensus.models.inputs import Input, InputCall
from pilares.core.access import Tier
from pilares.monitoring import actions
from pilares.monitoring.models import Contribution, CriticalAspect
from pilares.monitoring.tests.conftest import words_of
from pilares.people.models import Country
from pilares.succession.tests.test_staying_in_the_next_plan import ASKED, following, new

__all__ = ["following", "new"]
OLD, NEXT = "De antes", "Del siguiente"
LISTS = {
    "aspects": "/es/aspectos-criticos", "support": "/es/apoyo", "inputs": "/es/aportes",
    "contributions": "/es/contribuciones",
}  # fmt: skip


@pytest.fixture
def both(plan, new, secretariat):
    """One of each kind in each plan, both running at once."""
    old = plan.activities.get()
    new.stage, old.stage = "prioritised", "in_force"
    new.save()
    old.save()
    for one, said in ((old, OLD), (new, NEXT)):
        changes = {"text_es": said, "tier": Tier.PUBLIC, "activities": [one]}
        actions.identify(
            identified_by=one.group, plan=one.plan, by=secretariat, form_key=uuid4(), changes=changes,
            identified_on=date(2022, 11, 1),
        )  # fmt: skip
        actions.ask_support(
            one, form_key=uuid4(), by=secretariat, kind="technical", text_es=said, tier="public"
        )
        Contribution.objects.create(
            plan=one.plan, country=Country.objects.get(code="GT" if said == OLD else "PA"), year=2022,
            received_on=date(2022, 11, 1), note_es=said,
        )  # fmt: skip
        consensus.open_call(
            plan=one.plan, by=secretariat, name_es=f"Llamado {said}", name_en="", about_es="", about_en="",
            opens_on=date(2022, 11, 1), closes_on=date(2022, 12, 15), tier=Tier.EXTENDED, form_key=uuid4(),
        )  # fmt: skip
    return old, new


@pytest.mark.parametrize("kind", LISTS)
def test_each_list_tells_what_is_of_its_plan_alone_and_leads_to_the_other(both, sign_in, secretariat, kind):
    client = sign_in(secretariat)
    ours, theirs = client.get(LISTS[kind], follow=True), client.get(f"{LISTS[kind]}{ASKED}", follow=True)
    main = [words_of(page) for page in (ours, theirs)]
    assert [(OLD in said, NEXT in said) for said in main] == [(True, False), (False, True)]
    assert "Plan 2023-2025 (en elaboración)" in main[0]
    assert f'href="{LISTS[kind]}' in theirs.content.decode()


def test_the_files_of_a_list_are_of_its_plan(both, sign_in, secretariat):
    client = sign_in(secretariat)
    for address in ("/es/aspectos-criticos.csv",):
        said = [client.get(address + asked).content.decode() for asked in ("", ASKED)]
        assert [(OLD in one, NEXT in one) for one in said] == [(True, False), (False, True)]


def test_what_is_written_down_from_an_activity_or_a_list_is_of_its_plan(both, sign_in, secretariat):
    client = sign_in(secretariat)
    for query in (f"?activity={both[1].code}", ASKED):
        page = client.get(f"/es/aspectos-criticos/nuevo{query}").content.decode()
        key = page.partition('name="form_key" value="')[2].partition('"')[0]
        typed = {
            "form_key": key, "text_es": f"Nuevo {query}", "identified_by": both[1].group_id,
            "tier": "members", "activities": [both[1].pk], "identified_on": "2022-11-15",
            "original_language": "es",
        }  # fmt: skip
        done = client.post(f"/es/aspectos-criticos/nuevo{query}", typed)
        assert done.status_code == 302, words_of(done)
        aspect = CriticalAspect.objects.get(text_es=f"Nuevo {query}")
        assert aspect.plan == both[1].plan
        assert f'href="/es/aspectos-criticos/{ASKED}"' in client.get(done.url).content.decode()
    done = client.post(
        f"/es/contribuciones{ASKED}", {"country": "HN", "year": 2023, "received_on": "2022-11-15"}
    )
    assert (done.status_code, done.url) == (302, f"/es/contribuciones{ASKED}")
    made = Contribution.objects.get(country="HN")
    assert made.plan == both[1].plan
    gone = client.post(f"/es/contribuciones/{made.pk}/quitar")
    assert (gone.status_code, gone.url) == (302, f"/es/contribuciones{ASKED}")


def test_an_input_is_of_the_plan_of_its_call(both, sign_in, civil_society):
    client, call = sign_in(civil_society), InputCall.objects.get(name_es=f"Llamado {NEXT}")
    page = client.get(f"/es/aportes/nuevo?call={call.pk}").content.decode()
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    typed = {
        "form_key": key, "call": call.pk, "title": "Un aporte", "text": "Texto", "language": "es",
        "organisation": min(civil_society.standing.organisations),
    }  # fmt: skip
    done = client.post(f"/es/aportes/nuevo?call={call.pk}", typed)
    assert done.status_code == 302, words_of(done)
    assert Input.objects.get().plan == both[1].plan
    assert "Un aporte" in words_of(client.get("/es/aportes/"))  # whoever sent it may not open that plan yet
    both[1].plan.tier = Tier.PUBLIC
    both[1].plan.save()
    assert f'href="/es/aportes/{ASKED}"' in client.get(done.url).content.decode()
    said = [client.get(f"/es/aportes.csv{asked}").content.decode() for asked in ("", ASKED)]
    assert ["Un aporte" in one for one in said] == [False, True]
