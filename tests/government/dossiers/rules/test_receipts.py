"""The next receipt of a pad."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.government.dossiers.rules.receipts import next_receipt


@pytest.mark.parametrize(
    ("last", "following"),
    [("0009", "0010"), ("BL-99", "BL-100"), ("AA/26E 0000199", "AA/26E 0000200"), ("BL", ""), ("", "")],
)
def test_the_next_receipt_of_a_pad(last, following):
    assert next_receipt(last) == following


@given(st.text(max_size=8), st.integers(0, 10**9), st.integers(1, 10))
def test_the_next_receipt_is_one_higher_and_no_shorter(head, number, width):
    last = f"{head.strip()}x{number:0{width}d}"
    following = next_receipt(last)
    assert following.startswith(f"{head.strip()}x")
    assert int(following.rpartition("x")[2]) == number + 1
    assert len(following) >= len(last)
