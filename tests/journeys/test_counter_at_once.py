"""A certified copy at the counter by keyboard alone: a name, the questions, one press, and the next person's form."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.government.dossiers import world as small
from tests.journeys import harness
from tests.journeys.keys import Keys
from tinhso.foundation.identity.models import Account
from tinhso.government.dossiers.models import Dossier

pytestmark = pytest.mark.journey
PACKAGE = Path(__file__).resolve().parents[2] / "provinces/vinhphuc/procedures/chung-thuc/2.000815-ban-sao"
CODE = "2.000815"
ALL = ("reception", "specialist", "leader", "clerk", "return_officer")
FEE = {"key": "phi", "name": "Phí chứng thực", "kind": "fee", "decision": "phi_chung_thuc", "verified": True}


@pytest.fixture
def desk(transactional_db: None) -> Account:
    """The real form, process and table of fees of a certified copy, and one officer who does all of it."""
    world = small.build()
    version = small.procedure(
        CODE, on_the_spot=True, components=[], fees=[FEE], results=[{"name": "Bản sao được chứng thực"}]
    )
    version.form_schema = json.loads((PACKAGE / "form.json").read_text())
    version.process_xml = (PACKAGE / "process.bpmn").read_text()
    version.files = {"texts": {"fees.dmn": (PACKAGE / "fees.dmn").read_text()}}
    version.save()
    clerk = small.officer("mot-nguoi", world.desk, *ALL)
    return Account.objects.get(pk=clerk.account_id)


def certify(keys: Keys, name: str, receipt: str = "") -> None:
    keys.to("owner.name")
    keys.type(name)
    keys.to("paper")
    keys.type("Bằng tốt nghiệp")
    keys.to("foreign")
    keys.press("ArrowDown")
    keys.to("pages")
    keys.type("4")
    keys.to("copies")
    keys.type("3")
    if receipt:
        keys.to("receipt_no")
        keys.type(receipt)
        # What the person owes stands there before anything is pressed.
        keys.page.get_by_text("18.000").wait_for()
    keys.press("Control+Enter")
    keys.page.get_by_text("đã trả kết quả").wait_for()


def test_a_certified_copy_takes_one_hand_and_a_moment(live_site, page_at, desk):
    page = page_at(1280)
    harness.sign_in(page, live_site, desk)
    page.goto(f"{live_site}/can-bo/quay/{CODE}/")
    harness.wait_until(page, "document.activeElement.name === 'owner.name'")
    harness.check(page)
    harness.screenshot(page, "counter-at-once-1280")
    keys = Keys(page)
    begun = time.monotonic()
    certify(keys, "Trần Văn Giấy", "BL0001")
    first = time.monotonic() - begun
    done = Dossier.objects.get()
    assert (done.state, done.result.number, done.fees.get().paid) == (10, "1", 18000)
    assert first < 15, f"the page alone took {first:.1f} s"
    # The next person at once: the same procedure, an empty form, the next receipt of the pad.
    harness.wait_until(page, "document.activeElement.name === 'owner.name'")
    assert page.locator("[name='owner.name']").input_value() == ""
    assert page.locator("[name=receipt_no]").input_value() == "BL0002"
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('tinhso:draft:')).length")
        == 0
    )
    harness.screenshot(page, "counter-at-once-next-1280")
    second = Keys(page)
    certify(second, "Lê Thị Hai")
    assert Dossier.objects.filter(state=10).count() == 2
    assert second.pressed <= 15, f"{second.pressed} keys besides the words themselves"
    page.set_viewport_size({"width": 390, "height": 900})
    harness.assert_fits(page)
    harness.screenshot(page, "counter-at-once-390")
