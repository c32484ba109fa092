"""/quan-tri/thu-tuc/<code>/lam-moi/: what the catalogue says otherwise by now, and the button that publishes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.actions.renew_entry import proposed, renew_entry, renewal
from tinhso.government.catalogue.rules.generated import gaps
from tinhso.government.catalogue.rules.wanted import Wanted
from tinhso.government.catalogue.views import _terms, offers
from tinhso.government.procedures import api as procedures
from tinhso.lib.comparison import compare
from tinhso.lib.errors import Refused


@never_cache
@access("admin", roles=("system_admin",))
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, code: str) -> HttpResponse:
    """The difference field by field, what must be settled, and the day from which it holds."""
    before = proposed(code, today())
    typed = _terms.Typed(_values(before))
    status, wanted = 200, before
    if request.method == "POST":
        post = request.POST.copy()
        post["online"] = before.online
        typed = _terms.read(post, None, many=False)
        status = 422
        if typed.wanted is not None:
            wanted = replace(
                typed.wanted, level="", online=procedures.level_without_filing(typed.wanted.valid_from)
            )
            try:
                version = renew_entry(actor_of(request), code, wanted)
            except Refused as refused:
                typed.errors = offers.faults(refused)
            else:
                day = f"{version.valid_from:%d/%m/%Y}"
                told = _("Đã công bố phiên bản từ ngày %(day)s. Hồ sơ đã nhận giữ phiên bản của mình.")
                messages.success(request, told % {"day": day})
                return HttpResponseRedirect(reverse("catalogue:offer", args=[code]))
    found = renewal(code, wanted)
    context: dict[str, Any] = {
        "code": code,
        "version": found.version,
        "entry": found.entry,
        "gaps": gaps(found.entry.record),
        "changes": [
            {
                "name": each.name,
                "was_silent": not each.before,
                "is_silent": not each.after,
                "lines": compare(each.before, each.after),
            }
            for each in found.differences
        ],
        "values": typed.values,
        "errors": typed.errors,
        "choices": _terms.choices(typed.values),
    }
    return render(request, "catalogue/renew.html", context, status=status)


def _values(before: Wanted) -> dict[str, Any]:
    """What the form shows first: the last decision's number to be replaced, and what was settled then."""
    return _terms.fresh() | {
        "valid_from": before.valid_from,
        "decision": "",
        **_terms.limit_again(before.limit),
        "limit_reason": before.limit_reason,
        "fee": "" if before.fee is None else str(before.fee),
        "fee_reason": before.fee_reason,
        "checked": "1" if before.checked else "",
    }
