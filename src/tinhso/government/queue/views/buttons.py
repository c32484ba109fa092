"""The buttons of the kiosk, set by the head of the desk on the page of counters."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.queue.access import HEADS, headed_desk
from tinhso.government.queue.actions.buttons import add_button, drop_button
from tinhso.government.queue.views.arranging import draw
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.posted import line


@require_POST
@access("officer", roles=HEADS)
def add(request: HttpRequest) -> HttpResponse:
    """One button more."""
    actor = actor_of(request)
    typed: dict[str, Any] = {name: line(request.POST, name, 700) for name in ("label", "field", "codes")}
    codes = [code for code in re.split(r"[\s,;]+", typed["codes"]) if code]
    try:
        add_button(actor, headed_desk(actor).id, typed["label"], field=typed["field"], codes=codes)
    except Invalid as invalid:
        return draw(request, typed, {fault.field: fault.message for fault in invalid.errors}, invalid.status)
    messages.success(request, _("Đã thêm nút “%(label)s”.") % {"label": typed["label"]})
    return HttpResponseRedirect(reverse("queue:counters"))


@require_POST
@access("officer", roles=HEADS)
def drop(request: HttpRequest, button_id: UUID) -> HttpResponse:
    """One button less, at once."""
    try:
        drop_button(actor_of(request), button_id)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã bỏ nút."))
    return HttpResponseRedirect(reverse("queue:counters"))
