"""The second factor: an authenticator app, and ten recovery codes for the day the phone is lost."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.guard import clear_tries, reserve_try
from tinhso.foundation.identity.actions.password import OWN, prove_password
from tinhso.foundation.identity.actions.sessions import end_all
from tinhso.foundation.identity.models import Account, RecoveryCode
from tinhso.foundation.identity.rules.one_time import (
    RECOVERY_CODES,
    digest,
    matching_step,
    new_recovery_code,
)
from tinhso.foundation.identity.sealing import seal, unseal
from tinhso.foundation.identity.telling import tell
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now, real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

# The second factor counts its own wrong tries: whoever does not know the password adds none.
CODE = "second-factor"


def confirm_second_factor(actor: Actor, secret: str, code: str, password: str) -> list[str]:
    """Bind an authenticator app once it showed a right code; gives the recovery codes, shown once.

    The password is asked, since whoever binds an app shuts everybody else out. Every other device is signed
    out and the owner is told. Refused `password_wrong`, `code_wrong` when the code does not fit the secret.
    """
    account = prove_password(actor, password)
    clear_tries(account.login, OWN)
    step = matching_step(secret, code.replace(" ", ""), _seconds(), 0)
    if step is None:
        raise _wrong()
    with transaction.atomic():
        Account.objects.filter(pk=_own(actor)).update(totp_secret=seal(secret), totp_last_step=step)
        codes = _fresh_codes(_own(actor))
        end_all(account.pk, but=actor.session)
        tell(account.pk, "second_factor_on", {})
        record(actor, "account.bind_second_factor", Subject("account", _own(actor)))
    return codes


def check_second_factor(account_id: UUID, code: str, device: str = "") -> None:
    """Accept a code of the app or a recovery code, each only once; Refused `code_wrong`, Busy when locked."""
    account = Account.objects.get(pk=account_id)
    reserve_try(account.login, CODE)
    if not (_app_code(account_id, code) or _recovery_code(account_id, code)):
        raise _wrong()
    clear_tries(account.login, CODE, device)


def remove_second_factor(actor: Actor, password: str) -> None:
    """Unbind the app, knowing the password; every other device is signed out and the owner is told.

    Refused `password_wrong`; Busy after too many wrong tries.
    """
    account = prove_password(actor, password)
    clear_tries(account.login, OWN)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(totp_secret="", totp_last_step=0)
        RecoveryCode.objects.filter(account=account).delete()
        end_all(account.pk, but=actor.session)
        tell(account.pk, "second_factor_off", {})
        record(actor, "account.remove_second_factor", Subject("account", account.pk))


def renew_recovery_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes; the old ones are worth nothing from now on."""
    with transaction.atomic():
        codes = _fresh_codes(_own(actor))
        record(actor, "account.renew_recovery_codes", Subject("account", _own(actor)))
    return codes


def _own(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def _app_code(account_id: UUID, code: str) -> bool:
    """Under a row lock, so that one code sent twice at once opens one door."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account_id)
        secret = unseal(account.totp_secret) if account.totp_secret else None
        plain = code.replace(" ", "")
        if secret is None or not (plain.isascii() and plain.isdigit()):
            return False
        step = matching_step(secret, plain, _seconds(), account.totp_last_step)
        if step is None:
            return False
        account.totp_last_step = step
        account.save(update_fields=["totp_last_step"])
        return True


def _recovery_code(account_id: UUID, code: str) -> bool:
    unused = RecoveryCode.objects.filter(
        account_id=account_id, digest=_digest(account_id, code), used_at__isnull=True
    )
    return unused.update(used_at=now()) == 1


def _fresh_codes(account_id: UUID) -> list[str]:
    RecoveryCode.objects.filter(account_id=account_id).delete()
    codes = [new_recovery_code() for _index in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(account_id=account_id, digest=_digest(account_id, code)) for code in codes]
    )
    return codes


def _digest(account_id: UUID, code: str) -> str:
    return digest(settings.SECRET_KEY, f"recovery:{account_id}", code)


def _seconds() -> int:
    """The real clock: the phone knows nothing of another world's time."""
    return int(real_now().timestamp())


def _wrong() -> Refused:
    return Refused(
        "code_wrong",
        _("Mã không đúng hoặc đã được dùng."),
        field="code",
        way_out=_("Hãy đợi ứng dụng hiện mã mới rồi nhập lại."),
    )
