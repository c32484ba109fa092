"""Notices to people: the only door to them.

    notify("reception", owner_account_id, {"code": …, "procedure": …, "agency": …, "due": …}, Subject("dossier", id))

Each room registers its own texts once, in `AppConfig.ready`, with `register_template(key, Template(…))`. About a
dossier there are: filed, reception, supplement, not_received, due_soon, extended, fee_due, result, refused,
stopped, withdrawn, returned. `TEMPLATES` shows all that are known; `usable(channel)` says whether this site can
send by a channel at all.
"""

from __future__ import annotations

from tinhso.foundation.notices.actions.notify import notices, notify
from tinhso.foundation.notices.actions.prefer import prefer
from tinhso.foundation.notices.channels import available as usable
from tinhso.foundation.notices.models import Notice, Preference
from tinhso.foundation.notices.queries import notices_of, preference_of
from tinhso.foundation.notices.recipient import Recipient
from tinhso.foundation.notices.registry import TEMPLATES, Template, register_template

__all__ = [
    "TEMPLATES",
    "Notice",
    "Preference",
    "Recipient",
    "Template",
    "notices",
    "notices_of",
    "notify",
    "prefer",
    "preference_of",
    "register_template",
    "usable",
]
