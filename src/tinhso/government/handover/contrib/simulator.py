"""The simulated wallet of a demonstration: keeps what it was given, so that one can look at it."""

from __future__ import annotations

import hashlib

from tinhso.foundation.worktime.api import now
from tinhso.government.handover.models import SimulatedDocument
from tinhso.government.handover.wallet import Document, NeverAccepted


def keep(document: Document) -> str:
    """Keep the document once. A content that is not what its digest says is never accepted."""
    if hashlib.sha256(document.content).hexdigest() != document.sha256:
        raise NeverAccepted("digest")
    kept, _new = SimulatedDocument.objects.get_or_create(
        key=document.key,
        defaults={
            "holder": document.holder,
            "title": document.title,
            "number": document.number,
            "issuer": document.issuer,
            "sha256": document.sha256,
            "size": len(document.content),
            "kept_at": now(),
        },
    )
    return f"SIM-{kept.pk}"
