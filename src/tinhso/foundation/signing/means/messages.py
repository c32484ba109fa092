"""The messages of remote signing: certificate, hashes to be signed, what became of them. Pure.

Known from public sources: the paths, sp_id, sp_password, user_id, and that an asynchronous transaction ends in a
signature_value. The other names and the codes of a state are assumed and stand here alone.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from tinhso.foundation.signing.means import Answer, ToSign

DONE, PENDING, DECLINED, EXPIRED = 200, 4000, 4001, 4002
STATES = {DONE: "done", PENDING: "pending", DECLINED: "declined", EXPIRED: "expired"}


def asking(
    partner: Mapping[str, str], who: Mapping[str, str], every: Sequence[ToSign], batch: str
) -> dict[str, Any]:
    """Ask for all signatures by one confirmation; the digests alone leave this machine, never the papers."""
    title = every[0].title if len(every) == 1 else f"{len(every)} văn bản"
    return {
        **partner,
        **who,
        "transaction_id": batch,
        "transaction_desc": f"Ký số: {title}"[:200],
        "sign_files": [
            {
                "doc_id": one.ref,
                "file_type": "pdf",
                "sign_type": "hash",
                "data_to_be_signed": base64.b64encode(sha256(one.data).digest()).decode(),
            }
            for one in every
        ],
    }


def number_of(told: Mapping[str, Any]) -> str:
    """The service's number of the transaction; empty when it took none."""
    data = told.get("data")
    number = data.get("transaction_id") if isinstance(data, Mapping) else None
    return str(number)[:120] if told.get("status_code") == DONE and number else ""


def answer_of(told: Mapping[str, Any]) -> Answer:
    """Where it stands. What cannot be read is `unknown`; a value that is no base64 is left out."""
    state = STATES.get(told.get("status_code", 0), "unknown")
    if state != "done":
        return Answer(state)
    data = told.get("data")
    rows = data.get("signatures") if isinstance(data, Mapping) else None
    values: dict[str, bytes] = {}
    for row in rows if isinstance(rows, list) else []:
        try:
            values[str(row["doc_id"])] = base64.b64decode(row["signature_value"], validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error):
            continue
    return Answer(state, values)
