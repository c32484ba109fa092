"""ASN.1 values that were put together here, encoded once.

asn1crypto encodes a changed value anew whenever it is asked for its bytes, and every level asks each level below it
more than once: a signature cost a tenth of a second that way. From the leaves up, each level is encoded once.
"""

from __future__ import annotations

from typing import Any

from asn1crypto.core import Choice, Sequence, SequenceOf


def settle(value: Any) -> None:
    """Encode a value and all below it; what is changed later is encoded anew, as ever."""
    if isinstance(value, Choice):
        settle(value.chosen)
    if not isinstance(value, Sequence | SequenceOf) or value.children is None:
        return
    for child in value.children:
        settle(child)
    if value._is_mutated():
        value._set_contents()
        value._mutated = False
