"""The devices on which an account is signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import own_account
from tinhso.foundation.identity.models import SignIn
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


def end_sign_in(actor: Actor, sign_in_id: UUID) -> None:
    """Sign one of one's own devices out, at once."""
    with transaction.atomic():
        row = SignIn.objects.filter(
            pk=sign_in_id, account_id=own_account(actor), ended_at__isnull=True
        ).first()
        if row is None:
            raise NotFound("sign_in_unknown", _("Không tìm thấy phiên đăng nhập này."))
        _end([row])
        record(actor, "account.end_sign_in", Subject("account", row.account_id), {"sign_in": row.pk})


def end_all(account_id: UUID, *, but: str = "") -> int:
    """Sign an account out everywhere except in the session with the key `but`; how many ended."""
    rows = list(SignIn.objects.filter(account_id=account_id, ended_at__isnull=True).exclude(session_key=but))
    _end(rows)
    return len(rows)


def _end(rows: list[SignIn]) -> None:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    SignIn.objects.filter(pk__in=[row.pk for row in rows]).update(ended_at=now())
