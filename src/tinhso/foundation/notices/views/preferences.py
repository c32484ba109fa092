"""By which channels a person is told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.notices.actions.prefer import prefer
from tinhso.foundation.notices.queries import preference_of


@access("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and set the acting account's own channels."""
    actor = actor_of(request)
    assert actor.account_id is not None
    if request.method == "POST":
        prefer(actor, **{channel: channel in request.POST for channel in ("email", "sms", "zalo")})
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return HttpResponseRedirect(reverse("notices:preferences"))
    return render(request, "notices/preferences.html", {"chosen": preference_of(actor.account_id)})
