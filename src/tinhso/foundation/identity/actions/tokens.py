"""Programs that use the REST API: opening a client, giving and revoking its tokens."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import Account, ApiClient, ApiToken
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid, NotFound
from tinhso.lib.ids import new_id
from tinhso.lib.text import clean

PREFIX = "tinhso_"
LONGEST_DAYS = 366
_SCOPE = re.compile(r"^[a-z][a-z_]{0,18}:[a-z][a-z_]{0,18}$")


@act("client.create")
def create_client(actor: Actor, name: str, agency_id: UUID | None = None) -> UUID:
    """Register a program; its id. It can do nothing until it has a token."""
    _admin_only(actor)
    name = clean(name)
    if not name or len(name) > 120:
        raise Invalid([FieldError("name", _("Hãy đặt tên cho ứng dụng, tối đa 120 ký tự."))])
    account_id = new_id()
    account = Account.objects.create(
        id=account_id,
        kind=Account.Kind.CLIENT,
        login=f"client:{account_id}",
        password=make_password(None),
        created_at=now(),
    )
    client = ApiClient.objects.create(account=account, name=name, agency_id=agency_id)
    record(actor, "client.create", Subject("client", client.pk), {"agency": agency_id})
    return client.pk


@act("client.issue_token")
def issue_token(actor: Actor, client_id: UUID, scopes: Collection[str], days: int = 90) -> str:
    """A new token with these scopes that lives so many days; shown now and never again.

    Scopes are `<room>:<verb>`, e.g. `dossiers:file`. Invalid for unknown shapes or more than 366 days.
    """
    _admin_only(actor)
    client = ApiClient.objects.filter(pk=client_id, account__is_active=True).first()
    if client is None:
        raise NotFound("client_unknown", _("Không tìm thấy ứng dụng này."))
    if not scopes or not all(_SCOPE.match(scope) for scope in scopes):
        raise Invalid([FieldError("scopes", _("Phạm vi không đúng, ví dụ đúng: dossiers:file."))])
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid([FieldError("days", _("Thời hạn phải từ 1 đến 366 ngày."))])
    token, moment = PREFIX + secrets.token_urlsafe(32), now()
    row = ApiToken.objects.create(
        client=client,
        digest=hashlib.sha256(token.encode()).hexdigest(),
        hint=token[len(PREFIX) : len(PREFIX) + 4],
        scopes=sorted(set(scopes)),
        issued_at=moment,
        expires_at=moment + timedelta(days=days),
    )
    facts = {"issued": row.pk, "scopes": row.scopes, "until": row.expires_at}
    record(actor, "client.issue_token", Subject("client", client.pk), facts)
    return token


@act("client.revoke_token")
def revoke_token(actor: Actor, token_id: UUID) -> None:
    """Make a token worthless at once; doing it again changes nothing."""
    _admin_only(actor)
    row = ApiToken.objects.select_for_update().filter(pk=token_id).first()
    if row is None:
        raise NotFound("token_unknown", _("Không tìm thấy mã truy cập này."))
    if row.revoked_at is None:
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        record(actor, "client.revoke_token", Subject("client", row.client_id), {"revoked": row.pk})


@act("client.close")
def close_client(actor: Actor, client_id: UUID) -> None:
    """Close a program for good: all its tokens are worthless at once. Doing it again changes nothing."""
    _admin_only(actor)
    client = ApiClient.objects.select_related("account").filter(pk=client_id).first()
    if client is None:
        raise NotFound("client_unknown", _("Không tìm thấy ứng dụng này."))
    if not client.account.is_active:
        return
    Account.objects.filter(pk=client.account_id).update(is_active=False, closed_at=now())
    ended = ApiToken.objects.filter(client=client, revoked_at__isnull=True).update(revoked_at=now())
    record(actor, "client.close", Subject("client", client.pk), {"tokens": ended})


def _admin_only(actor: Actor) -> None:
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("system_admin_only", _("Chỉ quản trị hệ thống được quản lý ứng dụng kết nối."))
