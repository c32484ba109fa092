"""A form whose token is old is sent once more by hand, with everything that was typed in it.

The token changes when somebody signs in again in another tab, or clears the browser's cookies. Only a form
that this very site sent (the browser says so in `Origin`) is offered again: a foreign page gets the plain
refusal, and what it sent is never shown.
"""

from __future__ import annotations

from django.http import HttpRequest

SECRET = ("password", "secret")
CODES = ("code", "otp")
MOST_FIELDS = 400
LONGEST = 200_000


def own_form(request: HttpRequest) -> bool:
    """True when the browser says that a page of this site sent the form."""
    origin = request.headers.get("Origin", "")
    return request.method == "POST" and origin == f"{request.scheme}://{request.get_host()}"


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, in order, without tokens and anything secret; empty when there is nothing to send again."""
    found = []
    for name, values in request.POST.lists():
        if name == "csrfmiddlewaretoken":
            continue
        if name in CODES or any(word in name.lower() for word in SECRET):
            return []
        found += [(name, str(value)) for value in values]
    small = len(found) <= MOST_FIELDS and sum(len(value) for _name, value in found) <= LONGEST
    return found if small else []
