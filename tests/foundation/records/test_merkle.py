"""Merkle trees: every leaf is provable, and nothing else is."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.records.rules import merkle

leaves = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=40)


def _rfc6962(items: list[bytes]) -> bytes:
    """The definition of RFC 6962, written as it stands there."""
    if len(items) == 1:
        return sha256(b"\x00" + items[0]).digest()
    k = 1
    while k * 2 < len(items):
        k *= 2
    return sha256(b"\x01" + _rfc6962(items[:k]) + _rfc6962(items[k:])).digest()


@given(leaves)
def test_root_is_that_of_the_standard(items: list[bytes]) -> None:
    assert merkle.root(items) == _rfc6962(items)


def test_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == sha256(b"").digest()


@given(leaves, st.data())
def test_each_leaf_is_proved(items: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(items) - 1))
    assert merkle.proves(items[index], merkle.proof(items, index), merkle.root(items))


@given(leaves, st.data())
def test_another_leaf_is_not_proved(items: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(items) - 1))
    other = data.draw(st.binary(min_size=1, max_size=40).filter(lambda leaf: leaf != items[index]))
    assert not merkle.proves(other, merkle.proof(items, index), merkle.root(items))


@given(leaves, st.data())
def test_a_changed_moved_or_dropped_leaf_changes_the_root(items: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(items) - 1))
    root = merkle.root(items)
    assert merkle.root([*items[:index], items[index] + b"x", *items[index + 1 :]]) != root
    assert merkle.root(items[:index] + items[index + 1 :]) != root
    assert merkle.root([*items, items[index]]) != root
