"""The code that shows that a new account's telephone (or e-mail) is in the hand of whoever opens it.

Nothing is kept in the database before: who never brings the code back leaves no row about a stranger's number.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.rules.one_time import digest, new_reset_code
from tinhso.foundation.notices.api import Recipient, notify, usable
from tinhso.foundation.worktime.api import now
from tinhso.lib.errors import Busy, Refused

MINUTES = 10
TRIES = 5
CODES_PER_CONTACT = 5
CODES_PER_ADDRESS = 60


@dataclass(frozen=True)
class SentCode:
    """One code that was sent: where to, its digest, until when (seconds since 1970) it is good."""

    contact: str
    digest: str
    until: float

    def kept(self) -> dict[str, Any]:
        """As plain values, for a session."""
        return asdict(self)


def code_contact(phone: str, email: str) -> str:
    """Where a code for these goes: the telephone where this site can send there, else the e-mail; or empty."""
    if phone and usable("sms"):
        return phone
    return email if email and usable("email") else ""


def send_registration_code(phone: str, email: str, attempt: str, ip: str = "") -> SentCode:
    """Send a fresh code for a registration under way (`attempt` is its random id).

    Refused `no_gateway` when this site reaches neither address; Busy after five codes a day to one address
    from one place (fifteen from all), or sixty an hour from one place. It goes out whether or not the number has an account.
    """
    contact = code_contact(phone, email)
    if not contact:
        raise Refused(
            "no_gateway",
            _("Hệ thống chưa gửi được mã đến số điện thoại này."),
            field="phone",
            way_out=_("Hãy nhập thêm thư điện tử, hoặc đến bộ phận một cửa gần nhất để được giúp."),
        )
    if ip:
        throttle(f"register-code-ip:{ip}", CODES_PER_ADDRESS, 3600)
    throttle(f"register-to:{contact}:{ip}", CODES_PER_CONTACT, 86_400)
    throttle(f"register-to:{contact}", 3 * CODES_PER_CONTACT, 86_400)
    code = new_reset_code()
    there = Recipient("", email=contact) if "@" in contact else Recipient("", phone=contact)
    with transaction.atomic():
        notify("registration_code", there, {"code": code, "minutes": MINUTES})
    return SentCode(contact, _digest(attempt, contact, code), now().timestamp() + MINUTES * 60)


def check_registration_code(sent: list[SentCode], code: str, attempt: str) -> None:
    """Accept any code of this registration that is still good; earlier ones are, when one was sent again.

    Refused `code_wrong` for a wrong or late one; after five wrong tries within ten minutes as well, and then a
    new code is needed. The tries are counted in the database, so many at once do not slip through.
    """
    wrong = Refused(
        "code_wrong",
        _("Mã không đúng hoặc đã hết hạn."),
        field="code",
        way_out=_("Hãy kiểm tra lại, hoặc xin mã mới."),
    )
    newest = max((one.until for one in sent), default=0.0)
    try:
        throttle(f"register-try:{attempt}:{newest}", TRIES, MINUTES * 60)
    except Busy:
        raise wrong from None
    living = [one for one in sent if one.until > now().timestamp()]
    if not any(one.digest == _digest(attempt, one.contact, code) for one in living):
        raise wrong


def _digest(attempt: str, contact: str, code: str) -> str:
    return digest(settings.SECRET_KEY, f"register:{attempt}:{contact}", code)
