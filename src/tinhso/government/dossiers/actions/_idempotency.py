"""A client's key for one request: the same key and body answer with the same dossier, another body is refused."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier, IdempotencyKey
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict
from tinhso.lib.ids import new_id
from tinhso.lib.prepared import prepared

# A twin that is still being worked on is waited for here, whether it commits or not.
_TAKE = """
INSERT INTO dossiers_idempotencykey (id, owner, verb, key, digest, made_at, dossier_id)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""


def earlier(
    actor: Actor, verb: str, key: str, body: object, *, makes: UUID | None = None
) -> tuple[Dossier | None, IdempotencyKey | None]:
    """The dossier an earlier request with this key made, or a new key to fulfil; (None, None) without key.

    `makes` is the id of the dossier that this request is about to make, when it is known: nothing is left to fulfil.
    A second request waits for the first to end, since the unique row is taken inside the transaction.
    """
    if not key:
        return None, None
    owner = str(actor.capacity_id or actor.account_id or actor.session)
    found = {"owner": owner, "verb": verb, "key": text(key, "idempotency_key", 120)}
    digest = hashlib.sha256(repr(body).encode()).hexdigest()
    mine = IdempotencyKey(**found, id=new_id(), digest=digest, made_at=now(), dossier_id=makes)
    with prepared() as cursor:
        cursor.execute(_TAKE, [mine.id, owner, verb, found["key"], digest, mine.made_at, makes])
        if cursor.rowcount:
            mine._state.adding = False
            return None, mine
    row = IdempotencyKey.objects.select_related("dossier").get(**found)
    if row.digest != digest:
        raise Conflict(
            "idempotency_key_reused",
            _("Khóa chống gửi trùng này đã dùng cho một yêu cầu khác."),
            field="Idempotency-Key",
            way_out=_("Dùng khóa mới cho yêu cầu mới."),
        )
    return row.dossier, row


def fulfil(key: IdempotencyKey | None, dossier: Dossier) -> None:
    """Bind the key to what it made."""
    if key is not None:
        key.dossier_id = UUID(str(dossier.pk))
        key.save(update_fields=["dossier"])
