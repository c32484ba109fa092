"""Facts are references; what could name a person is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from tinhso.foundation.records.rules.facts import NotAReference, references


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"state": 2, "code": "H62.25-261122-0001"}, {"state": 2, "code": "H62.25-261122-0001"}),
        ({"due": date(2026, 11, 30)}, {"due": "2026-11-30"}),
        ({"at": datetime(2026, 11, 30, 1, tzinfo=UTC)}, {"at": "2026-11-30T01:00:00.000000Z"}),
        ({"fee": Decimal("57000")}, {"fee": "57000"}),
        ({"step": None, "urgent": True}, {"step": None, "urgent": True}),
        ({"id": UUID(int=1)}, {"id": "00000000-0000-0000-0000-000000000001"}),
        (
            {"what": "file:01a204ee-dd20-76dd-84c4-146005690513"},
            {"what": "file:01a204ee-dd20-76dd-84c4-146005690513"},
        ),
        ({"keys": {"b", "a"}}, {"keys": ["a", "b"]}),
    ],
)
def test_references_become_plain_json(facts: dict[str, object], expected: dict[str, object]) -> None:
    assert references(facts) == expected


@pytest.mark.parametrize(
    "facts",
    [
        {"holder": "001199012345"},
        {"holder": "id:001199012345."},
        {"holder": "01a204ee-dd20-76dd-84c4-14600dee6f5f:001199012345"},
        {"holder": 101199012345},
        {"reason": "Nguyễn Văn An"},
        {"name": "An"},
        {"inner": {"citizen_id": "x"}},
        {"list": ["ok", "Trần Thị Bình"]},
        {"Bad-Key": 1},
        {"share": 0.5},
        {"long": "x" * 201},
        {"a": {"b": {"c": {"d": {"e": 1}}}}},
    ],
)
def test_personal_or_free_values_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(NotAReference):
        references(facts)
