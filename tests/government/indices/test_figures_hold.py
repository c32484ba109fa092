"""What must hold of every figure: whose it is, what was known, and that its rows are as many as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, build, officer
from tests.government.indices.test_editions import read_until
from tests.government.indices.test_measures import AGENCIES, DAY, START, WINDOW, made_up, naive
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions import refresh_facts
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.measures.statement import Scope, Window, counts, counts_by_agency
from tinhso.government.indices.models import Fact, FactHistory
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
WINDOWS = (
    WINDOW,
    Window(START - 31 * DAY, START),
    Window(START + 31 * DAY, START + 60 * DAY),
    Window(START + 5 * DAY, START + 6 * DAY),
)
SCOPES = (
    Scope(),
    *(Scope((one,)) for one in AGENCIES),
    *(Scope(field_code=one) for one in "ab"),
    *(Scope(procedure_code=one) for one in "123"),
    Scope((AGENCIES[0],), field_code="a", procedure_code="1"),
    Scope(units=(("08866", START - 100 * DAY, None),)),
    # The code was another commune's until a day within the window.
    Scope(units=(("08866", START + 9 * DAY, None),)),
    Scope(units=(("08866", START - 100 * DAY, START + 9 * DAY), ("08867", START - 100 * DAY, None))),
)


def lies(one: Fact, code: str, since: datetime, before: datetime | None) -> bool:
    return one.unit_code == code and since <= one.received_at and (before is None or one.received_at < before)


def belongs(one: Fact, scope: Scope, window: Window) -> bool:
    """By the words of the reference: received or worked on in the period, of this agency, field, procedure."""
    mine = (
        (not scope.agencies or one.agency_id in scope.agencies)
        and (not scope.units or any(lies(one, *told) for told in scope.units))
        and scope.field_code in ("", one.field_code)
        and scope.procedure_code in ("", one.procedure_code)
    )
    ended_before = (
        one.finish_at is not None and one.finish_at < window.first and one.received_at < window.first
    )
    return mine and one.received_at < window.until and not ended_before


@pytest.mark.parametrize("seed", range(4))
def test_a_record_changes_only_the_figures_that_it_belongs_to(seed: int) -> None:
    random = Random(seed)
    facts = made_up(random, 30)
    Fact.objects.bulk_create(facts)
    asked = [(scope, window) for scope in SCOPES for window in WINDOWS]
    before = {key: counts(*key) for key in asked}
    (fresh,) = made_up(random, 1)
    fresh.save(force_insert=True)
    stayed = changed = 0
    for scope, window in asked:
        after = counts(scope, window)
        if not belongs(fresh, scope, window):
            stayed += 1
            assert after == before[scope, window]
            continue
        changed += 1
        for key, measure in MEASURES.items():
            more = after[key].among - before[scope, window][key].among
            assert 0 <= more <= 1
            if measure.of != "procedures" and not measure.total:
                assert 0 <= after[key].counted - before[scope, window][key].counted <= more
        whole = after["dossiers_on_time"].among + after["petitions_on_time"].among
        assert whole == sum(
            before[scope, window][key].among for key in ("dossiers_on_time", "petitions_on_time")
        ) + (fresh.kind in (1, 2))
    assert stayed
    assert changed


@pytest.mark.parametrize("seed", range(4))
def test_the_union_of_agencies_is_the_province_record_by_record(seed: int) -> None:
    random = Random(100 + seed)
    facts = made_up(random, 50)
    Fact.objects.bulk_create(facts)
    # One agency passed on wholly, one by units: whatever the borders, nothing is lost and nothing counts twice.
    heirs = ((AGENCIES[1], "", AGENCIES[0]), (AGENCIES[2], "08866", AGENCIES[0]))
    for window in WINDOWS:
        province = counts(Scope(), window)
        for told in ((), heirs):
            by = counts_by_agency(window, told)
            for key, measure in MEASURES.items():
                if measure.of != "procedures":
                    assert sum(one[key].counted for one in by.values()) == province[key].counted
                    assert sum(one[key].among for one in by.values()) == province[key].among
        for agency_id, found in counts_by_agency(window, ()).items():
            own = [one for one in facts if one.agency_id == agency_id]
            assert found == {key: naive(key, own, window) for key in MEASURES}


@pytest.mark.parametrize("seed", range(3))
def test_the_union_of_communes_is_the_province_whatever_their_codes_meant_before(seed: int) -> None:
    facts = made_up(Random(300 + seed), 50)
    Fact.objects.bulk_create(facts)
    day, early = START + 9 * DAY, START - 400 * DAY
    # Until a day two communes; from then on one, with the code of the first.
    old = [Scope(units=((code, early, day),)) for code in ("08866", "08867")]
    fresh = [Scope(units=(("08866", day, None),)), Scope(units=(("08867", day, None),))]
    merged = Scope(units=(("08866", early, day), ("08867", early, day), ("08866", day, None)))
    for window in WINDOWS:
        province, whole = counts(Scope(), window), counts(merged, window)
        parts, left = [counts(one, window) for one in (*old, *fresh)], counts(fresh[1], window)
        for key, measure in MEASURES.items():
            if measure.of != "procedures":
                assert sum(one[key].among for one in parts) == province[key].among
                assert sum(one[key].counted for one in parts) == province[key].counted
                assert whole[key].among == province[key].among - left[key].among
        for scope in (*old, *fresh):
            own = [one for one in facts if any(lies(one, *told) for told in scope.units)]
            assert counts(scope, window) == {key: naive(key, own, window) for key in MEASURES}


@pytest.mark.parametrize("seed", range(3))
def test_a_figure_as_it_was_known_never_changes_whatever_comes_later(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker's own statement writes; each moment keeps its figures through everything that follows."""
    random = Random(200 + seed)
    names = [one.column for one in Fact._meta.fields if one.column != "known_from"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE told (LIKE indices_fact) ON COMMIT DROP")
    monkeypatch.setitem(
        refresh_facts.FRESH, "dossier", f"SELECT {', '.join(names)} FROM told WHERE subject_id = ANY(%(ids)s)"
    )
    told: dict[Any, Fact] = {one.subject_id: one for one in made_up(random, 12)}
    known: dict[Window, Any] = {}
    moment = START + 10 * DAY
    for _step in range(6):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM told")
            for one in told.values():
                values = [getattr(one, name) for name in names]
                cursor.execute(
                    f"INSERT INTO told ({', '.join(names)}, known_from)"
                    f" VALUES ({', '.join(['%s'] * (len(names) + 1))})",
                    [*values, moment],
                )
        refresh_facts.write("dossier", list(told), moment)
        window = replace(WINDOW, known_at=moment)
        known[window] = counts(Scope(), window)
        assert (
            known[window]
            == counts(Scope(), WINDOW)
            == {key: naive(key, list(told.values()), WINDOW) for key in MEASURES}
        )
        for before, figures in known.items():
            assert counts(Scope(), before) == figures
            by = counts_by_agency(before, ())
            assert (
                sum(one["dossiers_on_time"].among for one in by.values()) == figures["dossiers_on_time"].among
            )
        moment += timedelta(minutes=random.choice([1, 60, 5000]))
        for one in random.sample(list(told.values()), 5):
            flag = random.choice(["synced", "has_result", "paid_online", "disliked", "online"])
            setattr(one, flag, not getattr(one, flag))
            one.finish_at = random.choice([None, one.received_at + DAY, moment])
            one.agency_id = random.choice(AGENCIES)
        (fresh,) = made_up(random, 1)
        told[fresh.subject_id] = fresh
    assert FactHistory.objects.count() >= 10


@pytest.fixture
def world() -> Iterator[World]:
    with at(MONDAY):
        here = build()
        load(Folder(texts={NAME: TEXT}))
        here.actors["office"] = officer("bcd", here.other, "steering")
        random = Random(9)
        for one in made_up(random, 110):
            one.subject_id, one.agency_id = new_id(), random.choice([here.committee.pk, here.other.pk])
            one.save(force_insert=True)
        read_until(MONDAY)
        yield here


SHARE = re.compile(
    r'/(?P<code>[0-9a-z.]+)/(?:\?[^"]*)?">(?P=code)\. .*?>(?P<counted>[\d.]+)/(?P<of>[\d.]+)</td>', re.S
)


def shares(page: str) -> dict[str, tuple[int, int]]:
    """Each figure of a page: counted of how many, by its component."""
    found = {}
    for row in page.split("<tr")[1:]:
        one = SHARE.search(row)
        if one:
            found[one["code"]] = (int(one["counted"].replace(".", "")), int(one["of"].replace(".", "")))
    return found


def rows_behind(client: Client, address: str) -> int:
    """The records of a list, page after page."""
    many = 0
    while address:
        page = client.get(address).content.decode()
        rows = page.split("Được tính hay vì sao không")[1].split("</table>")[0] if "sao không" in page else ""
        many += rows.count("<tr")
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    return many


def test_a_crawler_finds_every_figure_equal_to_the_number_of_rows_behind_it(world: World) -> None:
    client = signed_in(world.office)
    key, checked = "2026-10", 0
    for asked in ("?cq=toan-tinh", f"?cq={world.committee.slug}"):
        told = shares(client.get(f"/can-bo/qd-766/{key}/{asked}").content.decode())
        assert len(told) >= 9
        for code, (counted, among) in told.items():
            if asked != "?cq=toan-tinh" and code != "2.1":
                continue
            page = f"/can-bo/qd-766/{key}/{code}/{asked}"
            assert rows_behind(client, f"{page}&ly-do=counted") == counted, code
            checked += 1
            if code in ("1.4", "2.1", "3.2", "5.2"):
                assert rows_behind(client, page) == among, code
    assert checked >= 14
    public = shares(Client().get(f"/chi-so/766/{key}/").content.decode())
    assert public == shares(client.get(f"/can-bo/qd-766/{key}/?cq=toan-tinh").content.decode())
    board = client.get(f"/can-bo/bang-dieu-hanh/?ky={key}").content.decode()
    for address in set(re.findall(r'href="(/can-bo/qd-766/[^"#]+)', board)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200
