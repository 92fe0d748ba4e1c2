"""How the demo is loaded: again without loss, with which password, and where it is refused."""

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.test import Client

from pilares.home.actions import NoDemoHere, demo_password, load_demo
from pilares.meetings.actions import load_meetings
from pilares.monitoring.actions import edit, propose
from pilares.monitoring.models import Activity
from pilares.people.actions import load_actors
from pilares.people.models import User
from pilares.plans.actions import load_plan
from pilares.plans.models import Document
from tests.cast import appoint

PASSWORD = "abedul-2021-octubre"
OURS = [
    model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("pilares")
]


@pytest.fixture
def ground(db: None) -> None:
    """The actors, the meetings that took place and the plan's text, as every instance has them."""
    load_actors()
    load_meetings()
    load_plan()


@pytest.fixture
def demo(ground: None) -> Document:
    """The plan of the demo, with everything illustrative around it."""
    load_demo(PASSWORD)
    return Document.objects.get(code="plan-2019-2022")


def account(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def everything() -> dict[str, str]:
    """Return all that the house holds, model by model."""
    return {m._meta.label: serializers.serialize("json", m._default_manager.order_by("pk")) for m in OURS}


def test_loading_again_changes_nothing(demo):
    before = everything()
    load_demo(PASSWORD)
    assert everything() == before


def test_loading_again_keeps_what_people_did(demo):
    directory = Activity.objects.get(code="PROT-A3")
    edit(
        directory,
        changes={"title_es": "Directorio consular"},
        base={"title_es": directory.title_es},
        by=account("se"),
    )
    propose(group=directory.group, plan=demo, by=account("gt-proteccion"), title_es="Otra candidata")
    appoint("invitada@example.org", "delegate", country="BZ")
    load_demo(PASSWORD)
    assert Activity.objects.get(code="PROT-A3").title_es == "Directorio consular"
    assert Activity.objects.get(code="PROT-A6").title_es == "Otra candidata"
    assert User.objects.filter(email="invitada@example.org").exists()


def test_another_password_opens_the_same_accounts(demo):
    load_demo("cedro-2022-enero")
    assert not Client().login(email="se@demo.invalid", password=PASSWORD)
    assert all(
        Client().login(email=f"{name}@demo.invalid", password="cedro-2022-enero") for name in ("se", "rrocm")
    )


def test_outside_the_demo_it_is_refused(ground, settings):
    settings.DEMO = False
    with pytest.raises(
        NoDemoHere, match=r"^This is not the demo: bin/start --demo loads the illustrative data\.$"
    ):
        load_demo(PASSWORD)
    assert not User.objects.exists()


def test_a_real_instance_is_never_mixed_with_it(ground):
    appoint("secretaria@example.org", "secretariat")
    with pytest.raises(NoDemoHere, match=r"^This database holds a real instance: [^.]+\.$"):
        load_demo(PASSWORD)
    assert not Activity.objects.exists()


def test_it_stands_on_the_plan_and_its_actors(db):
    with pytest.raises(NoDemoHere, match=r"^Load the actors, the meetings and the plan first: [^.]+\.$"):
        load_demo(PASSWORD)


def test_the_command_says_in_one_sentence_why_it_refuses(ground, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match=r"^This is not the demo"):
        call_command("load_demo")


def test_the_command_takes_the_password_from_the_environment(ground, monkeypatch, capsys):
    monkeypatch.setenv("PILARES_DEMO_PASSWORD", "roble-2021-marzo")
    call_command("load_demo")
    assert capsys.readouterr().out == "The demo stands, with illustrative data: none of it is a commitment.\n"
    assert Client().login(email="ppt@demo.invalid", password="roble-2021-marzo")


def test_without_the_environment_the_password_is_the_documented_one(monkeypatch, settings):
    monkeypatch.delenv("PILARES_DEMO_PASSWORD", raising=False)
    assert len(demo_password()) >= 12
    assert f"| `{demo_password()}` |" in (settings.BASE_DIR / "docs" / "deploy.md").read_text()
