"""A refusal that another page takes away leads there."""

from __future__ import annotations

from uuid import UUID

import pytest

from tinhso.government.dossiers.views.officer.acting import solved_at
from tinhso.lib.errors import Refused

ONE = UUID(int=1)


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("result_elsewhere", "/can-bo/ban-giao/"),
        ("not_delivered", f"/can-bo/giao-ket-qua/{ONE}/"),
        ("with_the_post", f"/can-bo/giao-ket-qua/{ONE}/"),
        ("receiver_needed", None),
    ],
)
def test_where_a_refusal_is_solved(code: str, address: str | None) -> None:
    found = solved_at(Refused(code, "…"), ONE)
    assert (found[0] if found else None) == address
