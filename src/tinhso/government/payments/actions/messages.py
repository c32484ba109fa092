"""Keeping what the platform said, without what names a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import F

from tinhso.foundation.worktime.api import now
from tinhso.government.payments.models import Message, Transaction

# Never kept: who pays is known here already, the code is made of our secret, and a receipt is a file.
LEFT_OUT = ("ThongTinBienLai", "BienLai")
LONGEST = 500


def keep(one: Transaction | None, kind: str, content: Mapping[str, Any], verdict: str) -> Message:
    """Keep one message once; the same again is counted."""
    plain = {
        str(key)[:60]: str(value)[:LONGEST].replace("\x00", "")
        for key, value in list(content.items())[:40]
        if key not in LEFT_OUT
    }
    text = json.dumps([kind, str(one.pk) if one else "", plain], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    row, fresh = Message.objects.get_or_create(
        digest=digest,
        defaults={"transaction": one, "kind": kind, "content": plain, "verdict": verdict[:40], "at": now()},
    )
    if not fresh:
        Message.objects.filter(pk=row.pk).update(seen=F("seen") + 1)
    return row
