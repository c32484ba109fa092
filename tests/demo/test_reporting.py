"""The demonstration's reports: over its own dossiers, each made once; the sent one by a signature alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.government.dossiers import world as w
from tinhso.demo import reporting
from tinhso.foundation.papers.actions.load import load as load_papers
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import at
from tinhso.government.reports.actions.carry import load
from tinhso.government.reports.actions.sign import signed
from tinhso.government.reports.models import Report

PROVINCE = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"


@pytest.mark.django_db
def test_one_is_sent_once_it_is_signed_and_one_waits(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_DIR = tmp_path
    settings.TINHSO_SIGNING_SIMULATED = False
    last = w.MONDAY.replace(month=9, day=7)
    with at(w.MONDAY):
        world = w.build()
        load_papers(Folder(PROVINCE))
        name = "reports/regimes.toml"
        text = (PROVINCE / name).read_text().replace("van-phong-ubnd-tinh-phu-tho", world.other.slug)
        load(Folder(texts={name: text.encode()}))
    w.numbered(world, last)
    with at(w.MONDAY):
        assert reporting.seed(patience=0) == 6
        rows = {one.form: one for one in Report.objects.all()}
        assert set(rows) == {"06a", "07a", "07b", "hai-long-tong-hop", "hai-long-co-quan", "hai-long-can-bo"}
        assert rows["06a"].content["total"][0] == rows["07b"].content["total"][0] == 1, "with data"
        assert {one.period for one in rows.values()} == {"2026-Q3"}
        assert [form for form, one in sorted(rows.items()) if one.paper_id] == ["06a", "hai-long-tong-hop"]
        assert not rows["06a"].sent_at, "nothing is sent without its signature"
        (asked,) = signing.requests_of("report", rows["06a"].pk)
        signed(world.leader, asked)
        assert reporting.seed(patience=0) == 0, "each is made once"
        sent = Report.objects.exclude(sent_at=None).get()
        assert (sent.form, sent.to_id, sent.agency_id) == ("06a", world.other.pk, world.committee.pk)
