"""Two branches of a process that meet in one officer: the page offers both steps, and does the one that was chosen."""

from __future__ import annotations

import re

import pytest

from tests.foundation.process.samples import PARALLEL
from tests.government.dossiers.world import accepted, step
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(world):
    """A dossier with the steps `a` and `b` open, both of them the specialist's."""
    version = world.version
    version.process_xml = PARALLEL.decode() if isinstance(PARALLEL, bytes) else PARALLEL
    version.save()
    dossier = accepted(world, now())
    dossiers.complete_step(world.specialist, step(dossier, "first").pk)
    dossier.refresh_from_db()
    return dossier


def test_each_of_two_open_steps_is_offered_and_done(both, desk):
    client = desk("specialist")
    address = f"/can-bo/ho-so/{both.pk}/"
    a, b = step(both, "a"), step(both, "b")
    page = client.get(address).content.decode()
    first = re.search(r"viec/hoan-thanh/\?buoc=([0-9a-f-]+)", page)[1]
    other = {str(a.pk): b, str(b.pk): a}[first]
    assert f'href="{address}?buoc={other.pk}"' in page
    assert f"viec/hoan-thanh/?buoc={other.pk}" not in page
    page = client.get(f"{address}?buoc={other.pk}").content.decode()
    assert f"viec/hoan-thanh/?buoc={other.pk}" in page
    act = f"{address}viec/hoan-thanh/?buoc={other.pk}"
    assert other.name in client.get(act).content.decode()
    kept = client.post(act, {"version": both.version, "_draft": "1", "note": "Nháp của bước thứ hai"})
    assert kept.url == act
    assert client.post(act, {"version": both.version, "note": "Xong"}).status_code == 302
    other.refresh_from_db()
    assert (other.done_by_id is not None, other.note) == (True, "Xong")
    assert [one.pk for one in both.steps.filter(done_at=None)] == [a.pk if other == b else b.pk]

    # Pressed again with the page's new version: the step that is left is not done in place of the one that is gone.
    both.refresh_from_db()
    again = client.post(act, {"version": both.version, "note": "Lần nữa"})
    assert again.status_code == 409
    assert both.steps.filter(done_at=None).count() == 1
    # An address with the step that is gone opens the dossier at the one that waits; alone it needs no name.
    page = client.get(f"{address}?buoc={other.pk}").content.decode()
    assert 'viec/hoan-thanh/"' in page
    assert "bước khác cũng đang chờ bạn" not in page


def test_a_step_of_nobodys_dossier_is_not_chosen(both, desk):
    address = f"/can-bo/ho-so/{both.pk}/"
    for odd in ("", "x", "00000000-0000-7000-8000-000000000000"):
        assert desk("specialist").get(f"{address}?buoc={odd}").status_code == 200
        assert desk("specialist").get(f"{address}viec/hoan-thanh/?buoc={odd}").status_code == 302
