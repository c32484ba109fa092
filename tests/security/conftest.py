"""Two communes, each with a dossier of its own, and browsers that are signed in as somebody."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers import world as w
from tests.security.victims import beside
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.acting import CAPACITY_KEY
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.identity.models import Account, ApiToken, Capacity
from tinhso.foundation.organisation.models import Agency, Unit
from tinhso.foundation.province.actions.set_value import set_value
from tinhso.foundation.worktime.api import at, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.petitions import api as petitions
from tinhso.lib.actor import Actor

SUBJECT = "Bí mật của người nộp hồ sơ này"
Browser = Callable[[Actor | None], Client]


@dataclass
class Two:
    """The small commune of the dossiers' tests (`here`), and a second one beside it (`there`)."""

    here: w.World
    there: Agency
    there_desk: Agency
    neighbour: Actor
    neighbour_desk: Actor
    ours: Any
    theirs: Any
    draft: Any
    draft_file: Any
    file: Any
    step: Any
    opinion: Any
    client: Any
    token: Any
    setting: Any
    petition: Any
    beside: dict[str, Any]


@pytest.fixture
def two(db: None, settings: Any, tmp_path: Any) -> Two:
    """Each commune has one dossier in process; the first also a draft with a file and an opinion asked."""
    settings.STORAGE_DIR = tmp_path / "files"
    here = w.build()
    unit = Unit.objects.create(
        code="08869", name="Xã Bên", type="xã", level="commune", valid_from=date(2025, 7, 1), sort_key="b"
    )
    there = w._agency(unit, "ubnd-ben", "Ủy ban nhân dân xã Bên", "peoples_committee", "H62.93")
    desk = w._agency(unit, "mot-cua-ben", "Trung tâm xã Bên", "one_stop_desk", "H62.93.1", there)
    neighbour = w.officer("neighbour", there, "specialist", "leader", "clerk")
    neighbour_desk = w.officer("neighbour-desk", desk, "reception", "return_officer", "cashier")
    ours = w.accepted(here)
    with at(w.MONDAY):
        made = dossiers.start_draft(here.stranger, w.CODE)
        dossiers.save_draft(
            here.stranger,
            made.id,
            data={"subject": "Việc của người khác"},
            people=deepcopy(w.PEOPLE),
            unit_code="08869",
        )
        filed = dossiers.file_dossier(here.stranger, made.id).dossier
        theirs = dossiers.accept(neighbour_desk, filed.id)
        draft = dossiers.start_draft(here.resident, w.CODE)
        dossiers.save_draft(here.resident, draft.id, data={"subject": SUBJECT}, people=deepcopy(w.PEOPLE))
        stored = files.store(here.resident, "bi-mat.txt", BytesIO("Nội dung bí mật".encode()))
        draft_file = dossiers.put_draft_file(here.resident, draft.id, "giay-to", stored.id)
        opinion = dossiers.ask_opinion(
            here.specialist, ours.id, agency_id=here.other.id, question="Đất có tranh chấp không?"
        )
    ours.refresh_from_db()
    step = w.step(ours, "appraise")
    said = petitions.Words("rules", here.committee.pk, "Chờ lâu", SUBJECT, name="Nguyễn Thị Ví Dụ")
    with at(w.MONDAY):
        petition = petitions.send(here.resident, said)
    admin = w.officer("admin", here.committee, "system_admin")
    client = create_client(admin, "Cổng của nơi khác")
    issue_token(admin, client, ["dossiers:read"])
    setting = set_value(admin, "contacts.hotline", "0211 3 616 616", today(), "Đổi số điện thoại")
    return Two(
        here=here,
        there=there,
        there_desk=desk,
        neighbour=neighbour,
        neighbour_desk=neighbour_desk,
        ours=ours,
        theirs=theirs,
        draft=draft,
        draft_file=draft_file,
        file=stored,
        step=step,
        opinion=opinion,
        client=client,
        token=ApiToken.objects.get().pk,
        setting=setting.pk,
        petition=petition,
        beside=beside(here, ours, SUBJECT),
    )


@pytest.fixture
def browser(db: None) -> Browser:
    """A browser signed in as this actor, in this capacity; of a signed-out visitor for None."""

    def open_as(actor: Actor | None) -> Client:
        client = Client()
        if actor is not None:
            client.force_login(Account.objects.get(pk=actor.account_id))
            if actor.capacity_id is not None:
                session = client.session
                session[CAPACITY_KEY] = str(actor.capacity_id)
                session.save()
        return client

    return open_as


@pytest.fixture
def ended(two: Two) -> Actor:
    """An officer of the first commune whose capacity ended the day before the tests' Monday."""
    actor = w.officer("ended", two.here.committee, "specialist", "leader")
    Capacity.objects.filter(pk=actor.capacity_id).update(valid_to=date(2025, 8, 1))
    return actor
