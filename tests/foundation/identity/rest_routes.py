"""Routes that exist for the tests of access only: a REST API, and views with and without a rule."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View
from ninja import NinjaAPI, Schema

from tinhso.conf.urls import urlpatterns as real_patterns
from tinhso.foundation.identity.api import TokenAuth, Unauthenticated, access, actor_of, rest_access
from tinhso.lib.errors import Refused

api = NinjaAPI(urls_namespace="identity-tests", docs_url=None, openapi_url=None)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal as a plain answer."""
    return HttpResponse(refusal.code, status=refusal.status)


class Body(Schema):
    """What the operation reads."""

    number: int


@api.get("/open", auth=None)
@rest_access("public")
def open_to_all(request: HttpRequest) -> str:
    """For everybody."""
    return "open"


@api.post("/double", auth=TokenAuth())
@rest_access("client", scope="dossiers:file")
def double(request: HttpRequest, body: Body) -> dict[str, str]:
    """For a client whose token has the scope."""
    return {"twice": str(2 * body.number), "label": actor_of(request).label}


@api.get("/unguarded", auth=None)
@rest_access("client")
def needs_client_without_auth(request: HttpRequest) -> str:
    """An operation whose author forgot `auth`: its rule still stands."""
    return "never"


bare = NinjaAPI(urls_namespace="identity-tests-bare", docs_url=None, openapi_url=None)


@bare.get("/bare", auth=None)
def bare_operation(request: HttpRequest) -> str:
    """An operation without a rule."""
    return "never"


def bare_view(request: HttpRequest) -> HttpResponse:
    """A view without a rule."""
    return HttpResponse("never")


@access("admin")
class AdminView(View):
    """A class with a rule."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Something."""
        return HttpResponse("admin")


class BareClass(View):
    """A class without one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Something."""
        return HttpResponse("never")


assert Unauthenticated.status == 401
urlpatterns = [
    path("rest/", api.urls),
    path("bare-rest/", bare.urls),
    path("bare/", bare_view),
    path("class/", AdminView.as_view()),
    path("bare-class/", BareClass.as_view()),
    path("", include((real_patterns, ""))),
]
handler403 = "tinhso.screens.errors.forbidden"
handler404 = "tinhso.screens.errors.not_found"
