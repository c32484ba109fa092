"""A period is published by a signature, never changes, is corrected by the next; an agency sees its own until then."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, build, officer
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tinhso.foundation.identity.models import Person
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.organisation.models import Agency, AgencySuccession
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers import folder as layouts
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing import hooks
from tinhso.foundation.signing.api import requests_of
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.government.indices.actions.publish_period import prepare
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.models import Edition, Fact, FactHistory, FactReader
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.queries.board import ranking
from tinhso.government.indices.rules import canonical
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.held import forget_all
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
PROVINCE = Path(__file__).resolve().parents[3] / "provinces/vinhphuc"
DAY = timedelta(days=1)
OCTOBER = "2026-10"
FIRST = datetime(2026, 10, 5, 9, tzinfo=ZONE)


def fact(agency_id: UUID, **changes: object) -> Fact:
    """A dossier of October, done in time, on paper, told to the portal."""
    said: dict[str, object] = {
        "subject_id": new_id(), "kind": 1, "agency_id": agency_id, "unit_code": "08866", "field_code": "thu",
        "procedure_code": "1.1", "received_at": FIRST, "due_at": FIRST + 5 * DAY, "finish_at": FIRST + DAY,
        "synced": True, "has_files": True, "known_from": FIRST,
    }  # fmt: skip
    return Fact.objects.create(**{**said, **changes})


def read_until(moment: datetime) -> None:
    """The worker read everything until then."""
    for kind in ("dossier", "petition"):
        FactReader.objects.update_or_create(kind=kind, defaults={"entry_id": UUID(int=0), "read_at": moment})
    forget_all()


@pytest.fixture
def world() -> Iterator[World]:
    with at(MONDAY):
        here = build()
        load(Folder(texts={NAME: TEXT}))
        layouts.load_part(Folder(PROVINCE), Actor.system("test"))
        here.actors["head"] = officer("giamdoc", here.other, "leader")
        here.actors["office"] = officer("bcd", here.other, "steering")
        fact(here.committee.pk)
        fact(here.committee.pk, finish_at=FIRST + 9 * DAY)
        fact(here.other.pk, synced=False)
        read_until(MONDAY)
        yield here


def publish(world: World, reason: str = "") -> Edition:
    """Prepared by who monitors, signed by the head: what the signing room calls once the signature stands."""
    made = prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id, reason=reason)
    (asked,) = [one for one in requests_of("quality_edition", made.pk)]
    assert asked.account_id == world.head.account_id
    hooks.after_signing(world.head, asked)
    made.refresh_from_db()
    return made


def test_only_the_signature_publishes_and_the_paper_names_the_digest_of_every_value(world: World) -> None:
    made = prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id)
    assert editions.published("766", OCTOBER) is None
    with pytest.raises(Conflict, match="chờ ký"):
        prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id)
    assert made.paper_id is not None
    said = subprocess.run(
        ["pdftotext", "-", "-"],
        input=papers.bytes_of(papers.paper(made.paper_id)),
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert made.sha256 in "".join(said.split())
    values = list(made.values.all())
    assert {one.agency_id for one in values} == {None, world.committee.pk, world.other.pk}
    on_time = next(one for one in values if one.agency_id is None and one.code == "2.1")
    assert (on_time.counted, on_time.among, on_time.rate) == (2, 3, Decimal("0.6667"))
    assert made.sha256 == canonical.digest(
        (str(one.agency_id or ""), one.code, one.state, one.counted, one.among, one.points) for one in values
    )
    (asked,) = requests_of("quality_edition", made.pk)
    for name in ("ban-1.pdf", "ban-1.txt"):
        assert Client().get(f"/chi-so/766/{OCTOBER}/{name}").status_code == 404, "not before the signature"
    hooks.after_signing(world.head, asked)
    assert editions.published("766", OCTOBER) == made
    taken = Client().get(f"/chi-so/766/{OCTOBER}/ban-1.txt").content
    assert hashlib.sha256(taken).hexdigest() == made.sha256, (
        "anybody can check the download against the paper"
    )
    assert Client().get(f"/chi-so/766/{OCTOBER}/ban-1.pdf").content.startswith(b"%PDF")
    months = Client().get(f"/chi-so/766/{OCTOBER}/theo-thang.csv").content.decode("utf-8-sig").splitlines()
    assert len(months) == 2
    assert months[1].startswith("2026-10,1,")


def test_the_heads_of_the_agencies_whose_figures_were_published_hear_of_it(world: World) -> None:
    Person.objects.update(email="can-bo@example.vn")
    prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id)
    assert not Notice.objects.filter(template="quality_published").exists(), "not before the signature"
    Edition.objects.update(withdrawn_at=MONDAY)
    publish(world)
    told = {one.account_id: one for one in Notice.objects.filter(template="quality_published")}
    assert set(told) == {world.leader.account_id, world.head.account_id}
    body = told[world.leader.account_id].body
    own = Client().get(f"/chi-so/766/{OCTOBER}.json", {"cq": world.committee.slug}).json()
    assert f"{own['points'].replace('.', ',')} điểm trên" in body
    assert f"/chi-so/766/{OCTOBER}/?cq={world.committee.slug}" in body
    assert "tháng 10 năm 2026" in told[world.leader.account_id].title


def test_who_and_when(world: World) -> None:
    with pytest.raises(Forbidden):
        prepare(world.leader, "766", OCTOBER, signer=world.head.account_id)
    with pytest.raises(Refused, match="người ký"):
        prepare(world.monitor, "766", OCTOBER, signer=world.leader.account_id)
    with pytest.raises(Refused, match="chưa hết"):
        prepare(world.monitor, "766", "2026-11", signer=world.head.account_id)
    read_until(datetime(2026, 10, 31, 12, tzinfo=ZONE))
    with pytest.raises(Refused, match="chưa tính xong"):
        prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id)
    assert not Edition.objects.exists()


def test_a_refused_signature_withdraws_and_the_next_has_its_own_number(world: World) -> None:
    made = prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id)
    hooks.after_refusal(world.head, requests_of("quality_edition", made.pk)[0])
    made.refresh_from_db()
    assert made.withdrawn_at
    assert not made.published_at
    assert publish(world).number == 2
    assert [one.number for one in editions.history("766", OCTOBER)] == [2]


def test_what_is_published_stays_and_a_correction_is_a_version_with_its_reason(world: World) -> None:
    first = publish(world)
    late = Fact.objects.get(synced=False)
    later = MONDAY + timedelta(hours=1)
    with at(later):
        # What the worker writes when an act corrects a dossier: the old version is kept with its moments.
        old = {name: getattr(late, name) for name in (one.name for one in Fact._meta.fields)}
        FactHistory.objects.create(**old, known_to=later)
        Fact.objects.filter(pk=late.pk).update(synced=True, known_from=later)
        fact(world.other.pk, known_from=later, finish_at=None)
        read_until(later)
        client = Client()
        shown = client.get(f"/chi-so/766/{OCTOBER}.json").json()
        synced = next(one for one in shown["components"] if one["code"] == "1.4")
        assert (synced["counted"], synced["of"], shown["published"]["number"]) == (2, 3, 1)
        period = periods.read(OCTOBER)
        assert period is not None
        found = quality.set_on("766", period.last)
        again = editions.snapshot(found, period, Edition(known_at=first.known_at))
        assert editions.digest(again) == first.sha256, (
            "counted again as it was known: the same to the last digit"
        )
        with pytest.raises(Refused, match="lý do"):
            prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id)
        second = publish(world, reason="Hồ sơ đồng bộ lại")
        assert (second.number, second.reason) == (2, "Hồ sơ đồng bộ lại")
        shown = client.get(f"/chi-so/766/{OCTOBER}.json").json()
        synced = next(one for one in shown["components"] if one["code"] == "1.4")
        assert (synced["counted"], synced["of"]) == (4, 4)
        early = client.get(f"/chi-so/766/{OCTOBER}.json", {"ban": "1"}).json()
        assert early["published"]["sha256"] == first.sha256
        assert "Hồ sơ đồng bộ lại" in client.get(f"/chi-so/766/{OCTOBER}/").content.decode()
        with pytest.raises(Conflict, match="không khác"):
            prepare(world.monitor, "766", OCTOBER, signer=world.head.account_id, reason="Lại")


def test_the_database_itself_refuses_to_change_what_was_published(world: World) -> None:
    publish(world)
    for change in (
        "UPDATE indices_edition SET sha256 = 'x'",
        "UPDATE indices_edition SET published_at = NULL",
        "DELETE FROM indices_edition",
        "UPDATE indices_editionvalue SET counted = 9",
        "DELETE FROM indices_editionvalue",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_an_agency_sees_its_own_until_publication_and_everybody_afterwards(world: World) -> None:
    client, own = Client(), signed_in(world.leader)
    committee, other = {"cq": world.committee.slug}, {"cq": world.other.slug}
    page = client.get(f"/chi-so/766/{OCTOBER}/").content.decode()
    assert "chưa công bố" in page
    assert "2/3" in page, "the province as a whole, marked as not final"
    for asked in (committee, {"lv": "thu"}, {"tt": "1.1"}):
        assert client.get(f"/chi-so/766/{OCTOBER}/", asked).status_code == 403
        assert client.get(f"/chi-so/766/{OCTOBER}.csv", asked).status_code == 403
        assert client.get(f"/chi-so/766/{OCTOBER}/2.1/", asked).status_code == 403
    assert "1/2" in own.get(f"/can-bo/qd-766/{OCTOBER}/").content.decode()
    for asked in (other, {"cq": "toan-tinh"}):
        assert own.get(f"/can-bo/qd-766/{OCTOBER}/", asked).status_code == 403
        assert signed_in(world.office).get(f"/can-bo/qd-766/{OCTOBER}/", asked).status_code == 200
    publish(world)
    page = client.get(f"/chi-so/766/{OCTOBER}/").content.decode()
    assert "Đã công bố" in page
    assert world.other.name in page
    told = client.get(f"/chi-so/766/{OCTOBER}.csv", committee).content.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(told))}
    assert (rows["2.1"]["counted"], rows["2.1"]["of"]) == ("1", "2")
    narrow = client.get(f"/chi-so/766/{OCTOBER}.json", {**committee, "lv": "khac"}).json()
    assert {one["of"] for one in narrow["components"]} == {0, None}


def test_the_union_of_agencies_is_the_province_in_the_old_and_the_new_geography(world: World) -> None:
    """Split and merged agencies: each record counts for exactly one of today's, and for the one it was made under."""
    gone = [
        Agency.objects.create(
            slug=f"cu-{n}", name=f"Cơ quan cũ {n}", kind="peoples_committee", level="commune", unit=world.unit,
            valid_from=MONDAY.date() - 900 * DAY, valid_to=MONDAY.date() - 300 * DAY, sort_key=f"z{n}",
        )
        for n in (1, 2)
    ]  # fmt: skip
    AgencySuccession.objects.create(predecessor=gone[0], successor=world.committee, rank=0)
    AgencySuccession.objects.create(predecessor=gone[1], successor=world.committee, rank=0)
    AgencySuccession.objects.create(predecessor=gone[1], successor=world.other, rank=1)
    for agency in gone:
        for unit in ("", "08866", "00001"):
            fact(agency.pk, unit_code=unit, synced=unit == "")
    forget_all()
    period = periods.read(OCTOBER)
    assert period is not None
    found, window = quality.set_on("766", period.last), quality.window_of(period)
    province = quality.figures(found, quality.scope_of(None), window).line("1.4").share
    assert province is not None
    for as_then in (False, True):
        by = quality.by_agency(found, window, as_then=as_then)
        assert len(by) == (4 if as_then else 2)
        shares = [one.line("1.4").share for one in by.values()]
        assert (sum(one.counted for one in shares), sum(one.of for one in shares)) == (
            province.counted,
            province.of,
        )
        for agency_id, one in by.items():
            alone = quality.figures(found, quality.scope_of(agency_id, as_then=as_then), window)
            assert one.line("1.4").share == alone.line("1.4").share
            assert one.points == alone.points
    assert [row.rank for row in ranking(quality.by_agency(found, window))] == [1, 2]
