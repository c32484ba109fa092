"""Filing a birth registration by hand: the pages in order, with or without JavaScript."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from pypdf import PdfWriter

from tests.journeys import harness
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.worktime.api import now

PASSWORD = "ba con trau ngoi dong"
COMMUNE = "08707"
CITIZEN_ID = "026190000001"
MOST_BYTES = 100_000


def resident(
    citizen_id: str = CITIZEN_ID, name: str = "Nguyễn Thị Ví Dụ", *, address: bool = True
) -> Account:
    """An account with a password, not verified, with an address of its own."""
    account = Account(kind="resident", login=citizen_id, created_at=now())
    account.set_password(PASSWORD)
    account.save()
    Person.objects.create(
        account=account,
        name=name,
        citizen_id=citizen_id,
        phone="0911000001",
        email=f"{citizen_id}@example.vn",
        birth_date=date(1990, 5, 2),
        sex="female",
        address_unit=COMMUNE if address else "",
        address_on=date(2025, 7, 1) if address else None,
        address_line="Số 5, tổ dân phố Mẫu" if address else "",
    )
    return account


def patient(page: Page) -> Page:
    """These walks are long and the machine may be busy: a slow page is not a fault here."""
    page.set_default_timeout(30_000)
    return page


def paper(path: Path) -> Path:
    """A small PDF that opens."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(path)
    return path


def look(page: Page, name: str, *, posted: bool = False) -> None:
    """A resident's page on a telephone and on a desk."""
    harness.look(page, f"resident-{name}-{{width}}", posted=posted)


def light(page: Page) -> None:
    """What a first visit to this page brings over the line stays small."""
    answer = page.request.get(page.url)
    assert len(answer.body()) < MOST_BYTES, f"{page.url} brings {len(answer.body())} bytes"


def press(page: Page, name: str = "Lưu và tiếp tục") -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def fill_date(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f'[name="{name}__{part}"]').fill(value)


def fill(page: Page, **values: str) -> None:
    """Fields by name, with `__` for the dot."""
    for name, value in values.items():
        field = page.locator(f'[name="{name.replace("__", ".")}"]')
        kind = field.first.get_attribute("type")
        if kind == "radio":
            page.locator(f'[name="{name.replace("__", ".")}"][value="{value}"]').check()
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def sign_in(page: Page) -> None:
    page.locator("[name=login]").fill(CITIZEN_ID)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_load_state()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def to_people(page: Page, address: str) -> None:
    """From the home page through search and login to the first page of a draft."""
    page.goto(address)
    page.get_by_label("Bạn cần làm việc gì?").fill("lam giay khai sinh cho con")
    press(page, "Tìm")
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()
    page.get_by_role("link", name="Nộp hồ sơ").or_(page.get_by_role("button", name="Nộp hồ sơ")).first.click()
    page.wait_for_load_state()


def form_pages(page: Page, *, look_at: Any = lambda page, name: None) -> None:
    """The six pages of the form, from "Người đi đăng ký" to "Thông tin thêm"."""
    assert heading(page) == "Người đi đăng ký"
    fill(page, requester__relation="mother")
    look_at(page, "form-requester")
    press(page)
    fill(
        page,
        child__name="Trần Minh Thử",
        child__sex="male",
        child__ethnicity="Kinh",
        child__nationality="Việt Nam",
    )
    fill_date(page, "child.birth_date", "10", "11", "2026")
    press(page)
    fill(
        page,
        birth__place="Bệnh viện Sản – Nhi",
        birth__proof="certificate",
        birth__certificate_number="0001",
        birth__abandoned="false",
        birth__surrogacy="false",
    )
    look_at(page, "form-birth")
    press(page)
    for parent, name in (("mother", "Nguyễn Thị Ví Dụ"), ("father", "Trần Văn Mẫu")):
        fill(page, **{f"{parent}__known": "true", f"{parent}__name": name})
        fill(page, **{f"{parent}__address__commune": COMMUNE, f"{parent}__address__line": "Số 5, tổ Mẫu"})
        look_at(page, f"form-{parent}")
        press(page)
    fill(page, copies="2")
    look_at(page, "form-more")
    press(page)
