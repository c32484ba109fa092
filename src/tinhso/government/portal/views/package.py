"""One package that arrived: what is wrong, and what its holder does about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity.api import access, actor_of
from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.portal import queries
from tinhso.government.portal.access import READERS, may_act, package_of
from tinhso.government.portal.actions.settle import refuse_package, retry
from tinhso.government.portal.actions.take_in import corrected
from tinhso.government.portal.models import Package, PackageState
from tinhso.government.portal.views.frame import show
from tinhso.lib.errors import Refused

MOST_FIELDS = 20


@never_cache
@access("officer", roles=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """The package; posting tries it again (with corrections) or refuses it."""
    actor = actor_of(request)
    package = package_of(actor, package_id)
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    if request.method == "POST":
        typed = {key: value for key, value in request.POST.items() if isinstance(value, str)}
        try:
            return _act(request, package)
        except Refused as refused:
            errors = {_field(refused, typed): str(refused)}
    fields = _fields(package) if may_act(actor) else []
    if fields:
        look_once(actor, Subject("portal_package", UUID(str(package.pk))), "package")
    return show(
        request,
        "package.html",
        422 if errors else 200,
        package=package,
        faults=package.faults,
        fields=fields,
        errors=errors,
        typed=typed,
        held=package.state == PackageState.QUARANTINED,
        others=[other for other in queries.answers_of(package.portal_code) if other.pk != package.pk],
        states=dict(PackageState.choices),
    )


def _field(refused: Refused, typed: dict[str, str]) -> str:
    return "refused_because" if typed.get("act") == "refuse" else (refused.field or "reason")


def _act(request: HttpRequest, package: Package) -> HttpResponse:
    actor = actor_of(request)
    ident = UUID(str(package.pk))
    if request.POST.get("act") == "refuse":
        refuse_package(actor, ident, reason=request.POST.get("refused_because", ""))
        messages.success(request, _("Đã từ chối gói tin. Cổng được báo lý do."))
        return HttpResponseRedirect(reverse("portal:home"))
    allowed = {path: value for path, _message, value in _fields(package)}
    given = {
        path: request.POST[f"sua.{path}"].strip()
        for path in allowed
        if f"sua.{path}" in request.POST and request.POST[f"sua.{path}"].strip() != allowed[path]
    }
    done = retry(actor, ident, corrections=given, reason=request.POST.get("reason", ""))
    if done.state == PackageState.DONE:
        told = {"code": done.dossier_code}
        messages.success(request, _("Gói đã vào hồ sơ %(code)s.") % told)
        return HttpResponseRedirect(reverse("portal:home"))
    messages.warning(request, _("Gói vẫn chưa vào được hồ sơ. Xem lý do dưới đây."))
    return HttpResponseRedirect(reverse("portal:package", args=[package.pk]))


def _fields(package: Package) -> list[tuple[str, str, str]]:
    """(path, what is wrong, present value) of the faulty fields that can be typed."""
    if package.state != PackageState.QUARANTINED:
        return []
    content = corrected(package)
    found = []
    for fault in package.faults[:MOST_FIELDS]:
        path = _path(package.kind, str(fault.get("field", "")))
        if path:
            value = _at(content, path)
            if value is None or isinstance(value, str | int):
                found.append((path, str(fault.get("message", "")), "" if value is None else str(value)))
    return found


def _path(kind: str, field: str) -> str:
    """Where a fault's field is in the package; empty for what nobody can type (files, envelopes, hashes)."""
    if kind not in ("filing", "supplement") or not field:
        return {"amount": "payment.amount", "fee": "payment.fee"}.get(field, "")
    head, _dot, rest = field.partition(".")
    if head == "data":
        return f"{kind}.form.{rest}" if rest else ""
    if head in ("files", "payments", "portal_code", "kind"):
        return ""
    if field == "owner":
        return f"{kind}.owner.name"
    return f"{kind}.{field}"


def _at(content: Any, path: str) -> Any:
    here = content
    for part in path.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here
