"""Notices to people: the only door to them.

    notify("reception", owner_account_id, {"code": …, "procedure": …, "agency": …, "due": …}, Subject("dossier", id))

Templates and the context each needs are in `texts.TEMPLATES`: filed, reception, supplement, not_received,
due_soon, extended, fee_due, result, refused, stopped, withdrawn, returned.
"""

from __future__ import annotations

from tinhso.foundation.notices.actions.notify import notify
from tinhso.foundation.notices.actions.prefer import prefer
from tinhso.foundation.notices.models import Notice, Preference
from tinhso.foundation.notices.queries import notices_of, preference_of
from tinhso.foundation.notices.recipient import Recipient
from tinhso.foundation.notices.texts import TEMPLATES

__all__ = [
    "TEMPLATES",
    "Notice",
    "Preference",
    "Recipient",
    "notices_of",
    "notify",
    "prefer",
    "preference_of",
]
