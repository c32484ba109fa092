"""Which account a proven holder enters."""

from __future__ import annotations

from datetime import date

import pytest

from tinhso.foundation.identity.eid.claims import Holder
from tinhso.foundation.identity.eid.matching import Known, judge

NUMBER, BORN = "026190000001", date(1990, 5, 20)
HOLDER = Holder("person", "p-1", NUMBER, "Nguyễn Thị Ví Dụ", birth_date=BORN, loa=2)
SAME = Known(NUMBER, "NGUYEN THI  VI DU", BORN)


@pytest.mark.parametrize(
    ("by_link", "by_number", "state"),
    [
        (None, None, "create"),
        (SAME, None, "auth"),
        (SAME, Known(NUMBER, "Ai đó"), "auth"),
        (Known(NUMBER, "Tên cũ", BORN), None, "auth"),
        (Known(NUMBER, "Nguyễn Thị Ví Dụ", BORN, active=False), None, "closed"),
        (Known("026190000009", "Nguyễn Thị Ví Dụ", BORN), None, "other_number"),
        (None, SAME, "mapping"),
        (None, Known(NUMBER, "Nguyễn Thị Ví Dụ", None), "mapping"),
        (None, Known(NUMBER, "Người Khác", BORN), "other_facts"),
        (None, Known(NUMBER, "Nguyễn Thị Ví Dụ", date(1991, 5, 20)), "other_facts"),
        (None, Known(NUMBER, "Người Khác", date(1970, 1, 1), verified=True), "mapping"),
        (None, Known(NUMBER, "Nguyễn Thị Ví Dụ", BORN, linked=True), "other_holder"),
    ],
)
def test_states(by_link: Known | None, by_number: Known | None, state: str) -> None:
    assert judge(HOLDER, by_link, by_number) == state
