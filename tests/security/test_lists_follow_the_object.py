"""No list, filter, search, count, board or export holds a dossier that its reader could not open one by one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.government.dossiers.world import CODE, MONDAY
from tests.security.conftest import Browser, Two
from tinhso.foundation.identity.actions.tokens import create_client, issue_token
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import access
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.sidebar import parts
from tinhso.government.dossiers.queries.worklists import NAMES
from tinhso.lib.actor import Actor

READERS = (
    "reception", "specialist", "leader", "clerk", "outsider", "monitor", "resident", "stranger",
    "neighbour", "neighbour_desk", "nobody",
)  # fmt: skip
QUERIES: list[dict[str, Any]] = [
    {},
    {"text": "Nguyễn Thị Ví Dụ"},
    {"text": "026190000001"},
    {"text": "H62"},
    {"state": "4"},
    {"bucket": "received"},
    {"bucket": "in_process_all"},
    {"procedure": CODE},
    {"field": "thu"},
    {"channel": "ONLINE"},
    {"agency": "THERE"},
    {"received_at": "THERE"},
    {"agency": "not-an-id"},
    {"date_from": "2020-01-01", "date_to": "2030-01-01"},
]
WORKLISTS_TOO = [*QUERIES[:2], {"agency": "THERE"}]


def reader(name: str, two: Two) -> Actor:
    if name == "nobody":
        return Actor(kind="resident")
    if name in ("neighbour", "neighbour_desk"):
        return getattr(two, name)  # type: ignore[no-any-return]
    return getattr(two.here, name)  # type: ignore[no-any-return]


def may_open(actor: Actor) -> set[UUID]:
    """What the reader may open, asked dossier by dossier."""
    return {d.pk for d in Dossier.objects.all() if access.may_see(actor, d)}


@pytest.mark.parametrize("name", READERS)
def test_every_list_passes_the_rule_of_the_object(name: str, two: Two) -> None:
    actor = reader(name, two)
    with at(MONDAY):
        allowed = may_open(actor)
        for query in QUERIES:
            told = {key: str(two.there.pk) if value == "THERE" else value for key, value in query.items()}
            wanted = dossiers.Filter.from_query(told)
            listed = {row.id for row in dossiers.register(actor, wanted, limit=200).rows}
            assert listed <= allowed, query
            assert dossiers.register_count(actor, wanted) == len(listed)
            assert {row.id for row in dossiers.register_stream(actor, wanted)} == listed
            sheet = "".join(dossiers.csv_lines(dossiers.register_stream(actor, wanted)))
            hidden = Dossier.objects.exclude(pk__in=allowed).values_list("code", flat=True)
            assert not [code for code in hidden if code in sheet]
            # What narrows a register narrows each worklist by the same conditions: three of them show it.
            if actor.agency_id is not None and query in WORKLISTS_TOO:
                for worklist in NAMES:
                    assert {row.id for row in dossiers.worklist(actor, worklist, wanted).rows} <= allowed
        assert {d.pk for d in dossiers.my_dossiers(actor).rows} <= allowed
        if actor.agency_id is not None:
            for worklist, count in dossiers.counts(actor).items():
                assert count == len(dossiers.worklist(actor, worklist, limit=200).rows)
                assert parts(actor, worklist).total == count
        board = dossiers.board(actor)
        assert board.total.figures["received"].value == dossiers.register_count(
            actor, board.total.figures["received"].filter
        )
        for line in [*board.by_field, *board.by_channel, *board.by_agency]:
            for figure in line.figures.values():
                assert figure.value == dossiers.register_count(actor, figure.filter)
        by_agency = sum(line.figures["received"].value for line in board.by_agency)
        assert by_agency == board.total.figures["received"].value <= len(allowed)


def test_the_readers_differ(two: Two) -> None:
    """The table above compares something: who sees one, both, none."""
    seen = {name: may_open(reader(name, two)) for name in READERS}
    ours, theirs = {two.ours.pk}, {two.theirs.pk}
    assert seen["specialist"] == seen["resident"] == seen["outsider"] == ours
    assert seen["neighbour"] == seen["stranger"] == theirs
    assert seen["monitor"] == ours | theirs
    assert seen["nobody"] == set()


def test_what_is_inside_a_dossier_belongs_to_it(two: Two) -> None:
    """Nested things (row 2): steps, opinions, papers, parties of one dossier, never of another."""
    with at(MONDAY):
        view = dossiers.detail(two.neighbour, two.theirs.pk)
    assert {step.dossier_id for step in view.steps} == {two.theirs.pk}
    assert not view.opinions
    assert {row.dossier_id for row in view.files} <= {two.theirs.pk}
    assert two.ours.code not in json.dumps([str(event) for event in dossiers.acts(two.theirs)])


def test_an_officers_saved_filters_are_their_own(two: Two) -> None:
    with at(MONDAY):
        kept = dossiers.save_filter(two.here.specialist, "Riêng", {"text": "bí mật"})
        dossiers.drop_filter(two.neighbour, kept.pk)
    assert not dossiers.saved_filters(two.neighbour)
    assert [row.pk for row in dossiers.saved_filters(two.here.specialist)] == [kept.pk]


def test_the_pages_of_lists_show_no_foreign_code(two: Two, browser: Browser) -> None:
    with at(MONDAY):
        client = browser(two.neighbour_desk)
        for name in NAMES:
            page = client.get(f"/can-bo/viec/{name}/", {"text": "H62"}).content.decode()
            assert two.ours.code not in page
        assert two.ours.code in browser(two.here.specialist).get("/can-bo/viec/my_unit/").content.decode()


@pytest.mark.parametrize("agency", ["there", "none"])
def test_a_client_lists_and_opens_only_what_it_filed(agency: str, two: Two) -> None:
    system = Actor.system("test")
    ident = create_client(system, "Ứng dụng", two.there_desk.pk if agency == "there" else None)
    token = issue_token(system, ident, ["dossiers:read", "dossiers:file", "worklists:read"])
    api = Client(headers={"Authorization": f"Bearer {token}"})
    with at(MONDAY):
        assert api.get("/api/v1/dossiers").json()["rows"] == []
        for dossier in (two.ours, two.theirs):
            address = f"/api/v1/dossiers/{dossier.pk}"
            assert api.get(address).status_code == 404
            for act, body in (("withdrawal", {"reason": "x"}), ("supplement", {"note": "x"})):
                answer = api.post(f"{address}/{act}", json.dumps(body), content_type="application/json")
                assert 400 <= answer.status_code < 500
            dossier.refresh_from_db()
            assert dossier.state == 4
        for name in ("new", "due_today", "overdue", "waiting_citizen", "silent"):
            assert two.ours.code not in api.get(f"/api/v1/worklists/{name}?text=H62").content.decode()
