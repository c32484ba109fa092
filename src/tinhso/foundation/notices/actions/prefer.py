"""Say by which channels to be told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.notices.models import Preference
from tinhso.foundation.records.api import Subject, act, record
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden


@act("notices.prefer")
def prefer(actor: Actor, *, email: bool, sms: bool, zalo: bool) -> Preference:
    """Set the acting account's own channels. Raises Forbidden without an account."""
    if actor.account_id is None:
        raise Forbidden("notices.sign_in", _("Bạn cần đăng nhập để chọn cách nhận thông báo."))
    wishes = {"email": email, "sms": sms, "zalo": zalo}
    preference, _created = Preference.objects.update_or_create(account_id=actor.account_id, defaults=wishes)
    record(
        actor,
        "notices.prefer",
        Subject("account", actor.account_id),
        {"channels": [c for c, wish in wishes.items() if wish]},
    )
    return preference
