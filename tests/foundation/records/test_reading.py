"""What verification reads fast is what was hashed, byte by byte, whatever an entry holds."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tinhso.foundation.records.models import Event
from tinhso.foundation.records.rules.canonical import MAX_INT
from tinhso.foundation.records.rules.entry import FIELDS, entry_bytes
from tinhso.foundation.records.verifying.reading import entries, in_order

text = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC))
ids = st.none() | st.uuids()
key = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(key, inner, max_size=4),
    max_leaves=6,
)
objects = st.dictionaries(key, values, max_size=5)
texts = ("actor_kind", "actor_part", "verb", "subject_kind", "subject_id")


@st.composite
def rows(draw: Any) -> dict[str, Any]:
    return {
        **{name: draw(text) for name in texts},
        "outcome": draw(st.sampled_from(["done", "refused"])),
        **{name: draw(ids) for name in ("account_id", "capacity_id", "agency_id")},
        **{name: draw(moments) for name in ("recorded_at", "world_at")},
        "facts": draw(objects),
        "digests": draw(objects),
        "sequence": draw(st.integers(1, MAX_INT)),
        "epoch": draw(st.integers(0, 2**31 - 1)),
        "prev_hash": draw(st.binary(min_size=32, max_size=32)),
    }


class Reading(TestCase):
    @settings(max_examples=25)
    @given(rows())
    def test_the_text_is_the_canonical_one(self, row: dict[str, Any]) -> None:
        with connection.cursor() as cursor:
            # The log keeps the moment and the transaction of an entry itself; here both are told.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            txid = int(cursor.fetchone()[0])
        entry = {**row, "id": uuid4(), "txid": txid}
        digest = sha256(entry_bytes("event", entry, row["prev_hash"])).digest()
        Event.objects.create(**entry, hash=digest)
        found = [
            one
            for one in entries("event")
            if one[:3] == (row["subject_kind"], row["subject_id"], row["sequence"])
        ]
        ((_kind, _ident, _sequence, prev, stored, told),) = found
        first, digests, middle, facts, last = told.split("\x01")
        composed = f"{first}{in_order(digests)}{middle}{in_order(facts)}{last}".encode()
        assert composed == entry_bytes("event", {name: entry[name] for name in FIELDS}, row["prev_hash"])
        assert (prev, stored) == (row["prev_hash"], sha256(composed).digest())
        assert isinstance(entry["id"], UUID)
