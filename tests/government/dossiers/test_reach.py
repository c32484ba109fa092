"""The pairs of agency and dossier that the database keeps are those that the dossiers, steps and questions say."""

from __future__ import annotations

from random import Random

from django.db import connection

from tests.government.dossiers.test_boundary import AFTER, BEFORE, Merged, merged  # noqa: F401 (a fixture)
from tests.government.dossiers.world import accepted
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier, Opinion, Reach, Step
from tinhso.lib.actor import Actor

ROUNDS = 24


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
