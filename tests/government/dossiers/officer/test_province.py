"""The counter with the real packages of the province: every form opens, the quick one is done on the spot."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from tests import rows
from tests.government.dossiers.world import officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.worktime.api import Limit, Unit, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.procedures import api as procedures

PROVINCE = Path(__file__).resolve().parents[4] / "provinces" / "vinhphuc"
COPY = "2.000815"


@pytest.fixture
def clerk(db):
    rows.load_province()
    desk = next(a for a in agencies(today(), kind="service_centre") if a.level == "commune")
    actor = officer("quay", Agency.objects.get(pk=desk.id), "reception", "return_officer", "cashier")
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def test_every_form_opens_at_the_counter_and_the_quick_one_takes_one_screen(clerk):
    listed = procedures.procedures()
    assert len(listed) >= 8
    for one in listed:
        answer = clerk.get(f"/can-bo/quay/{one.code}/")
        assert answer.status_code == 200, one.code
    # Nothing answered is told alike everywhere: some are enough.
    for one in listed[::6]:
        empty = clerk.post(f"/can-bo/quay/{one.code}/", {"channel": "DIRECT", "key": one.code})
        assert empty.status_code == 422, one.code
        assert "Có chỗ cần sửa" in empty.content.decode()
    start = clerk.get(f"/can-bo/quay/{COPY}/").content.decode()
    assert 'id="limit" name="limit"' in start
    assert "chưa có thời hạn được kiểm chứng" in start
    typed = {
        "key": "mot-lan",
        "channel": "DIRECT",
        "owner.kind": "citizen",
        "owner.name": "Đỗ Ví Dụ Hà",
        "requester_name": "Đỗ Ví Dụ Hà",
        "paper": "Bằng tốt nghiệp trung học phổ thông",
        "foreign": "false",
        "pages": "4",
        "copies": "3",
        "giay.ban-sao.photocopies": "3",
        "limit": "1",
        "unit": "working_day",
        "limit_reason": "Giải quyết tại chỗ",
        "commune": Agency.objects.get(
            pk=Account.objects.get(login="quay").capacities.get().agency_id
        ).unit.code,
        "delivery": "desk",
    }
    answer = clerk.post(f"/can-bo/quay/{COPY}/", typed)
    assert answer.status_code == 302, answer.content.decode()[:6000]
    dossier = Dossier.objects.get()
    assert answer.url == f"/can-bo/ho-so/{dossier.pk}/"
    assert dossier.fees.get().due == 18000
    assert clerk.get(answer.url).status_code == 200
    _both_are_done_in_one_press(dossier.received_at_id)


def _both_are_done_in_one_press(desk_id):
    """The real processes and tables of fees of what is done on the spot, by one officer who holds every role."""
    desk = Agency.objects.get(pk=desk_id)
    alone = officer("mot-nguoi", desk, "reception", "specialist", "leader", "clerk", "return_officer")
    for number, folder in enumerate(("2.000815-ban-sao", "2.000884-chu-ky")):
        example = tomllib.loads(
            (PROVINCE / f"procedures/chung-thuc/{folder}/examples/thuong.toml").read_text()
        )
        filing = dossiers.CounterFiling(
            procedure_code=folder[:8],
            parties=(dossiers.PartyInput("owner", "Đỗ Ví Dụ Hà"),),
            data=example["data"],
            papers=tuple(dossiers.PaperInput(key, None, 1, 1) for key in example["expect"]["components"]),
            unit_code=desk.unit.code,
            manual_limit=dossiers.ManualLimit(Limit(Decimal(1), Unit.WORKING_DAY), "Giải quyết tại chỗ"),
        )
        done = dossiers.do_at_once(alone, filing, dossiers.Payment(f"BL{number}"), notation="SCT").dossier
        assert (done.state, done.result.number, done.payment) == (10, str(number + 1), "paid")
        assert done.fees.get().paid == example["expect"]["fee"]
