"""A verb over many rows leaves what the verb leaves on each: the same columns, history and trail."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Refused
from pilares.core.edits import Conflict
from pilares.core.trail import Entry
from pilares.monitoring import actions
from pilares.monitoring.actions.activities import FIELDS, values_of
from pilares.monitoring.actions.many import (
    Declaration,
    Edit,
    PartEdit,
    Stopped,
    add_parts,
    declare_many,
    edit_many,
    edit_parts,
    remove_parts,
)
from pilares.monitoring.models import Activity, Indicator, ResponsibleParty, Result, Risk
from pilares.people.models import Body
from pilares.plans.models import Placement

#: what is each row's own; outside a request the single verb does not know who asks, and the trail does
OWN = {
    "id", "code", "slot", "activity_id", "result_id", "history_id", "history_user_id",
    "history_change_reason",
}  # fmt: skip


@pytest.fixture
def twins(add_activity):
    """Two activities alike in all but their numbers: one for the single verb, one for the other."""
    return [
        add_activity("PROT", number, "Ruta", themes=("trata",), years=(2,), parties=("GT", "HN"))
        for number in (1, 2)
    ]


def history_of(model, **where) -> list[dict]:
    """Return the history without what is each row's own."""
    rows = model.history.filter(**where).order_by("history_date", "history_id").values()
    return [{name: value for name, value in row.items() if name not in OWN} for row in rows]


def trail_of(record) -> list[tuple]:
    rows = Entry.objects.filter(model=record._meta.label_lower, object_id=record.pk).order_by("pk")
    return list(rows.values_list("verb", "by", "capacity", "at", "details"))


def searched_of(activity: Activity) -> str:
    return Activity.objects.get(pk=activity.pk).searched_parts


CHANGES = {
    "title_es": lambda: "Otra redacción",
    "due_on": lambda: date(2022, 3, 31),
    "scope": lambda: "national",
    "gender_marker": lambda: 2,
    "years": list,
    "countries": lambda: ["GT", "SV"],
    "themes": lambda: [str(place.pk) for place in Placement.objects.filter(theme__code="crisis")],
    "parties": lambda: ["country:PA", "country:GT", f"body:{Body.objects.get(code='SE').pk}", "members"],
    "principal": lambda: "country:PA",
}  # fmt: skip


def test_editing_many_leaves_what_editing_one_leaves(twins, member):
    one, other = twins
    changes = {name: value() for name, value in CHANGES.items()}
    actions.edit(one, changes=changes, base=values_of(one), by=member, reason="«m.xlsx»")
    edit_many([Edit(other.pk, changes, values_of(other))], by=member, reason="«m.xlsx»")
    first, second = Activity.objects.get(pk=one.pk), Activity.objects.get(pk=other.pk)
    assert values_of(first, FIELDS) == values_of(second, FIELDS)
    assert (first.version, first.outdated_since) == (second.version, second.outdated_since)
    assert [(p.order, p.principal) for p in first.parties.all()] == [
        (p.order, p.principal) for p in second.parties.all()
    ]
    assert history_of(Activity, id=one.pk) == history_of(Activity, id=other.pk)
    assert trail_of(first) == trail_of(second)
    assert searched_of(one).replace("ruta", "") == searched_of(other).replace("ruta", "")


def test_each_responsible_party_that_came_went_or_moved_has_its_history(twins, member):
    _one, other = twins
    edit_many(
        [Edit(other.pk, {"parties": ["country:HN", "country:PA"], "principal": "country:PA"}, {})], by=member
    )
    moves = ResponsibleParty.history.filter(activity_id=other.pk).order_by("history_id")
    said = [(row.history_type, row.country_id, row.principal) for row in moves]
    assert said[2:] == [("-", "GT", True), ("~", "HN", False), ("+", "PA", True)]


def test_what_somebody_else_changed_stops_all_and_says_which(twins, member, other_member):
    one, other = twins
    before = values_of(other)
    actions.edit(other, changes={"title_es": "De otra persona"}, base={}, by=other_member)
    edits = [Edit(one.pk, {"title_es": "Mía"}, values_of(one)), Edit(other.pk, {"title_es": "Mía"}, before)]
    with pytest.raises(Stopped) as stopped:
        edit_many(edits, by=member)
    assert (stopped.value.code, type(stopped.value.cause)) == ("PROT-A2", Conflict)
    assert stopped.value.words == "Alguien guardó el mismo campo entretanto."
    assert sorted(Activity.objects.values_list("title_es", flat=True)) == ["De otra persona", "Ruta"]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"title_es": "", "title_en": ""}, ValidationError),
        ({"title_es": "x" * 301}, ValidationError),
        ({"scope": "galactic"}, ValidationError),
        ({"principal": "country:PA"}, ValidationError),
        ({"tier": "group"}, Refused),
    ],
)
def test_what_one_edit_refuses_many_refuse(twins, member, changes, cause):
    one, other = twins
    with pytest.raises(cause):
        actions.edit(one, changes=changes, base={}, by=member)
    with pytest.raises(Stopped) as stopped:
        edit_many([Edit(other.pk, changes, {})], by=member)
    assert (stopped.value.code, type(stopped.value.cause)) == ("PROT-A2", cause)


