"""Around every request: the content policy, the request id, refusals as plain answers."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tinhso.lib.errors import Busy, Conflict, FieldError, Forbidden, Invalid, NotFound, Refused
from tinhso.screens import current, errors
from tinhso.screens.middleware import RefusalMiddleware, RequestContextMiddleware, new_request_id

pytestmark = pytest.mark.django_db


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/nop/", **{f"HTTP_{k.upper()}": v for k, v in headers.items()})
    request.session = SessionStore()
    request.request_id = "7F3K-92QM"
    return request


def refuse(refusal: Refused, **headers: str) -> HttpResponse:
    answer = RefusalMiddleware(lambda r: HttpResponse()).process_exception(asked(**headers), refusal)
    assert answer is not None
    return answer


def test_content_policy_allows_nothing_inline(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    ):
        assert part in policy


def test_other_safety_headers(client):
    answer = client.get("/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


def test_each_answer_has_its_own_id(client):
    ids = {client.get("/giup-do/")["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
    assert all(
        re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", one) for one in [*ids, new_request_id()]
    )


def test_the_request_is_forgotten_after_the_answer():
    seen = []
    inner = RequestContextMiddleware(lambda r: seen.append(current.request()) or HttpResponse())
    request = RequestFactory().get("/")
    inner(request)
    assert seen == [request]
    assert current.request() is None


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refused("too_early", "Chưa đến giờ."), 422),
        (Forbidden("not_yours", "Hồ sơ này không phải của bạn."), 403),
        (NotFound("no_dossier", "Không có hồ sơ này."), 404),
        (Conflict("stale", "Hồ sơ vừa được người khác sửa.", way_out="Hãy tải lại trang."), 409),
        (Busy("busy", "Nhiều người đang nộp cùng lúc."), 429),
    ],
)
def test_a_refusal_is_a_plain_page(refusal, status):
    answer = refuse(refusal)
    page = answer.content.decode()
    assert answer.status_code == status
    assert refusal.message in page
    assert (refusal.way_out or "Hãy") in page
    assert "7F3K-92QM" in page
    assert refusal.code in page
    assert answer.get("Retry-After") == ("60" if status == 429 else None)


def test_a_refusal_cannot_bring_markup_into_the_page():
    page = refuse(Refused("x", "<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_json_clients_get_problem_details():
    answer = refuse(
        Invalid([FieldError("born", "Ngày sinh phải trước ngày hôm nay")]), accept="application/json"
    )
    assert answer["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == 422
    assert body["code"] == "invalid"
    assert body["request_id"] == "7F3K-92QM"
    assert body["errors"] == [{"field": "born", "message": "Ngày sinh phải trước ngày hôm nay"}]


def test_htmx_gets_a_fragment_for_the_refusal_box():
    answer = refuse(Conflict("stale", "Hồ sơ vừa được người khác sửa."), hx_request="true")
    assert answer["HX-Retarget"] == "#refusal"
    assert "<html" not in answer.content.decode()
    assert "Hồ sơ vừa được người khác sửa." in answer.content.decode()


def test_other_faults_are_left_to_django():
    assert RefusalMiddleware(lambda r: HttpResponse()).process_exception(asked(), ValueError("x")) is None


def test_a_fault_page_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(asked())
    assert answer.status_code == 500
    assert "7F3K-92QM" in answer.content.decode()


def test_a_refusal_outside_a_view_keeps_its_own_status():
    try:
        raise Forbidden("no_capacity", "Bạn chưa chọn vai làm việc.")
    except Forbidden:
        answer = errors.server_error(asked())
    assert answer.status_code == 403
    assert "Bạn chưa chọn vai làm việc." in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.csrf_failure, 403),
        (errors.not_found, 404),
        (errors.too_many, 429),
        (errors.unavailable, 503),
    ],
)
def test_error_pages_say_what_to_do(view, status):
    answer = view(asked())
    assert answer.status_code == status
    page = answer.content.decode()
    assert "Mã hỗ trợ" in page
    assert "Hãy" in page
    assert "Đã có lỗi xảy ra" not in page


def test_an_address_of_a_button_says_so_when_it_is_opened(client):
    opened = client.get("/ngon-ngu/")
    assert opened.status_code == 405
    assert opened["Allow"] == "POST"
    assert "chỉ dùng khi bấm nút gửi" in opened.content.decode()
