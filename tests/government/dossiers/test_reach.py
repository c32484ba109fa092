"""The pairs of agency and dossier that the database keeps are those that the dossiers, steps and questions say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection

from tests.government.dossiers.test_boundary import AFTER, BEFORE, Merged, merged  # noqa: F401 (a fixture)
from tests.government.dossiers.world import accepted
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, Opinion, Reach, State, Step
from tinhso.government.dossiers.queries import worklists
from tinhso.government.dossiers.queries.filters import Filter, apply
from tinhso.government.dossiers.queries.pairs import _STATES
from tinhso.government.dossiers.queries.register import register, register_page
from tinhso.government.dossiers.queries.sidebar import parts
from tinhso.lib.actor import Actor

ROUNDS = 24
TOLD = (
    "filed_at",
    "next_due",
    "state",
    "transfer",
    "due_at",
    "last_moved_at",
    "channel",
    "field_code",
    "unit_code",
)


def seen(agency: Agency, *, single: bool) -> set[object]:
    """The dossiers of an agency: gathered by its pairs, or asked of each dossier in turn (the definition)."""
    actor = Actor(kind="officer", agency_id=agency.pk, roles=frozenset({"specialist"}))
    return set(access.visible(actor, single=single).values_list("pk", flat=True))


def test_whatever_changes_both_ways_see_the_same(merged: Merged) -> None:  # noqa: F811
    there = merged
    every = [there.one, there.one_desk, there.two, there.far, there.district, there.new, there.elsewhere]
    dossiers = [accepted(there.before, BEFORE) for _number in range(3)]
    chance, sizes = Random(7), set()
    with at(AFTER):
        for number in range(ROUNDS):
            _change(number % 7, chance, chance.choice(dossiers), chance.choice(every))
            for agency in every:
                quick = seen(agency, single=False)
                assert quick == seen(agency, single=True), agency
                sizes.add(len(quick))
    assert sizes == {0, 1, 2, 3}
    # The heirs of a split agency see by units.
    assert "08003" in set(Reach.objects.values_list("unit_code", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_a_pair_tells_of_work_is_the_dossiers_own(merged: Merged) -> None:  # noqa: F811
    dossiers = [accepted(merged.before, BEFORE) for _number in range(2)]
    chance, pairs = Random(11), set()
    for number in range(21):
        row = Dossier.objects.filter(pk=chance.choice(dossiers).pk)
        late = BEFORE + timedelta(hours=number)
        changes: list[dict[str, Any]] = [
            {"next_due": late},
            {"state": chance.choice([State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT]), "next_due": late},
            {"due_at": late, "last_moved_at": late},
            {"channel": "POSTAL", "field_code": f"linh-vuc-{number}"},
            {"transfer": chance.choice([0, 2])},
            # At work no more, and filed earlier than was thought.
            {"state": State.WITHDRAWN, "next_due": None},
            {"filed_at": BEFORE - timedelta(days=number), "assisted": bool(number % 2)},
        ]
        row.update(**changes[number % 7])
        # A pair that comes later tells the same.
        row.update(helped_at=chance.choice([None, merged.two]))
        for pair in Reach.objects.select_related("dossier"):
            assert [getattr(pair, name) for name in TOLD] == [getattr(pair.dossier, name) for name in TOLD]
        pairs.add(Reach.objects.count())
    assert max(pairs) > min(pairs) >= 4


def test_lists_and_numbers_are_those_of_the_conditions_asked_dossier_by_dossier(merged: Merged) -> None:  # noqa: F811
    for _number in range(3):
        accepted(merged.before, BEFORE)
    actors = [replace(merged.before.specialist, agency_id=agency.pk) for agency in (merged.one, merged.new)]
    filters = (Filter(), Filter(channel="POSTAL"), Filter(state=4, assisted=False))
    chance, sizes = Random(5), set()
    rows = list(Dossier.objects.values_list("pk", flat=True))
    for moment in (BEFORE, AFTER):
        with at(moment):
            for number in range(3):
                row = Dossier.objects.filter(pk=chance.choice(rows))
                row.update(
                    next_due=moment + timedelta(hours=number - 1), channel=chance.choice(["DIRECT", "POSTAL"])
                )
                for actor in actors:
                    counted = worklists.counts(actor)
                    for name in worklists.NAMES:
                        for wanted in (Filter(), filters[number]):
                            plain = apply(worklists.of_list(actor, name), wanted)
                            whole = set(plain.filter(next_due__isnull=False).values_list("pk", flat=True))
                            page = worklists.worklist(actor, name, wanted)
                            assert {line.id for line in page.rows} == whole, (name, wanted)
                            assert worklists.matching(actor, name, wanted) == len(whole)
                            sizes.add(len(whole))
                            if wanted == Filter():
                                assert counted[name] == parts(actor, name).total == len(whole), name
    assert sizes >= {0, 1, 3}


def test_a_register_is_that_of_the_conditions_asked_dossier_by_dossier(merged: Merged) -> None:  # noqa: F811
    rows = [accepted(merged.before, BEFORE).pk for _number in range(5)]
    actors = [
        replace(merged.before.specialist, agency_id=one.pk) for one in (merged.one, merged.new, merged.far)
    ]
    filters = (
        Filter(),
        Filter(channel="POSTAL"),
        Filter(state=7),
        Filter(bucket="in_process"),
        Filter(assisted=True),
    )
    chance, sizes = Random(3), set()
    with at(AFTER):
        for number in range(8):
            row = Dossier.objects.filter(pk=chance.choice(rows))
            row.update(channel=chance.choice(["DIRECT", "POSTAL"]), assisted=chance.choice([True, False]))
            if number % 3 == 2:
                row.update(state=State.WITHDRAWN, next_due=None)
            _change(number % 7, chance, row.get(), chance.choice([merged.one, merged.new, merged.two]))
            for actor in actors:
                for wanted in filters:
                    plain = apply(access.visible(actor), wanted).order_by("-filed_at", "-id").distinct()
                    whole = [one.pk for one in plain]
                    first, count = register_page(actor, wanted)
                    assert [line.id for line in first.rows] == whole, wanted
                    assert count == len(whole)
                    by_one, after = [], ""
                    while True:
                        page = register(actor, wanted, after=after, limit=1)
                        by_one += [line.id for line in page.rows]
                        if not (after := page.next):
                            break
                    assert by_one == whole, wanted
                    sizes.add(len(whole))
    assert sizes >= {0, 1, 5}


def test_a_bucket_holds_no_other_states_than_those_it_is_looked_for_in(merged: Merged) -> None:  # noqa: F811
    row = Dossier.objects.filter(pk=accepted(merged.before, BEFORE).pk)
    met: dict[str, set[State]] = {bucket: set() for bucket in _STATES}
    for state in State:
        for late in (-2, 0, 2):
            done = BEFORE + timedelta(days=3) if state in (State.DONE, State.RETURNED) else None
            row.update(
                state=state,
                due_at=BEFORE + timedelta(days=3 - late),
                finished_at=done,
                returned_at=done if state == State.RETURNED else None,
            )
            for bucket, states in _STATES.items():
                if (
                    apply(Dossier.objects.all(), Filter(bucket=bucket), BEFORE + timedelta(days=3))
                    .filter(pk=row.get().pk)
                    .exists()
                ):
                    assert state in states, bucket
                    met[bucket].add(state)
    assert {bucket: set(states) for bucket, states in _STATES.items()} == met


def _change(kind: int, chance: Random, dossier: Dossier, agency: Agency) -> None:
    """One change of the kind that joins a dossier to an agency, or parts them."""
    rows = Dossier.objects.filter(pk=dossier.pk)
    if kind == 0:
        rows.update(competent=agency)
    elif kind == 1:
        rows.update(received_at=agency)
    elif kind == 2:
        rows.update(helped_at=chance.choice([None, agency]))
    elif kind == 3:
        rows.update(unit_code=chance.choice(["08001", "08003", "08003"]))
    elif kind == 4:
        Step.objects.filter(dossier=dossier, ordinal=chance.randrange(1, 4)).update(agency=agency)
    elif kind == 5:
        Opinion.objects.create(
            dossier=dossier,
            agency=agency,
            asked_by_agency=agency,
            question="Ý kiến?",
            asked_at=now(),
            due_at=now(),
        )
    else:
        Opinion.objects.filter(dossier=dossier).delete()


def test_a_pair_stands_as_long_as_something_joins_the_two(merged: Merged) -> None:  # noqa: F811
    dossier = accepted(merged.before, BEFORE)
    assert Reach.objects.filter(dossier=dossier.pk).exists()
    Step.objects.filter(dossier=dossier.pk).delete()
    assert set(Reach.objects.filter(dossier=dossier.pk).values_list("agency_id", flat=True)) == {
        merged.one.pk,
        merged.one_desk.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_reach WHERE dossier_id = %s", [dossier.pk])
        cursor.execute(
            "UPDATE dossiers_dossier SET helped_at_id = %s WHERE id = %s", [merged.two.pk, dossier.pk]
        )
    assert Reach.objects.filter(dossier=dossier.pk).count() == 3
