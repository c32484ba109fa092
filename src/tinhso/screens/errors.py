"""Error pages: what is wrong, what to do, what was saved, and a code the helpdesk can find."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tinhso.lib.errors import Invalid, Refused
from tinhso.screens.resending import fields_of, own_form

SERVER_FAULTS = frozenset({500, 503})


def wants_json(request: HttpRequest) -> bool:
    """True for API addresses and for clients that ask for JSON rather than a page."""
    if request.path.startswith("/api/"):
        return True
    return request.accepts("application/json") and not request.accepts("text/html")


def _words(status: int) -> tuple[str, str]:
    """Title and way out of a status, for a refusal or fault that brings none of its own."""
    return {
        400: (_("Yêu cầu này không đọc được"), _("Hãy quay lại trang trước và làm lại.")),
        403: (
            _("Bạn chưa có quyền làm việc này"),
            _("Hãy đăng nhập bằng đúng tài khoản, hoặc hỏi người phụ trách cấp quyền."),
        ),
        404: (
            _("Không có trang này"),
            _("Hãy xem lại địa chỉ, hoặc tìm thủ tục bạn cần ở trang chủ."),
        ),
        405: (
            _("Địa chỉ này chỉ dùng khi bấm nút gửi"),
            _("Hãy quay lại trang trước rồi bấm nút trên trang đó."),
        ),
        409: (
            _("Việc này đã có người làm trước"),
            _("Hãy tải lại trang để xem thông tin mới nhất rồi làm tiếp."),
        ),
        422: (_("Có chỗ cần sửa"), _("Hãy quay lại, sửa theo hướng dẫn rồi gửi lại.")),
        429: (_("Bạn thao tác quá nhanh"), _("Hãy chờ một phút rồi thử lại.")),
        500: (
            _("Hệ thống gặp sự cố khi làm việc này"),
            _("Hãy thử lại sau ít phút. Nếu vẫn bị, hãy báo mã hỗ trợ dưới đây."),
        ),
        503: (
            _("Hệ thống đang bận hoặc đang bảo trì"),
            _("Hãy thử lại sau ít phút. Hồ sơ đã nộp của bạn vẫn được giữ nguyên."),
        ),
    }.get(status, (_("Không làm được việc này"), _("Hãy quay lại trang trước và thử lại.")))


def page(request: HttpRequest, status: int, *, message: str = "", **more: Any) -> HttpResponse:
    """One error page. `more` may hold code, way_out, saved, errors and title."""
    title, way_out = _words(status)
    support = getattr(request, "request_id", "")
    facts: dict[str, Any] = {
        "status": status,
        "heading": more.get("title") or title,
        "message": message,
        "way_out": more.get("way_out") or way_out,
        "saved": more.get("saved") or _("Chưa có thay đổi nào được ghi lại."),
        "errors": more.get("errors") or [],
        "code": more.get("code") or "",
        "support": support,
        # A fault may come from the database or the session: draw the page without asking them.
        "quiet": status in SERVER_FAULTS,
    }
    if wants_json(request):
        return _problem(facts)
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(
            render_to_string("screens/errors/fragment.html", facts, request), status=status
        )
        response["HX-Retarget"] = "#refusal"
        response["HX-Reswap"] = "innerHTML"
        return response
    return HttpResponse(render_to_string("screens/errors/error.html", facts, request), status=status)


def _problem(facts: dict[str, Any]) -> JsonResponse:
    """RFC 9457 problem details."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": facts["heading"],
        "status": facts["status"],
        "detail": facts["message"] or facts["way_out"],
        "code": facts["code"] or str(facts["status"]),
        "way_out": facts["way_out"],
        "request_id": facts["support"],
    }
    if facts["errors"]:
        body["errors"] = [{"field": e.field, "message": e.message} for e in facts["errors"]]
    return JsonResponse(
        body,
        status=facts["status"],
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def refusal_response(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer to a refused act, with the refusal's own status, sentence and way out."""
    response = page(
        request,
        refusal.status,
        message=refusal.message,
        code=refusal.code,
        way_out=refusal.way_out,
        saved=getattr(refusal, "saved", None),
        errors=refusal.errors if isinstance(refusal, Invalid) else None,
    )
    if refusal.status in (429, 503):
        response["Retry-After"] = str(getattr(refusal, "retry_after", 60))
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, Django's handler; says so when it was only too much at once."""
    if isinstance(exception, TooManyFilesSent):
        return page(
            request,
            400,
            title=_("Bạn gửi quá nhiều tệp trong một lần"),
            message=_("Mỗi lần gửi nhận tối đa %(most)s tệp.")
            % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES},
            code="too_many_files",
            way_out=_("Hãy quay lại, chọn ít tệp hơn rồi gửi tiếp. Có thể gộp các trang vào một tệp PDF."),
        )
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, Django's handler."""
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old; a form of this site comes back with all that was typed."""
    fields = fields_of(request) if own_form(request) and not wants_json(request) else []
    if fields:
        facts = {"fields": fields, "with_files": bool(request.FILES)}
        return HttpResponse(
            render_to_string("screens/errors/resend.html", facts, request),
            status=403,
            headers={"Cache-Control": "no-store"},
        )
    return page(
        request,
        403,
        title=_("Trang này đã mở quá lâu"),
        message=_("Vì an toàn, biểu mẫu cần được mở lại trước khi gửi."),
        code="csrf",
        way_out=_(
            "Hãy quay lại, tải lại trang rồi gửi lần nữa. Trình duyệt cần cho phép cookie của trang này."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, Django's handler."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, Django's handler; a refusal raised outside a view still gets its own page."""
    fault = sys.exc_info()[1]
    if isinstance(fault, Refused):
        return refusal_response(request, fault)
    if overloaded(fault):
        return unavailable(request, 5)
    return page(request, 500, saved=_("Việc đang làm dở chưa được ghi. Những gì đã lưu trước đó vẫn còn."))


def too_many(request: HttpRequest) -> HttpResponse:
    """429, for throttles outside a view."""
    response = page(request, 429)
    response["Retry-After"] = "60"
    return response


def overloaded(fault: BaseException | None) -> bool:
    """True when the database gave no place, no lock or no answer in time: asked again later, it may.

    Nothing of what the request did stands then: each act is one transaction.
    """
    return isinstance(fault, OperationalError)


def unavailable(request: HttpRequest, seconds: int = 120) -> HttpResponse:
    """503, while the site is being mended or overloaded; when to come again."""
    response = page(request, 503)
    response["Retry-After"] = str(seconds)
    return response
