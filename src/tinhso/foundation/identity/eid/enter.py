"""Whom the provider vouches for enters their account: linked, mapped or opened; every time recorded."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.sessions import end_all
from tinhso.foundation.identity.eid.claims import PERSON, Holder
from tinhso.foundation.identity.eid.matching import AUTH, CREATE, HELD, MAPPING, Known, judge
from tinhso.foundation.identity.models import (
    Account,
    ContactChange,
    EidLink,
    OneTimeCode,
    Organisation,
    Person,
)
from tinhso.foundation.records.api import Subject, record, record_attempt
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden


@dataclass(frozen=True)
class Entered:
    """The account and the state by which it was found: auth, mapping or create."""

    account: Account
    state: str


def enter(holder: Holder, issuer: str, ip: str = "") -> Entered:
    """The account of a proven holder. Events: `account.eid_auth`, `eid_mapping`, `eid_create`.

    An older local account of the same number keeps everything it has. If nobody had verified it, its password, its
    telephone and e-mail, and every code on the way to them end, and other devices are signed out: whoever opened it
    had proven nothing. Forbidden `eid_…` when a desk has to look first (`matching.HELD`); Conflict when two windows
    opened the same account at once.
    """
    try:
        with transaction.atomic():
            state, account = _judged(holder, issuer)
            if state not in HELD:
                return Entered(_entered(state, account, holder, issuer, ip), state)
    except IntegrityError as error:
        raise Conflict(
            "eid_twice",
            _("Tài khoản của bạn vừa được mở ở một cửa sổ khác."),
            way_out=_("Hãy đăng nhập lại."),
        ) from error
    assert account is not None  # a held state speaks of an account
    actor = Actor(kind="resident", account_id=account.pk, ip=ip)
    record_attempt(actor, "account.eid_mapping", Subject("account", account.pk), f"eid_{state}")
    raise Forbidden(f"eid_{state}", _why(state), way_out=_way_out())


def _judged(holder: Holder, issuer: str) -> tuple[str, Account | None]:
    same = Q(subject=holder.subject) | (Q(tech_id=holder.tech_id) if holder.tech_id else Q(pk=None))
    link = EidLink.objects.select_for_update().filter(same, issuer=issuer).order_by("-seen_at").first()
    rows = Account.objects.select_for_update().filter(kind=Account.Kind.RESIDENT)
    linked = rows.get(pk=link.account_id) if link else None
    numbered = rows.filter(login=holder.number, is_active=True).first() if link is None else None
    state = judge(
        holder, _known(linked) if linked else None, _known(numbered) if numbered is not None else None
    )
    return state, linked or numbered


def _known(account: Account) -> Known:
    person = Person.objects.filter(account=account).first()
    firm = Organisation.objects.filter(account=account).first()
    owner = person or firm
    return Known(
        number=account.login,
        name=owner.name if owner else "",
        birth_date=person.birth_date if person else None,
        verified=owner is not None and owner.verified_at is not None,
        linked=EidLink.objects.filter(account=account).exists(),
        active=account.is_active,
    )


def _entered(state: str, account: Account | None, holder: Holder, issuer: str, ip: str) -> Account:
    if account is None:
        account = _opened(holder)
    actor = Actor(kind="resident", account_id=account.pk, ip=ip)
    facts = {"state": state, "level": holder.level_name}
    if state == MAPPING:
        facts["devices"] = str(_taken_over(account, holder))
    moment = now()
    EidLink.objects.update_or_create(
        account=account,
        defaults={
            "issuer": issuer,
            "subject": holder.subject,
            "tech_id": holder.tech_id,
            "loa": holder.loa,
            "ial": holder.ial,
            "seen_at": moment,
        },
        create_defaults={
            "issuer": issuer,
            "subject": holder.subject,
            "tech_id": holder.tech_id,
            "loa": holder.loa,
            "ial": holder.ial,
            "seen_at": moment,
            "linked_at": moment,
        },
    )
    record(actor, f"account.eid_{state}", Subject("account", account.pk), facts)
    return account


def _opened(holder: Holder) -> Account:
    """A new account with the proven facts and no password that fits anything."""
    account = Account.objects.create(
        kind=Account.Kind.RESIDENT, login=holder.number, password=make_password(None), created_at=now()
    )
    contact = {"phone": holder.phone, "email": holder.email, "verified_at": now()}
    if holder.kind == PERSON:
        Person.objects.create(
            account=account,
            name=holder.name,
            birth_date=holder.birth_date,
            sex=holder.sex,
            citizen_id=holder.number,
            **contact,
        )
    else:
        Organisation.objects.create(
            account=account,
            name=holder.name,
            tax_number=holder.number,
            representative=holder.representative,
            **contact,
        )
    return account


def _taken_over(account: Account, holder: Holder) -> int:
    """An older account becomes the holder's: facts are proven now; of an unproven one the ways back in end.

    A telephone or e-mail of whoever opened it would bring them codes for a new password, and the owner's notices.
    How many devices were signed out.
    """
    person = Person.objects.select_for_update().filter(account=account).first()
    owner = person or Organisation.objects.select_for_update().get(account=account)
    if owner.verified_at is not None:
        return 0
    owner.name, owner.verified_at = holder.name, now()
    if person is not None:
        person.birth_date = holder.birth_date or person.birth_date
        person.sex = holder.sex or person.sex
    elif isinstance(owner, Organisation):
        owner.representative = holder.representative or owner.representative
        owner.representative_citizen_id = ""
    owner.phone, owner.email = holder.phone, holder.email
    owner.save()
    OneTimeCode.objects.filter(account=account).delete()
    ContactChange.objects.filter(account=account).delete()
    account.set_unusable_password()
    account.totp_secret = ""
    account.save(update_fields=["password", "totp_secret"])
    return end_all(account.pk)


def eid_of(account_id: UUID) -> EidLink | None:
    """The e-identity behind an account, or None."""
    return EidLink.objects.filter(account_id=account_id).first()


def _why(state: str) -> str:
    return {
        "closed": _("Tài khoản của bạn ở đây đã đóng."),
        "other_number": _("Số định danh bạn vừa xác thực khác số của tài khoản đang gắn với bạn ở đây."),
        "other_holder": _("Số định danh của bạn đang gắn với một tài khoản định danh khác ở đây."),
        "other_facts": _(
            "Đã có một tài khoản mở bằng số của bạn, nhưng họ tên hoặc ngày sinh ghi ở đó không khớp với bạn."
        ),
    }[state]


def _way_out() -> str:
    return _(
        "Hãy mang thẻ căn cước đến bộ phận một cửa gần nhất; cán bộ xem giấy tờ rồi sửa ngay. "
        "Trong lúc đó bạn vẫn tra cứu được bằng mã hồ sơ."
    )


__all__ = ["AUTH", "CREATE", "MAPPING", "Entered", "eid_of", "enter"]
