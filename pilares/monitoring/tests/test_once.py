"""A form sent twice at one instant writes once, and both get the same answer."""

import threading
import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models.signals import pre_save

from pilares.core.once import once
from pilares.monitoring import actions
from pilares.monitoring.models import CriticalAspect, SupportOffer
from pilares.people.models import Organisation


@pytest.mark.parametrize("lost", [IntegrityError(), ValidationError({"form_key": "taken"})])
def test_whoever_loses_looks_again_and_what_is_refused_otherwise_stays_refused(db, lost):
    tried: list[int] = []

    @once
    def act(error: Exception) -> str:
        tried.append(1)
        if len(tried) == 1:
            raise error
        return "the first answer"

    assert act(lost) == "the first answer"
    tried.clear()
    with pytest.raises(ValidationError):
        act(ValidationError({"text_es": "empty"}))
    assert len(tried) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_first_submits_at_the_same_instant_write_one_and_answer_both(three, world, member, observer):
    """Each passes its own look before the other has written: the database refuses one of the two."""
    both = threading.Barrier(2)
    answers: list[Any] = []

    def together(instance: Any, **_more: Any) -> None:
        if instance._state.adding and not both.broken:
            both.wait(timeout=10)

    def press(act: Any) -> None:
        try:
            answers.append(act().pk)
        except Exception as error:  # noqa: BLE001  what a thread raises is to be seen
            answers.append(error)
        finally:
            connection.close()

    aspect = {
        "identified_by": world.bodies["PROT"], "form_key": uuid.uuid4(), "by": member, "changes": {},
        "plan": three[0].plan, "identified_on": date(2021, 10, 1), "text_es": "Los enlaces cambian",
    }  # fmt: skip
    offer = {
        "offered_by": Organisation.objects.get(code="oim"), "form_key": uuid.uuid4(), "by": observer,
        "technical": True, "text_es": "Un taller", "starts_on": date(2021, 11, 1),
    }  # fmt: skip
    for model, act in (
        (CriticalAspect, lambda: actions.identify(**aspect)),
        (SupportOffer, lambda: actions.offer_support(three[0], **offer)),
    ):
        answers.clear()
        both.reset()
        pre_save.connect(together, sender=model)
        try:
            threads = [threading.Thread(target=press, args=(act,)) for _two in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=30)
        finally:
            pre_save.disconnect(together, sender=model)
        assert answers == [model.objects.get().pk] * 2