def test_an_outsider_edits_none_of_many(twins, outsider):
    with pytest.raises(Stopped) as stopped:
        edit_many([Edit(twins[0].pk, {"title_es": "Ajena"}, {})], by=outsider)
    cause = stopped.value.cause
    assert isinstance(cause, Refused)
    assert cause.reason.code == "NOT_IN_GROUP"


def test_declaring_many_leaves_what_declaring_one_leaves(twins, member):
    one, other = twins
    day = date(2021, 10, 1)
    actions.declare_state(one, state="in_process", on=day, reason="Reunión", by=member)
    declare_many([Declaration(other.pk, "in_process", day, "Reunión")], by=member)
    first, second = Activity.objects.get(pk=one.pk), Activity.objects.get(pk=other.pk)
    assert (second.state, second.state_on, second.state_note_es, second.state_by) == (
        "in_process",
        day,
        "Reunión",
        member,
    )
    assert history_of(Activity, id=one.pk) == history_of(Activity, id=other.pk)
    assert trail_of(first) == trail_of(second)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (Result, {"text_es": "Otro resultado"}),
        (Indicator, {"name_es": "Otro indicador", "monitored_by": date(2022, 1, 31), "target": Decimal(7)}),
        (Risk, {"text_es": "Otro riesgo", "kind": "assumption"}),
    ],
)
def test_editing_many_parts_leaves_what_editing_one_leaves(twins, member, kind, changes):
    for twin in twins:
        Risk.objects.create(activity=twin, text_es="Rotación")
    one, other = (kind.objects.get(activity=twin) for twin in twins)
    actions.edit_part(one, changes=changes, base={}, by=member)
    edit_parts(kind, [PartEdit(other.pk, changes, {})], by=member)
    assert history_of(kind, id=one.pk) == history_of(kind, id=other.pk)
    assert trail_of(one) == trail_of(other)
    assert searched_of(twins[0]) == searched_of(twins[1])


def test_adding_many_parts_leaves_what_adding_one_leaves(twins, member):
    first, second = twins
    kinds: tuple[tuple[Any, dict[str, str]], ...] = (
        (Result, {"text_es": "Uno más"}),
        (Indicator, {"name_es": "Uno más"}),
        (Risk, {"text_es": "Uno más"}),
    )
    for kind, columns in kinds:
        actions.add_part(kind(**columns), activity=first, by=member)
        add_parts(kind, [kind(activity_id=second.pk, **columns)], by=member)
        assert history_of(kind, activity_id=first.pk)[-1] == history_of(kind, activity_id=second.pk)[-1]
    assert list(second.indicators.values_list("code", "order")) == [("PROT-A2-I1", 0), ("PROT-A2-I2", 1)]
    assert trail_of(first) == [
        (*row[:4], {"label": row[4]["label"].replace("A2", "A1")}) for row in trail_of(second)
    ]
    assert searched_of(first) == searched_of(second)


def test_a_code_that_was_used_is_not_used_again(twins, member):
    _first, second = twins
    remove_parts(Indicator, list(second.indicators.values_list("pk", flat=True)), by=member)
    add_parts(
        Indicator, [Indicator(activity_id=second.pk, name_es=name) for name in ("Dos", "Tres")], by=member
    )
    assert list(second.indicators.values_list("code", flat=True)) == ["PROT-A2-I2", "PROT-A2-I3"]


def test_removing_many_parts_keeps_their_history_and_says_so(twins, member):
    first, second = twins
    actions.remove_part(first.results.get(), by=member)
    remove_parts(Result, [second.results.get().pk], by=member)
    assert [row["history_type"] for row in history_of(Result, activity_id=second.pk)] == ["+", "-"]
    assert trail_of(first)[-1][0] == trail_of(second)[-1][0] == "remove_result"


def test_many_rows_ask_the_database_as_much_as_one(add_activity, member):
    rows = [add_activity("PROT", number, f"Ruta {number}", themes=("trata",)) for number in range(1, 9)]

    def asked(some: list[Activity]) -> int:
        changes = {"title_es": f"Otra vez, {len(some)}", "themes": [str(Placement.objects.all()[0].pk)]}
        with CaptureQueriesContext(connection) as heard:
            edit_many([Edit(row.pk, changes, {}) for row in some], by=member)
        return len(heard)

    assert member.standing.member  # asked once a request, whatever the rows
    assert asked(rows[:1]) == asked(rows[1:])
