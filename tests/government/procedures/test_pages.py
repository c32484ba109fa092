"""The catalogue's pages: right words, right links, nothing needed but HTML."""

from __future__ import annotations

from datetime import datetime

import html5lib
import pytest
from django.template import engines
from django.test import Client

from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import api

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("/tim/?q=khai+sinh", "Đăng ký khai sinh"),
        ("/tim/?q=l%C3%A0m+gi%E1%BA%A5y+khai+sinh+cho+con", "/thu-tuc/1.001193/"),
        ("/tim/", "Theo sự kiện"),
        ("/tim/?q=qwrtz", "Không tìm thấy"),
        ("/tim/?q=%00%ff", "Tìm thủ tục"),
        ("/thu-tuc/", "Hộ tịch"),
        ("/thu-tuc/?linh-vuc=ho-tich", "Đăng ký khai sinh"),
        ("/thu-tuc/?linh-vuc=khong-co", "Hộ tịch"),
        ("/viec/sinh-con/", "Đăng ký khai sinh"),
        ("/viec/hoc-tap/", "Chưa có thủ tục nào"),
        ("/viec/nguoi-than-mat/", "Đăng ký khai tử"),
    ],
)
def test_pages_answer(catalogue: None, client: Client, address: str, word: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert word in page
    html5lib.HTMLParser(strict=True).parse(page)
    assert len(answer.content) < 40_000


def test_no_event_leads_to_an_empty_page_and_each_has_its_order(catalogue: None, client: Client) -> None:
    shown = [event.key for event in api.life_events()]
    assert "hoc-tap" not in shown
    assert len(shown) == 8
    for key in shown:
        assert f'href="/viec/{key}/"' in client.get("/tim/").content.decode()
        assert "Chưa có thủ tục nào" not in client.get(f"/viec/{key}/").content.decode()
    firm = [line.code for line in api.by_life_event("doanh-nghiep")]
    assert firm.index("2.001583") < firm.index("2.002041") < firm.index("2.002023")


def test_the_home_page_suggests_only_what_finds_something(catalogue: None, client: Client) -> None:
    assert "?q=m%E1%BB%9F%20qu%C3%A1n%20%C4%83n" in client.get("/").content.decode()
    # Before business households were the communes' matter: nothing to open, nothing to suggest.
    with worktime.at(datetime(2019, 5, 2, 9, tzinfo=worktime.ZONE)):
        page = client.get("/").content.decode()
    assert "?q=m%E1%BB%9F%20qu%C3%A1n%20%C4%83n" not in page
    assert "?q=ch%E1%BB%A9ng%20th%E1%BB%B1c%20b%E1%BA%A3n%20sao" in page


def test_procedure_page_says_everything(catalogue: None, client: Client) -> None:
    page = client.get("/thu-tuc/1.001193/").content.decode()
    for word in (
        "Ai làm được",
        "Cần mang gì",
        "Giấy chứng sinh",
        "Mất bao lâu",
        "chưa kiểm chứng",
        "Trong ngày; nhận sau 15 giờ thì trong ngày làm việc tiếp theo",
        "Không thu khi đăng ký trong 60 ngày từ ngày sinh",
        "Chỉ khi trẻ bị bỏ rơi",
        "Tốn bao nhiêu",
        "Làm ở đâu",
        "Ủy ban nhân dân xã, phường",
        "Giấy khai sinh",
        "60/2014/QH13",
        'href="/nop/1.001193/"',
        "dichvucong.gov.vn",
    ):
        assert word in page
    html5lib.HTMLParser(strict=True).parse(page)


@pytest.mark.parametrize(
    "address", ["/thu-tuc/9.999999/", "/viec/khong-co/", "/thu-tuc/%00/", "/thu-tuc/" + "9" * 500 + "/"]
)
def test_what_is_not_there(catalogue: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_markup_in_a_question_is_text(catalogue: None, client: Client) -> None:
    page = client.get("/tim/", {"q": "<script>alert(1)</script>{{7*7}}"}).content.decode()
    assert "<script>alert" not in page
    assert "{{7*7}}" in page


def test_every_page_of_the_form_is_drawn(catalogue: None) -> None:
    form = api.form(api.version("1.001193"))
    drawn = engines["jinja2"].env.from_string(
        '{% import "procedures/form_fields.html" as fields with context %}{{ fields.all(views) }}'
    )
    for page in form.all_pages:
        data, errors = form.clean_page(page.key, {}, {})
        views = form.fields_of(page.key, data, errors)
        text = drawn.render(views=views)
        assert all(f'name="{view.name}' in text for view in views)
        assert text.count("govuk-error-message") == len(errors)
        html5lib.HTMLParser(strict=True).parseFragment(text)
