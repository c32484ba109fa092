"""The door for the platform's notices: no session, no cookie; a message is its own proof."""

from __future__ import annotations

import json
import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tinhso.foundation.identity.api import access, client_ip, throttle
from tinhso.government.payments import gateway
from tinhso.government.payments.actions.take_notice import take_notice

log = logging.getLogger("tinhso.payments")
LARGEST = 64_000
MOST_FORGED = 200


@csrf_exempt
@require_POST
@access("public")
def notice(request: HttpRequest) -> HttpResponse:
    """Take one IPN. Always JSON with MaLoi; a forged one is answered so, and many of them are not answered at all."""
    if not gateway.connected():
        return JsonResponse({"MaLoi": "99"}, status=404)
    body = request.body
    try:
        content = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        throttle(f"payments:forged:{client_ip(request)}", MOST_FORGED, 900)
        return JsonResponse({"MaLoi": "99"}, status=400)
    answer, verdict = take_notice(content)
    if verdict == "forged":
        throttle(f"payments:forged:{client_ip(request)}", MOST_FORGED, 900)
        log.info("a notice without the platform's code came")
    return JsonResponse(answer)
