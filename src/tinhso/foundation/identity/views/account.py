"""One's own account: what is known of oneself, devices, and who looked."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.access import access
from tinhso.foundation.identity.acting import actor_of, own_account
from tinhso.foundation.identity.actions.sessions import end_sign_in
from tinhso.foundation.identity.eid.enter import eid_of
from tinhso.foundation.identity.eid.national import passwords_closed
from tinhso.foundation.identity.models import Account, SignIn
from tinhso.foundation.identity.places import address_words
from tinhso.foundation.identity.queries import organisation_of, person_of
from tinhso.foundation.identity.seen import who_looked
from tinhso.foundation.worktime.api import now
from tinhso.lib.keyset import newest_first

LOOKS_AT_A_GLANCE = 3


@never_cache
@access("signed_in")
def overview(request: HttpRequest) -> HttpResponse:
    """What is known of oneself, and the ways to change it."""
    account_id = own_account(actor_of(request))
    person = person_of(account_id)
    context = {
        "person": person,
        "organisation": organisation_of(account_id),
        "place": address_words(person) if person else "",
        "eid": eid_of(account_id),
        "closed": cast(Account, request.user).kind == Account.Kind.RESIDENT and passwords_closed(),
        "second_factor": cast(Account, request.user).has_second_factor,
        "looks": who_looked(account_id, limit=LOOKS_AT_A_GLANCE),
    }
    return render(request, "identity/account.html", context)


@never_cache
@access("signed_in")
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    actor = actor_of(request)
    oldest = now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    open_ones = SignIn.objects.filter(
        account_id=own_account(actor), ended_at__isnull=True, started_at__gt=oldest
    )
    after = request.GET.get("sau", "")
    rows = newest_first(open_ones, "started_at", after)
    context = {
        "rows": rows,
        "current": actor.session,
        "first": "?" if after else None,
        "next": f"?sau={rows.next}" if rows.next else None,
    }
    return render(request, "identity/devices.html", context)


@require_POST
@access("signed_in")
def end_device(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Sign one device out."""
    end_sign_in(actor_of(request), sign_in_id)
    messages.success(request, _("Đã đăng xuất thiết bị."))
    return redirect("identity:devices")


@never_cache
@access("signed_in")
def seen(request: HttpRequest) -> HttpResponse:
    """Who looked at one's personal data, newest first."""
    looks = who_looked(own_account(actor_of(request)))
    return render(request, "identity/seen.html", {"looks": looks})
