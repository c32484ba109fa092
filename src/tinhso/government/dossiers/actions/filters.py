"""An officer's saved worklist filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import verb
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import SavedFilter
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

MOST = 30


@verb("save_filter", on="filter")
def save_filter(actor: Actor, name: str, query: Mapping[str, Any]) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it."""
    if actor.account_id is None:
        raise Forbidden("filter_needs_account", _("Đăng nhập để lưu bộ lọc."))
    title = text(name, "name", 80, needed=True)
    kept = Filter.from_query(query).to_query()
    mine = SavedFilter.objects.filter(account_id=actor.account_id)
    if mine.exclude(name=title).count() >= MOST:
        raise Refused("too_many_filters", _("Mỗi người lưu tối đa %(most)d bộ lọc.") % {"most": MOST})
    row, _made = SavedFilter.objects.update_or_create(
        account_id=actor.account_id, name=title, defaults={"query": kept, "created_at": now()}
    )
    return row


@verb("drop_filter", on="filter")
def drop_filter(actor: Actor, filter_id: UUID) -> None:
    """Forget a filter of one's own; one that is gone is no fault."""
    if actor.account_id is not None:
        SavedFilter.objects.filter(account_id=actor.account_id, pk=filter_id).delete()
