"""The REST API: one NinjaAPI, every error a problem+json (RFC 9457) in Vietnamese or English, OpenAPI 3.1.

Rooms bring routers; each operation names its access rule with `identity.api.rest_access`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import PathView

from tinhso.conf.rest_words import sentence
from tinhso.foundation.identity.api import access
from tinhso.government.dossiers.rest import router as dossiers_router
from tinhso.government.payments.rest import router as payments_router
from tinhso.government.portal.rest import router as portal_router
from tinhso.lib.errors import Invalid, Refused
from tinhso.screens.errors import overloaded

log = logging.getLogger("tinhso.rest")
MEDIA = "application/problem+json"
TITLES = {
    400: ("Yêu cầu không đọc được", "Bad request"),
    401: ("Cần mã truy cập", "Access token needed"),
    403: ("Không được phép", "Not allowed"),
    404: ("Không tìm thấy", "Not found"),
    405: ("Cách gọi không được hỗ trợ", "Method not allowed"),
    409: ("Xung đột với trạng thái hiện tại", "Conflict with the present state"),
    413: ("Yêu cầu quá lớn", "Request too large"),
    422: ("Dữ liệu chưa đúng", "Invalid data"),
    429: ("Quá nhiều yêu cầu", "Too many requests"),
    500: ("Lỗi hệ thống", "System error"),
    503: ("Hệ thống bận", "System busy"),
}


class ProvinceAPI(NinjaAPI):
    """NinjaAPI whose document says the truth about error bodies: application/problem+json."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """The OpenAPI document, with the media type of every error response put right."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for item in schema.get("paths", {}).values():
            for operation in item.values():
                for status, response in operation.get("responses", {}).items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content[MEDIA] = content.pop("application/json")
        return schema

    def _get_urls(self) -> list[Any]:
        """The routes; a method that a route does not have is answered with a problem too."""
        patterns = super()._get_urls()
        for pattern in patterns:
            view: Any = getattr(pattern, "callback", None)
            owner = _path_view(view)
            if isinstance(pattern, URLPattern) and owner is not None:
                pattern.callback = _telling(view, owner)
        return patterns


api = ProvinceAPI(
    title="Tỉnh Số",
    version="1",
    description="Danh mục thủ tục, nộp hồ sơ, tệp, theo dõi và danh sách việc.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
api.add_router("", dossiers_router)
api.add_router("", portal_router)
api.add_router("", payments_router)


def _path_view(view: Any) -> PathView | None:
    """The django-ninja route behind a view, if it is one."""
    cells = (cell.cell_contents for cell in getattr(view, "__closure__", None) or ())
    return next((held for held in cells if isinstance(held, PathView)), None)


def _telling(view: Callable[..., HttpResponse], route: PathView) -> Callable[..., HttpResponse]:
    """The view, with 405 as a problem. It holds on to the route, where access rules are looked for."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        told = problem(request, 405, "method_not_allowed", _("Địa chỉ này không nhận cách gọi đó."))
        told["Allow"] = ", ".join(sorted({m for operation in route.operations for m in operation.methods}))
        return told

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def problem(request: HttpRequest, status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """A problem document; the title is in the reader's language."""
    english = (get_language() or "vi").startswith("en")
    title = TITLES.get(status, TITLES[400])[1 if english else 0]
    body = {
        "type": f"urn:tinhso:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
    }
    body.update({key: value for key, value in more.items() if value})
    response = JsonResponse(body, status=status, content_type=MEDIA)
    response["Content-Language"] = "en" if english else "vi"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="tinhso"'
    if status == 429:
        response["Retry-After"] = "60"
    return response


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A refusal of an action, with its code and way out."""
    errors = (
        [{"field": e.field, "message": e.message} for e in error.errors] if isinstance(error, Invalid) else []
    )
    return problem(
        request,
        error.status,
        error.code,
        error.message,
        field=error.field,
        way_out=error.way_out,
        errors=errors,
    )


def place(loc: Sequence[Any]) -> str:
    """Where a value stands in what the client sent: the name of our own parameter is none of theirs."""
    within = loc[2:] if loc[:1] == ("body",) else loc[1:]
    return ".".join(str(part) for part in within)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input that does not fit the schema: each place is named."""
    errors = [{"field": place(e.get("loc", ())), "message": sentence(e)} for e in error.errors]
    return problem(request, 422, "invalid", _("Dữ liệu gửi lên chưa đúng định dạng."), errors=errors)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or a worthless one."""
    return problem(request, 401, "token_needed", _("Cần mã truy cập còn hiệu lực để gọi giao diện này."))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """An error of the framework itself, e.g. a body that is not JSON."""
    return problem(request, error.status_code, "bad_request", _("Không đọc được nội dung yêu cầu."))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing there."""
    return problem(request, 404, "not_found", _("Không tìm thấy nội dung này."))


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body beyond the limit."""
    return problem(request, 413, "too_large", _("Yêu cầu quá lớn. Tệp lớn phải tải lên từng phần."))


@api.exception_handler(SuspiciousOperation)
def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """A malformed form body, too many fields and the like."""
    return problem(request, 400, "bad_request", _("Không đọc được nội dung yêu cầu."))


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged with the request's id, told without detail."""
    log.error("rest operation failed", exc_info=error)
    if overloaded(error):
        told = problem(request, 503, "busy", _("Hệ thống đang bận. Gửi lại sau vài giây."))
        told["Retry-After"] = "5"
        return told
    return problem(request, 500, "system_error", _("Có lỗi ngoài dự kiến. Thử lại sau ít phút."))


@access("public")
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document."""
    return HttpResponse(_document(get_language() or "vi"), content_type="application/json")


@cache
def _document(language: str) -> str:
    """Put together once for each language: it takes a quarter of a second, and anybody may ask for it."""
    schema = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    return json.dumps(schema, ensure_ascii=False, cls=DjangoJSONEncoder)


urlpatterns = [path("openapi.json", openapi, name="openapi"), path("", api.urls)]
