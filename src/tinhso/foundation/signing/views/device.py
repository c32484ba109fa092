"""The doors for a signing client on an officer's machine: which papers, fetching one, handing the signed one in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.files.api import max_size
from tinhso.foundation.identity.api import access, actor_of, client_ip, throttle
from tinhso.foundation.signing.actions.device import fetched, hand_out, take_in
from tinhso.foundation.signing.means import token
from tinhso.lib.errors import Refused

# A batch of two hundred, twice over; each file is read by a process of its own.
HANDED_IN, WITHIN = 500, 300


@never_cache
@require_POST
@access("officer")
def tasks(request: HttpRequest, signing_batch_id: UUID) -> JsonResponse:
    """What the page tells the client, paper by paper, with words that are used once."""
    upload = request.build_absolute_uri(reverse("signing:device_upload"))
    every = [
        {
            "what": turn.request.what,
            "name": turn.request.source.name,
            "file": request.build_absolute_uri(reverse("signing:device_file", args=[fetching])),
            "word": word,
            "number": str(turn.request.look.get("texts", {}).get("number", "")),
            "day": str(turn.request.look.get("texts", {}).get("day", "")),
        }
        for turn, word, fetching in hand_out(actor_of(request), signing_batch_id)
    ]
    return JsonResponse({"tasks": token.tasks(every, upload)})


@never_cache
@require_GET
@access("public")
def download(request: HttpRequest, word: str) -> HttpResponse:
    """A paper for the client, which has no session of a browser: its word is signed, names one turn and lives minutes."""
    throttle(f"signing:fetch:{client_ip(request)}", HANDED_IN, WITHIN)
    answer = HttpResponse(fetched(word), content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@csrf_exempt
@require_POST
@access("public")
def upload(request: HttpRequest) -> JsonResponse:
    """The client's FileUploadHandler: the one-time word says whose paper this is, what it holds proves the rest."""
    throttle(f"signing:hand-in:{client_ip(request)}", HANDED_IN, WITHIN)
    given = next(iter(request.FILES.values()), None)
    if given is None or isinstance(given, list) or given.size is None or given.size > max_size():
        return JsonResponse({"Status": 1, "Message": _("Không có tệp, hoặc tệp quá lớn.")}, status=422)
    try:
        # Of papers signed in one call each has its own one-time word, which comes back as its FileID.
        word = request.POST.get("SessionId", "") or request.POST.get("FileID", "")
        turn = take_in(word[:200], given.read())
    except Refused as refused:
        return JsonResponse({"Status": 1, "Message": str(refused)}, status=refused.status)
    name = turn.request.source.name
    return JsonResponse(
        {
            "Status": 0,
            "Message": "",
            "FileName": name,
            "FileServer": "",
            "DocumentNumber": "",
            "DocumentDate": "",
        }
    )
