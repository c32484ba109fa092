"""A kept paper before it is chosen: opened by the one person to whom it was offered, within the hour."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.foundation.identity import api as identity
from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers.queries.kept import opened_by
from tinhso.government.dossiers.views.serving import served
from tinhso.lib.errors import NotFound

# A browser shows a picture without running anything; a document is opened by the program of the reader.
SHOWN = ("image/jpeg", "image/png")


@require_safe
@identity.access("signed_in")
def kept_paper(request: HttpRequest, seal: str) -> HttpResponseBase:
    """The paper or result behind the seal of an offer. Everybody's look but the account's own is on record."""
    actor = identity.actor_of(request)
    found = opened_by(actor, seal)
    if found is None or found.file_id is None:
        raise NotFound(
            "kept_unknown",
            _("Không mở được giấy tờ này."),
            way_out=_("Tải lại trang nộp hồ sơ rồi bấm “Xem trước” lần nữa."),
        )
    if actor.kind == "officer" or found.dossier.account_id != actor.account_id:
        look_once(actor, Subject("dossier", found.dossier_id), f"file:{found.file_id}")
    return served(found.file_id, download=found.file.media_type not in SHOWN)
