"""What two people do at once: an objection at the very instant, and numbers of inputs without a gap.

SQLite takes one writer at a time; on PostgreSQL it is the row that one of the two waits for.
"""

import threading
import uuid
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from pilares.consensus.actions import name_delegate, object_to, open_silence, record_rule
from pilares.consensus.actions.inputs import next_number, send_input
from pilares.consensus.models import Input, Silence
from pilares.consensus.tests.conftest import AFTER, written
from pilares.core import clock
from pilares.core.letters import Letter
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, Country, User
from pilares.plans.actions import compose, register_document
from pilares.plans.models import Document
from tests.cast import Office, appoint, build_world


def opened(move_clock) -> tuple[Silence, User]:
    """Open a procedure and name Canada's delegate."""
    build_world()
    move_clock("2021-08-16T10:00:00-06:00")
    secretariat = appoint("se@example.org", Office.SECRETARIAT)
    canada = appoint("ca@example.org", Office.DELEGATE, country="CA")
    meeting = Meeting.objects.create(
        code="GRCM-2021-06",
        body=Body.objects.get(code="GRCM"),
        name_es="…",
        name_en="…",
        starts_on="2021-06-25",
    )
    decision = Decision.objects.create(meeting=meeting, paragraph="1", verb="decide", text_es="…")
    record_rule(text_es="…", source="…", adopted_on=date(2021, 6, 25), decision=decision, by=secretariat)
    document = register_document(kind=Document.Kind.TEXT, title_es="Texto", code="texto", by=secretariat)
    version = compose(document, sections=written(AFTER), by=secretariat)
    name_delegate(document, country=Country.objects.get(pk="CA"), user=canada, by=secretariat)
    expires = clock.now().replace(day=20, hour=17)
    silence = open_silence(
        version, meeting=meeting, verb="approve", text_es="…", closes_at=expires, by=secretariat
    )
    return silence, canada


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_objection_at_the_very_instant_has_one_outcome(move_clock, settings):
    silence, canada = opened(move_clock)
    move_clock("2021-08-20T17:00:00-06:00")
    ready = threading.Barrier(2)

    def at_once(act) -> None:
        ready.wait(timeout=10)
        try:
            act()
        finally:
            connection.close()

    objecting = threading.Thread(
        target=at_once, args=(lambda: object_to(silence, key=uuid.uuid4(), by=canada, text="No."),)
    )
    writing = threading.Thread(target=at_once, args=(lambda: call_command("keep_the_clock"),))
    for thread in (objecting, writing):
        thread.start()
    for thread in (objecting, writing):
        thread.join(timeout=30)
    silence = Silence.objects.get()
    silence.decision.refresh_from_db()
    late = silence.objections.get().late
    assert (silence.state, silence.decision.outcome, late, silence.broken_at) == (
        "kept",
        "adopted",
        True,
        None,
    )
    kept, broken = (
        Letter.objects.filter(key__startswith=f"silence:{kind}", to="ca@example.org").count()
        for kind in ("silence_kept", "silence_broken")
    )
    assert (kept, broken) == (1, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_inputs_sent_at_once_while_another_fails_are_numbered_without_a_gap():
    """The first number of a year is taken by nobody yet: three wait for one that is given back (AC-21)."""
    world = build_world()
    rncom = world.organisations["rrocm"]
    sender = appoint("rrocm@example.org", Office.CIVIL_SOCIETY, organisation="rrocm")
    plan = Document.objects.create(kind=Document.Kind.STRATEGIC_PLAN, code="plan", title_es="Plan")
    ready = threading.Barrier(4)

    def send(title: str) -> None:
        ready.wait(timeout=10)
        try:
            send_input(organisation=rncom, form_key=uuid.uuid4(), by=sender, title=title, text="…", plan=plan)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(title,)) for title in ("Uno", "Dos", "Tres")]
    for thread in threads:
        thread.start()
    with transaction.atomic():
        taken = next_number(clock.today().year)
        ready.wait(timeout=10)
        threads[0].join(timeout=0.5)
        assert all(thread.is_alive() for thread in threads)
        transaction.set_rollback(True)
    for thread in threads:
        thread.join(timeout=30)
    assert taken == 1
    assert list(Input.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
