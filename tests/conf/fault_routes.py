"""Views that break with somebody's data in their hands; for the tests of the log only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI, Schema

from tinhso.conf import rest
from tinhso.conf.urls import urlpatterns as real_patterns
from tinhso.foundation.identity.api import access, rest_access
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.worktime.api import now
from tinhso.lib.errors import NotFound

api = NinjaAPI(urls_namespace="fault-tests", docs_url=None, openapi_url=None)
api.exception_handler(Exception)(rest.failed)


class Owner(Schema):
    """A person in a body."""

    name: str
    citizen_id: str


@api.post("/break", auth=None)
@rest_access("public")
def break_rest(request: HttpRequest, body: Owner) -> str:
    """Break with the body's words in the exception."""
    raise ValueError(f"cannot take {body.name} {body.citizen_id}")


@access("public")
def broken(request: HttpRequest, code: str) -> HttpResponse:
    """Break with personal data in locals, POST, query, path, and in the words of a chain of exceptions."""
    owner, number = request.POST["name"], request.POST["citizen_id"]
    try:
        int(owner)
    except ValueError as error:
        raise RuntimeError({"owner": owner, "number": number, "phone": request.GET["phone"]}) from error
    return HttpResponse(code)


@access("public")
def doubled(request: HttpRequest) -> HttpResponse:
    """Break a unique constraint."""
    for login in ("a", "b"):
        account = Account.objects.create(kind="resident", login=login, created_at=now())
        number = request.POST["citizen_id"]
        Person.objects.create(account=account, name=request.POST["name"], citizen_id=number)
    return HttpResponse()


@access("public")
def unfitting(request: HttpRequest) -> HttpResponse:
    """Break a check constraint: PostgreSQL quotes the whole row."""
    account = Account.objects.create(kind="resident", login="a", created_at=now())
    Person.objects.create(account=account, name=request.POST["name"], citizen_id="x")
    return HttpResponse()


@access("public")
def missing(request: HttpRequest) -> HttpResponse:
    """A refusal that nobody answered, inside another fault."""
    try:
        raise NotFound("person_unknown", request.POST["name"])
    except NotFound as error:
        raise KeyError(request.POST["name"]) from error


urlpatterns = [
    path("break/<str:code>/", broken),
    path("double/", doubled),
    path("unfitting/", unfitting),
    path("missing/", missing),
    path("rest/", api.urls),
    path("", include((real_patterns, ""))),
]
handler500 = "tinhso.screens.errors.server_error"
