"""Until it is published or sent, no page and no download of figures, boards, reports or self-scoring tells an officer of
another agency anything of an agency's own: the walk goes wherever links lead and asks for what no link leads to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World, build, officer
from tests.government.indices import stage
from tests.government.indices.test_editions import OCTOBER, publish, read_until
from tests.government.indices.test_editions import PROVINCE as FOLDER
from tests.government.indices.test_quality_pages import NAME, TEXT, signed_in
from tests.government.reports.test_regimes import TEXT as REGIMES
from tests.journeys.walking import kind_of, walk
from tinhso.foundation.papers import folder as layouts
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.indices.actions import declare
from tinhso.government.indices.measured.carry import load
from tinhso.government.indices.models import Fact
from tinhso.government.reports.actions.carry import load as load_reports
from tinhso.government.reports.actions.make import make
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
# So many dossiers of the commune: no other number of these pages looks like it.
OWN = 737
ROOMS = ("indices", "reports")
STARTS = ("/can-bo/qd-766/", "/can-bo/bang-dieu-hanh/", "/can-bo/bao-cao/", "/can-bo/bao-cao/gui-den/",
          "/can-bo/tu-danh-gia/", "/chi-so/766/", "/chi-so/dti/", f"/chi-so/766/{OCTOBER}/")  # fmt: skip
SAID = "Lời khai chưa ai thẩm định"


@pytest.fixture
def world() -> Iterator[World]:
    with at(MONDAY):
        here = build()
        load(Folder(texts={NAME: TEXT}))
        layouts.load_part(Folder(FOLDER), Actor.system("test"))
        here.actors["head"] = officer("giamdoc", here.other, "leader")
        here.actors["neighbour"] = officer("phong", here.desk, "leader", "specialist", "clerk")
        for day, many, place in (
            (42, OWN, here.committee),
            (2, OWN, here.committee),
            (42, 3, here.other),
            (2, 3, here.desk),
        ):
            received = MONDAY - timedelta(days=day)
            Fact.objects.bulk_create(
                Fact(
                    subject_id=new_id(), kind=1, agency_id=place.pk, unit_code="08866", field_code="thu", known_from=received,
                    procedure_code="1.1", received_at=received, due_at=received + timedelta(days=9), finish_at=received,
                )
                for _one in range(many)
            )  # fmt: skip
        read_until(MONDAY)
        load_reports(Folder(texts={"reports/regimes.toml": REGIMES.format(to=here.other.slug).encode()}))
        campaign = stage.campaign(here)
        here.actors["value"] = declare.declare(  # type: ignore[assignment]
            here.specialist, campaign.pk, "1.1", {"choice": "0"}, note=SAID
        )
        here.actors["report"] = make(here.clerk, here.committee.pk, "06a", "2026-Q4")  # type: ignore[assignment]
        yield here


def walked(client: Client) -> dict[str, str]:
    """Every page of these rooms that links lead to, one of each kind and agency, by its address."""
    found: dict[str, str] = {}
    kinds: dict[Any, int] = {}

    def fresh(kind: Any) -> bool:
        return kind[0].split(":")[0] in ROOMS and kinds.get(kind, 0) < 3

    for page in walk(client, [one for one in STARTS if client.get(one).status_code in (200, 302)], fresh):
        if page.status == 200:
            kinds[page.kind] = kinds.get(page.kind, 0) + 1
            found[page.address] = page.source
    assert len(kinds) >= 6, kinds
    return found


def closed(world: World) -> list[str]:
    """What belongs to the commune alone; no link leads there, but an address can be typed."""
    slug, value, report = world.committee.slug, world.actors["value"], world.actors["report"]
    months = (OCTOBER, "2026-11", "2026")
    officers = [
        f"/can-bo/qd-766/{month}/{code}?cq={slug}"
        for month in months
        for code in ("", "2.1/", "3.2/", "4.1/")
    ]
    officers += [f"/can-bo/qd-766/{OCTOBER}/?cq=toan-tinh", f"/can-bo/qd-766/{OCTOBER}/2.1/?cq=toan-tinh"]
    public = [
        f"/chi-so/766/{month}{form}?cq={slug}" for month in months for form in ("/", ".csv", ".json", "/2.1/")
    ]
    public += [f"/chi-so/766/{OCTOBER}/ban-1.{form}" for form in ("pdf", "txt")]
    own = f"/can-bo/bao-cao/{report.pk}/"  # type: ignore[attr-defined]
    reports = [
        own,
        *(f"{own}{more}" for more in ("ban-in.pdf", "bang.xlsx", "bang.csv", "ho-so/?cot=received")),
    ]
    scoring = f"/can-bo/tu-danh-gia/so/{value.pk}/"  # type: ignore[attr-defined]
    return [
        *officers,
        *public,
        *reports,
        scoring,
        f"{scoring}ban-ghi/",
        f"/can-bo/bang-dieu-hanh/?ky={OCTOBER}",
    ]


def test_another_agencys_officer_finds_nothing_of_it_and_everybody_finds_it_afterwards(world: World) -> None:
    stranger = signed_in(world.neighbour)
    for address, source in walked(stranger).items():
        assert str(OWN) not in source, address
        assert SAID not in source, address
    for address in closed(world):
        answer = stranger.get(address)
        assert answer.status_code in (403, 404), f"{address}: {answer.status_code}"
    months = stranger.get(f"/chi-so/766/{OCTOBER}/theo-thang.csv", {"cq": world.committee.slug})
    assert len(months.content.decode().splitlines()) == 1, "no month of it is published"
    # The same walk finds it for the commune itself: it would have been seen.
    own = walked(signed_in(world.leader))
    assert {kind_of(one)[0] for one, source in own.items() if str(OWN) in source} >= {"indices:quality_own"}
    opened = [one for one in closed(world) if signed_in(world.leader).get(one).status_code == 200]
    assert len(opened) >= 15, "the addresses are real: the commune's own leader opens its own"

    publish(world)
    page = stranger.get(f"/chi-so/766/{OCTOBER}/", {"cq": world.committee.slug})
    assert page.status_code == 200
    assert f"0/{OWN}" in page.content.decode()
    assert (
        f",{OWN},"
        in stranger.get(f"/chi-so/766/{OCTOBER}.csv", {"cq": world.committee.slug}).content.decode()
    )
    assert stranger.get(f"/can-bo/qd-766/{OCTOBER}/", {"cq": world.committee.slug}).status_code == 403, (
        "records stay"
    )
    assert stranger.get(f"/chi-so/766/2026-11/?cq={world.committee.slug}").status_code == 403, (
        "the next month too"
    )
